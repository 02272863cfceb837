from __future__ import annotations

import pytest

from kb.ingest.document import BlockKind, Document, SectionKind
from kb.ingest.informants import find_informants
from kb.ingest.layout import lay_out
from kb.ingest.readers import read_source

TALK = (
    "Køen er lang og døra er åpen, og ingen vet helt hva det er de står og venter på i gangen der ute. " * 3
)


def document_of(lead: str, *rows: str) -> Document:
    parts = ("1 Innledning", TALK, "2 Metode", lead, *rows, TALK, "3 Funn", TALK, "4 Konklusjon", TALK)
    return lay_out(read_source("oppgave.txt", "\n\n".join(parts).encode()))[0]


@pytest.mark.parametrize(
    ("lead", "rows"),
    [
        ("Ut fra dette prøves to hypoteser:", ("H1: Kø og tillit henger sammen", "H2: Dører gir ro")),
        (
            "To ting er ventet:",
            ("H1: Jo lengre kø, desto kortere svar.", "H2: Jo flere dører, desto færre åpne."),
        ),
        (
            "To ting er ventet:",
            ("H1a: Jo lengre kø, desto kortere svar.", "H1b: Jo mer lys, desto mer prat."),
        ),
        ("To ting er ventet:", ("Hypotese 1: Kø gir tillit.", "Hypotese 2: H1 gjelder også dører.")),
        ("Oppgaven har to forskningsspørsmål:", ("F1: Hvordan ledes køen?", "F2: Hvem holder døra?")),
        ("Teorien gir to proposisjoner:", ("P1: Køer gir tillit", "P2: Dører gir tillit")),
    ],
)
def test_a_hypothesis_is_no_informant_and_no_heading(lead: str, rows: tuple[str, ...]) -> None:
    document = document_of(lead, *rows)
    assert find_informants(document) == ()
    titles = [s.title for s in document.sections if s.kind is SectionKind.CHAPTER]
    assert titles == ["Innledning", "Metode", "Funn", "Konklusjon"]


@pytest.mark.parametrize("mark", ["H{n}: ", "H{n}. ", "Hypotese {n}: "])
def test_a_list_of_hypotheses_is_a_list(mark: str) -> None:
    rows = [f"{mark.format(n=n)}Jo lengre køen er, desto kortere blir svar {n}." for n in (1, 2, 3)]
    document = document_of("Vi prøver tre hypoteser:", *rows)
    items = [document.text_of(b.span) for b in document.blocks if b.kind is BlockKind.LIST_ITEM]
    assert items == rows


@pytest.mark.parametrize(
    "lead",
    ["Vi intervjuet to personer:", "For å svare på forskningsspørsmålet har jeg intervjuet to informanter:"],
)
def test_people_with_codes_are_informants(lead: str) -> None:
    document = document_of(lead, "H1: Leder ved det store kontoret", "H2: Veileder ved det lille kontoret")
    assert [one.label for one in find_informants(document)] == ["H1", "H2"]
