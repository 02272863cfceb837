from __future__ import annotations

import pytest

from kb.ingest.document import Document, Region, SectionKind
from kb.ingest.layout import lay_out
from kb.ingest.readers import read_source
from tests.ingest.example_thesis import BODY, contents, flowing

COVER = "Masteroppgave\n\nDen stille døra\n\nSolveig Tenkt Fjell\n\nMai 2020"
FOREWORD = "Forord\n\nTakk til alle som holdt lyset på i leseværelset de kveldene det trengtes som mest."
ABSTRACT = (
    "Abstract\n\nThis thesis is about the freedom that the heads of small libraries have, and what "
    "they do with it in the end."
)


def lay_out_text(text: str) -> Document:
    return lay_out(read_source("x.txt", text.encode()))[0]


def kinds(text: str) -> list[SectionKind]:
    return [s.kind for s in lay_out_text(text).sections if s.region is not Region.BODY]


def test_all_parts_are_found_in_order() -> None:
    text = "\n\n".join(
        [COVER, FOREWORD, ABSTRACT, contents(), "Figurliste\n\nFigur 1: Kart ..... 9", flowing()]
    )
    text = text.replace("Sammendrag\n\n", "")
    assert kinds(text) == [
        SectionKind.TITLE_PAGE,
        SectionKind.FOREWORD,
        SectionKind.ABSTRACT,
        SectionKind.TOC,
        SectionKind.FIGURE_LIST,
        SectionKind.REFERENCES,
        SectionKind.APPENDIX,
    ]


def test_each_abstract_has_its_language() -> None:
    document = lay_out_text(ABSTRACT + "\n\n" + flowing())
    assert [s.language for s in document.sections if s.kind is SectionKind.ABSTRACT] == ["en", "nb"]


def test_the_submission_form_before_the_title_page_is_a_part_of_its_own() -> None:
    form = (
        "Høgskolen i Fjellbygd\n\nPredefinert informasjon\n\nStartdato: 01-01-2020\nSluttdato: "
        "01-06-2020\nKandidatnr.: 12\n\nEr oppgaven fortrolig?\n\nNei\n\n\n\n"
    )
    document = lay_out_text(form + COVER + "\n\n" + FOREWORD + "\n\n" + flowing())
    assert [s.kind for s in document.sections[:3]] == [
        SectionKind.OTHER,
        SectionKind.TITLE_PAGE,
        SectionKind.FOREWORD,
    ]
    assert document.sections[1].title == "Masteroppgave"


@pytest.mark.parametrize(
    "title",
    [
        "Litteratur",
        "Litteraturliste",
        "Referanser",
        "Kilder",
        "Kjelder",
        "References",
        "Bibliography",
        "6 Litteraturliste",
        "LITTERATURLISTE",
    ],
)
def test_the_reference_list_is_known_by_any_of_its_names(title: str) -> None:
    document = lay_out_text(flowing().replace("Litteraturliste", title))
    references = [b for b in document.blocks if b.region is Region.REFERENCES]
    assert len(references) == 3
    assert document.text_of(references[0].span) == title


def test_a_chapter_called_literature_without_entries_is_no_reference_list() -> None:
    assert SectionKind.REFERENCES not in kinds(
        flowing(BODY) + "\n\nLitteratur\n\nDet finnes lite skrevet om dette.\n"
    )


@pytest.mark.parametrize(
    "title",
    [
        "Vedlegg 1: Intervjuguide",
        "Vedlegg nr. 1",
        "Vedlegg A – Brev",
        "Appendix 1",
        "6.1 Vedlegg 1 – Intervjuguide",
        "VEDLEGG 1",
        "Vedlegg",
    ],
)
def test_appendices_are_known_by_any_of_their_names(title: str) -> None:
    document = lay_out_text(flowing().replace("Vedlegg 1: Intervjuguide", title))
    found = [s for s in document.sections if s.kind is SectionKind.APPENDIX]
    assert len(found) == 1
    assert found[0].title.startswith(title)


def test_an_appendix_keeps_its_own_headings_to_itself() -> None:
    text = (
        flowing()
        + "\n\n1 Innledning til brevet\n\nHer står det noe om brevet.\n\n1.1 Mål\n\nMålet er å bli lest av noen."
    )
    document = lay_out_text(text)
    assert [s.number for s in document.sections if s.kind is SectionKind.CHAPTER][-1] == "5"
    assert document.blocks[-1].region is Region.APPENDIX


def test_a_list_of_appendices_is_not_the_appendices() -> None:
    tail = (
        "Vedlegg 1: Intervjuguide\nVedlegg 2: Brev\n\nVedlegg 1: Intervjuguide\n\nHva gjør du "
        "da?\n\nVedlegg 2: Brev\n\nKjære deg som leser."
    )
    text = flowing().split("Vedlegg 1: Intervjuguide")[0] + tail
    source = read_source("x.txt", text.encode())
    found = [s for s in lay_out(source)[0].sections if s.kind is SectionKind.APPENDIX]
    assert [(s.title, source.lines[s.lines.first + 1]) for s in found] == [
        ("Vedlegg 1: Intervjuguide", "Hva gjør du da?"),
        ("Vedlegg 2: Brev", "Kjære deg som leser."),
    ]


def test_a_sentence_about_an_appendix_begins_none() -> None:
    text = flowing().replace(
        "4 Funn", "Vedlegg 1 viser spørsmålene slik de ble stilt, ord for ord.\n\n4 Funn"
    )
    assert kinds(text).count(SectionKind.APPENDIX) == 1
    assert [s.number for s in lay_out_text(text).sections if s.kind is SectionKind.CHAPTER][-1] == "5"


PROSE = (
    "Skranken står der den alltid har stått, men køen begynner et annet sted nå. Den som kommer først om morgenen, har "
    "som regel avtalt det kvelden før, og den som ikke har avtalt noe, blir stående ved planten. Slik har det vært."
)


@pytest.mark.parametrize(
    ("titles", "wanted"),
    [
        (("Takk!", "Sammendrag (norsk)", "Abstract (English)"), ("foreword", "abstract", "abstract")),
        (("Acknowledgements:", "Abstract in English"), ("foreword", "abstract")),
        (("Forord og takksigelser", "Norsk samandrag"), ("foreword", "abstract")),
        (("Forord/Takk", "Sammendrag på engelsk"), ("foreword", "abstract")),
        (("Takk til alle som banket på", "Kort sammendrag"), ("foreword", "abstract")),
    ],
)
def test_parts_in_front_are_known_with_what_stands_beside_their_names(
    titles: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    front = [part for title in titles for part in (title, PROSE)]
    text = "\n\n".join((*front, "1 Innledning", PROSE, "1.1 Tema", PROSE, "2 Funn", PROSE, "2.1 Døra", PROSE))
    found = [kind.value for kind in kinds(text) if kind is not SectionKind.CHAPTER]
    assert found == list(wanted)


def test_parts_in_front_may_be_numbered_like_chapters() -> None:
    numbered = ("1 Forord", "2 Sammendrag", "3 Innledning", "3.1 Tema", "4 Funn", "4.1 Døra")
    text = "\n\n".join(part for title in numbered for part in (title, PROSE))
    document = lay_out_text(text)
    assert [s.kind.value for s in document.sections[:2]] == ["foreword", "abstract"]
    assert [s.number for s in document.sections[2:]] == ["3", "3.1", "4", "4.1"]
