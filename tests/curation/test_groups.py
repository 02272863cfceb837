from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from kb.curation.groups import CURATORS, ensure_curators

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    user = User.objects.create_user("per", is_staff=True)
    user.groups.add(Group.objects.get(name=CURATORS))
    client.force_login(user)
    return client


def test_a_new_base_has_a_group_that_may_curate_but_not_make_users(member, everything):
    assert member.get(reverse("admin:records_thesis_upload")).status_code == 200
    assert member.get(reverse("admin:records_thesis_delete", args=[everything.pk])).status_code == 200
    assert member.get(reverse("admin:auth_user_changelist")).status_code == 403


def test_what_the_operator_took_away_stays_away():
    group = Group.objects.get(name=CURATORS)
    group.permissions.clear()
    ensure_curators()
    assert not group.permissions.exists()
