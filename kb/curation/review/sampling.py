"""A sample to look at before many are accepted at once, and what of them a person was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.contrib.sessions.backends.base import SessionBase

    from kb.curation.review.findings import Finding
    from kb.records.models import Thesis

MUST_SEE = 5
_SHOWN = "review_shown"


def pick_sample(findings: Sequence[Finding]) -> list[Finding]:
    """The least sure of them and others from all over the chapter, five in all, in the order given."""
    if len(findings) <= MUST_SEE:
        return list(findings)
    least = min(range(len(findings)), key=lambda index: (findings[index].confidence, index))
    spread = [round(step * (len(findings) - 1) / (MUST_SEE - 1)) for step in range(MUST_SEE)]
    chosen = {least}
    for index in [*spread, *range(len(findings))]:
        if len(chosen) == MUST_SEE:
            break
        chosen.add(index)
    return [findings[index] for index in sorted(chosen)]


def note_shown(session: SessionBase, thesis: Thesis, keys: Iterable[str]) -> None:
    """Remember that this person was shown the findings."""
    shown = session.get(_SHOWN, {})
    known = shown.setdefault(str(thesis.pk), [])
    if new := [key for key in keys if key not in known]:
        known.extend(new)
        session[_SHOWN] = shown


def were_shown(session: SessionBase, thesis: Thesis, findings: Sequence[Finding]) -> bool:
    """Whether five of the findings were shown, or all where there are fewer."""
    known = set(session.get(_SHOWN, {}).get(str(thesis.pk), []))
    seen = sum(finding.key in known for finding in findings)
    return bool(findings) and seen >= min(MUST_SEE, len(findings))
