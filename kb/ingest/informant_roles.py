"""The roles of informants that only the running text tells."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.ingest.chapter_roles import ChapterRole, read_chapter_roles
from kb.ingest.document import BlockKind, Document, Region
from kb.ingest.draft import Informant, RoleGroup
from kb.ingest.informant_labels import label_key
from kb.ingest.roles import find_role_words, is_general, read_role_group
from kb.ingest.voices import Habits, Rank, find_mentions

if TYPE_CHECKING:
    from collections.abc import Sequence

ABOUT_VOICES = re.compile(
    r"informant|respondent|intervju|kandidat|deltaker|deltakar|utvalg|utval\b|pseudonym|"
    r"fiktiv|interview|participant|sample",
    re.IGNORECASE,
)


def tell_roles(document: Document, informants: Sequence[Informant]) -> tuple[Informant, ...]:
    """Roles that only the running text tells: "den kommunale lederen (2)"."""
    wanting = {
        label_key(one.label): one
        for one in informants
        if one.role is None and one.role_group is RoleGroup.OTHER
    }
    if not wanting:
        return tuple(informants)
    habits = Habits(numbered=any(one.label.split()[-1].isdigit() for one in wanting.values()))
    told: dict[str, Counter[str]] = {key: Counter() for key in wanting}
    for block in document.blocks:
        if block.region is not Region.BODY or block.kind is not BlockKind.PARAGRAPH:
            continue
        text = document.text_of(block.span)
        for mention in find_mentions(text, habits):
            key = label_key(mention.label) if mention.rank is Rank.EXPLICIT and mention.label else ""
            if key not in told:
                continue
            if mention.role and not is_general(mention.role):
                told[key][mention.role] += 100
                continue
            # "statlig ansatt informant (7)": less telling, as leaders are employed too.
            near = text[max(0, mention.start - 25) : mention.start]
            told[key].update(
                word.base.casefold() for word in find_role_words(near) if near[word.end :] == " "
            )
    for counts in told.values():
        counts.pop("kollega", None)
    common = _role_of_all(document)
    return tuple(_with_role(one, told.get(label_key(one.label)), common) for one in informants)


def _with_role(informant: Informant, told: Counter[str] | None, common: str | None) -> Informant:
    if informant.role is not None or informant.role_group is not RoleGroup.OTHER:
        return informant
    role = told.most_common(1)[0][0] if told else common
    if role is None:
        return informant
    return replace(informant, role=role, role_group=read_role_group(role))


def _role_of_all(document: Document) -> str | None:
    """The role that a thesis interviewed, where it interviewed only one: "sju NAV-ledere ble intervjuet"."""
    roles = read_chapter_roles(document)
    counts: Counter[str] = Counter()
    for block in document.blocks:
        if (
            block.kind is not BlockKind.PARAGRAPH
            or block.section >= len(roles)
            or roles[block.section] is not ChapterRole.METHOD
        ):
            continue
        for sentence in re.split(r"(?<=[.:])\s", document.text_of(block.span)):
            if ABOUT_VOICES.search(sentence):
                counts.update(
                    word.base
                    for word in find_role_words(sentence)
                    if not is_general(word.base) and word.ending != "e"
                )
                counts.update(
                    word.base
                    for word in find_role_words(sentence)
                    if word.ending == "e" and word.base.endswith("leder")
                )
    if not counts:
        return None
    groups: Counter[RoleGroup] = Counter()
    for base, count in counts.items():
        groups[read_role_group(base)] += count
    group, count = groups.most_common(1)[0]
    if count < 3 or count < 0.6 * sum(groups.values()):
        return None
    return next(base for base, _ in counts.most_common() if read_role_group(base) is group)
