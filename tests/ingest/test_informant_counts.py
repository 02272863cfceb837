from __future__ import annotations

import pytest

from kb.ingest.informant_counts import count_informants
from kb.ingest.layout import lay_out
from kb.ingest.readers import read_source

P = (
    "Skranken står der den alltid har stått, men køen begynner et annet sted nå. Den som kommer først om morgenen, har "
    "som regel avtalt det kvelden før, og den som ikke har avtalt noe, blir stående ved planten. Slik har det vært."
)
CHAPTERS = ("1 Innledning", P, "1.1 Tema", P, "2 Metode", P, "2.1 Utvalg")


def thesis(*abstract: str, sample: str = P) -> str:
    return "\n\n".join(
        ["Sammendrag", P, *abstract, *CHAPTERS, sample, P, "3 Funn", P, "3.1 Døra", P, "4 Konklusjon", P]
    )


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Jeg intervjuet åtte ledere i fire kommuner.", 8),
        ("Studien bygger på totalt 12 intervjuer.", 12),
        ("Utvalget består av ti informanter.", 10),
        ("Vi gjennomførte intervju med seks NAV-ledere og fire veiledere.", 10),
        ("Det ble gjennomført fem semistrukturerte intervjuer.", 5),
        ("Informantene var syv rektorer ved ungdomsskoler.", 7),
        ("Eg har intervjua ni leiarar.", 9),
        ("I alt elleve personer ble intervjuet.", 11),
        ("Datamaterialet består av 14 dybdeintervjuer.", 14),
        ("Antall informanter var 6.", 6),
        ("The study builds on eight semi-structured interviews.", 8),
        ("Vi intervjuet 3 ledere og 9 ansatte.", 12),
        ("Åtte kvinner og to menn deltok som informanter.", 10),
        ("Utvalget bestod av fire avdelingsledere.", 4),
        ("Jeg sendte forespørsel til tolv ledere, og åtte takket ja.", 8),
        ("Av ti ledere som ble spurt, var det sju av dem som ønsket å delta.", 7),
        ("Eg spurde elleve leiarar om å vere med, og ni sa ja.", 9),
        ("Jeg har snakket med tolv sykepleiere.", 12),
        ("Jeg gjennomførte to pilotintervjuer og deretter åtte intervjuer.", 8),
        ("Åtte dører og to vinduer ble malt.", None),
        ("I 12 av intervjuene ble det stille.", None),
    ],
)
def test_those_who_were_interviewed_are_counted(sentence: str, count: int | None) -> None:
    assert count_informants(lay_out(read_source("x.txt", thesis(sample=sentence).encode()))[0]) == count
