from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from kb.records.models import Informant, Person, SlugRedirect, Theme, Work
from tests.curation.test_pages import form_data
from tests.recipes import make_informant, make_person, make_theme, make_thesis, make_work

pytestmark = pytest.mark.django_db


def make_two(model):
    if model is Informant:
        thesis = make_thesis()
        return make_informant(thesis, "Leder A"), make_informant(thesis, "leder a")
    return {
        Person: lambda: (make_person("Lindqvist"), make_person("Lindkvist")),
        Work: lambda: (make_work(title="Tillit"), make_work(title="Tilllit")),
        Theme: lambda: (make_theme("Tillit"), make_theme("Tiltro")),
    }[model]()


def page(record):
    return reverse(f"admin:records_{record._meta.model_name}_change", args=[record.pk])


def ask(admin, model, *records, **more):
    address = reverse(f"admin:records_{model._meta.model_name}_changelist")
    return admin.post(
        address, {"action": "merge_selected", "_selected_action": [record.pk for record in records], **more}
    )


MERGED = pytest.mark.parametrize("model", [Person, Work, Theme, Informant], ids=lambda model: model.__name__)


@MERGED
def test_merging_is_shown_first_and_done_after_a_yes(admin, model):
    keep, other = make_two(model)
    asked = ask(admin, model, keep, other)
    assert asked.status_code == 200
    assert len(list(asked.context["form"].fields["keep"].choices)) == 2
    assert model.objects.filter(pk__in=[keep.pk, other.pk]).count() == 2
    ask(admin, model, keep, other, confirm="yes", keep=keep.pk)
    assert list(model.objects.filter(pk__in=[keep.pk, other.pk])) == [keep]


@MERGED
def test_nothing_is_merged_with_a_third_that_was_not_ticked(admin, model):
    keep, other = make_two(model)
    response = ask(admin, model, keep, other, confirm="yes", keep=99999)
    assert response.context["form"].errors
    assert model.objects.filter(pk__in=[keep.pk, other.pk]).count() == 2


@MERGED
def test_one_alone_is_not_merged(admin, model):
    keep, _other = make_two(model)
    assert ask(admin, model, keep).status_code == 302


@MERGED
def test_merging_takes_the_right_to_delete(client, model):
    keep, other = make_two(model)
    user = User.objects.create_user("per", is_staff=True)
    name = model._meta.model_name
    user.user_permissions.set(Permission.objects.filter(codename__in=[f"view_{name}", f"change_{name}"]))
    client.force_login(user)
    assert ask(client, model, keep, other, confirm="yes", keep=keep.pk).status_code == 403
    assert model.objects.filter(pk=other.pk).exists()


def test_what_cannot_be_merged_is_said(admin):
    keep, other = make_informant(make_thesis()), make_informant(make_thesis())
    response = ask(admin, Informant, keep, other, confirm="yes", keep=keep.pk)
    assert response.status_code == 302
    assert Informant.objects.count() == 2


@pytest.mark.parametrize(
    "orcid", ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", "0000000218250097"]
)
def test_an_orcid_is_written_one_way(admin, orcid):
    # The number is that of ORCID's own example person.
    person = make_person()
    admin.post(page(person), {**form_data(admin.get(page(person))), "orcid": orcid})
    person.refresh_from_db()
    assert person.orcid == "0000-0002-1825-0097"


@pytest.mark.parametrize(
    "orcid", ["0000-0002-1825-0098", "1234", "abcd-efgh-ijkl-mnop", "0000-0002-1694-233Y"]
)
def test_a_mistyped_orcid_is_refused(admin, orcid):
    person = make_person()
    response = admin.post(page(person), {**form_data(admin.get(page(person))), "orcid": orcid})
    assert "orcid" in response.context["adminform"].form.errors


def test_a_person_needs_the_name_of_its_kind(admin):
    add = reverse("admin:records_person_add")
    data = {**form_data(admin.get(add)), "family": "Eksempelsen", "organization": "Etaten"}
    assert admin.post(add, data).context["adminform"].form.errors
    admin.post(add, {**data, "organization": ""})
    assert Person.objects.get().slug == "eksempelsen"


def test_a_new_address_of_an_author_leaves_the_old(admin):
    person = make_person("Ås", "Bo")
    admin.post(page(person), {**form_data(admin.get(page(person))), "slug": "bo-aas"})
    person.refresh_from_db()
    assert person.slug == "bo-aas"
    assert SlugRedirect.objects.get(kind="person").old_slug == "bo-as"
    admin.post(reverse("admin:records_person_delete", args=[person.pk]), {"post": "yes"})
    assert not SlugRedirect.objects.exists()


def test_deleting_many_takes_their_old_addresses_along(admin):
    themes = [make_theme("Tillit"), make_theme("Makt")]
    for theme in themes:
        SlugRedirect.objects.create(kind="theme", old_slug=f"gammel-{theme.pk}", target_id=theme.pk)
    admin.post(
        reverse("admin:records_theme_changelist"),
        {"action": "delete_selected", "_selected_action": [theme.pk for theme in themes], "post": "yes"},
    )
    assert not Theme.objects.exists()
    assert not SlugRedirect.objects.exists()


def test_a_work_added_by_hand_is_found_by_later_theses(admin):
    person = make_person("Lindqvist", "Siv")
    add = reverse("admin:records_work_add")
    data = {
        **form_data(admin.get(add)),
        "title": "Tillit",
        "year": "2010",
        "authorships-TOTAL_FORMS": "1",
        "authorships-0-person": person.pk,
        "authorships-0-order": "0",
    }
    admin.post(add, data)
    work = Work.objects.get()
    assert (work.match_key, work.is_edited, work.slug) == ("lindqvist|2010", True, "tillit-2010")


def test_a_corrected_informant_is_flagged(admin):
    informant = make_informant(make_thesis())
    admin.post(page(informant), {**form_data(admin.get(page(informant))), "role": "enhetsleder"})
    informant.refresh_from_db()
    assert (informant.role, informant.is_edited) == ("enhetsleder", True)
