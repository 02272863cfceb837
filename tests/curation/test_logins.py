"""The door of the admin: who guesses is slowed down, and keeps nobody else out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from kb.curation.accounts import attempts
from kb.curation.accounts.attempts import MOST_BY_ACCOUNT, MOST_BY_ADDRESS, MOST_BY_PAIR, find_address
from kb.curation.groups import ADMINISTRATORS, CHIEF_CURATORS, CURATORS, name_role
from kb.records.models import FailedLogin, Operation
from tests.curation.test_pages import form_data

pytestmark = pytest.mark.django_db
LOGIN, PASSWORD = "/admin/login/", "en lang dag i november"


@pytest.fixture
def kari():
    return User.objects.create_user("kari", password=PASSWORD, is_staff=True)


def log_in(client, password=PASSWORD, username="kari", address="192.0.2.1"):
    return client.post(LOGIN, {"username": username, "password": password}, REMOTE_ADDR=address)


def codes(response):
    return [error.code for error in response.context["form"].non_field_errors().as_data()]


def guess(times, **more):
    return [log_in(Client(), password="feil", **more) for _ in range(times)][-1]


def test_one_who_knows_the_password_comes_in(client, kari):
    assert log_in(client)["Location"]
    assert not FailedLogin.objects.exists()


def test_after_a_few_wrong_guesses_the_right_password_waits_too(client, kari):
    guess(MOST_BY_PAIR)
    response = log_in(client)
    assert codes(response) == ["wait"]
    assert "15" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_name_in_other_letters_is_the_same_account(client, kari):
    guess(MOST_BY_PAIR, username=" KARI ")
    assert codes(log_in(client)) == ["wait"]


def test_an_account_that_is_none_is_answered_alike(client, kari):
    assert codes(guess(1, username="kari")) == codes(guess(1, username="ingen"))
    assert codes(guess(MOST_BY_PAIR, username="ingen")) == ["wait"]


def test_it_is_over_after_a_quarter_of_an_hour(client, kari):
    guess(MOST_BY_PAIR)
    FailedLogin.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert log_in(client).status_code == 302
    assert not FailedLogin.objects.exists(), "what no longer counts is not kept"


def test_who_guesses_keeps_nobody_else_out(client, kari):
    guess(MOST_BY_PAIR, address="198.51.100.7")
    assert codes(log_in(client, address="198.51.100.7")) == ["wait"]
    assert log_in(client, address="192.0.2.1").status_code == 302


def test_one_password_tried_on_everybody_is_slowed_down_by_address(client, kari):
    for number in range(MOST_BY_ADDRESS):
        guess(1, username=f"navn{number}", address="198.51.100.7")
    assert codes(log_in(client, address="198.51.100.7")) == ["wait"]
    assert log_in(client, address="192.0.2.1").status_code == 302


def test_guessing_from_many_addresses_never_locks_out_a_browser_that_was_in_before(kari):
    at_home, at_a_strangers = Client(), Client()
    log_in(at_home)
    at_home.post(reverse("admin:logout"))
    for number in range(MOST_BY_ACCOUNT):
        guess(1, address=f"198.51.100.{number}")
    assert codes(log_in(at_a_strangers, address="203.0.113.9")) == ["wait"]
    assert log_in(at_home).status_code == 302


def test_a_known_browser_guesses_no_more_often_than_others_and_only_its_own_account(kari):
    User.objects.create_user("ola", password=PASSWORD, is_staff=True)
    client = Client()
    log_in(client)
    client.post(reverse("admin:logout"))
    for _ in range(MOST_BY_PAIR):
        log_in(client, password="feil")
    assert codes(log_in(client)) == ["wait"]
    for _ in range(MOST_BY_PAIR):
        log_in(client, password="feil", username="ola")
    assert codes(log_in(client, username="ola")) == ["wait"]


def test_a_made_up_mark_of_a_known_browser_is_none(client, kari):
    client.cookies[attempts.COOKIE] = "WyJ4IiwieSJd:abc:def"
    guess(MOST_BY_PAIR)
    assert codes(log_in(client)) == ["wait"]


def test_the_mark_of_a_known_browser_is_for_the_door_alone(client, kari):
    cookie = log_in(client).cookies[attempts.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", LOGIN)


def test_nothing_of_who_tried_what_lies_in_the_base(kari):
    guess(1, username="hemmelig-passord", address="198.51.100.7")
    (row,) = FailedLogin.objects.values_list("account", "source")
    assert not any("hemmelig" in value or "198.51" in value for value in row)


# -- where somebody comes from


@pytest.mark.parametrize(
    ("proxies", "header", "expected"),
    [
        (0, "", "192.0.2.1"),
        (0, "203.0.113.5", "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "10.0.0.1, 203.0.113.5", "203.0.113.5"),
        (2, "10.0.0.1, 203.0.113.5, 203.0.113.6", "203.0.113.5"),
        (2, "203.0.113.6", "192.0.2.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "tull", "tull"),
    ],
)
def test_a_proxy_is_believed_only_as_configured(settings, proxies, header, expected):
    settings.KB_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=header)
    assert find_address(request) == expected


# -- accounts


@pytest.fixture
def administrator(client):
    user = User.objects.create_user("per", is_staff=True)
    user.groups.add(Group.objects.get(name=ADMINISTRATORS))
    client.force_login(user)
    return client


def account(user, page="change"):
    return reverse(f"admin:auth_user_{page}", args=[user.pk])


def test_an_administrator_lets_somebody_in_again(administrator, kari):
    guess(MOST_BY_PAIR)
    users = reverse("admin:auth_user_changelist")
    found = administrator.get(users, {"waits": "yes"})
    assert list(found.context["cl"].result_list) == [kari]
    administrator.post(users, {"action": "let_in", "_selected_action": [kari.pk]})
    assert log_in(Client()).status_code == 302
    assert Operation.objects.filter(by__username="per").exists()


def test_an_administrator_gives_roles_and_the_history_says_so(administrator, kari):
    data = form_data(administrator.get(account(kari)))
    role = Group.objects.get(name=CURATORS)
    assert administrator.post(account(kari), {**data, "groups": [str(role.pk)]}).status_code == 302
    assert list(kari.groups.all()) == [role]
    response = administrator.get(account(kari, "history"))
    assert [field.after for field in response.context["rows"][0].changes[0].fields] == [name_role(CURATORS)]
    assert "undo" not in " ".join(m.tags for m in response.context["messages"])


def test_no_password_comes_into_the_history(administrator, kari):
    address = reverse("admin:auth_user_password_change", args=[kari.pk])
    new = "et helt nytt og langt ord"
    administrator.post(address, {"usable_password": "true", "password1": new, "password2": new})
    kari.refresh_from_db()
    assert kari.check_password(new)
    (change,) = Operation.objects.get().changes.all()
    assert (change.before, change.after) == ({}, {})


def test_an_administrator_makes_no_superuser_and_touches_none(administrator, kari):
    boss = User.objects.create_superuser("sjef", password=PASSWORD)
    data = form_data(administrator.get(account(kari)))
    administrator.post(account(kari), {**data, "is_superuser": "on", "user_permissions": ["1"]})
    kari.refresh_from_db()
    assert not kari.is_superuser
    assert not kari.user_permissions.exists()
    assert administrator.post(account(boss), {"username": "snill"}).status_code == 403
    assert administrator.post(account(boss, "delete"), {"post": "yes"}).status_code == 403
    address = reverse("admin:auth_user_password_change", args=[boss.pk])
    assert administrator.post(address, {"password1": "x", "password2": "x"}).status_code == 403
    delete = {"action": "delete_selected", "_selected_action": [boss.pk], "post": "yes"}
    administrator.post(reverse("admin:auth_user_changelist"), delete)
    boss.refresh_from_db()
    assert boss.check_password(PASSWORD)


@pytest.mark.parametrize("role", [CURATORS, CHIEF_CURATORS])
def test_curators_see_no_accounts(client, kari, role):
    kari.groups.add(Group.objects.get(name=role))
    client.force_login(kari)
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403
    assert client.get(account(kari)).status_code == 403


def test_a_new_account_is_let_into_the_admin_and_needs_a_good_password(administrator):
    add = reverse("admin:auth_user_add")
    data = form_data(administrator.get(add))
    weak = administrator.post(add, {**data, "username": "ny", "password1": "kort", "password2": "kort"})
    assert "password2" in weak.context["adminform"].form.errors
    administrator.post(add, {**data, "username": "ny", "password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get(username="ny").is_staff
