from __future__ import annotations

import pytest

from kb.ingest.document import SectionKind
from kb.ingest.layout import lay_out
from kb.ingest.readers import read_source
from kb.ingest.references import find_references

P = (
    "Skranken står der den alltid har stått, men køen begynner et annet sted nå. Den som kommer først om morgenen, har "
    "som regel avtalt det kvelden før, og den som ikke har avtalt noe, blir stående ved planten. Slik har det vært."
)
ENTRIES = ("Granli, O. (2014). Skranken. Fjellbygd forlag.", "Tind, P. (2019). Døra. Bokhylla.")
GUIDE = (
    "Bakgrunn",
    "1. Hvor lenge har du vært nabo?",
    "2. Hva gjør du når døra er stille?",
    "3. Hvem banker du på hos?",
)
LETTER = (P, "Frivillig deltakelse", P, "Med vennlig hilsen", "Kari Tenkt Fjell")
CHAPTERS = ["Innledning", "Metode", "Intervjuguide", "Utvalg", "Funn", "Konklusjon"]
BODY = (
    *("1 Innledning", P, "2 Metode", P, "2.1 Intervjuguide", P, "2.2 Utvalg", P, P),
    *("3 Funn", P, P, P, P, "4 Konklusjon", P, P),
)


def titles(kind: SectionKind, *back: str) -> list[str]:
    text = "\n\n".join(("Sammendrag", P, *BODY, *back))
    document = lay_out(read_source("oppgave.txt", text.encode()))[0]
    return [section.title for section in document.sections if section.kind is kind]


@pytest.mark.parametrize("with_list", [True, False])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Intervjuguide", "Forespørsel om deltakelse i forskningsprosjekt"),
        ("Intervjuguide til ledere", "Vil du delta i forskningsprosjektet «Den stille døra»?"),
        ("Informasjonsskriv", "Kvittering fra NSD"),
        ("Samtykkeerklæring", "Vurdering fra Sikt"),
        ("Interview guide", "Consent form"),
    ],
)
def test_a_guide_and_a_letter_after_the_last_chapter_are_appendices_without_the_word(
    first: str, second: str, with_list: bool
) -> None:
    back = ["Litteraturliste", *ENTRIES] if with_list else []
    assert titles(SectionKind.APPENDIX, *back, first, *GUIDE, second, *LETTER) == [first, second]
    assert titles(SectionKind.CHAPTER, *back, first, *GUIDE, second, *LETTER) == CHAPTERS


def test_a_section_about_the_guide_is_none_while_chapters_follow() -> None:
    assert titles(SectionKind.APPENDIX) == []


def test_a_page_that_lists_the_appendices_is_not_the_first_of_them() -> None:
    names = ("Vedlegg 1: Intervjuguide", "Vedlegg 2: Informasjonsskriv")
    assert titles(SectionKind.APPENDIX, "Vedlegg", *names, names[0], *GUIDE, names[1], *LETTER) == list(names)


def test_the_chapters_of_a_letter_in_an_appendix_are_none_of_the_thesis() -> None:
    letter = ("1 Innledning", P, "1.1 Rammer", P, "2 Mål", P, "2.1 Delmål", P, "3 Økonomi", P)
    assert titles(SectionKind.CHAPTER, "Vedlegg 1: Mål- og disponeringsbrev", *letter) == CHAPTERS


@pytest.mark.parametrize("heading", ["Vedlegg", "Vedlegg:", "Vedleggsliste", "Liste over vedlegg"])
def test_a_page_that_lists_the_appendices_is_none_of_them(heading: str) -> None:
    back = (
        *("Litteraturliste", *ENTRIES, f"{heading}\n1. Nabospørsmål\n2. Brev til naboene"),
        *("Nabospørsmål", *GUIDE, "Brev til naboene", *LETTER),
    )
    assert titles(SectionKind.APPENDIX, *back) == ["Nabospørsmål", "Brev til naboene"]
    assert titles(SectionKind.CHAPTER, *back) == CHAPTERS


@pytest.mark.parametrize("first", ["A Intervjuguide", "A. Intervjuguide for naboer", "1Intervjuguide"])
def test_an_appendix_may_have_a_letter_and_not_the_word(first: str) -> None:
    back = ("Litteraturliste", *ENTRIES, first, *GUIDE, "B. Samtykkeskjema", *LETTER)
    assert titles(SectionKind.APPENDIX, *back) == [first, "B. Samtykkeskjema"]


@pytest.mark.parametrize("heading", ["Spørsmål til naboene", "Til samtalene", ""])
def test_numbered_questions_after_the_reference_list_are_no_entries(heading: str) -> None:
    questions = [text for text in GUIDE if text[:1].isdigit()]
    back = ("Litteraturliste", *ENTRIES, *([heading] if heading else []), *questions)
    document = lay_out(read_source("oppgave.txt", "\n\n".join((*BODY, *back)).encode()))[0]
    assert [s.title for s in document.sections if s.kind is SectionKind.APPENDIX] == [heading]
    assert [reference.raw for reference in find_references(document)] == list(ENTRIES)


def test_a_numbered_reference_list_does_not_end_with_its_first_number() -> None:
    entries = [f"{n}. Granli, O. (201{n}). Hvem står i skranken? Fjellbygd forlag." for n in range(1, 6)]
    document = lay_out(
        read_source("oppgave.txt", "\n\n".join((*BODY, "Litteraturliste", *entries)).encode())
    )[0]
    assert len(find_references(document)) == len(entries)
    assert not [s.title for s in document.sections if s.kind is SectionKind.APPENDIX]
