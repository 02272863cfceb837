"""The study programme that a title page names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.cover_lines import MONTH, PROGRAMME, CoverLine

if TYPE_CHECKING:
    from collections.abc import Sequence

_PROGRAMME_TAIL = re.compile(
    rf"\s+(?:av|(?-i:[A-ZÆØÅ]{{2,6}})[\s-]?\d{{2,5}}\b.*|(?:{MONTH})\b.*\d{{4}}|20\d\d)$"
    r"|\s*,\s(?:institutt|fakultet|avdeling|department|faculty|universitetet|høgskolen|høgskulen)\b.*$"
    r"|\s*[,(]?\s*\d\d (?:stp|sp|studiepoeng)\.?\)?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:studie?program|studium|studie|program|programme|study programme|utdanning)"
    r"(?:\s?/[^:]{1,40})?\s?:\s?(?P<study>[^:]{6,90}$)",
    re.IGNORECASE,
)
_BETWEEN_STUDIES = re.compile(
    r"(?:\s*[,(/]|\s[–-])\s*(?=(?:erfaringsbasert,? |executive )?master\w* (?:i|in|of) )", re.IGNORECASE
)


def find_programme(lines: Sequence[CoverLine]) -> str | None:
    """The study programme; its name may run on over the next line."""
    for n, line in enumerate(lines):
        if match := _LABEL.match(line.text):
            return _named_once(_PROGRAMME_TAIL.sub("", _study_of(match["study"])).strip(" ,"))
        if PROGRAMME.match(line.text) and len(line.text) < 160:
            text = line.text
            if (
                n + 1 < len(lines)
                and lines[n + 1].gap == 0
                and (lines[n + 1].text[:1].islower() or text.endswith("-"))
                and not re.match(r"(?:av|by)\b", lines[n + 1].text)
            ):
                text = f"{text} {lines[n + 1].text}"
            return _named_once(_PROGRAMME_TAIL.sub("", _study_of(text)).strip(" ,"))
    return None


def _study_of(text: str) -> str:
    """The study that a line names, without a code before it: "Masteroppgave i X" is written for "Master i X"."""
    text = re.sub(r"^[A-ZÆØÅ-]{2,8}[\d-]{0,6}:\s*", "", text)
    text = re.sub(
        r"^(?:avsluttende\s+)?(?:master\w*\s+for graden\s+)?(?=master)", "", text, flags=re.IGNORECASE
    )
    return re.sub(
        r"^master(?:grads)?(?:oppgave|oppgåve|avhandling)(?=\s+(?:i|in)\b)",
        "Master",
        text,
        flags=re.IGNORECASE,
    )


def _named_once(text: str) -> str:
    """The programme where thesis and programme are named beside each other: "Masteroppgave i X, Master i X"."""
    parts = [_study_of(part).strip(" ,()") for part in _BETWEEN_STUDIES.split(text)]
    return parts[-1] if len(parts) == 2 and all(PROGRAMME.match(part) for part in parts) else text
