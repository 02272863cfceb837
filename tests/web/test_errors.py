"""What a reader meets where nothing is, or where something broke."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse

from kb.web.views.errors import show_failure

pytestmark = pytest.mark.django_db


def test_an_address_that_leads_nowhere_offers_a_search(client):
    response = client.get("/finnes/ikke/")
    assert response.status_code == 404
    assert 'action="/search/"' in response.content.decode()


def test_what_one_may_not_do_is_said_with_the_way_back(client):
    client.force_login(User.objects.create_user("ola", is_staff=True))
    response = client.get(reverse("admin:records_thesis_changelist"))
    assert response.status_code == 403
    page = response.content.decode()
    assert f'href="{reverse("admin:index")}"' in page
    assert "<h1>" in page


def test_a_fault_of_ours_offers_a_search_and_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = show_failure(RequestFactory().get("/"))
    assert response.status_code == 500
    assert 'action="/search/"' in response.content.decode()


@pytest.mark.parametrize("address", ["/", "/theses/", "/about/", "/finnes-ikke/"])
def test_pages_hold_no_inline_script_or_style(client, address):
    text = client.get(address).content.decode()
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick=" not in text
    assert "<script>" not in text


@pytest.mark.parametrize("address", ["/", "/theses/", "/about/", "/healthz/"])
def test_pages_are_read_and_never_written_to(address):
    assert Client(enforce_csrf_checks=True).post(address).status_code in {403, 405}
