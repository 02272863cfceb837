"""Files of references as programs and people leave them: what is in them, and what is said of what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.importing.libraries import Entry, ReadLibrary, UnreadableLibrary, read_library

FILES = Path(__file__).parent / "files"


def read(name: str) -> ReadLibrary:
    return read_library((FILES / name).read_bytes())


def people(entry: Entry) -> list[str]:
    return [one.organization or f"{one.family}, {one.given}" for one in entry.authors]


def told(library: ReadLibrary) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in library.problems]


def only(text: str) -> Entry:
    (entry,) = read_library(text.encode()).entries
    return entry


def test_what_zotero_writes_for_biblatex_is_read_whole() -> None:
    library = read("zotero-biblatex.bib")
    book, article, page, chapter, whole, report = library.entries
    assert library.format == "bibtex"
    assert told(library) == [("no_year", 31)]
    assert people(book) == ["Eksempelsen, Åse", "Prøve-Hansen, Per Ørjan"]
    assert book.title == "Møtet ved døra: Å lede et lite kontor"
    assert (book.line, book.year, book.publisher, book.type) == (2, "2015", "Fjellbygd forlag", "book")
    assert people(article) == ["van der Dal, Ida", "Vik, O."]
    assert article.has_more
    assert article.title == "Trust at the Counter: NAV and the Rest"
    assert (article.container, article.volume, article.issue) == ("Tidsskrift for eksempler", "12", "3")
    assert (article.pages, article.doi, article.type) == ("101-119", "10.1234/eks.2018.12", "article")
    assert article.url == "https://tidsskrift.example/artikkel?id=1&side=2"
    assert (people(page), page.type, page.year) == (["NAV Eksempelvik"], "web", "")
    assert (chapter.container, chapter.publisher, chapter.year) == (
        "Dører i mange land",
        "Fjellbygd forlag",
        "2001",
    )
    assert people(whole) == ["Østby, Nils"]
    assert (people(report), report.year) == (["Arbeids- og velferdsdirektoratet"], "2019-2020")


def test_letters_of_tex_abbreviations_and_round_brackets_are_read() -> None:
    library = read("old-bibtex.bib")
    book, thesis, press, undated = library.entries
    assert people(book) == ["Ødegård, Bjørn", "Müller, Jérôme"]
    assert (book.title, book.publisher) == ("Om ærlighet & Åpenhet: 100% ekte", "Fjellbygd forlag AS")
    assert (people(thesis), thesis.year, thesis.type) == (["Prøve, Bo"], "2004", "thesis")
    assert (people(press), press.year) == (["Lund, T.", "Berg Hansen, K."], "i trykk")
    assert (people(undated), undated.year, undated.title) == (["Norges eksempelråd"], "u.å.", "Uten dato")


def test_of_a_broken_file_the_rest_is_read_and_each_fault_has_its_line() -> None:
    library = read("broken.bib")
    assert [entry.title for entry in library.entries] == [
        "Den første",
        "Den tredje",
        "Den tredje igjen",
        "Den sjette",
    ]
    assert library.entries[-1].suffix == "a"
    assert told(library) == [
        ("broken", 2),
        ("same_key", 5),
        ("no_title", 6),
        ("broken", 7),
        ("same_field", 8),
    ]
    assert [problem.is_lost for problem in library.problems] == [True, False, True, True, False]


def test_what_a_library_catalogue_writes_in_an_old_code_page_is_read() -> None:
    book, thesis = read("oria-latin1.ris").entries
    assert people(book) == ["Eksempelsen, Åse", "Prøve-Hansen, Per Ørjan"]
    assert (book.title, book.year, book.type) == ("Møtet ved døra : å lede et lite kontor", "2015", "book")
    assert (people(thesis), thesis.year, thesis.type) == (["Prøve, Bo"], "2004", "thesis")


def test_untidy_ris_is_read_and_what_is_odd_is_told() -> None:
    library = read("endnote.ris")
    article, chapter, report, page = library.entries
    assert (article.pages, article.doi, article.issue) == ("101-119", "10.1234/eks.2018.12", "3")
    assert article.url == "https://tidsskrift.example/artikkel"
    assert chapter.title == "Et kapittel om dører som går over to linjer"
    assert (people(chapter), chapter.container) == (["Kvernmo, Siv"], "Dører i mange land")
    assert people(report) == ["Arbeids- og velferdsdirektoratet"]
    assert (people(page), page.year, page.suffix) == (["Vik, Ola", "Berg, Siv"], "2018", "a")
    assert told(library) == [("between", 26), ("no_end", 27), ("no_title", 31)]


def test_csl_json_is_checked_field_by_field() -> None:
    library = read("zotero.json")
    book, article, chapter, edited = library.entries
    assert (book.key, book.title) == ("ABCD1234", "Møtet ved døra: å lede et lite kontor")
    assert people(article) == ["van der Dal, Ida", "NAV Eksempelvik"]
    assert (article.pages, article.year, article.type) == ("101-119", "2018", "article")
    assert (chapter.year, chapter.container) == ("u.å.", "Dører i mange land")
    assert (people(edited), edited.year) == (["Østby, Nils"], "2001")
    assert told(library) == [("no_object", 0), ("no_title", 6)]


def test_json_that_is_broken_in_places_gives_what_stands_around_them() -> None:
    library = read("broken.json")
    assert [entry.title for entry in library.entries] == ["Den første", "Den tredje"]
    assert [code for code, _line in told(library)] == ["broken_json", "broken_json"]
    assert next(line for _code, line in told(library)) == 3


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252", "mac_roman"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_norwegian_letters_survive_every_encoding(code: str, ends: str) -> None:
    text = "@book{a,\n author = {Ås, Øyvind and Bø, Åse},\n title = {Æresord på øya},\n year = 2001\n}\n"
    (entry,) = read_library(text.replace("\n", ends).encode(code)).entries
    assert people(entry) == ["Ås, Øyvind", "Bø, Åse"]
    assert entry.title == "Æresord på øya"


@pytest.mark.parametrize(
    ("written", "year", "suffix"),
    [
        ("2018", "2018", ""),
        ("2018a", "2018", "a"),
        ("c2010", "2010", ""),
        ("[1999]", "1999", ""),
        ("2004-2005", "2004-2005", ""),
        ("2004--2005", "2004-2005", ""),
        ("2018-03-14", "2018", ""),
        ("2018/03//", "2018", ""),
        ("14. mars 2018", "2018", ""),
        ("n.d.", "u.å.", ""),
        ("u.å", "u.å.", ""),
        ("in press", "i trykk", ""),
        ("i trykk", "i trykk", ""),
        ("tull", "", ""),
    ],
)
def test_years_are_understood_as_people_write_them(written: str, year: str, suffix: str) -> None:
    entry = only(f"TY  - BOOK\nTI  - En bok\nAU  - Vik, O\nPY  - {written}\nER  - \n")
    assert (entry.year, entry.suffix) == (year, suffix)


@pytest.mark.parametrize(
    ("written", "authors", "has_more"),
    [
        ("Vik, Ola", ["Vik, Ola"], False),
        ("Ola Vik", ["Vik, Ola"], False),
        ("Vik O", ["Vik, O"], False),
        ("Vik, O. B. and Lie, K.", ["Vik, O. B.", "Lie, K."], False),
        ("Ludvig van Dal", ["van Dal, Ludvig"], False),
        ("Vik, Jr., Ola", ["Vik, Ola"], False),
        ("Vik", ["Vik, None"], False),
        ("NAV", ["NAV"], False),
        ("{Fjellbygd kommune og fylke}", ["Fjellbygd kommune og fylke"], False),
        ("{{Eksempelrådet, avdeling nord}}", ["Eksempelrådet, avdeling nord"], False),
        ("Eksempeldirektoratet", ["Eksempeldirektoratet"], False),
        ("Vik, Ola and others", ["Vik, Ola"], True),
        ("Vik, Ola and et al.", ["Vik, Ola"], True),
        ("Vik, Ola and Vik, Ola", ["Vik, Ola"], False),
        ("{\\O}deg{\\aa}rd, {\\AA}se", ["Ødegård, Åse"], False),
        ("Berg-Hansen, Anne-Lise", ["Berg-Hansen, Anne-Lise"], False),
        ("de la Cruz, María", ["de la Cruz, María"], False),
        ("", [], False),
        (" and ", [], False),
    ],
)
def test_names_are_read_apart(written: str, authors: list[str], has_more: bool) -> None:
    entry = only(f"@book{{a, title = {{En bok}}, year = 2001, author = {{{written}}}}}")
    assert (people(entry), entry.has_more) == (authors, has_more)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"  \n\n ", "empty"),
        (b"%PDF-1.7 ...", "is_pdf"),
        (b"PK\x03\x04rest", "is_zip"),
        (b"SQLite format 3\x00", "is_database"),
        (b"<?xml version='1.0'?><xml/>", "is_xml"),
        (b"\x00\x01\x02", "binary"),
        (b"Vik, O. (2001). En bok.", "unknown_format"),
        (b"FN Clarivate\nPT J\n", "is_web_of_science"),
        (b"PMID- 1\nTI  - x\n", "is_other_tagged"),
        (b"@book{a, title = {Uten slutt", "no_entries"),
        (b"TY  - BOOK\nER  - \n", "no_entries"),
        (b"[]", "no_entries"),
        (b"{", "broken_json"),
        (b"[1, 2]", "no_entries"),
        (b"[" * 100_000, "too_deep"),
        (b'[{"title": ' + b"[" * 50_000, "too_deep"),
        (b"@book{a, title={x}}\n" * 10_001, "too_many"),
        (b"TY  - BOOK\nTI  - x\nER  - \n" * 10_001, "too_many"),
        (b"x" * (10 * 1024 * 1024 + 1), "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_says_what_it_is(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableLibrary) as refused:
        read_library(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        "@book{a, title = {" + "{" * 50_000 + "x" + "}" * 50_000 + "}, year = 2001}",
        "@book{a, title = {x}, author = {" + "A and " * 50_000 + "B}}",
        "@book{a, title = {" + "\\emph{x} " * 50_000 + "}}",
        "@book{a, title = " + '"x" # ' * 50_000 + '"x"}',
        "@book{a, crossref = {b}, title = {x}}\n@book{b, crossref = {a}, title = {y}}",
        "@book{a, xdata = {a}, title = {x}}",
        '[{"title": ' + "9" * 100_000 + ', "author": "Vik", "issued": 2001, "page": {"x": 1}}]',
        '[{"title": "x", "author": [1, null, {}, {"family": 3}], "issued": {"date-parts": [[]]}}]',
    ],
    ids=range(8),
)
def test_hostile_entries_are_read_within_bounds(text: str) -> None:
    library = read_library(text.encode())
    for entry in library.entries:
        assert len(entry.title) <= 600
        assert len(entry.authors) <= 200


def test_an_entry_comes_back_from_what_is_stored_of_it() -> None:
    for name in ("zotero-biblatex.bib", "endnote.ris", "zotero.json"):
        for entry in read(name).entries:
            assert Entry.from_data(entry.as_data()) == entry


def test_markup_and_control_characters_do_not_get_through() -> None:
    entry = only(
        '[{"title": "En <b>bok</b> &amp; \\u0007to <script>x</script>", "author": [{"literal": "A\\u0000B"}]}]'
    )
    assert entry.title == "En bok & to <script>x</script>"
    assert people(entry) == ["AB"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://x.example/a",
        "https://bruker:pass@x.example/",
        "https://x",
        "/etc/passwd",
    ],
)
def test_only_addresses_of_the_web_are_taken(url: str) -> None:
    assert only(f"TY  - BOOK\nTI  - En bok\nUR  - {url}\nER  - \n").url == ""
