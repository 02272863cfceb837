from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.document import Block, BlockKind, Document, Lines, Region, Section, SectionKind, Span
from kb.ingest.draft import Author, Reference
from kb.ingest.reference_authors import read_reference_authors
from kb.ingest.reference_parsing import parse_reference
from kb.ingest.references import find_references


def parse(raw: str) -> Reference:
    return parse_reference(raw, Lines(1, 1))


def names(authors: tuple[Author, ...]) -> list[str]:
    return [author.name for author in authors]


@dataclass(frozen=True)
class Expected:
    authors: list[str]
    year: str | None
    title: str
    type: str
    container: str | None = None
    publisher: str | None = None
    pages: str | None = None
    volume: str | None = None
    issue: str | None = None
    editors: list[str] = field(default_factory=list)
    doi: str | None = None
    url: str | None = None


ENTRIES = [
    pytest.param(
        "ANDERSEN, B. C. & LIE, D. 2015. Ledelse i dypet, Farsund, Fjordforlaget.",
        Expected(["ANDERSEN", "LIE"], "2015", "Ledelse i dypet", "book", publisher="Fjordforlaget"),
        id="capitals, a small town between commas",
    ),
    pytest.param(
        "LOV OM ROM OG VENTETID 2006. Lov om rom og ventetid.",
        Expected(["LOV OM ROM OG VENTETID"], "2006", "Lov om rom og ventetid", "law"),
        id="law in capitals",
    ),
    pytest.param(
        "Andersen, B. C. and Lie, D. (2012) ‘From managers’ rooms to nurses’ halls’, Journal of Fjords, 7(2), pp. 3–9.",
        Expected(
            ["Andersen", "Lie"],
            "2012",
            "From managers’ rooms to nurses’ halls",
            "article",
            "Journal of Fjords",
            None,
            "3–9",
            "7",
            "2",
        ),
        id="apostrophes in single marks",
    ),
    pytest.param(
        "Andersen, B. C. (2015). Ledelse i dypet: En innføring (3. utg.). Bergen: Fjordforlaget.",
        Expected(["Andersen"], "2015", "Ledelse i dypet: En innføring", "book", publisher="Fjordforlaget"),
        id="book, APA 6",
    ),
    pytest.param(
        "Andersen, B. C. (2015). Ledelse i dypet: En innføring (3. utg.). Fjordforlaget.",
        Expected(["Andersen"], "2015", "Ledelse i dypet: En innføring", "book", publisher="Fjordforlaget"),
        id="book, APA 7",
    ),
    pytest.param(
        "Andersen, B. C., & Lie, D. (2016). Styring og rom. Tidsskrift for fjord, "
        "12(3), 45–60. https://doi.org/10.1234/tff.2016.3",
        Expected(
            ["Andersen", "Lie"],
            "2016",
            "Styring og rom",
            "article",
            "Tidsskrift for fjord",
            None,
            "45–60",
            "12",
            "3",
            doi="10.1234/tff.2016.3",
            url="https://doi.org/10.1234/tff.2016.3",
        ),
        id="article with a DOI address",
    ),
    pytest.param(
        "Andersen, B. C., Lie, D. og Moe, E. F. (2016). Styring og rom. Tidsskrift "
        "for fjord 12(3): 45-60. doi:10.1234/tff.2016.3",
        Expected(
            ["Andersen", "Lie", "Moe"],
            "2016",
            "Styring og rom",
            "article",
            "Tidsskrift for fjord",
            None,
            "45–60",
            "12",
            "3",
            doi="10.1234/tff.2016.3",
        ),
        id="article with og and doi:",
    ),
    pytest.param(
        "Andersen, A.R & Lie, M. (2022). Skjønn i rom – Korleis? Tidsskrift for "
        "fjord. 1-14. <https://doi.org/10.1234/tff.25>",
        Expected(
            ["Andersen", "Lie"],
            "2022",
            "Skjønn i rom – Korleis?",
            "article",
            "Tidsskrift for fjord",
            None,
            "1–14",
            doi="10.1234/tff.25",
            url="https://doi.org/10.1234/tff.25",
        ),
        id="article without volume",
    ),
    pytest.param(
        "Andersen, B. og Lie, D. (red.) (2016). Styring og rom. Oslo: Fjordforlaget.",
        Expected(
            ["Andersen", "Lie"],
            "2016",
            "Styring og rom",
            "book",
            publisher="Fjordforlaget",
            editors=["Andersen", "Lie"],
        ),
        id="edited book",
    ),
    pytest.param(
        "Andersen, B. (2016). Rom og tid. I C. Lie & D. Moe (Red.), Den store "
        "boken (2. utg., s. 12-34). Oslo: Cappelen Damm.",
        Expected(
            ["Andersen"],
            "2016",
            "Rom og tid",
            "chapter",
            "Den store boken",
            "Cappelen Damm",
            "12–34",
            editors=["Lie", "Moe"],
        ),
        id="chapter, APA",
    ),
    pytest.param(
        "Andersen, B. (2016). Rom og tid. I: Lie, C. og Moe, D. (red). Den store boken. (3. utg.). Fjordforlaget.",
        Expected(
            ["Andersen"],
            "2016",
            "Rom og tid",
            "chapter",
            "Den store boken",
            "Fjordforlaget",
            editors=["Lie", "Moe"],
        ),
        id="chapter with I:",
    ),
    pytest.param(
        "Andersen, B. (2016) «Rom og tid», i Lie, C. (red.), Den store boken, Oslo: Gyldendal, s. 12-34.",
        Expected(
            ["Andersen"],
            "2016",
            "Rom og tid",
            "chapter",
            "Den store boken",
            "Gyldendal",
            "12–34",
            editors=["Lie"],
        ),
        id="chapter, Harvard",
    ),
    pytest.param(
        "Andersen, B. (2016) 'Rom og tid', Journal of Fjords, 12(3), pp. 45-60.",
        Expected(
            ["Andersen"], "2016", "Rom og tid", "article", "Journal of Fjords", None, "45–60", "12", "3"
        ),
        id="article, Harvard",
    ),
    pytest.param(
        "Andersen, B. 2016. Rom og tid. Bergen: Fjordforlaget.",
        Expected(["Andersen"], "2016", "Rom og tid", "book", publisher="Fjordforlaget"),
        id="year without brackets",
    ),
    pytest.param(
        "Andersen, Bjørn (2016): Rom og tid. Bergen: Fjordforlaget",
        Expected(["Andersen"], "2016", "Rom og tid", "book", publisher="Fjordforlaget"),
        id="given name and colon",
    ),
    pytest.param(
        "Kvam, Steinar og Svend Brink (2009). Det andre intervjuet. 2. utgave. Oslo: Gyldendal Akademisk.",
        Expected(["Kvam", "Brink"], "2009", "Det andre intervjuet", "book", publisher="Gyldendal Akademisk"),
        id="second author given name first",
    ),
    pytest.param(
        "Andersen, B. & Lie, D. (red.). Det store laboratoriet. (3. utg.). Fjordforlaget.",
        Expected(
            ["Andersen", "Lie"],
            None,
            "Det store laboratoriet",
            "book",
            publisher="Fjordforlaget",
            editors=["Andersen", "Lie"],
        ),
        id="no year",
    ),
    pytest.param(
        "Dahl, A. B. Hvordan finne rom? Kristiansand: Fjordforlaget, 2005.",
        Expected(["Dahl"], "2005", "Hvordan finne rom?", "book", publisher="Fjordforlaget"),
        id="year last",
    ),
    pytest.param(
        "Hansen A, Olsen BC. Ledelse nå. Fjordpleien Forskning. 2010;5(2):100-106.",
        Expected(["Hansen", "Olsen"], "2010", "Ledelse nå", "article", "Fjordpleien Forskning"),
        id="Vancouver",
    ),
    pytest.param(
        "Nav. (u.å.). Om oss. Hentet 12. mai 2021 fra https://www.fjord.no/om",
        Expected(["Nav"], "u.å.", "Om oss", "web", url="https://www.fjord.no/om"),
        id="undated page",
    ),
    pytest.param(
        "Arbeidsplassen. (2023, 11.april). Leder i nord. Hentet fra: <https://fjord.no/stilling/5>",
        Expected(["Arbeidsplassen"], "2023", "Leder i nord", "web", url="https://fjord.no/stilling/5"),
        id="page with a date",
    ),
    pytest.param(
        "Andersen, A. & Berg, L. P. (2022, 03. august). NAV. I Store fjordleksikon. <https://fjord.no/NAV>",
        Expected(
            ["Andersen", "Berg"], "2022", "NAV", "web", "Store fjordleksikon", url="https://fjord.no/NAV"
        ),
        id="encyclopedia",
    ),
    pytest.param(
        "Nordby, A.M., (2015, 2.februar) Rom sprekker med 1,5 mrd. kr. NRK. https://www.fjord.no/x-1.12",
        Expected(
            ["Nordby"],
            "2015",
            "Rom sprekker med 1,5 mrd. kr",
            "web",
            "NRK",
            url="https://www.fjord.no/x-1.12",
        ),
        id="news with an abbreviation in the title",
    ),
    pytest.param(
        "Arbeids- og fjorddepartementet. (2016). Rom i en annen tid (Meld. St. "
        "99 (2015-2016)). https://www.fjord.no/id1/",
        Expected(
            ["Arbeids- og fjorddepartementet"],
            "2016",
            "Rom i en annen tid",
            "report",
            url="https://www.fjord.no/id1/",
        ),
        id="white paper under the ministry",
    ),
    pytest.param(
        "Meld. St. 99 (2015–2016). Rom i en annen tid. Arbeids- og fjorddepartementet.",
        Expected(
            ["Meld. St. 99"],
            "2015-2016",
            "Rom i en annen tid",
            "report",
            publisher="Arbeids- og fjorddepartementet",
        ),
        id="white paper under its number",
    ),
    pytest.param(
        "NOU 2018: 99. (2018). Fjorden og folket. Finansdepartementet.",
        Expected(["NOU 2018: 99"], "2018", "Fjorden og folket", "report", publisher="Finansdepartementet"),
        id="official report",
    ),
    pytest.param(
        "Fjordloven. (2009). Lov om fjorder (LOV-2009-12-18-999). Hentet fra https://lovdata.no/x",
        Expected(["Fjordloven"], "2009", "Lov om fjorder", "law", url="https://lovdata.no/x"),
        id="law",
    ),
    pytest.param(
        "Hansen, K. (2019). Rom for ledelse? En studie av ledere [Masteroppgave, "
        "Universitetet i Bergen]. BORA. https://hdl.handle.net/1956/99",
        Expected(
            ["Hansen"],
            "2019",
            "Rom for ledelse? En studie av ledere",
            "thesis",
            "BORA",
            url="https://hdl.handle.net/1956/99",
        ),
        id="thesis",
    ),
    pytest.param(
        "Fossen, K., Brekke, E. & Berg, E. (2014). Reformen 2014. En oppfølging "
        "(AFI-rapport nr. 99/2014). Oslo: Fjordinstituttet.",
        Expected(
            ["Fossen", "Brekke", "Berg"],
            "2014",
            "Reformen 2014. En oppfølging",
            "report",
            publisher="Fjordinstituttet",
        ),
        id="report with a full stop in the title",
    ),
    pytest.param(
        "Brunsvik, P. O. (2009). Klokt lederskap. Mellom to stoler. Oslo: Gyldendal.",
        Expected(["Brunsvik"], "2009", "Klokt lederskap. Mellom to stoler", "book", publisher="Gyldendal"),
        id="subtitle after a full stop",
    ),
    pytest.param(
        "Smith, J., Jones, A. B., & Van Dam, C. (2010). Managing the deep. Academy of Fjords Review, 5(2), 1–20.",
        Expected(
            ["Smith", "Jones", "Van Dam"],
            "2010",
            "Managing the deep",
            "article",
            "Academy of Fjords Review",
            None,
            "1–20",
            "5",
            "2",
        ),
        id="English article",
    ),
    pytest.param(
        "Smith, J. (1982). Choices for the deep. Englewood Cliffs, NJ: Prentice-Hall.",
        Expected(["Smith"], "1982", "Choices for the deep", "book", publisher="Prentice-Hall"),
        id="American place",
    ),
    pytest.param(
        "Hagen, A. & Lie, H. (2009). If rooms are out of sight. Fjords for new "
        "people. Journal of Fjords, 19(3), 259–270.",
        Expected(
            ["Hagen", "Lie"],
            "2009",
            "If rooms are out of sight. Fjords for new people",
            "article",
            "Journal of Fjords",
            None,
            "259–270",
            "19",
            "3",
        ),
        id="article with a subtitle after a full stop",
    ),
    pytest.param(
        "Busk, S. (2018). Digital fjord. Fjord Polity, 23(1), 3–28.",
        Expected(["Busk"], "2018", "Digital fjord", "article", "Fjord Polity", None, "3–28", "23", "1"),
        id="journal named like a publisher",
    ),
    pytest.param(
        "Kramer, R. (1981). Voluntary rooms. Avebjerg.",
        Expected(["Kramer"], "1981", "Voluntary rooms", "book", publisher="Avebjerg"),
        id="unknown publisher",
    ),
    pytest.param(
        "Solvik kommune. (2018). Tilskudd til fjorden [Upublisert dokument].",
        Expected(["Solvik kommune"], "2018", "Tilskudd til fjorden", "other"),
        id="described document",
    ),
]


@pytest.mark.parametrize(("raw", "expected"), ENTRIES)
def test_an_entry_is_read_into_its_fields(raw: str, expected: Expected) -> None:
    found = parse(raw)
    pages = found.pages if expected.pages else None  # pages are asked for where the case names them
    volume, issue = (found.volume, found.issue) if expected.volume else (None, None)
    assert (
        Expected(
            names(found.authors),
            found.year,
            found.title or "",
            found.type,
            found.container,
            found.publisher,
            pages,
            volume,
            issue,
            names(found.editors),
            found.doi,
            found.url,
        )
        == expected
    )
    assert found.raw == raw


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Dahl, A. B., Moe, C. & Lie, D.", [("Dahl", "A. B."), ("Moe", "C."), ("Lie", "D.")]),
        ("Krog, A.H, Søren, E. & Tor, J.", [("Krog", "A.H"), ("Søren", "E."), ("Tor", "J.")]),
        ("Dahl, Oddbjørn", [("Dahl", "Oddbjørn")]),
        ("van der Berg, P.", [("van der Berg", "P.")]),
        ("O'Dahl, P. & Lie-Moe, K.-A.", [("O'Dahl", "P."), ("Lie-Moe", "K.-A.")]),
        ("Dahl, B., Lie, D. … Ås, I.", [("Dahl", "B."), ("Lie", "D."), ("Ås", "I.")]),
    ],
)
def test_persons_are_read_with_their_given_names(text: str, authors: list[tuple[str, str]]) -> None:
    assert [(a.family, a.given) for a in read_reference_authors(text)] == authors


@pytest.mark.parametrize(
    ("text", "organizations"),
    [
        ("Det norske fjordets ordbok.", ["Det norske fjordets ordbok"]),
        ("Arbeids- og fjorddepartementet", ["Arbeids- og fjorddepartementet"]),
        (
            "Helse- og fjorddepartementet og Kulturdepartementet",
            ["Helse- og fjorddepartementet", "Kulturdepartementet"],
        ),
        ("", []),
    ],
)
def test_organizations_are_kept_whole(text: str, organizations: list[str]) -> None:
    assert [a.organization for a in read_reference_authors(text)] == organizations


# --- splitting a list ----------------------------------------------------------------------------------------------


def listing(*blocks: str) -> Document:
    """A reference list of these blocks; "- " makes an item, line breaks are lines of the file."""
    made: list[Block] = []
    starts: list[tuple[int, int]] = []
    pieces: list[str] = []
    offset, line = 0, 1
    for block in blocks:
        kind = BlockKind.LIST_ITEM if block.startswith("- ") else BlockKind.PARAGRAPH
        own = block.removeprefix("- ")
        at, first = offset, line
        for row in own.split("\n"):
            starts.append((at, line))
            at += len(row) + 1
            line += 1
        text = own.replace("\n", " ")
        made.append(
            Block(kind, Span(offset, offset + len(text)), Lines(first, line - 1), 0, Region.REFERENCES)
        )
        pieces.append(text)
        offset += len(text) + 2
        line += 1
    section = Section(SectionKind.REFERENCES, Region.REFERENCES, "Litteratur", Lines(1, 1), line)
    return Document("\n\n".join(pieces), tuple(made), (section,), tuple(starts))


WRAPPED = """Andersen, B. C. (2015). Ledelse i dypet: En lang
innføring for nybegynnere (3. utg.). Bergen:
Fjordforlaget.
Berg, D. & Dahl, E. (2016). Rom i fjorden. I A. Vik &
Ås, B. (Red.), Boken (s. 1-20). Oslo: Gyldendal
Carlsen, F., Dahl, G.,
Eide, H. & Foss, I. (2017). Mange skriver. Tidsskrift, 1(2),
3-4
Nav. (2020). Om oss. Hentet 3. mars 2020 fra
https://www.fjord.no/om/
oss/her
Statistisk fjordbyrå (2019). Tall for
Norge 2018. Oslo.
Vik, A. 2010. Et rom. Oslo: Pax.
Øye, B. (u.å.). Uten år. Hentet fra: https://x.no/y"""
FIRST_AUTHORS = ["Andersen", "Berg", "Carlsen", "Nav", "Statistisk fjordbyrå", "Vik", "Øye"]


def test_entries_wrapped_in_one_block_are_told_apart() -> None:
    found = find_references(listing(WRAPPED))
    assert [r.authors[0].name for r in found] == FIRST_AUTHORS
    assert [r.lines.as_list() for r in found] == [
        [1, 3],
        [4, 5],
        [6, 8],
        [9, 11],
        [12, 13],
        [14, 14],
        [15, 15],
    ]


def test_entries_with_every_line_a_block_are_put_together() -> None:
    assert [r.authors[0].name for r in find_references(listing(*WRAPPED.split("\n")))] == FIRST_AUTHORS


def test_an_address_broken_by_the_page_is_put_together() -> None:
    nav = find_references(listing(WRAPPED))[3]
    assert nav.url == "https://www.fjord.no/om/oss/her"


def test_an_address_or_publisher_on_its_own_line_belongs_to_the_entry_above() -> None:
    found = find_references(
        listing(
            "- Arbeidsplassen. (2023, 11.april). Leder i nord. Hentet fra:",
            "<https://fjord.no/5>",
            "- Berg, H. & Rose, L.E. (red.). Det store laboratoriet. (3. utg.).",
            "Fjordforlaget.",
        )
    )
    assert [(r.authors[0].name, r.url, r.publisher) for r in found] == [
        ("Arbeidsplassen", "https://fjord.no/5", None),
        ("Berg", None, "Fjordforlaget"),
    ]
    assert [r.lines.as_list() for r in found] == [[1, 3], [5, 7]]


def test_a_blank_line_after_the_word_in_does_not_cut_a_chapter_in_two() -> None:
    (found,) = find_references(
        listing(
            "Vik, E. & Moe, T. (2020). Rom og samspill. I:",
            "Dahl, E. & Lie, A. (red.). Samspill. Fjordforlaget.",
        )
    )
    assert (found.title, found.container, names(found.editors)) == (
        "Rom og samspill",
        "Samspill",
        ["Dahl", "Lie"],
    )


def test_without_a_list_there_are_no_references() -> None:
    document = Document(
        "Dahl, A. (2015). Rom. Fjordforlaget.",
        (Block(BlockKind.PARAGRAPH, Span(0, 36), Lines(1, 1), 0),),
        (Section(SectionKind.CHAPTER, Region.BODY, "Funn", Lines(1, 1), 1),),
        ((0, 1),),
    )
    assert find_references(document) == ()


@given(st.lists(st.text(max_size=80).map(lambda s: s.replace("\n", " ")), max_size=6))
def test_no_list_upsets_the_reading(blocks: list[str]) -> None:
    for reference in find_references(listing(*blocks)):
        assert reference.raw.strip()


@given(st.text(alphabet=st.sampled_from("DMaeøogIi ,.;:()[]&«»0129-–/<>ht"), max_size=160))
def test_no_entry_upsets_the_reading(raw: str) -> None:
    assert parse(raw).raw == raw
