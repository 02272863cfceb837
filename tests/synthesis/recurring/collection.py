"""A small collection in which something recurs: a term that two theses share, and a paper that both quote."""

from __future__ import annotations

import random

from kb.records.models import Thesis
from tests import recipes

SMALL_WORDS = """
og så ble det ikke mer enn at vi fikk se hvor mye som skulle til før alt igjen var slik det likevel
"""
CAKE = (
    "Ukens bakevakt sørger for kringle til møtet, holder kaffen varm og skriver navnet på den som skal bake neste "
    "gang"
)


def babble(seed: int, n_words: int = 120) -> str:
    """Words of no subject, in an order of their own."""
    return " ".join(random.Random(seed).choices(SMALL_WORDS.split(), k=n_words)) + "."  # noqa: S311


def fill(n: int = 3) -> list[Thesis]:
    """``n`` theses of which the first two write of kringlelogikk, bakevakter and the town of Kringlevik.

    Both quote the same words out of one work; the first says them again in its discussion. All have method chapters
    that tell of båndspillere, and all use words of every subject.
    """
    author = recipes.make_organization("Bakerdirektoratet")
    work = recipes.make_work(author, year="2019", title="Om bakevakter")
    theses = []
    for number in range(n):
        thesis = recipes.make_thesis(f"Oppgave {number}", year=2000 + number, language="nb")
        findings = recipes.make_chapter(thesis, "Funn")
        method = recipes.make_chapter(thesis, "Metode")
        discussion = recipes.make_chapter(thesis, "Drøfting")
        for place, chapter in enumerate((findings, findings, method, method, discussion, discussion)):
            text = babble(100 * number + place, 600 if chapter == discussion else 250)
            recipes.make_passage(chapter, f"Kapittelet viser en utfordring i Kringlevik. {text}")
            if chapter == method:
                recipes.make_passage(
                    chapter, f"Båndspilleren sto på bordet. En båndspiller {place}{number} virker."
                )
        if number < 2:
            for place in range(4):
                recipes.make_passage(
                    findings, f"Kringlelogikken {place} {number} rår, og en kringlelogikk er aldri alene."
                )
            said = recipes.make_passage(findings, f"{number}: «{CAKE}» (Bakerdirektoratet, 2019).")
            recipes.make_citation(said, work, "(Bakerdirektoratet, 2019)")
        if number == 0:
            recipes.make_passage(discussion, f"Som nevnt: «{CAKE}», heter det.")
        theses.append(thesis)
    return theses
