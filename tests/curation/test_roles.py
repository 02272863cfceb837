"""Every page of the admin, every role: opened or refused; and nothing is changed by looking."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from lxml import html

from kb.curation.groups import ADMINISTRATORS, CHIEF_CURATORS, CURATORS, READERS
from kb.records import actions
from kb.records.models import Import, Operation, SourceFile, Thesis
from kb.records.recording import take_snapshot
from tests.curation.addresses import find_addresses
from tests.curation.conftest import make_everything
from tests.curation.test_pages import MODELS, OURS, address, ids, one_of
from tests.records.snapshots import take_snapshots
from tests.test_security import one_address  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db
ROLES = (READERS, CURATORS, CHIEF_CURATORS, ADMINISTRATORS)
# Sorts of which only a chief curator takes anything away.
KEPT = {"thesis", "person", "work", "theme", "institution"}


def member(role: str) -> Client:
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def take_all() -> dict[str, Any]:
    """Everything a page could change, field by field."""
    others = {
        f"{model.__name__} {row.pk}": take_snapshot(row)
        for model in (Import, SourceFile, Group)
        for row in model._default_manager.all()  # type: ignore[attr-defined]
    }
    return {**take_snapshots(), **others, "operations": Operation.objects.count()}  # type: ignore[dict-item]


@pytest.mark.parametrize("model", OURS, ids=ids)
@pytest.mark.parametrize("role", ROLES)
def test_whoever_has_a_role_sees_every_record_and_its_history(everything, role, model):
    client = member(role)
    record = one_of(model)
    for page, args in (("changelist", ()), ("change", (record.pk,)), ("history", (record.pk,))):
        assert client.get(address(model, page, *args)).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=ids)
@pytest.mark.parametrize("role", [READERS, ADMINISTRATORS])
def test_who_only_looks_is_offered_nothing_else(everything, role, model):
    client = member(role)
    record = one_of(model)
    assert client.get(address(model, "add")).status_code == 403
    assert client.get(address(model, "delete", record.pk)).status_code == 403
    assert client.post(address(model, "change", record.pk), {}).status_code == 403
    context = client.get(address(model, "change", record.pk)).context
    assert not context["has_change_permission"]
    assert (
        not client.get(address(model, "changelist"))
        .context["cl"]
        .model_admin.get_actions(client.get(address(model, "changelist")).wsgi_request)
    )


@pytest.mark.parametrize("model", OURS, ids=ids)
def test_a_curator_takes_nothing_away_that_all_theses_share(everything, model):
    client = member(CURATORS)
    page = client.get(address(model, "delete", one_of(model).pk))
    if model._meta.model_name in KEPT:
        assert page.status_code == 403


@pytest.mark.parametrize("model", [model for model in MODELS if model not in OURS], ids=ids)
@pytest.mark.parametrize(
    ("role", "status"), [(READERS, 403), (CURATORS, 403), (CHIEF_CURATORS, 403), (ADMINISTRATORS, 200)]
)
def test_accounts_are_for_administrators(everything, role, status, model):
    client = member(role)
    assert client.get(address(model, "changelist")).status_code == status
    assert client.get(address(model, "change", one_of(model).pk)).status_code == status


@pytest.fixture
def pages(everything):
    """The address of every page of the admin, of a record that is there; also one that was changed."""
    actions.accept_quotation(quotation=everything.quotations.get(), by=None)
    return find_addresses()


@pytest.mark.parametrize("role", [READERS, ADMINISTRATORS])
def test_whatever_somebody_sends_who_only_looks_no_record_changes(pages, role):
    client = member(role)
    sent = {
        "post": "yes",
        "confirm": "yes",
        "reason": "x",
        "name": "x",
        "title": "x",
        "is": "new",
        "text": "x",
    }
    before = take_all()
    answers = {
        name: client.post(where, sent).status_code
        for name, where in pages.items()
        if not (name.startswith("admin:auth_") and role == ADMINISTRATORS)
    }
    assert {name: status for name, status in answers.items() if status >= 500} == {}
    assert take_all() == before


def test_no_page_of_the_admin_changes_a_record_by_being_opened(admin, pages):
    before = take_all()
    asked = {"confirm": "yes", "post": "yes", "action": "delete_selected", "reason": "x"}
    answers = {
        name: (admin.get(where).status_code, admin.get(where, asked).status_code)
        for name, where in pages.items()
    }
    assert {name: statuses for name, statuses in answers.items() if max(statuses) >= 500} == {}
    assert take_all() == before


def test_no_public_page_changes_a_record_by_being_opened(admin, one_address):  # noqa: F811
    before = take_all()
    for where in one_address.values():
        admin.get(where)
    assert take_all() == before


def test_every_page_of_the_admin_is_strict_and_kept_nowhere(admin, pages):
    wrong = {}
    for name, where in pages.items():
        response = admin.get(where)
        if response.status_code == 200 and name != "admin:jsi18n":
            wrong[name] = [*_find_loose(response)]
    assert {name: found for name, found in wrong.items() if found} == {}
    assert len(wrong) > 60


def _find_loose(response: Any) -> Iterator[str]:
    """What of the page could be kept, framed, or run from within it."""
    if "no-store" not in response.headers.get("Cache-Control", ""):
        yield "may be kept"
    if (
        response["X-Frame-Options"] != "DENY"
        or "frame-ancestors 'none'" not in response["Content-Security-Policy"]
    ):
        yield "may be framed"
    if "unsafe" in response["Content-Security-Policy"]:
        yield "runs what stands in it"
    if response["Content-Type"].startswith("text/html") and response.content.strip():
        page = html.fromstring(response.content.decode())
        for node in page.xpath(
            "//*[@style] | //style | //script[not(@src)] | //*[@*[starts-with(name(), 'on')]]"
        ):
            if node.get("type") != "application/json":
                yield f"has a {node.tag} with something inline"


def test_logging_out_ends_the_session_and_takes_a_post(admin):
    admin.get(reverse("admin:index"))
    assert Session.objects.exists()
    assert admin.get(reverse("admin:logout")).status_code == 405
    admin.post(reverse("admin:logout"))
    assert not Session.objects.exists()
    assert admin.get(reverse("admin:index")).status_code == 302


def test_a_session_is_for_a_working_day_and_for_no_script(client, settings):
    User.objects.create_user("kari", password="en lang dag i november", is_staff=True)
    login = {"username": "kari", "password": "en lang dag i november"}
    cookie = client.post(reverse("admin:login"), login).cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert int(cookie["max-age"]) <= 24 * 3600


def test_the_session_is_another_after_login(client):
    User.objects.create_user("kari", password="en lang dag i november", is_staff=True)
    session = client.session
    session["left"] = "here"
    session.save()
    before = client.session.session_key
    client.post(reverse("admin:login"), {"username": "kari", "password": "en lang dag i november"})
    assert client.session.session_key != before


def test_a_right_that_is_taken_away_is_gone_at_once(everything):
    client = member(CURATORS)
    assert client.get(reverse("admin:records_thesis_changelist")).status_code == 200
    Group.objects.get(name=CURATORS).permissions.remove(
        *Permission.objects.filter(content_type__model="thesis")
    )
    assert client.get(reverse("admin:records_thesis_changelist")).status_code == 403
    assert Thesis.objects.exists()


def test_everything_that_can_be_listed_is_made_here(everything, curator):
    make_everything(2)
    assert all(one_of(model) for model in MODELS)
