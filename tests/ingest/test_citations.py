from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.citations import find_citations
from kb.ingest.document import Block, BlockKind, Document, Lines, Region, Section, SectionKind, Span
from kb.ingest.draft import Author, Citation, Reference
from tests.ingest.small_documents import make_document


def cited(*paragraphs: str, references: tuple[Reference, ...] = ()) -> tuple[Citation, ...]:
    return find_citations(make_document(*paragraphs), references)[0]


def brief(citation: Citation) -> str:
    return "/".join(citation.authors) + ("+" if citation.et_al else "") + f" {citation.year}"


def entry(*families: str, year: str | None, title: str = "En tittel om rom") -> Reference:
    return Reference(Lines(1, 1), "", tuple(Author(family=f) for f in families), year, title)


NARRATIVE = [
    pytest.param("Ifølge Espeland (2008) er dette viktig.", "Espeland (2008)", "Espeland 2008", id="ifølge"),
    pytest.param(
        "Videre hevder Jakobsen (2015) at noe skjer.", "Jakobsen (2015)", "Jakobsen 2015", id="videre hevder"
    ),
    pytest.param(
        "I Kvalvik og Brink (2015, s. 20) står det.",
        "Kvalvik og Brink (2015, s. 20)",
        "Kvalvik/Brink 2015",
        id="sentence opens with I",
    ),
    pytest.param(
        "Dette er Fjelds (1982) modell for ledelse.",
        "Fjelds (1982)",
        "Fjeld 1982",
        id="genitive before a noun",
    ),
    pytest.param(
        "Jones (2012) skriver at rommet er stort.", "Jones (2012)", "Jones 2012", id="name in s before a verb"
    ),
    pytest.param("Lipman's (1980) theory says so.", "Lipman's (1980)", "Lipman 1980", id="English genitive"),
    pytest.param(
        "Habermann’ (1981) teori om handling.", "Habermann’ (1981)", "Habermann 1981", id="bare apostrophe"
    ),
    pytest.param(
        "Fjeld sin modell (1982, s. 7) viser dette.",
        "Fjeld sin modell (1982, s. 7)",
        "Fjeld 1982",
        id="sin modell",
    ),
    pytest.param("Fjeld sin (1982) modell viser dette.", "Fjeld sin (1982)", "Fjeld 1982", id="sin"),
    pytest.param(
        "Vi bruker Rosemary Fjeld (1982) sin teori.", "Rosemary Fjeld (1982)", "Fjeld 1982", id="given name"
    ),
    pytest.param(
        "Professor Karin Fjeld (2001) skriver.",
        "Karin Fjeld (2001)",
        "Fjeld 2001",
        id="title before the name",
    ),
    pytest.param(
        "Ry Fjeld (2004) skriver om dette.", "Ry Fjeld (2004)", "Ry Fjeld 2004", id="double family name"
    ),
    pytest.param(
        "Som van der Meer (2010) påpeker, er det slik.",
        "van der Meer (2010)",
        "van der Meer 2010",
        id="particles",
    ),
    pytest.param(
        "De Jongh & Van Dam (2018) showed it.",
        "De Jongh & Van Dam (2018)",
        "De Jongh/Van Dam 2018",
        id="capital particles",
    ),
    pytest.param(
        "Etter Dahl, Moe og Lie (2010) er alt nytt.",
        "Dahl, Moe og Lie (2010)",
        "Dahl/Moe/Lie 2010",
        id="three names",
    ),
    pytest.param(
        "Dahl, Moe, og Lie (2010) mener.", "Dahl, Moe, og Lie (2010)", "Dahl/Moe/Lie 2010", id="serial comma"
    ),
    pytest.param("Både Dahl og Moe (2010) mener det.", "Moe (2010)", "Moe 2010", id="både"),
    pytest.param(
        "Som Fossland et al. (2016) viser.", "Fossland et al. (2016)", "Fossland+ 2016", id="et al."
    ),
    pytest.param(
        "Fossland., et. al., (2016) fant dette.",
        "Fossland., et. al., (2016)",
        "Fossland+ 2016",
        id="et. al. with commas",
    ),
    pytest.param("Fossland m.fl. (2016) viser.", "Fossland m.fl. (2016)", "Fossland+ 2016", id="m.fl."),
    pytest.param(
        "Fossland og medarbeidere (2016) viser.",
        "Fossland og medarbeidere (2016)",
        "Fossland+ 2016",
        id="og medarbeidere",
    ),
    pytest.param(
        "Sosiologen Erving Gofmann (1959/1992) skriver.",
        "Erving Gofmann (1959/1992)",
        "Gofmann 1959/1992",
        id="reprint",
    ),
    pytest.param(
        "Som nevnt hos Berg-Hansen (2012) er dette vanlig.",
        "Berg-Hansen (2012)",
        "Berg-Hansen 2012",
        id="hyphen",
    ),
    pytest.param(
        "Fjordforbundet ( 2014) skriver også om det.",
        "Fjordforbundet ( 2014)",
        "Fjordforbundet 2014",
        id="space inside",
    ),
    pytest.param(
        "Statistisk fjordbyrå (2020) viser.",
        "Statistisk fjordbyrå (2020)",
        "Statistisk fjordbyrå 2020",
        id="office in small letters",
    ),
    pytest.param(
        "Arbeids- og fjorddirektoratet (2019) krever det.",
        "Arbeids- og fjorddirektoratet (2019)",
        "Arbeids- og fjorddirektoratet 2019",
        id="hyphened office",
    ),
    pytest.param(
        "Direktoratet for fjord og fjell (2021) krever.",
        "Direktoratet for fjord og fjell (2021)",
        "Direktoratet for fjord og fjell 2021",
        id="office with for",
    ),
    pytest.param(
        "World Fjord Organization (2010) says.",
        "World Fjord Organization (2010)",
        "World Fjord Organization 2010",
        id="English organisation",
    ),
    pytest.param(
        "I Meld. St. 99 (2015–2016) står det.",
        "Meld. St. 99 (2015–2016)",
        "Meld. St. 99 2015-2016",
        id="white paper",
    ),
    pytest.param(
        "Ho viser til Øygard og Strand (2011, s. 14-15) sitt arbeid.",
        "Øygard og Strand (2011, s. 14-15)",
        "Øygard/Strand 2011",
        id="nynorsk",
    ),
    pytest.param(
        "According to Minton (1979, p. 12), managers work.",
        "Minton (1979, p. 12)",
        "Minton 1979",
        id="English",
    ),
    pytest.param(
        "Dahl (sitert i Moe et. al., 2020, s. 468) mener det.",
        "Dahl (sitert i Moe et. al., 2020, s. 468)",
        "Dahl None",
        id="second hand",
    ),
    pytest.param(
        "Dahl (1980), sitert i Moe (2009, s. 18), mener det.",
        "Dahl (1980), sitert i Moe (2009, s. 18)",
        "Dahl 1980",
        id="second hand in the sentence",
    ),
    pytest.param(
        "Figur 2: Rom - modell basert på Dahl (1982, s. 7)", "Dahl (1982, s. 7)", "Dahl 1982", id="caption"
    ),
    pytest.param("Slik sto det i NOU 2011: 99 om rom.", "NOU 2011: 99", "NOU 2011", id="report alone"),
    pytest.param("I NOU 2011: 99 (2011) sto det.", "NOU 2011: 99 (2011)", "NOU 2011", id="report and year"),
]


@pytest.mark.parametrize(("sentence", "raw", "work"), NARRATIVE)
def test_a_name_in_the_sentence_is_cited(sentence: str, raw: str, work: str) -> None:
    (citation,) = cited(sentence)
    assert (citation.raw, brief(citation), citation.narrative) == (raw, work, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Han ble født i Oslo (1972) og flyttet.",
        "Max Fjeld (1864-1920) levde lenge.",
        "NAV-reformen (2006) endret alt.",
        "Kontoret har få ansatte (2 stykker) og ledere (Vedlegg 6).",
        "Dette sa hun (informant 3) i intervjuet (Kim).",
        "Møtet var sent (12.03.2020) på kontoret.",
        "Loven gir rett til dette (§ 14).",
        "Forfatteren (2015) mener det.",
        "Etter 2010 har forskningen vokst, som i 2015.",
        "Se figur 3 (s. 12) for mer.",
        "Jeg viser til kapittel 3 (2015).",
    ],
)
def test_other_brackets_are_no_citations(sentence: str) -> None:
    assert cited(sentence) == ()


def test_works_in_one_bracket_share_its_span() -> None:
    first, second = cited("Dette er kjent (Dahl, 2010; Moe & Lie, 2011, s. 4).")
    assert first.span == second.span
    assert first.raw == second.raw == "(Dahl, 2010; Moe & Lie, 2011, s. 4)"
    assert (brief(first), first.locator, brief(second), second.locator) == (
        "Dahl 2010",
        None,
        "Moe/Lie 2011",
        "s. 4",
    )


def test_several_years_of_a_named_author_are_several_works() -> None:
    assert [brief(c) for c in cited("Dahl (2015; 2018) er enig med Moe (2010, 2012).")] == [
        "Dahl 2015",
        "Dahl 2018",
        "Moe 2010",
        "Moe 2012",
    ]


def test_a_year_far_from_its_name_belongs_to_it_where_the_thesis_cites_them_together() -> None:
    known = "Ideer reiser (Fjeldvik, 2007, s. 3)."
    found = cited(
        known, "Fjeldvik har en modell som kalles trappen (2007). Fjeldviks bok om reiser (2007) viser det."
    )
    assert [(c.raw, brief(c)) for c in found[1:]] == [
        ("Fjeldvik har en modell som kalles trappen (2007)", "Fjeldvik 2007"),
        ("Fjeldviks bok om reiser (2007)", "Fjeldvik 2007"),
    ]
    assert len(cited("Fjeldvik har en modell som kalles trappen (2007).")) == 0


def test_a_citation_in_the_words_before_it_is_not_taken_again() -> None:
    assert [brief(c) for c in cited("Bukke (2012) og Carlsen (2015) sin tilnærming er ny.")] == [
        "Bukke 2012",
        "Carlsen 2015",
    ]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("Det står her (Dahl, 2015, s. 3 og det sluttet aldri.", "(Dahl, 2015, s. 3"),
        ("Det står hos ham, Dahl, 2015, s. 3).", "Dahl, 2015, s. 3)"),
        ("Kilde: Dahl, 2015, s. 12", "Dahl, 2015, s. 12"),
    ],
)
def test_forgotten_brackets_are_forgiven(text: str, raw: str) -> None:
    (citation,) = cited(text)
    assert (citation.raw, brief(citation)) == (raw, "Dahl 2015")


def test_brackets_within_brackets_are_read_as_running_text() -> None:
    assert [c.raw for c in cited("Det er uklart (se Dahl (2015) og Moe (2016) om dette).")] == [
        "Dahl (2015)",
        "Moe (2016)",
    ]
    assert [c.raw for c in cited("Slik er det (Meld. St. 99 (2015–2016), s. 3).")] == [
        "(Meld. St. 99 (2015–2016), s. 3)"
    ]
    assert [brief(c) for c in cited("Slik er det (Kunnskapsdepartementet [KD], 2017).")] == [
        "Kunnskapsdepartementet 2017"
    ]


def test_what_was_read_is_cited_where_the_original_is_not_named() -> None:
    (citation,) = cited("Slik er det sagt (gjengitt i Moe, 2018, s. 4).")
    assert (brief(citation), citation.secondary_via, citation.locator) == ("Moe 2018", None, "s. 4")


# --- ibid. -------------------------------------------------------------------------------------------------------


def test_editors_are_told_in_brackets_within_the_brackets() -> None:
    (citation,) = cited("Dette er drøftet (Espeland & Moe (red.), 2008).")
    assert brief(citation) == "Espeland/Moe 2008"


def test_a_page_alone_after_a_quotation_is_one_of_the_work_cited_last() -> None:
    found = cited("Rom er viktig (Dahl, 2010). «Alt får plass der», skriver han (s. 18). Se kartet (s. 3).")
    assert [(brief(one), one.locator) for one in found] == [("Dahl 2010", None), ("Dahl 2010", "s. 18")]


def test_a_year_far_from_an_author_cited_by_name_before_belongs_to_that_author() -> None:
    found = cited("Dahl (2018) måler rom. Dahl ville sagt at dette rommet er målt for sjelden (2018, s. 88).")
    assert [(brief(one), one.locator) for one in found] == [("Dahl 2018", None), ("Dahl 2018", "s. 88")]


def test_ibid_repeats_the_work_cited_last() -> None:
    found = cited("Rom er viktig (Dahl, 2010). Tid også (Moe et al., 2012, s. 3). Begge deler (ibid, s. 5).")
    assert (brief(found[2]), found[2].locator, found[2].repeats, found[2].raw) == (
        "Moe+ 2012",
        "s. 5",
        True,
        "(ibid, s. 5)",
    )


def test_a_named_ibid_repeats_that_name() -> None:
    found = cited("Dahl (2015) mener a. Moe (2016) mener b. Dahl (ibid) mener c (ibid., s. 7).")
    assert [brief(c) for c in found] == ["Dahl 2015", "Moe 2016", "Dahl 2015", "Dahl 2015"]
    assert found[2].raw == "Dahl (ibid)"


def test_a_named_ibid_of_a_name_not_cited_is_a_chapter_of_the_book_cited_last() -> None:
    found = cited(
        "Boken handler om rom (Dahl, 2004). Viksund (ibid, s. 8) hevder det motsatte. Slik er det (ibid)."
    )
    assert [brief(c) for c in found] == ["Dahl 2004", "Viksund 2004", "Dahl 2004"]


def test_ibid_after_a_term_repeats_the_work_that_the_term_was_cited_for() -> None:
    found = cited(
        "Ut fra fjordsystemteorien (Dahl, 2004) er dette vanlig. I lys av reiseteori (Moe, 2007) er det mindre vanlig.",
        "Med bakgrunn i fjordsystemteori (ibid) og andre teorier ser det annerledes ut.",
    )
    assert brief(found[2]) == "Dahl 2004"


def test_ibid_of_a_book_mentioned_before_is_that_book() -> None:
    found = cited(
        "Boken om tverretatlig samarbeid (Dahl, 2004) er god. Carlsen (2015) er uenig.",
        "I nevnte bok om tverretatlig samarbeid pekes det på farer (ibid).",
    )
    assert brief(found[2]) == "Dahl 2004"


def test_ibid_with_a_year_repeats_the_work_of_that_year() -> None:
    found = cited("Rom (Dahl, 2013). Tid (Moe, 2015). Sted (ibid, 2013, s. 161).")
    assert (brief(found[2]), found[2].locator) == ("Dahl 2013", "s. 161")


def test_ibid_after_a_second_hand_citation_repeats_what_was_read() -> None:
    found = cited("Rom (Dahl, 1980, sitert i Moe, 2010, s. 3). Tid (ibid, s. 4).")
    assert brief(found[1]) == "Moe 2010"


def test_op_cit_repeats_that_author() -> None:
    found = cited("Rom (Moe, 2010). Tid (Lie, 2011). Sted (Moe, op.cit., s. 4).")
    assert (brief(found[2]), found[2].locator) == ("Moe 2010", "s. 4")


def test_an_ordinary_word_before_ibid_is_no_name() -> None:
    found = cited("Teorien er ny (Opseth, 2013). Dette er kjent som New Public Management (ibid).")
    assert (brief(found[1]), found[1].raw) == ("Opseth 2013", "(ibid)")


def test_ibid_with_nothing_before_it_is_reported() -> None:
    citations, notices = find_citations(make_document("«Jeg liker rom.» (Ibid)"))
    assert citations == ()
    assert [n.code for n in notices] == ["ibid_without_antecedent"]


# --- the reference list ------------------------------------------------------------------------------------------


def test_a_citation_is_matched_to_its_entry() -> None:
    references = (
        entry("Moe", year="2010"),
        entry("Dahl", "Lie", "Vik", year="2015"),
        entry("Dahl", year="2015"),
    )
    found = cited("Rom (Dahl et al., 2015). Tid (Dahl, 2015). Sted (Berg, 2001).", references=references)
    assert [(c.reference, c.state) for c in found] == [(1, "matched"), (2, "matched"), (None, "missing")]


def test_a_misspelt_name_is_matched_with_a_notice() -> None:
    citations, notices = find_citations(
        make_document("Rom (Kvam & Brinkmann, 2015)."), (entry("Kvam", "Brinkman", year="2015"),)
    )
    assert (citations[0].reference, citations[0].state) == (0, "matched")
    assert [n.code for n in notices] == ["citation_spelling_differs"]


def test_a_misspelt_first_name_is_matched_only_where_one_entry_fits() -> None:
    one = (entry("Thagaardsen", year="2013"),)
    two = (entry("Thagaardsen", year="2013"), entry("Thagardsenn", year="2013"))
    assert cited("Rom (Thagardsen, 2013).", references=one)[0].state == "matched"
    assert cited("Rom (Thagardsen, 2013).", references=two)[0].state != "matched"


def test_two_entries_of_one_year_are_ambiguous() -> None:
    references = (
        entry("Nav", year="2023", title="Veileder i rom"),
        entry("Nav", year="2023", title="Hva er rom"),
    )
    citations, notices = find_citations(make_document("Slik er det (NAV, 2023)."), references)
    assert (citations[0].reference, citations[0].state) == (0, "ambiguous")
    assert [n.code for n in notices] == ["citation_ambiguous"]


def test_another_year_is_a_doubt_and_no_match() -> None:
    citations, notices = find_citations(
        make_document("Rom (Dahl & Lie, 2020)."), (entry("Dahl", "Lie", year="2022"),)
    )
    assert (citations[0].reference, citations[0].state) == (0, "ambiguous")
    assert [n.code for n in notices] == ["citation_year_differs"]


def test_a_second_hand_citation_refers_to_what_was_read() -> None:
    (citation,) = cited("Rom (Dahl, 1980, sitert i Moe, 2010).", references=(entry("Moe", year="2010"),))
    assert (brief(citation), citation.reference, citation.secondary_via) == ("Dahl 1980", 0, "Moe, 2010")


def test_a_work_cited_by_its_title_is_matched() -> None:
    (citation,) = cited(
        "Valget (« Fjordvalget 1945», 2023).",
        references=(entry("Wikipedia", year="2023", title="Fjordvalget 1945–"),),
    )
    assert citation.reference == 0


def test_without_a_list_one_notice_says_so() -> None:
    _, notices = find_citations(make_document("Rom (Dahl, 2010). Tid (Moe, 2011)."))
    assert [n.code for n in notices] == ["no_references"]


# --- where citations are looked for --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "region", "section", "found"),
    [
        (BlockKind.PARAGRAPH, Region.BODY, SectionKind.CHAPTER, True),
        (BlockKind.CAPTION, Region.BODY, SectionKind.CHAPTER, True),
        (BlockKind.FOOTNOTE, Region.BODY, SectionKind.CHAPTER, True),
        (BlockKind.PARAGRAPH, Region.FRONT, SectionKind.ABSTRACT, True),
        (BlockKind.HEADING, Region.BODY, SectionKind.CHAPTER, False),
        (BlockKind.PARAGRAPH, Region.FRONT, SectionKind.FIGURE_LIST, False),
        (BlockKind.PARAGRAPH, Region.FRONT, SectionKind.TOC, False),
        (BlockKind.PARAGRAPH, Region.REFERENCES, SectionKind.REFERENCES, False),
        (BlockKind.PARAGRAPH, Region.APPENDIX, SectionKind.APPENDIX, False),
    ],
)
def test_only_running_text_cites(kind: BlockKind, region: Region, section: SectionKind, found: bool) -> None:
    text = "Rom er viktig (Dahl, 2010)."
    document = Document(
        text,
        (Block(kind, Span(0, len(text)), Lines(1, 1), 0, region),),
        (Section(section, region, "Del", Lines(1, 1), 1),),
        ((0, 1),),
    )
    assert bool(find_citations(document)[0]) is found


WORDS = st.sampled_from(
    [
        "Dahl",
        "Moe",
        "og",
        "&",
        "(",
        ")",
        "2010",
        "(2015, s. 3)",
        "(ibid)",
        "et al.",
        ",",
        ";",
        ".",
        "sitert i",
        "«",
        "»",
        "NOU 2004: 13",
        "[",
        "]",
        "s. 5",
        "Ifølge",
        "sin",
        "\n",
        "ø" * 9,
    ]
)


@given(st.lists(st.lists(WORDS, max_size=30).map(" ".join), min_size=1, max_size=4))
def test_a_span_always_holds_its_text(paragraphs: list[str]) -> None:
    document = make_document(*[p.replace("\n", " ") or "x" for p in paragraphs])
    citations, _ = find_citations(document)
    for citation in citations:
        assert document.text_of(citation.span) == citation.raw
        assert citation.authors
    assert [c.span.start for c in citations] == sorted(c.span.start for c in citations)


@given(st.text(max_size=200))
def test_no_text_upsets_the_search(text: str) -> None:
    document = make_document(text)
    for citation in find_citations(document)[0]:
        assert document.text_of(citation.span) == citation.raw
