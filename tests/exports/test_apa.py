"""Entries and citations as APA 7 has them: in Norwegian after Norsk APA-manual, in English after the manual itself."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.exports.apa import write_entry, write_in_text, write_narrative
from kb.exports.csl import MORE_AUTHORS, Item, Locator

ELI = {"family": "Prøvesen", "given": "Eli Marie"}
BO = {"family": "Aas", "given": "Bo-Christian"}
DAL = {"family": "Dal", "given": "E."}
SKOLE = "Høgskolen i Eksempelvik"
SIDE = Locator("page", "42")


def thesis(*authors: Item, **fields: Any) -> Item:
    item = {
        "id": "rom",
        "type": "thesis",
        "title": "Rom for valg: Fem ledere forteller",
        "author": list(authors),
        "genre": "Masteroppgave",
        "publisher": SKOLE,
        "issued": {"date-parts": [[2021]]},
        "language": "nb",
    }
    return {name: value for name, value in {**item, **fields}.items() if value}


def work(type_: str = "book", *authors: Item, **fields: Any) -> Item:
    item = {"id": "w", "type": type_, "author": list(authors), "issued": {"date-parts": [[1980]]}}
    return {name.replace("_", "-"): value for name, value in {**item, **fields}.items() if value}


MANY = [{"family": f"Navn{n}", "given": "Bo"} for n in range(1, 22)]
NAMED = ", ".join(f"Navn{n}, B." for n in range(1, 20))
URL = "https://hdl.handle.net/11250/1"
TITLE = "Rom for valg: Fem ledere forteller"

ENTRIES = {
    "with an address the place stands in the brackets": (
        thesis(ELI, URL=URL),
        f"Prøvesen, E. M. (2021). {TITLE} [Masteroppgave, {SKOLE}]. {URL}",
    ),
    "without one it is the publisher": (
        thesis(ELI),
        f"Prøvesen, E. M. (2021). {TITLE} [Masteroppgave]. {SKOLE}.",
    ),
    "a DOI goes before another address": (
        thesis(ELI, URL=URL, DOI="10.1000/rom"),
        f"Prøvesen, E. M. (2021). {TITLE} [Masteroppgave, {SKOLE}]. https://doi.org/10.1000/rom",
    ),
    "two authors": (
        thesis(ELI, BO),
        f"Prøvesen, E. M. & Aas, B.-C. (2021). {TITLE} [Masteroppgave]. {SKOLE}.",
    ),
    "three authors": (
        thesis(ELI, BO, DAL),
        f"Prøvesen, E. M., Aas, B.-C. & Dal, E. (2021). {TITLE} [Masteroppgave]. {SKOLE}.",
    ),
    "twenty authors are all named": (
        thesis(*MANY[:20]),
        f"{NAMED} & Navn20, B. (2021). {TITLE} [Masteroppgave]. {SKOLE}.",
    ),
    "of twenty-one the first nineteen and the last": (
        thesis(*MANY),
        f"{NAMED}, … Navn21, B. (2021). {TITLE} [Masteroppgave]. {SKOLE}.",
    ),
    "an author without a given name": (
        thesis({"family": "Prøvesen"}),
        f"Prøvesen. (2021). {TITLE} [Masteroppgave]. {SKOLE}.",
    ),
    "an organisation": (
        thesis({"literal": "Oppfinnernes forening"}),
        f"Oppfinnernes forening. (2021). {TITLE} [Masteroppgave]. {SKOLE}.",
    ),
    "a particle stays with its name": (
        thesis({"family": "Fjære", "given": "Ida", "non-dropping-particle": "von"}),
        f"von Fjære, I. (2021). {TITLE} [Masteroppgave]. {SKOLE}.",
    ),
    "no author: the title first, once": (
        thesis(URL=URL),
        f"{TITLE}. (2021). [Masteroppgave, {SKOLE}]. {URL}",
    ),
    "no year": (
        thesis(ELI, issued=None),
        f"Prøvesen, E. M. (u.å.). {TITLE} [Masteroppgave]. {SKOLE}.",
    ),
    "no year but an address": (
        thesis(ELI, issued=None, URL=URL),
        f"Prøvesen, E. M. (u.å.). {TITLE} [Masteroppgave, {SKOLE}]. {URL}",
    ),
    "a question takes no full stop": (
        work("book", BO, title="Hva er et rom?", publisher="Oppforlaget"),
        "Aas, B.-C. (1980). Hva er et rom? Oppforlaget.",
    ),
    "the letter after a year": (
        work("book", BO, title="Rom", publisher="Oppforlaget", year_suffix="a"),
        "Aas, B.-C. (1980a). Rom. Oppforlaget.",
    ),
    "the letter without a year": (
        work("book", BO, title="Rom", issued=None, year_suffix="b"),
        "Aas, B.-C. (u.å.-b). Rom.",
    ),
    "a session of parliament": (
        work("report", {"literal": "Meld. St. 99"}, title="Rom", issued={"date-parts": [[2015], [2016]]}),
        "Meld. St. 99. (2015–2016). Rom.",
    ),
    "in press": (work("book", BO, title="Rom", issued=None, status="in press"), "Aas, B.-C. (i trykk). Rom."),
    "an article": (
        work(
            "article-journal", ELI, BO, title="Å lede", container_title="Romblad", volume="12", issue="3",
            page="12-30", DOI="10.1000/ab",
        ),
        "Prøvesen, E. M. & Aas, B.-C. (1980). Å lede. Romblad, 12(3), 12–30. https://doi.org/10.1000/ab",
    ),
    "a chapter": (
        work("chapter", BO, title="Døra", container_title="Husets deler", publisher="Oppforlaget", page="1-9"),
        "Aas, B.-C. (1980). Døra. I Husets deler (s. 1–9). Oppforlaget.",
    ),
    "a chapter of a book with editors": (
        work("chapter", BO, title="Døra", container_title="Husets deler", editor=[ELI, BO], page="1-9"),
        "Aas, B.-C. (1980). Døra. I E. M. Prøvesen & B.-C. Aas (Red.), Husets deler (s. 1–9).",
    ),
    "a book of its editors": (
        work("book", title="Husets deler (annet opplag)", editor=[ELI, BO], publisher="Oppforlaget"),
        "Prøvesen, E. M. & Aas, B.-C. (Red.). (1980). Husets deler (annet opplag). Oppforlaget.",
    ),
    "a thesis that was never published": (
        work("thesis", BO, title="Rom", genre="Upublisert masteroppgave", publisher="Høgskolen på Øya"),
        "Aas, B.-C. (1980). Rom [Upublisert masteroppgave]. Høgskolen på Øya.",
    ),
    "a publisher that is the author is named once": (
        work("report", {"literal": "Romdirektoratet"}, title="Rom", publisher="Romdirektoratet"),
        "Romdirektoratet. (1980). Rom.",
    ),
    "a law goes by its short name": (
        work("legislation", {"literal": "Romloven"}, title="Lov om rom", container_title="Lovdata"),
        "Romloven. (1980). Lov om rom. Lovdata.",
    ),
    "a page of the web": (
        work("webpage", {"literal": "Romdirektoratet"}, title="Om oss", issued=None, URL="https://example.org/"),
        "Romdirektoratet. (u.å.). Om oss. https://example.org/",
    ),
    "of a stub authors and year": (work("document", {"family": "Lipsky"}), "Lipsky. (1980)."),
    "a stub with authors nobody named": (
        work("document", {"family": "Lipsky", "given": "M."}, MORE_AUTHORS),
        "Lipsky, M., et al. (1980).",
    ),
    "markup in a title is words": (
        work("book", BO, title='Rom & <i>valg</i> <span class="nocase">x'),
        'Aas, B.-C. (1980). Rom & <i>valg</i> <span class="nocase">x.',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_in_norwegian(name: str) -> None:
    item, written = ENTRIES[name]
    assert write_entry(item, "nb").plain == written
    assert write_entry(item, "nn").plain == written


ENGLISH = {
    "a comma before the last author, nothing between title and brackets": (
        thesis(ELI, BO, genre="Master’s thesis", URL=URL),
        f"Prøvesen, E. M., & Aas, B.-C. (2021). {TITLE} [Master’s thesis, {SKOLE}]. {URL}",
    ),
    "without an address": (
        thesis(ELI, genre="Master’s thesis"),
        f"Prøvesen, E. M. (2021). {TITLE} [Master’s thesis]. {SKOLE}.",
    ),
    "no year, and no word of when it was fetched": (
        thesis(ELI, genre="Master’s thesis", issued=None, URL=URL),
        f"Prøvesen, E. M. (n.d.). {TITLE} [Master’s thesis, {SKOLE}]. {URL}",
    ),
    "Norwegian titles keep their small letters": (
        work("chapter", BO, title="Det store rommet", container_title="Husets mange deler", page="1-9"),
        "Aas, B.-C. (1980). Det store rommet. In Husets mange deler (pp. 1–9).",
    ),
}


@pytest.mark.parametrize("name", ENGLISH)
def test_an_entry_in_english(name: str) -> None:
    item, written = ENGLISH[name]
    assert write_entry(item, "en").plain == written


def test_only_the_title_is_italic_wherever_it_stands() -> None:
    def italic(item: Item) -> list[str]:
        return [stretch.text for stretch in write_entry(item, "nb").stretches if stretch.is_italic]

    assert italic(thesis(ELI, URL=URL)) == [TITLE]
    assert italic(thesis(URL=URL)) == [TITLE]
    assert italic(ENTRIES["an article"][0]) == ["Romblad", "12"]
    assert italic(ENTRIES["a chapter"][0]) == ["Husets deler"]
    assert write_entry(ENTRIES["markup in a title is words"][0], "nb").html.count("<i>") == 1


def test_a_title_says_its_language_to_who_hears_the_page() -> None:
    assert f'<i lang="nb">{TITLE}</i>' in write_entry(thesis(ELI), "en").html
    assert "<i>Rom</i>" in write_entry(work("book", BO, title="Rom"), "en").html


def test_of_nothing_known_nothing_is_made() -> None:
    assert write_entry({"id": "x", "type": "document"}, "nb").plain == ""


CITATIONS = [
    ("nb", thesis(ELI), SIDE, "(Prøvesen, 2021, s. 42)", "Prøvesen (2021, s. 42)"),
    ("nn", thesis(ELI), SIDE, "(Prøvesen, 2021, s. 42)", "Prøvesen (2021, s. 42)"),
    ("en", thesis(ELI), SIDE, "(Prøvesen, 2021, p. 42)", "Prøvesen (2021, p. 42)"),
    ("nb", thesis(ELI), Locator("page", "42-43"), "(Prøvesen, 2021, s. 42–43)", "Prøvesen (2021, s. 42–43)"),
    (
        "en",
        thesis(ELI),
        Locator("page", "42-43"),
        "(Prøvesen, 2021, pp. 42–43)",
        "Prøvesen (2021, pp. 42–43)",
    ),
    (
        "en",
        thesis(ELI),
        Locator("page", "iv-vi"),
        "(Prøvesen, 2021, pp. iv–vi)",
        "Prøvesen (2021, pp. iv–vi)",
    ),
    ("nb", thesis(ELI), Locator("chapter", "5.2"), "(Prøvesen, 2021, kap. 5.2)", "Prøvesen (2021, kap. 5.2)"),
    ("en", thesis(ELI), Locator("chapter", "5"), "(Prøvesen, 2021, Chapter 5)", "Prøvesen (2021, Chapter 5)"),
    ("nb", thesis(ELI), Locator(), "(Prøvesen, 2021)", "Prøvesen (2021)"),
    ("nb", thesis(ELI, issued=None), SIDE, "(Prøvesen, u.å., s. 42)", "Prøvesen (u.å., s. 42)"),
    ("nb", thesis(ELI, BO), SIDE, "(Prøvesen & Aas, 2021, s. 42)", "Prøvesen og Aas (2021, s. 42)"),
    ("en", thesis(ELI, BO), SIDE, "(Prøvesen & Aas, 2021, p. 42)", "Prøvesen and Aas (2021, p. 42)"),
    ("nb", thesis(ELI, BO, DAL), SIDE, "(Prøvesen et al., 2021, s. 42)", "Prøvesen et al. (2021, s. 42)"),
    (
        "nb",
        work("document", ELI, MORE_AUTHORS),
        SIDE,
        "(Prøvesen et al., 1980, s. 42)",
        "Prøvesen et al. (1980, s. 42)",
    ),
    ("nb", thesis(title="Rom"), SIDE, "(Rom, 2021, s. 42)", "Rom (2021, s. 42)"),
    ("nb", work("book", BO, title="Rom", year_suffix="a"), SIDE, "(Aas, 1980a, s. 42)", "Aas (1980a, s. 42)"),
    (
        "nb",
        work("report", {"literal": "NAV & co."}),
        SIDE,
        "(NAV & co., 1980, s. 42)",
        "NAV & co. (1980, s. 42)",
    ),
    (
        "nb",
        work("book", {"family": "Gogh", "non-dropping-particle": "van"}),
        SIDE,
        "(van Gogh, 1980, s. 42)",
        "van Gogh (1980, s. 42)",
    ),
]


@pytest.mark.parametrize(("language", "item", "locator", "in_text", "narrative"), CITATIONS)
def test_a_citation(language: str, item: Item, locator: Locator, in_text: str, narrative: str) -> None:
    assert write_in_text(item, language, locator).plain == in_text
    assert write_narrative(item, language, locator).plain == narrative


def test_a_title_that_stands_for_an_author_is_italic_there_too() -> None:
    for write in (write_in_text, write_narrative):
        stretches = write(thesis(title="Rom"), "nb", SIDE).stretches
        assert [stretch.text for stretch in stretches if stretch.is_italic] == ["Rom"]


@pytest.mark.parametrize(
    ("language", "in_text", "narrative"),
    [
        ("nb", "(Lipsky, 1980, gjengitt i Prøvesen, 2021, s. 42)", "Lipsky (1980, gjengitt i Prøvesen, 2021, s. 42)"),
        ("nn", "(Lipsky, 1980, attgitt i Prøvesen, 2021, s. 42)", "Lipsky (1980, attgitt i Prøvesen, 2021, s. 42)"),
        ("en", "(Lipsky, 1980, as cited in Prøvesen, 2021, p. 42)", "Lipsky (1980, as cited in Prøvesen, 2021, p. 42)"),
    ],
)  # fmt: skip
def test_what_was_read_in_another_is_cited_second_hand(language: str, in_text: str, narrative: str) -> None:
    # The letter of the thesis' own list means nothing in somebody else's.
    original = work("book", {"family": "Lipsky"}, title="Ukjent", year_suffix="b")
    assert write_in_text(thesis(ELI), language, SIDE, original=original).plain == in_text
    assert write_narrative(thesis(ELI), language, SIDE, original=original).plain == narrative


def test_a_language_that_is_not_known_is_written_in_english() -> None:
    assert write_in_text(thesis(ELI), "de", SIDE).plain == "(Prøvesen, 2021, p. 42)"
    assert write_in_text(thesis(ELI), "nb-no", SIDE).plain == "(Prøvesen, 2021, s. 42)"


WORDS = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=30)
NAMES = st.lists(st.fixed_dictionaries({"family": WORDS, "given": WORDS}), max_size=4)


@given(
    title=WORDS,
    authors=NAMES,
    year=WORDS,
    type_=st.sampled_from(
        ["thesis", "book", "chapter", "article-journal", "legislation", "webpage", "document"]
    ),
    language=st.sampled_from(["nb", "en"]),
    page=WORDS,
)
def test_whatever_a_record_says_it_can_be_cited(
    title: str, authors: list[Item], year: str, type_: str, language: str, page: str
) -> None:
    item = work(type_, *authors, title=title, issued={"literal": year} if year else None)
    entry = write_entry(item, language)
    cited = write_in_text(item, language, Locator("page", page)).plain
    for text in (entry.plain, cited, write_narrative(item, language, original=item).plain):
        assert not any("\ue000" <= character <= "\ue00f" for character in text)
    assert cited[0] == "("
    assert cited[-1] == ")"
