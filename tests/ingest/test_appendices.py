from __future__ import annotations

import pytest

from kb.ingest.document import SectionKind
from kb.ingest.layout import lay_out
from kb.ingest.readers import read_source

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
