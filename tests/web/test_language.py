"""A visitor reads the site in the language that was chosen, or that the browser asks for."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db

ASKED = {
    "": "nb",
    "nb-NO,nb;q=0.9": "nb",
    "no": "nb",
    "nn-NO,nn;q=0.9,nb;q=0.8": "nn",
    "en-US,en;q=0.9": "en",
    "en-US,en;q=0.9,no;q=0.8": "nb",
    "en-GB,en;q=0.9,nb;q=0.5,nn;q=0.4": "nb",
    "de-DE,de;q=0.9": "nb",
    "de-DE,de;q=0.9,en;q=0.5": "en",
    "x" * 5000: "nb",
    "\x00;q=æ": "nb",
}


@pytest.mark.parametrize(("asked", "language"), ASKED.items())
def test_the_language_that_the_browser_asks_for(asked, language):
    assert Client(headers={"accept-language": asked}).get("/").headers["Content-Language"] == language


def test_a_choice_is_kept_and_leads_back_to_where_it_was_made(client):
    response = client.post("/language/", {"language": "en", "next": "/quotations/?role=leader"})
    assert (response.status_code, response.headers["Location"]) == (302, "/quotations/?role=leader")
    cookie = response.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert cookie["httponly"]
    assert '<html lang="en">' in client.get("/").content.decode()


def test_readers_get_no_cookie_before_they_choose(client):
    assert not client.get("/").cookies


@pytest.mark.parametrize("posted", [{}, {"language": "xx"}, {"language": "../nb"}, {"language": "\x00"}])
def test_what_is_no_language_changes_nothing(client, posted):
    assert client.post("/language/", posted).status_code == 302
    assert client.get("/").headers["Content-Language"] == "nb"


def test_a_link_changes_nothing(client):
    client.get("/language/?language=en")
    assert client.get("/").headers["Content-Language"] == "nb"


def test_nobody_is_led_off_the_site(client):
    response = client.post("/language/", {"language": "en", "next": "https://example.org/"})
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_language_says_which_it_is_and_offers_the_others(client, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get("/")
    assert f'<html lang="{language}">' in response.content.decode()
    for code, name in settings.LANGUAGES:
        assert f'lang="{code}"' in response.content.decode()
        assert name in response.content.decode()
    assert {"Cookie", "Accept-Language"} <= set(response.headers["Vary"].split(", "))
