from __future__ import annotations

import pytest

from kb.ingest.draft import RoleGroup
from kb.ingest.interviewees import find_common_role
from tests.ingest.small_documents import make_document


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Jeg har intervjuet åtte enhetsledere i to kommuner.", RoleGroup.LEADER),
        ("Det ble gjort dybdeintervju med seks avdelingsledere.", RoleGroup.MIDDLE_MANAGER),
        ("Eg har intervjua 7 rettleiarar.", RoleGroup.EMPLOYEE),
        ("We interviewed five caseworkers in one town.", RoleGroup.EMPLOYEE),
        # Different roles are nobody's common role.
        ("Jeg intervjuet fire enhetsledere. Deretter intervjuet jeg fire saksbehandlere.", None),
        # No number, no claim about all.
        ("Jeg intervjuet ledere som kjente kommunen.", None),
        ("Det ble gjennomført intervju med åtte informanter.", None),
        ("Intervju tar tid.", None),
    ],
)
def test_a_role_is_common_where_all_interviewed_have_it(text: str, group: RoleGroup | None) -> None:
    found = find_common_role(make_document(text))
    assert (found[1] if found else None) == group
