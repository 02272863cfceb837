"""Every action, every role: done or refused, as the table of rights says; by the action itself, behind all pages."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User
from django.core.exceptions import PermissionDenied

from kb.curation.groups import ADMINISTRATORS, CHIEF_CURATORS, CURATORS, READERS
from kb.records import actions
from kb.records.actions import imports as _imports  # noqa: F401  # its actions are no part of the package's list
from kb.records.models import Operation, Thesis
from kb.records.permissions import NEEDS, may
from kb.records.recording import ACTIONS, record
from tests import recipes
from tests.records.snapshots import take_snapshots

pytestmark = pytest.mark.django_db

# What only a chief curator does; all other actions are the daily work of every curator.
OF_THE_CHIEF = {
    "publish", "withdraw", "return_to_draft", "send_back", "join_entry", "merge_works", "split_work",
    "merge_persons", "split_person",
    "merge_themes", "delete_theme", "tell_apart", "propose_again",
}  # fmt: skip
ROLES = (READERS, CURATORS, CHIEF_CURATORS, ADMINISTRATORS)


def member(role: str) -> User:
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def may_do(role: str, action: str) -> bool:
    return role == CHIEF_CURATORS or (role == CURATORS and action not in OF_THE_CHIEF)


def test_every_action_has_its_right_and_every_right_its_action():
    assert set(ACTIONS) == set(NEEDS)
    assert set(NEEDS) >= OF_THE_CHIEF


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", sorted(NEEDS))
def test_an_action_is_begun_only_by_who_may(role, action):
    user, record = member(role), recipes.make_thesis()
    before = take_snapshots()
    arguments = {"record": record} if "{record}" in NEEDS[action] else {}
    # Without what it is to work on it fails in its first line, if it gets there.
    with pytest.raises(TypeError if may_do(role, action) else PermissionDenied):
        ACTIONS[action](by=user, **arguments)
    assert may(user, action, **arguments) is may_do(role, action)
    assert take_snapshots() == before


@pytest.mark.parametrize("role", ROLES)
def test_a_thesis_goes_public_by_a_chief_curator_only(role):
    thesis = recipes.make_thesis(published=False)
    if role == CHIEF_CURATORS:
        actions.return_to_draft(thesis=recipes.make_thesis(), by=member(role))
        assert Operation.objects.exists()
        return
    with pytest.raises(PermissionDenied):
        actions.publish(thesis=thesis, by=member(role))
    assert Thesis.objects.get(pk=thesis.pk).state == "draft"
    assert not Operation.objects.exists()


def test_nobody_and_who_is_no_longer_active_may_do_nothing():
    gone = member(CHIEF_CURATORS)
    gone.is_active = False
    gone.save()
    for user in (AnonymousUser(), gone):
        with pytest.raises(PermissionDenied):
            actions.hide_chapter(chapter=recipes.make_chapter(recipes.make_thesis()), by=user)


def test_a_command_may_do_all():
    actions.hide_chapter(chapter=recipes.make_chapter(recipes.make_thesis()), by=None)
    assert Operation.objects.get().by is None


def test_what_an_action_calls_on_is_part_of_it():
    """Merging persons merges works that are then the same; naming a theme puts it on passages."""
    user = User.objects.create_user("per")
    group = Group.objects.create(name="bare temaer")
    group.permissions.set(Group.objects.get(name=CURATORS).permissions.filter(codename="add_theme"))
    user.groups.add(group)
    passage = recipes.make_passage(recipes.make_chapter(recipes.make_thesis()))
    actions.make_theme(name="Dører", language="nb", carried=[passage], by=user)
    with pytest.raises(PermissionDenied):
        actions.tag(record=passage, theme=recipes.make_theme("Makt"), by=user)


def test_a_page_that_groups_actions_gets_round_no_right():
    user = member(CURATORS)
    thesis = recipes.make_thesis()

    def do_both() -> None:
        with record("page", by=user):
            actions.correct_thesis(thesis=thesis, fields=["title"], by=user)
            actions.withdraw(thesis=thesis, reason="Feil", by=user)

    with pytest.raises(PermissionDenied):
        do_both()
    assert Thesis.objects.get().state == "published"
    assert not Operation.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_an_undo_takes_what_it_took_to_do_it(role):
    thesis = recipes.make_thesis()
    actions.withdraw(thesis=thesis, reason="Feil", by=None)
    operation = Operation.objects.get()
    if role == CHIEF_CURATORS:
        actions.undo(operation=operation, by=member(role))
        again = Operation.objects.first()
        assert again is not None
        assert again.needs == operation.needs
        return
    with pytest.raises(PermissionDenied):
        actions.undo(operation=operation, by=member(role))
    assert Thesis.objects.get().state == "withdrawn"
