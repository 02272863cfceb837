from __future__ import annotations

import pytest

from kb.ingest.keywords import find_keywords
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
    ("lines", "words"),
    [
        (("Nøkkelord: dører, naboer, banking",), ("dører", "naboer", "banking")),
        (("Keywords: doors, neighbours",), ("doors", "neighbours")),
        (("Nøkkelord", "dører, naboer, banking"), ("dører", "naboer", "banking")),
        (("Nøkkelord: Dører; naboer; banking.",), ("Dører", "naboer", "banking")),
        (("Emneord – dører, naboer",), ("dører", "naboer")),
        (("Slik gikk det. Nøkkelord: dører, naboer og banking",), ("dører", "naboer", "banking")),
        (("Nøkkelord:", "dører", "naboer", "banking"), ("dører", "naboer", "banking")),
        (("Nøkkelord: dører/naboer/banking",), ("dører", "naboer", "banking")),
        (("Søkeord: dører – naboer – banking",), ("dører", "naboer", "banking")),
        (
            ("Stikkord: dører, naboer,", "banking, mål- og resultatstyring"),
            ("dører", "naboer", "banking", "mål- og resultatstyring"),
        ),
        (("Nøkkelord i oppgaven er mange, sa lederen.",), ()),
    ],
)
def test_keywords_follow_their_label(lines: tuple[str, ...], words: tuple[str, ...]) -> None:
    assert find_keywords(lay_out(read_source("x.txt", thesis(*lines).encode()))[0]) == words
