"""What is said of a hit that does not show the words asked for."""

from __future__ import annotations

import pytest

from kb.records.models import Contributor, NameVariant, Passage, Theme, ThemeLabel
from kb.search.query import SearchQuery
from kb.search.reasons import Reason
from kb.search.run import run
from kb.search.updates import rebuild
from tests import recipes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_index")]


@pytest.fixture
def theme() -> Theme:
    made = recipes.make_theme("Partnerskap")
    for text, language, kind in (
        ("Partnerskap", "nb", "preferred"),
        ("samstyring", "nb", "alternative"),
        ("felles eierskap", "nb", "alternative"),
        ("Partnership", "en", "preferred"),
        ("joint ownership", "en", "alternative"),
        ("Solvang", "nb", "hidden"),
    ):
        ThemeLabel.objects.create(theme=made, text=text, language=language, kind=kind)
    return made


def reasons(question: str, kind: str = "passage") -> dict[str, tuple[Reason, ...]]:
    """Why each hit is one, by its text or name."""
    hits = run(SearchQuery.from_text(question), kinds=(kind,)).hits
    return {getattr(hit.record, "text", str(hit.record)): hit.reasons for hit in hits}


def write(*texts: str, title: str = "Bussen") -> list[Passage]:
    chapter = recipes.make_chapter(recipes.make_thesis(), title=title)
    made = [recipes.make_passage(chapter, text) for text in texts]
    for number in range(12):
        recipes.make_passage(
            recipes.make_chapter(chapter.thesis), f"Kaffen var god hele dag {number}, og alle kom."
        )
    rebuild()
    return made


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("partnerskap", "Partnerskapet er vårt, og samstyring er et ord for det.", ()),
        ("partnerskap", "De lærte om partnerskapsavtalen den samme uka.", ()),
        (
            "partnerskap",
            "De ville ha samstyring av huset den vinteren.",
            (Reason("label", "partnerskap", ("samstyring",)),),
        ),
        (
            "partnerskap",
            "De ville ha felles eierskap til huset den vinteren.",
            (Reason("label", "partnerskap", ("felles eierskap",)),),
        ),
        # A question in one language is answered by texts in another, and they tell how.
        (
            "partnerskap",
            "They wanted joint ownership of the house that winter.",
            (Reason("label", "partnerskap", ("joint ownership",)),),
        ),
        (
            "partnership",
            "De ville ha samstyring av huset den vinteren.",
            (Reason("label", "partnerskap", ("samstyring",)),),
        ),
        (
            "partnerskap",
            "De har et felles kjøkken, og eierskapet til huset er uklart.",
            (Reason("apart", "partnerskap", ("felles eierskap",)),),
        ),
        (
            "medarbeider",
            "De ansatte på kontoret var glade den vinteren.",
            (Reason("kin", "medarbeider", ("ansatte",)),),
        ),
        (
            "kontorleder",
            "De flyttet til et annet kontor den vinteren.",
            (Reason("part", "kontorleder", ("kontor",)),),
        ),
    ],
)
def test_a_text_without_the_word_tells_why_it_answers(
    theme: Theme, question: str, text: str, expected: tuple[Reason, ...]
) -> None:
    write(text)
    assert reasons(question)[text] == expected


def test_a_text_that_only_carries_the_theme_says_so(theme: Theme) -> None:
    passage, *_ = write("De delte nøklene til huset den vinteren.")
    recipes.tag(passage, theme)
    rebuild()
    assert reasons("partnerskap") == {passage.text: (Reason("theme", "partnerskap"),)}


def test_a_text_under_a_heading_with_the_word_says_so() -> None:
    passage, *_ = write("De delte nøklene til huset den vinteren.", title="Om tillit")
    assert reasons("tillit") == {passage.text: (Reason("heading", "tillit"),)}


def test_no_text_is_found_that_holds_only_small_words() -> None:
    texts = ["Tilliten vokste hos dem alle den vinteren.", "Bare et navn på listen."]
    write(*texts)
    assert list(reasons("tillit på kontoret")) == texts[:1]


def test_the_name_of_a_scholar_finds_what_has_it_and_not_the_themes_other_words(theme: Theme) -> None:
    named, *_ = write("Solvang skriver om dette den vinteren.", "De ville ha samstyring av huset.")
    assert reasons("Solvang") == {named.text: ()}


def test_records_found_by_what_they_do_not_show_say_where_it_stands(theme: Theme) -> None:
    thesis = recipes.make_thesis("Et hus", keywords=["skogbruk"], subtitle="Om nøkler")
    siv = recipes.make_person("Vik", "Siv")
    Contributor.objects.create(thesis=thesis, person=siv, role=Contributor.Role.SUPERVISOR)
    work = recipes.make_work(title="Om bær", container="Tidsskrift for multer")
    recipes.make_citation(recipes.make_passage(recipes.make_chapter(thesis)), work)
    rebuild()
    assert reasons("skogbruk", "thesis") == {str(thesis): (Reason("field", "keywords", ("skogbruk",)),)}
    assert reasons("nøkkel", "thesis") == {str(thesis): (Reason("field", "subtitle", ("nøkler",)),)}
    assert reasons("multer", "work") == {str(work): (Reason("field", "container", ("multer",)),)}
    assert reasons("samstyring", "theme") == {str(theme): (Reason("field", "labels", ("samstyring",)),)}
    assert reasons("Vik", "thesis") == {str(thesis): (Reason("field", "people", ("Vik",)),)}
    assert reasons("hus", "thesis") == {str(thesis): ()}


def test_an_author_found_by_another_form_of_the_name_says_so() -> None:
    person = recipes.make_person("Berg", "Ola")
    NameVariant.objects.create(person=person, name="Sandvik, Ola")
    passage = recipes.make_passage(recipes.make_chapter(recipes.make_thesis()))
    recipes.make_citation(passage, recipes.make_work(person))
    rebuild()
    assert reasons("Sandvik", "author") == {str(person): (Reason("field", "variants"),)}
    assert reasons("Berg", "author") == {str(person): ()}


def test_where_nothing_was_typed_nothing_is_explained(theme: Theme) -> None:
    passage, *_ = write("De delte nøklene til huset den vinteren.")
    recipes.tag(passage, theme)
    rebuild()
    assert reasons("theme:partnerskap") == {passage.text: ()}


def test_other_words_are_listed_in_small_letters_but_for_names_and_abbreviations() -> None:
    theme = recipes.make_theme("Nøkler og låser")
    for text, language, kind in (
        ("Nøkler og låser", "nb", "preferred"),
        ("Keys and locks", "en", "preferred"),
        ("Yale", "nb", "alternative"),
        ("IKT", "nb", "alternative"),
        ("låsesmed", "nb", "alternative"),
    ):
        ThemeLabel.objects.create(theme=theme, text=text, language=language, kind=kind)
    other = recipes.make_theme("New Public Management")
    ThemeLabel.objects.create(theme=other, text="New Public Management", language="nb", kind="preferred")
    ThemeLabel.objects.create(theme=other, text="markedsretting", language="nb", kind="alternative")
    write("De delte nøklene til huset den vinteren.")
    also = run(SearchQuery.from_text("låsesmed")).also
    assert set(also) == {"nøkler og låser", "keys and locks", "Yale", "IKT"}
    assert {getattr(word, "language", "") for word in also} == {"nb", "en"}
    assert "New Public Management" in run(SearchQuery.from_text("markedsretting")).also
