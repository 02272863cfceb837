"""Who does it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User

from kb.curation.groups import CHIEF_CURATORS


@pytest.fixture
def kari(db: None) -> User:
    """Somebody who may do all that is done to records."""
    user = User.objects.create_user("kari", is_staff=True)
    user.groups.add(Group.objects.get(name=CHIEF_CURATORS))
    return user
