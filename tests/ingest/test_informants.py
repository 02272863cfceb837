from __future__ import annotations

import pytest

from kb.ingest.draft import RoleGroup
from kb.ingest.informants import complete_informants, find_informants
from kb.ingest.quotations import find_quotations
from tests.ingest.small_documents import make_document

LEADER, MIDDLE, EMPLOYEE, OTHER = (
    RoleGroup.LEADER,
    RoleGroup.MIDDLE_MANAGER,
    RoleGroup.EMPLOYEE,
    RoleGroup.OTHER,
)


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ("| Informant\tStilling\tKontor\n1\tNAV-leder\tstort\n2\tMellomleder\tlite\n3\tVeileder\tlite",),
            [("informant 1", LEADER), ("informant 2", MIDDLE), ("informant 3", EMPLOYEE)],
            id="numbers in a table",
        ),
        pytest.param(
            ("# 3 Metode", "Informantene er kalt leder A, leder B, leder C og leder D i oppgaven."),
            [("leder A", LEADER), ("leder B", LEADER), ("leder C", LEADER), ("leder D", LEADER)],
            id="the word with every letter",
        ),
        pytest.param(
            (
                "# 3 Metode",
                "R1: Når jeg står i døra om morgenen og sier hei.",
                "R2: Jeg gikk rundt og sa at jeg ikke visste.",
                "R3, som er den yngste, sa noe lignende: «Uro er bare at folk bryr seg.»",
            ),
            [],
            id="what somebody says tells no role",
        ),
        pytest.param(
            (
                "Informantene er vist i tabellen.",
                "| | Betegnelse | Stilling |\n| Leder A | NAV-leder |\n| Veileder F | Veileder |",
            ),
            [("Leder A", LEADER), ("Veileder F", EMPLOYEE)],
            id="labels in a table with bars",
        ),
        pytest.param(
            (
                "Kandidater til intervju:",
                "| Nr.\tFiktivt navn\tRolle\n1\tTuva\tAvdelingsleder\n2\tJens\tRådgiver\n3\tLise\tLeder",
            ),
            [("Tuva", MIDDLE), ("Jens", EMPLOYEE), ("Lise", LEADER)],
            id="pseudonyms in a table",
        ),
        pytest.param(
            (
                "Informantene er vist i tabellen.",
                "| Informant\nStilling\nInformant 1\nAvdelingsleder\n3 år\nInformant 2\nVeileder\n5 år",
            ),
            [("Informant 1", MIDDLE), ("Informant 2", EMPLOYEE)],
            id="a table that fell apart",
        ),
        pytest.param(
            (
                "| Informantenes bakgrunn\n1 2 3\nX X",
                "Den kommunale lederen (1) kom først.",
                "Statlig ansatt informant (2) også.",
            ),
            [("informant 1", LEADER), ("informant 2", EMPLOYEE), ("informant 3", OTHER)],
            id="one informant a column, roles told in the text",
        ),
        pytest.param(
            ("Jeg intervjuet fire ledere, som omtales som Leder A–D.",),
            [("Leder A", LEADER), ("Leder B", LEADER), ("Leder C", LEADER), ("Leder D", LEADER)],
            id="a range of letters",
        ),
        pytest.param(
            ("Informantene blir omtalt som Informant 1, 2 og 3.",),
            [("Informant 1", OTHER), ("Informant 2", OTHER), ("Informant 3", OTHER)],
            id="numbers in a row",
        ),
        pytest.param(
            ("Leiarane er anonymiserte og blir omtalte som Leiar 1 til 3.",),
            [("Leiar 1", LEADER), ("Leiar 2", LEADER), ("Leiar 3", LEADER)],
            id="nynorsk",
        ),
        pytest.param(
            (
                "Utvalget:",
                "- Leder A: NAV-leder i en stor kommune",
                "- Mellomleder B: teamleder i en liten kommune",
            ),
            [("Leder A", LEADER), ("Mellomleder B", MIDDLE)],
            id="a list",
        ),
        pytest.param(
            ("Informantene har fått de fiktive navnene Anne, Berit og Cato.",),
            [("Anne", OTHER), ("Berit", OTHER), ("Cato", OTHER)],
            id="pseudonyms in a sentence",
        ),
        pytest.param(
            (
                "Disse har fått oppdiktede navn:",
                "- Tuva er prosjektleder for kafeen",
                "- Jens er rådgiver i kommunen",
                "- Lise er frivillig sjåfør",
            ),
            [("Tuva", LEADER), ("Jens", EMPLOYEE), ("Lise", OTHER)],
            id="pseudonyms in a list",
        ),
        pytest.param(
            ("The sample:", "| Participant\tPosition\nP1\tTeam leader\nP2\tCaseworker\nP3\tManager"),
            [("P1", MIDDLE), ("P2", EMPLOYEE), ("P3", LEADER)],
            id="English codes",
        ),
        pytest.param(
            ("Vi snakket med to ledere (N1 og N2) og tre ansatte, som alle ble intervjuet på huset.",),
            [("N1", OTHER), ("N2", OTHER)],
            id="codes in brackets",
        ),
        pytest.param(
            ("Informantene er omtalt som Informant 1–3, i parenteser forkortet til (I1–I3).",),
            [("Informant 1", OTHER), ("Informant 2", OTHER), ("Informant 3", OTHER)],
            id="codes that are short for the labels",
        ),
        pytest.param(
            ("Alle navn er oppdiktede.", "Tuva og Jens leder hver sin avdeling. Lise svarer til Tuva."),
            [("Tuva", OTHER), ("Jens", OTHER), ("Lise", OTHER)],
            id="names that a sentence calls invented",
        ),
        pytest.param(
            ("| Navn Stilling År\nTuva Avdelingsleder 4\nJens Rådgiver 11", "Tabell 1: Informantene"),
            [("Tuva", MIDDLE), ("Jens", EMPLOYEE)],
            id="a table whose columns ran together",
        ),
        pytest.param(
            ("| Tiltak\tAntall\nKurs\t4\nPraksis\t9\nAnnet\t2",), [], id="a table of something else"
        ),
        pytest.param(("Vi møtte mange i løpet av året.",), [], id="nobody told apart"),
    ],
)
def test_informants_are_read_as_the_thesis_presents_them(
    paragraphs: tuple[str, ...], expected: list[tuple[str, RoleGroup]]
) -> None:
    found = find_informants(make_document("# 3 Metode", *paragraphs))
    assert [(one.label, one.role_group) for one in found] == expected


def test_one_role_for_all_is_read_from_the_method_chapter() -> None:
    found = find_informants(
        make_document(
            "# 3 Metode",
            (
                "Jeg intervjuet fem NAV-ledere. Utvalget av NAV-ledere er strategisk. Som informanter er "
                "NAV-ledere travle."
            ),
            "| Informant\tKjønn\n1\tKvinne\n2\tMann\n3\tMann",
        )
    )
    assert {(one.role, one.role_group) for one in found} == {("NAV-leder", LEADER)}


def test_every_speaker_becomes_an_informant_once() -> None:
    document = make_document(
        "# 3 Metode",
        "Lederne omtales som Leder A og B.",
        "# 4 Funn",
        "«Vi rekker ikke over alle sakene», sier Leder A. «Det går jo greit her», sier mellomleder C.",
        (
            "En annen informant sier at «det er vanskelig å velge bort noe». Informanten sier at «alt "
            "haster jo alltid»."
        ),
    )
    informants = find_informants(document)
    quotations, _ = find_quotations(document, (), informants)
    completed = complete_informants(document, informants, quotations)
    assert [(one.label, one.role_group) for one in completed[:3]] == [
        ("Leder A", LEADER),
        ("Leder B", LEADER),
        ("mellomleder C", MIDDLE),
    ]
    assert len(completed) == 4
