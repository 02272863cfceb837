"""The site closed for a while, and opened again."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from kb.web.maintenance import close_site, find_maintenance, find_switch, open_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    settings.KB_DATA = tmp_path
    return tmp_path


def run(*arguments: str, **options: Any) -> str:
    told = StringIO()
    call_command("maintenance", *arguments, stdout=told, **options)
    return told.getvalue()


def test_a_closed_site_says_so_on_every_page_and_when_it_opens(client):
    close_site(message="Vi bytter maskin.", until=timezone.now() + timedelta(minutes=30))
    for address in ("/", "/theses/", "/search/?q=tillit", "/admin/", "/finnes-ikke/"):
        response = client.get(address)
        assert response.status_code == 503
        assert 1700 <= int(response["Retry-After"]) <= 1800
        assert "Vi bytter maskin." in response.content.decode()
        assert response["X-Robots-Tag"] == "noindex"
        assert "no-store" in response["Cache-Control"]
        assert "default-src" in response["Content-Security-Policy"]
    assert re.search(r"\d\d[:.]\d\d", client.get("/").content.decode())


def test_a_closed_site_asks_the_database_nothing(client, django_assert_num_queries):
    close_site()
    with django_assert_num_queries(0):
        assert client.get("/").status_code == 503


def test_it_opens_again(client):
    close_site()
    assert client.get("/").status_code == 503
    assert open_site()
    assert not open_site()
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "told", ["", "{", "[]", "null", '{"until": "tomorrow"}', '{"until": 3, "message": null}']
)
def test_a_file_made_by_hand_closes_the_site_whatever_is_in_it(client, told):
    find_switch().write_text(told)
    response = client.get("/")
    assert response.status_code == 503
    assert int(response["Retry-After"]) == 600


def test_a_time_that_is_past_is_not_promised(client):
    close_site(until=timezone.now() - timedelta(minutes=5))
    maintenance = find_maintenance()
    assert maintenance is not None
    assert maintenance.until is None


def test_the_setting_closes_the_site_too(client, settings):
    settings.KB_MAINTENANCE = True
    assert client.get("/").status_code == 503
    with pytest.raises(CommandError, match="KB_MAINTENANCE"):
        run("off")


def test_whoever_watches_over_the_site_is_told_that_it_is_well(client):
    close_site()
    response = client.get("/healthz/")
    assert response.status_code == 200
    assert response.json() == {"status": "maintenance", "database": "ok"}


def test_programs_get_few_words(client):
    close_site()
    assert client.get("/search/suggestions/?q=ti").json()["status"] == 503
    feed = client.get("/quotations/feed/")
    assert (feed.status_code, feed["Content-Type"]) == (503, "text/plain; charset=utf-8")


def test_a_superuser_logs_in_and_goes_about_and_is_told_that_others_do_not(client):
    boss = User.objects.create_superuser("sjef", password="et-langt-ord")
    close_site()
    assert client.get("/admin/login/").status_code == 200
    client.force_login(boss)
    response = client.get("/")
    assert response.status_code == 200
    assert "data-closed" in response.content.decode()
    assert client.get("/admin/").status_code == 200
    open_site()
    assert "data-closed" not in client.get("/").content.decode()


def test_a_curator_waits_with_the_readers_and_learns_that_nothing_was_stored(client):
    client.force_login(User.objects.create_user("kari", is_staff=True))
    close_site()
    assert client.get("/admin/").status_code == 503
    page, sent = client.get("/recurring/"), client.post("/recurring/theme/", {"key": "x"})
    assert sent.status_code == 503
    assert sent.content.count(b"<p>") == page.content.count(b"<p>") + 1


def test_a_database_that_is_away_lets_nobody_in_and_breaks_nothing(client):
    client.force_login(User.objects.create_superuser("sjef"))
    close_site()

    def refuse(*args):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        assert client.get("/").status_code == 503


def test_the_message_is_text_and_no_markup(client):
    close_site(message="<script>alert(1)</script>")
    assert b"<script>alert" not in client.get("/").content


# The command


def test_the_command_closes_opens_and_tells(client):
    assert "open" in run("status")
    assert "closed" in run("on", message="Vi  bytter\nmaskin.", until="45m")
    assert json.loads(find_switch().read_text(encoding="utf-8"))["message"] == "Vi bytter maskin."
    assert client.get("/").status_code == 503
    assert str(find_switch()) in run("status")
    assert "open" in run("off")
    assert client.get("/").status_code == 200
    assert "already" in run("off")


@pytest.mark.parametrize("until", ["23:59", "2199-01-01T12:00", "2199-01-01 12:00", "5m", "90 min", "7.30"])
def test_times_are_written_in_many_ways(until):
    run("on", until=until)
    maintenance = find_maintenance()
    assert maintenance is not None
    assert maintenance.until is not None
    assert maintenance.until > timezone.now()


@pytest.mark.parametrize("until", ["soon", "25:00", "2001-01-01T12:00", "2026-13-40T12:00"])
def test_what_is_no_time_closes_nothing(until):
    with pytest.raises(CommandError, match=re.escape(until)):
        run("on", until=until)
    assert not find_switch().exists()


def test_the_command_works_without_a_database():
    def refuse(*args):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        run("on")
    assert find_maintenance() is not None


def test_a_reader_meets_the_closed_site_in_their_language():
    close_site()
    client = Client(headers={"accept-language": "en"})
    assert '<html lang="en">' in client.get("/").content.decode()
