from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from kb.records.actions import tell_apart, undo
from kb.records.models import Informant, Operation, Person, SlugRedirect, Theme, Work
from tests.curation.test_pages import form_data
from tests.recipes import make_citation, make_informant, make_person, make_theme, make_thesis, make_work
from tests.records.snapshots import take_snapshots

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


def merge_page(model):
    return reverse(f"admin:records_{model._meta.model_name}_merge")


def look(admin, *records, **more):
    """The page on which the records stand side by side."""
    return admin.get(merge_page(type(records[0])), {"id": [record.pk for record in records], **more})


def merge(admin, shown, kept, **more):
    """What the button of the page sends."""
    rows = shown.context["rows"]
    data = {"id": [row.record.pk for row in rows], "seen": shown.context["seen"], "keep": kept.pk}
    return admin.post(merge_page(type(kept)), {**data, **more})


def log_in(client, *rights):
    user = User.objects.create_user("per", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    return user


MODELS = [Person, Work, Theme, Informant]
MERGED = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


@MERGED
def test_what_is_ticked_is_shown_side_by_side_and_merged_after_a_yes(admin, model):
    keep, other = make_two(model)
    ticked = {"action": "merge_selected", "_selected_action": [keep.pk, other.pk]}
    answer = admin.post(reverse(f"admin:records_{model._meta.model_name}_changelist"), ticked)
    assert answer.status_code == 302
    shown = admin.get(answer.url)
    assert {row.record for row in shown.context["rows"]} == {keep, other}
    assert model.objects.filter(pk__in=[keep.pk, other.pk]).count() == 2
    assert merge(admin, shown, keep).url == page(keep)
    assert list(model.objects.filter(pk__in=[keep.pk, other.pk])) == [keep]


@MERGED
def test_what_was_merged_is_taken_back_in_one(admin, curator, model):
    keep, other = make_two(model)
    before = take_snapshots()
    merge(admin, look(admin, keep, other), keep)
    undo(operation=Operation.objects.get(), by=curator)
    assert take_snapshots() == before


@MERGED
def test_nothing_is_merged_into_a_third_nor_without_saying_which_stays(admin, model):
    keep, other = make_two(model)
    shown = look(admin, keep, other)
    for wanted in ("99999", "", "x"):
        merge(admin, shown, keep, keep=wanted)
    assert model.objects.filter(pk__in=[keep.pk, other.pk]).count() == 2


@MERGED
def test_one_alone_is_not_merged_but_another_is_looked_for(admin, model):
    keep, other = make_two(model)
    listed = reverse(f"admin:records_{model._meta.model_name}_changelist")
    asked = admin.post(listed, {"action": "merge_selected", "_selected_action": [keep.pk]})
    assert asked.url.startswith(listed)
    word = (
        getattr(other, "family", "")
        or getattr(other, "label", "")
        or getattr(other, "title", "")
        or str(other)
    )
    found = look(admin, keep, q=word).context["found"]
    assert any(f"id={other.pk}" in each["url"] for each in found)
    assert all(f"id={keep.pk}&id={keep.pk}" not in each["url"] for each in found)


@MERGED
def test_merging_takes_the_right_to(client, model):
    keep, other = make_two(model)
    name = model._meta.model_name
    rights = ["records.view"] if model is Informant else [f"change_{name}", f"delete_{name}"]
    log_in(client, f"view_{name}", *rights)
    assert look(client, keep, other).status_code == 403
    data = {"id": [keep.pk, other.pk], "keep": keep.pk}
    assert client.post(merge_page(model), data).status_code == 403
    if model is not Theme:
        assert b"/merge/" not in client.get(page(keep)).content
    assert model.objects.filter(pk=other.pk).exists()


@MERGED
def test_nothing_is_merged_that_somebody_changed_in_the_meantime(admin, model):
    keep, other = make_two(model)
    shown = look(admin, keep, other)
    for field in ("family", "title", "name", "label"):
        if hasattr(other, field):
            setattr(other, field, "Noe nytt")
    other.save()
    merge(admin, shown, keep)
    assert model.objects.filter(pk=other.pk).exists()


def test_nothing_is_merged_when_something_new_hangs_on_it(admin, everything):
    keep, other = make_work(title="Tillit"), make_work(title="Tillitt")
    shown = look(admin, keep, other)
    make_citation(everything.passages.first(), other)
    merge(admin, shown, keep)
    assert Work.objects.filter(pk=other.pk).exists()


def test_what_is_touched_is_counted_and_the_first_of_it_shown(admin, everything):
    work = Work.objects.get()
    rows = look(admin, work, make_work(title="Tillit")).context["rows"]
    counts = {each.label: each.count for each in rows[0].touched}
    assert sorted(counts.values()) == [1, 1, 1, 1, 1]
    assert "Lindqvist" in rows[0].touched[0].first[0].text
    assert rows[1].touched == ()


def test_each_field_in_which_works_differ_is_chosen(admin):
    author = make_person("Lindqvist", "Siv")
    keep = make_work(author, title="Tillit", year="2010", publisher="Forlaget", doi="10.1/a")
    other = make_work(
        make_person("Lindkvist", "S."), title="Tillit: en bok", year="2011", publisher="Forlaget"
    )
    shown = look(admin, keep, other, keep=keep.pk)
    choices = {choice.name: choice for choice in shown.context["choices"]}
    assert set(choices) == {"authors", "title", "year"}
    assert shown.context["keep"].record == keep
    picked = {
        "field-title": other.pk,
        "field-year": other.pk,
        "field-authors": keep.pk,
        "field-doi": other.pk,
    }
    merge(admin, shown, keep, **picked)
    keep.refresh_from_db()
    assert (keep.title, keep.year, keep.publisher, keep.doi) == (
        "Tillit: en bok",
        "2011",
        "Forlaget",
        "10.1/a",
    )
    assert list(keep.authors.all()) == [author]
    assert {name["title"] for name in keep.known_as} == {"Tillit", "Tillit: en bok"}
    assert keep.match_key == "lindqvist|2011"


def test_the_name_of_a_person_is_chosen_among_all_and_the_others_are_variants(admin):
    keep, other = make_person("Lindqvist", "S."), make_person("Lindkvist", "Siv")
    variant = other.variants.create(name="Lindqvist, Siv Marie")
    shown = look(admin, keep, other)
    merge(admin, shown, keep, **{"field-name": f"v{variant.pk}"})
    keep.refresh_from_db()
    assert str(keep) == "Lindqvist, Siv Marie"
    assert {each.name for each in keep.variants.all()} == {"Lindqvist, S.", "Lindkvist, Siv"}


def test_works_that_become_one_with_their_authors_are_told_beforehand(admin):
    keep, other = make_person("Lindqvist", "S."), make_person("Lindkvist", "S.")
    for person in (keep, other):
        make_work(person, title="Tillit")
    shown = look(admin, keep, other)
    assert len(shown.context["consequences"]) == 1
    merge(admin, shown, keep)
    assert Work.objects.count() == 1


def test_that_two_were_told_apart_is_said(admin, curator):
    keep, other = make_two(Person)
    tell_apart(records=[keep, other], by=curator)
    assert look(admin, keep, other).context["said"]


def test_the_old_address_leads_to_the_record_that_stays(admin, client):
    keep, other = make_two(Work)
    old = other.slug
    merge(admin, look(admin, keep, other), keep)
    assert SlugRedirect.objects.get(kind="work", old_slug=old).target_id == keep.pk


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org/", "javascript:x", ""])
def test_nobody_is_sent_to_another_site_afterwards(admin, wanted):
    keep, other = make_two(Person)
    assert merge(admin, look(admin, keep, other), keep, next=wanted).url == page(keep)


def test_the_page_leads_back_to_where_it_was_opened(admin):
    keep, other = make_two(Person)
    back = reverse("admin:duplicates")
    assert merge(admin, look(admin, keep, other, next=back), keep, next=back).url == back


@pytest.mark.parametrize("asked", [["x"], ["99999999999999999999"], ["-1"], [""], ["1' or 1"]])
def test_nonsense_in_the_address_is_no_error(admin, asked):
    shown = admin.get(merge_page(Work), {"id": asked, "q": "%", "keep": "x", "next": "x"})
    assert (shown.status_code, shown.context["rows"]) == (200, [])


def test_what_was_written_by_others_is_shown_escaped(admin):
    keep, other = make_work(title="<script>x</script>"), make_work(title="<b>Tillit</b>")
    content = look(admin, keep, other, q="<i>").content.decode()
    assert "<script>x" not in content
    assert "<b>Tillit" not in content
    assert 'value="<i>' not in content


def test_what_cannot_be_merged_is_said(admin):
    keep, other = make_informant(make_thesis()), make_informant(make_thesis())
    assert merge(admin, look(admin, keep, other), keep).status_code == 302
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
