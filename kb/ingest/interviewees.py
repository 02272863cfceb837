"""Whom a thesis says it interviewed, where all of them have one role.

A thesis that calls everybody "informanten" often says once who they are: "jeg har intervjuet åtte enhetsledere".
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kb.ingest.document import Document, Region
from kb.ingest.draft import RoleGroup
from kb.ingest.roles import read_role_group

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = (
    r"(?:\d{1,2}|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|atten|tjue"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)"
)
# "intervjuet åtte NAV-ledere", "dybdeintervju med seks avdelingsledere", "interviewed five team leaders"
_INTERVIEWED = re.compile(
    rf"(?:intervju\w*|samtal\w+|interview\w*)(?:\s+(?:jeg|eg|vi|av|med|with|til\s+sammen|totalt|ialt|i\s+alt))*\s+{_NUMBER}\s+"
    r"(?P<whom>(?:\w+\s+){0,2}?[\w-]{4,})",
    re.IGNORECASE,
)
_SURE = 0.75


def find_common_role(document: Document) -> tuple[str, RoleGroup] | None:
    """The role that those interviewed share, as the thesis words it, and its group; None where they differ."""
    groups: Counter[RoleGroup] = Counter()
    words: dict[RoleGroup, str] = {}
    for whom in _find_interviewed(document):
        group = read_role_group(whom)
        if group is not RoleGroup.OTHER:
            groups[group] += 1
            words.setdefault(group, whom)
    if not groups:
        return None
    group, n = groups.most_common(1)[0]
    return (words[group], group) if n >= _SURE * groups.total() else None


def _find_interviewed(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.region in {Region.FRONT, Region.BODY}:
            for match in _INTERVIEWED.finditer(document.text_of(block.span)):
                yield match["whom"]
