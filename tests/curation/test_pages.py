"""Every page of the admin, for every model that is registered, so that a new one is tested too."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin as django_admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kb.records.models import Citation, Person, ThemeLink, Thesis
from tests.curation.conftest import make_everything

pytestmark = pytest.mark.django_db

MODELS = sorted(django_admin.site._registry, key=lambda model: model._meta.label)
OURS = [model for model in MODELS if model._meta.app_label == "records"]
MOST_QUERIES = 15


def address(model: type[Any], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def one_of(model: type[Any]) -> Any:
    Group.objects.get_or_create(name="gruppe")
    record = model._default_manager.first()
    assert record is not None, f"make_everything makes no {model.__name__}: add one"
    return record


def ids(model: type[Any]) -> str:
    return str(model._meta.label)


def test_the_first_page_says_what_waits(admin, everything):
    make_everything(2)
    Thesis.objects.filter(title="Oppgave med alt 2").update(state="draft")
    response = admin.get(reverse("admin:index"))
    rows = {row.url.partition("?")[0]: row.count for row in response.context["waiting"]}
    assert rows[reverse("admin:records_thesis_changelist")] == 1
    # Hundreds of suggested themes one by one are nobody's work: this leads to where many are settled.
    assert rows[reverse("admin:records_themelink_decide")] == 12
    assert reverse("admin:records_work_changelist") not in rows


def test_what_waits_is_told_only_to_those_who_may_see_it(onlooker, everything):
    assert onlooker.get(reverse("admin:index")).context["waiting"] == ()


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_every_list_opens_searches_and_filters(admin, everything, model):
    one_of(model)
    assert admin.get(address(model, "changelist")).status_code == 200
    model_admin = django_admin.site._registry[model]
    assert model_admin.search_fields, "nothing can be found in a list without a search"
    found = admin.get(address(model, "changelist"), {"q": "tillit"})
    assert found.status_code == 200
    # A filter that the admin does not know redirects with e=1.
    for choice in ("thesis", "theme", "confidence", "speaker", "personal", "stub", "place", "missing"):
        known = any(getattr(each, "parameter_name", "") == choice for each in model_admin.list_filter)
        for value in ("none", "low", "yes", "year", "lost", str(everything.pk), "1'"):
            if known:
                assert admin.get(address(model, "changelist"), {choice: value}).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=ids)
def test_every_list_asks_the_base_as_often_for_thirty_rows_as_for_one(admin, everything, model):
    admin.get(address(model, "changelist"))
    with CaptureQueriesContext(connection) as for_one:
        admin.get(address(model, "changelist"))
    for number in range(2, 8):
        make_everything(number)
    with CaptureQueriesContext(connection) as for_many:
        admin.get(address(model, "changelist"))
    assert len(for_many) == len(for_one)
    assert len(for_many) <= MOST_QUERIES


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_every_record_opens_with_its_history(admin, everything, model):
    record = one_of(model)
    assert admin.get(address(model, "change", record.pk)).status_code == 200
    assert admin.get(address(model, "history", record.pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_every_record_that_can_be_added_has_a_form(admin, everything, model):
    model_admin = django_admin.site._registry[model]
    response = admin.get(address(model, "add"))
    request = response.wsgi_request
    assert response.status_code == (200 if model_admin.has_add_permission(request) else 403)


@pytest.mark.parametrize("model", OURS, ids=ids)
def test_no_form_offers_a_choice_of_every_row(admin, everything, model):
    for number in range(2, 8):
        make_everything(number)
    response = admin.get(address(model, "change", one_of(model).pk))
    if "adminform" in response.context:
        for name, field in response.context["adminform"].form.fields.items():
            is_plain = type(getattr(field.widget, "widget", field.widget)).__name__ in {
                "Select",
                "AdminRadioSelect",
            }
            if is_plain and hasattr(field, "queryset"):
                assert field.queryset.count() < 5, name


@pytest.mark.parametrize("model", OURS, ids=ids)
def test_saving_a_form_as_it_is_changes_nothing(admin, everything, model):
    record = one_of(model)
    before = {f.attname: getattr(record, f.attname) for f in model._meta.concrete_fields}
    response = admin.get(address(model, "change", record.pk))
    assert response.status_code == 200
    if not response.context["has_change_permission"]:
        return
    saved = admin.post(address(model, "change", record.pk), form_data(response))
    assert saved.status_code == 302, errors_of(saved)
    record.refresh_from_db()
    after = {f.attname: getattr(record, f.attname) for f in model._meta.concrete_fields}
    set_by_saving = {"modified", "is_edited", "curated_fields", "match_key", "by_id"}
    assert {k: v for k, v in after.items() if k not in set_by_saving} == {
        k: v for k, v in before.items() if k not in set_by_saving
    }


def form_data(response: Any) -> dict[str, Any]:
    """What a browser would send when nothing is changed on the page."""
    data: dict[str, Any] = dict(response.context["seen"])
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms.append(inline.formset.management_form)
        forms.extend(inline.formset.forms)
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(value, bool):
                if value:
                    data[bound.html_name] = "on"
            elif isinstance(value, list):
                data[bound.html_name] = [str(getattr(item, "pk", item)) for item in value]
            elif value is not None:
                data[bound.html_name] = value
    return {key: value for key, value in data.items() if value is not None}


def errors_of(response: Any) -> Any:
    return response.context and response.context.get("errors")


@pytest.mark.parametrize("model", OURS, ids=ids)
@pytest.mark.parametrize("page", ["changelist", "change", "add", "delete", "history"])
def test_no_page_opens_without_the_right(onlooker, everything, model, page):
    args = () if page in {"changelist", "add"} else (one_of(model).pk,)
    assert onlooker.get(address(model, page, *args)).status_code == 403


@pytest.mark.parametrize("model", OURS, ids=ids)
def test_nobody_gets_in_who_is_not_on_the_staff(client, everything, model):
    client.force_login(User.objects.create_user("leser"))
    assert client.get(address(model, "changelist")).status_code == 302
    client.logout()
    assert client.get(address(model, "changelist")).status_code == 302


@pytest.mark.parametrize("model", OURS, ids=ids)
def test_whatever_may_be_deleted_can_be(admin, everything, model):
    record = one_of(model)
    page = admin.get(address(model, "delete", record.pk))
    if page.status_code == 403:
        return
    assert page.status_code == 200
    assert model._default_manager.filter(pk=record.pk).exists(), "GET deleted it"
    if not page.context["protected"]:
        admin.post(address(model, "delete", record.pk), {"post": "yes", "confirm_published": "yes"})
        assert not model._default_manager.filter(pk=record.pk).exists()


def test_a_search_finds_people_by_another_spelling(admin, everything):
    response = admin.get(reverse("admin:records_person_changelist"), {"q": "Lindkvist 1"})
    assert [person.family for person in response.context["cl"].result_list] == ["Forfatter"]


def test_a_record_is_picked_by_typing_a_part_of_its_name(admin, everything):
    response = admin.get(
        reverse("admin:autocomplete"),
        {"app_label": "records", "model_name": "themelink", "field_name": "tag", "term": "illit"},
    )
    assert [row["text"] for row in response.json()["results"]] == ["Tillit 1"]


def test_theme_links_of_all_sorts_of_records_are_in_one_list(admin, everything):
    response = admin.get(reverse("admin:records_themelink_changelist"))
    sorts = {link.content_type_id for link in response.context["cl"].result_list}
    assert len(sorts) == len(set(ThemeLink.objects.values_list("content_type", flat=True)))
    assert ContentType.objects.get_for_model(Thesis).pk in sorts


def test_yes_and_no_are_words_and_lists_of_texts_are_one_a_line(admin, everything):
    person = Person.objects.first()
    person.authority_links = ["https://a.example/1", "https://b.example/2"]
    person.save()
    page = admin.get(address(Person, "change", person.pk)).content.decode()
    assert "https://a.example/1\nhttps://b.example/2</textarea>" in page
    listed = admin.get(address(Citation, "changelist")).content.decode()
    assert 'class="said-no">' in listed
    assert "icon-no" not in listed


def test_a_list_is_marked_as_sorted_by_who_sorts_it(admin, everything):
    assert (
        'class="sortable column-shown_raw sorted'
        not in admin.get(address(Citation, "changelist")).content.decode()
    )
    sorted_by = admin.get(address(Citation, "changelist"), {"o": "1"}).content.decode()
    assert "column-shown_raw sorted ascending" in sorted_by


def test_how_many_were_found_is_said_of_a_search(admin, everything):
    assert 'class="small quiet"' not in admin.get(address(Citation, "changelist")).content.decode()
    found = admin.get(address(Citation, "changelist"), {"q": "zzz"}).content.decode()
    assert 'class="small quiet"' in found


@pytest.mark.parametrize("model", [User, Group])
def test_rights_are_named_in_the_language_of_the_page(admin, everything, model):
    page = admin.get(address(model, "change", one_of(model).pk), headers={"accept-language": "nb"})
    assert "henvisning | kan endre<" in page.content.decode()
    assert "Can change" not in page.content.decode()
