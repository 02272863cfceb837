from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils.translation import override

from kb.curation.groups import (
    ADMINISTRATORS,
    CHIEF_CURATORS,
    CURATORS,
    READERS,
    ROLES,
    ensure_roles,
    find_permissions,
)

pytestmark = pytest.mark.django_db

PUBLISH, MERGE = "records.publish_thesis", "records.merge_records"


def rights_of(role: str) -> set[str]:
    permissions = Group.objects.get(name=role).permissions.select_related("content_type")
    return {f"{each.content_type.app_label}.{each.codename}" for each in permissions}


def test_a_new_base_has_the_four_roles():
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_roles_are_called_in_the_language_of_the_page_and_stored_as_they_were(language):
    with override(language):
        assert not {str(group) for group in Group.objects.all()} & set(ROLES)
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


def test_a_role_that_the_operator_made_is_called_as_they_named_it():
    with override("nb"):
        assert str(Group(name="Sommervikarer")) == "Sommervikarer"


def test_a_reader_looks_only():
    assert rights_of(READERS)
    assert all(right.startswith("records.view_") for right in rights_of(READERS))


def test_a_curator_corrects_and_adds_but_neither_publishes_nor_merges_nor_deletes_what_is_shared():
    rights = rights_of(CURATORS)
    assert {"records.change_thesis", "records.add_thesis", "records.add_theme"} <= rights
    assert not rights & {
        PUBLISH,
        MERGE,
        "records.delete_thesis",
        "records.delete_theme",
        "records.delete_work",
    }


def test_a_chief_curator_may_do_all_that_is_done_to_records():
    rights = rights_of(CHIEF_CURATORS)
    assert {PUBLISH, MERGE, "records.delete_thesis"} <= rights
    assert rights > rights_of(CURATORS)
    assert not any(right.startswith("auth.") for right in rights)


def test_an_administrator_sees_to_accounts_and_looks_at_records():
    rights = rights_of(ADMINISTRATORS)
    assert {"auth.add_user", "auth.change_user", "records.view_thesis"} <= rights
    assert not rights & {PUBLISH, MERGE, "records.change_thesis"}


def test_every_right_of_the_records_is_somebodys():
    of_records = set(Permission.objects.filter(content_type__app_label="records"))
    assert of_records == set(find_permissions(CHIEF_CURATORS))


def test_what_the_operator_took_away_stays_away():
    group = Group.objects.get(name=CURATORS)
    group.permissions.clear()
    ensure_roles()
    assert not group.permissions.exists()
