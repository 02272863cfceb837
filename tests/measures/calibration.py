"""How often reading is right when it says how sure it is: `python -m tests.measures.calibration KEYS THESES`.

KEYS is a folder of answer keys made by people who read whole theses (JSON: ``file``, ``sections``, ``block_quotes``,
``inline_quotes``, ``themes``), THESES the folder with the files they name. For each band of confidence it prints how
many findings there were and what share of them a key confirms.

A quotation is right if a key has it there, in the same form and of the same kind, and with the same speaker where the
key names one; shorter ones than five words inside a sentence are left out, since keys leave them out. A theme on a
passage is right if a person chose that passage for it; themes with fewer than five passages in a key are left out.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from kb.ingest.contract import as_contract
from kb.ingest.parse import parse
from kb.ingest.vocabulary import read_vocabulary

Judged = tuple[float, bool, str]  # confidence, right, what it was

ROOT = Path(__file__).resolve().parents[2]
BANDS = (0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.0)
SHORTEST_JUDGED = 5  # words
NEAR = 3  # lines
LEAST_LINES_SHARED = 0.6
LEAST_ALIKE = 0.85
LEAST_CHOSEN = 5  # passages of a theme in a key


def main(arguments: list[str]) -> None:
    if len(arguments) < 2 or not all(Path(a).is_dir() for a in arguments[:2]):
        sys.exit(__doc__)
    verbose = "--wrong" in arguments
    vocabulary = read_vocabulary(ROOT / "fixtures/themes.json")
    quotations: list[Judged] = []
    themes: list[Judged] = []
    for key_file in sorted(Path(arguments[0]).glob("*.json")):
        key = json.loads(key_file.read_text("utf-8"))
        file = Path(arguments[1]) / key["file"]
        print(f"Reading {file.name} …", file=sys.stderr)
        draft = as_contract(parse(file.name, file.read_bytes(), vocabulary=vocabulary))
        quotations += judge_quotations(key, draft)
        themes += judge_themes(key, draft)
    _print_table("Quotations", quotations)
    _print_table("Themes on passages", themes)
    if verbose:
        for confidence, _, what in sorted((x for x in quotations if not x[1]), reverse=True):
            print(f"  {confidence:.2f} {what}")


def judge_quotations(key: dict[str, Any], draft: dict[str, Any]) -> Iterator[Judged]:
    """Each quotation of the draft's body that a key can judge."""
    first, last = _body(key)
    for found in draft["quotations"]:
        if not first <= found["lines"][0] <= last:
            continue
        if found["form"] == "inline" and len(found["text"].split()) < SHORTEST_JUDGED:
            continue
        yield found["confidence"], _is_confirmed(key, found), _told(found)


def judge_themes(key: dict[str, Any], draft: dict[str, Any]) -> Iterator[Judged]:
    """Each theme suggested for a passage of the draft's body that a key can judge."""
    first, last = _body(key)
    for found in draft["themes"]:
        chosen = [c for c in key["themes"].get(found["slug"], ()) if first <= c["start_line"] <= last]
        if len(chosen) >= LEAST_CHOSEN and first <= found["lines"][0] <= last:
            right = any(_covers(_lines(c), found["lines"]) for c in chosen)
            yield found["confidence"], right, f"{found['slug']} {found['lines']}"


def _is_confirmed(key: dict[str, Any], found: dict[str, Any]) -> bool:
    if found["form"] == "block":
        candidates = [
            k for k in key["block_quotes"] if _shared(_lines(k), found["lines"]) >= LEAST_LINES_SHARED
        ]
    else:
        candidates = [
            k
            for k in key["inline_quotes"]
            if abs(k["line"] - found["lines"][0]) <= NEAR and _alike(k["text"], found["text"]) >= LEAST_ALIKE
        ]
    return any(_kind(k["kind"]) == _kind(found["kind"]) and _same_voice(k, found) for k in candidates)


def _same_voice(key: dict[str, Any], found: dict[str, Any]) -> bool:
    return not key.get("speaker") or bool(_labels(key["speaker"]) & _labels(found["speaker"] or ""))


def _labels(speaker: str) -> set[str]:
    """What tells one voice from the others: the number or letter if it has one, else its words."""
    words = re.findall(r"\w+", speaker.casefold())
    label = {w for w in words if w.isdigit() or (len(w) == 1 and w not in "iå")}
    return label or {w.removesuffix("en").removesuffix("ene") for w in words}


def _kind(kind: str) -> str:
    return "other" if kind in {"term", "title"} else kind


def _body(key: dict[str, Any]) -> tuple[int, int]:
    return min(s["line"] for s in key["sections"]), max(s["end_line"] for s in key["sections"])


def _lines(entry: dict[str, Any]) -> tuple[int, int]:
    return entry["start_line"], entry["end_line"]


def _shared(a: tuple[int, int], b: list[int]) -> float:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]) + 1) / (max(a[1], b[1]) - min(a[0], b[0]) + 1)


def _covers(a: tuple[int, int], b: list[int]) -> bool:
    shared = min(a[1], b[1]) - max(a[0], b[0]) + 1
    return shared > 0 and shared >= 0.5 * min(a[1] - a[0] + 1, b[1] - b[0] + 1)


def _alike(a: str, b: str) -> float:
    return SequenceMatcher(None, _letters(a), _letters(b), autojunk=False).ratio()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _told(found: dict[str, Any]) -> str:
    return f"{found['form']} {found['kind']} {found['speaker'] or '–'} {found['lines']}: {found['text'][:60]}"


def _print_table(title: str, judged: list[Judged]) -> None:
    count, right = Counter[float](), Counter[float]()
    for confidence, is_right, _ in judged:
        band = next(b for b in BANDS if confidence >= b)
        count[band] += 1
        right[band] += is_right
    print(f"\n{title}\n\n| confidence | found | right | share | from here up |\n|---|---|---|---|---|")
    found_so_far = right_so_far = 0
    for upper, band in zip((1.0, *BANDS), BANDS, strict=False):
        if not count[band]:
            continue
        found_so_far, right_so_far = found_so_far + count[band], right_so_far + right[band]
        share, so_far = right[band] / count[band], right_so_far / found_so_far
        print(f"| {band:.2f}–{upper:.2f} | {count[band]} | {right[band]} | {share:.0%} | {so_far:.0%} |")


if __name__ == "__main__":
    main(sys.argv[1:])
