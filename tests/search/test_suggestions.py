from __future__ import annotations

import pytest

from kb.records.models import ThemeLabel
from kb.search.run import backend
from kb.search.suggestions import suggest
from kb.search.updates import rebuild
from tests import recipes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def base(db: None, empty_index: None) -> None:
    thesis = recipes.make_thesis("Handling på små kontor")
    chapter = recipes.make_chapter(thesis)
    passages = [recipes.make_passage(chapter, f"Handlekurven var full den {n}. dagen.") for n in range(3)]
    recipes.make_citation(passages[0], recipes.make_work(recipes.make_person("Handeland", "Ida")))
    theme = recipes.make_theme("Handlingsrom")
    for kind, text in (
        ("preferred", "Handlingsrom"),
        ("alternative", "handlefrihet"),
        ("hidden", "handlerom"),
    ):
        ThemeLabel.objects.create(theme=theme, language="nb", kind=kind, text=text)
    draft = recipes.make_thesis("Handel i utkast", published=False)
    recipes.make_passage(recipes.make_chapter(draft), "Handelsmannen og handelsmannen.")
    rebuild()


def test_themes_authors_theses_and_words_begin_as_typed() -> None:
    found = {(each.kind, each.label) for each in suggest("hand")}
    assert found == {
        ("theme", "Handlingsrom"),
        ("author", "Ida Handeland"),
        ("thesis", "Handling på små kontor"),
        ("word", "handlekurv"),
    }


def test_a_theme_is_found_by_its_other_names_but_not_shown_by_hidden_ones() -> None:
    assert [each.label for each in suggest("handlefr")] == ["handlefrihet"]
    assert suggest("handler") == ()


@pytest.mark.parametrize("typed", ["", "h", " ", "\x00", "%", "🙂🙂", "x" * 5000])
def test_nothing_is_suggested_for_nothing(typed: str) -> None:
    assert suggest(typed) == ()


def test_no_more_than_asked_for() -> None:
    assert len(suggest("hand", limit=2)) == 2


def test_a_theme_goes_by_what_the_page_calls_it() -> None:
    theme = recipes.make_theme("Handlingsrom")
    ThemeLabel.objects.create(theme=theme, language="en", kind="preferred", text="Hand room")
    (label,) = [each.label for each in suggest("hand") if each.kind == "theme"]
    assert label == "Handlingsrom"


def test_only_words_that_somebody_wrote_are_suggested() -> None:
    chapter = recipes.make_chapter(recipes.make_thesis("The last counter", language="en"))
    for n in range(3):
        recipes.make_passage(chapter, f"Our partnership is {n} years old.")
    rebuild()
    words = [each.label for each in suggest("partn") if each.kind == "word"]
    assert words == []
    assert "partnershipe" in backend().view().words("lemmas")
