"""`python -m tests.measures.reanchoring FILES…`: what becomes of what people worked on when a thesis changes.

For each thesis and each sort of edit: three hundred records are touched (quotations accepted, passages hidden,
citations set), the text is changed, and it is read anew. Printed are how many are unchanged, moved, changed and lost,
how often the first proposal is the true place, and how many stand at other words (which must be none).
Nothing of it is kept: all happens in one transaction that is taken back, in the base that the settings name.
"""

from __future__ import annotations

import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

WANTED = 300


def insert_paragraphs(text: str, dice: random.Random) -> str:
    parts = text.split("\n\n")
    for _ in range(len(parts) // 50 + 1):
        at = dice.randrange(len(parts))
        parts.insert(at, f"Et nytt avsnitt nummer {dice.randrange(10**6)} om noe som ikke sto her før.")
    return "\n\n".join(parts)


def delete_paragraphs(text: str, dice: random.Random) -> str:
    parts = text.split("\n\n")
    return "\n\n".join(part for part in parts if len(part) < 80 or dice.random() > 0.03)


def duplicate_paragraphs(text: str, dice: random.Random) -> str:
    parts = text.split("\n\n")
    return "\n\n".join(part if dice.random() > 0.02 else f"{part}\n\n{part}" for part in parts)


def mend_words(text: str, dice: random.Random) -> str:
    """As after proofreading: one word in two hundred is another."""
    return re.sub(r"\w{4,}", lambda m: m[0] if dice.random() > 0.005 else m[0][:-1] + "x", text)


def scan_badly(text: str, dice: random.Random) -> str:
    """One letter in three hundred is misread."""
    return re.sub(r"[a-zæøå]", lambda m: m[0] if dice.random() > 1 / 300 else dice.choice("lcrnei"), text)


def wrap_lines(text: str, dice: random.Random) -> str:
    """Paragraphs as a PDF would wrap them."""
    width = dice.randrange(60, 90)

    def wrap(line: str) -> str:
        return re.sub(rf"(.{{{width},}}?) ", r"\1\n", line) if len(line) > width else line

    return "\n".join(map(wrap, text.split("\n")))


EDITS: dict[str, Callable[[str, random.Random], str]] = {
    "nothing": lambda text, _dice: text,
    "paragraphs put in": insert_paragraphs,
    "3 % of paragraphs gone": delete_paragraphs,
    "2 % of paragraphs doubled": duplicate_paragraphs,
    "one word in 200 mended": mend_words,
    "one letter in 300 misread": scan_badly,
    "wrapped anew": wrap_lines,
}


def touch(thesis: object, dice: random.Random) -> None:
    """About as many of each sort as a thesis has: at most ``WANTED`` in all."""
    from kb.records.models import Citation, Passage, Quotation

    chosen = list(Quotation.objects.filter(thesis=thesis))
    dice.shuffle(chosen)
    for quotation in chosen[:150]:
        quotation.state, quotation.is_edited = "accepted", True
        quotation.save()
    passages = list(Passage.objects.filter(thesis=thesis, chapter__is_hidden=False))
    for passage in dice.sample(passages, min(50, len(passages))):
        passage.is_hidden = True
        passage.save()
    citations = list(Citation.objects.filter(thesis=thesis))
    for citation in dice.sample(citations, min(WANTED - 200, len(citations))):
        citation.is_edited = True
        citation.save()


def measure(path: Path, name: str, edit: Callable[[str, random.Random], str]) -> str:
    from django.db import transaction

    from kb.importing.reconcile import fold
    from kb.importing.store import ingest_file
    from kb.records.models import Quotation, Reanchoring

    dice = random.Random(f"{path.name} {name}")  # noqa: S311  the same edits every time
    text = path.read_text(encoding="utf-8", errors="replace")
    with transaction.atomic():
        thesis = ingest_file(f"measured-{path.name}", text.encode()).thesis
        touch(thesis, dice)
        words = {q.pk: fold(q.text) for q in Quotation.objects.filter(thesis=thesis, is_edited=True)}
        started = time.perf_counter()
        ingest_file(f"measured-{path.name}", edit(text, dice).encode(), thesis=thesis, anew=True)
        took = time.perf_counter() - started
        rows = Reanchoring.objects.filter(thesis=thesis)
        counts = Counter(rows.values_list("outcome", flat=True))
        proposed = rows.filter(outcome="changed").count()
        good = sum(row.candidates[0]["likeness"] >= 0.85 for row in rows.filter(outcome="changed"))
        wrong = sum(
            q.passage_id is not None and fold(q.text) != words[q.pk]
            for q in Quotation.objects.filter(pk__in=words)
        )
        gone = len(words) - Quotation.objects.filter(pk__in=words).count()
        transaction.set_rollback(True)
    told = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Reanchoring.Outcome.values)
    return (
        f"{path.stem:20.20} {name:26} of {sum(counts.values())}: {told}; proposals 85 % alike {good}/{proposed}; "
        f"other words {wrong}, gone {gone}; {took:.1f} s"
    )


def main(files: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.config.settings")
    import django

    django.setup()
    for file in files:
        for name, edit in EDITS.items():
            sys.stdout.write(measure(Path(file), name, edit) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
