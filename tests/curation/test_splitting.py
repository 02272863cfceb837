"""Taking a part of what hangs on a record out, in the admin: chosen, looked at, done."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from kb.records.actions import undo
from kb.records.models import Informant, Operation, Person, Work
from tests.recipes import (
    make_chapter,
    make_citation,
    make_informant,
    make_passage,
    make_person,
    make_quotation,
    make_thesis,
    make_work,
)
from tests.records.snapshots import take_snapshots

pytestmark = pytest.mark.django_db

MODELS = [Person, Work, Informant]
SPLIT = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


def address(record):
    return reverse(f"admin:records_{record._meta.model_name}_split", args=[record.pk])


def make_two_in_one(model):
    """A record with two things on it, the key of one of them, what a new record needs, and another of its sort."""
    passage = make_passage(make_chapter(make_thesis()))
    if model is Informant:
        voice = make_informant(passage.thesis)
        goes = make_quotation(passage, informant=voice)
        make_quotation(passage, informant=voice)
        return voice, f"quotation-{goes.pk}", {"label": "Leder X"}, make_informant(passage.thesis, "B")
    person = make_person("Lindqvist", "S.")
    work, other = make_work(person, title="Tillit"), make_work(person, title="Makt", year="2015")
    if model is Person:
        new = {"kind": "person", "family": "Lindqvist", "given": "Sara"}
        return person, f"work-{other.authorships.get().pk}", new, make_person("Lindqvist", "Sara")
    goes = make_citation(passage, work)
    make_citation(passage, work)
    return work, f"citation-{goes.pk}", {"title": "Kontroll", "year": "2011", "type": "book"}, other


def send(client, record, *keys, **data):
    return client.post(address(record), {"part": keys, **data})


@SPLIT
@pytest.mark.parametrize("is_new", [True, False], ids=["a new one", "one that is there"])
def test_what_is_ticked_is_shown_first_moved_after_a_yes_and_taken_back_in_one(admin, curator, model, is_new):
    record, key, new, other = make_two_in_one(model)
    before = take_snapshots()
    into = "new" if is_new else other.pk
    shown = send(admin, record, key, into=into, look="1", **new)
    assert [row.total for row in shown.context["moved"]] == [1]
    assert take_snapshots() == before
    sent = {"into": into, "seen": shown.context["seen"], "confirm": "1", **dict(shown.context["sent"])}
    done = send(admin, record, *shown.context["keys"], **sent)
    assert done.status_code == 302
    target = model.objects.order_by("-pk").first() if is_new else other
    assert done.url == reverse(f"admin:records_{model._meta.model_name}_change", args=[target.pk])
    assert take_snapshots() != before
    undo(operation=Operation.objects.get(), by=curator)
    assert take_snapshots() == before


@SPLIT
def test_everything_that_can_be_taken_out_is_offered(admin, model):
    record, key, _new, other = make_two_in_one(model)
    shown = admin.get(address(record))
    assert key in {part.key for sort in shown.context["sorts"] for part in sort.rows}
    assert (
        address(record)
        in admin.get(
            reverse(f"admin:records_{model._meta.model_name}_change", args=[record.pk])
        ).content.decode()
    )
    word = getattr(other, "label", "") or getattr(other, "family", "") or getattr(other, "title", "")
    found = admin.get(address(record), {"q": word}).context["found"]
    assert other in [each for each, _text in found]
    assert record not in [each for each, _text in found]


@SPLIT
def test_nothing_moves_that_is_not_ticked_or_not_its_own(admin, model):
    record, key, new, _other = make_two_in_one(model)
    before = take_snapshots()
    sort = key.partition("-")[0]
    for keys in ((), (f"{sort}-99999",), ("x",), (f"{sort}-x",), ("-",)):
        shown = send(admin, record, *keys, into="new", look="1", **new)
        assert (shown.status_code, "sorts" in shown.context) == (200, True)
    assert take_snapshots() == before


@SPLIT
def test_a_new_record_needs_what_it_is_called(admin, model):
    record, key, new, _other = make_two_in_one(model)
    name = {Person: "family", Work: "title", Informant: "label"}[model]
    shown = send(admin, record, key, into="new", look="1", **{**new, name: "x" * 700})
    assert shown.context["form"].errors
    assert shown.context["ticked"] == {key}


@SPLIT
def test_nothing_is_split_that_somebody_changed_in_the_meantime(admin, model):
    record, key, new, _other = make_two_in_one(model)
    shown = send(admin, record, key, into="new", look="1", **new)
    record.save()
    for field in ("label", "title", "note"):
        if hasattr(record, field):
            type(record).objects.filter(pk=record.pk).update(**{field: "Noe nytt"})
            break
    before = take_snapshots()
    send(admin, record, key, into="new", seen=shown.context["seen"], confirm="1", **new)
    assert take_snapshots() == before


@SPLIT
def test_splitting_takes_the_right_to(client, model):
    record, key, new, _other = make_two_in_one(model)
    name = model._meta.model_name
    user = User.objects.create_user("per", is_staff=True)
    rights = [f"view_{name}"] if model is Informant else [f"view_{name}", f"change_{name}", f"delete_{name}"]
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    assert client.get(address(record)).status_code == 403
    assert send(client, record, key, into="new", confirm="1", **new).status_code == 403
    change = reverse(f"admin:records_{name}_change", args=[record.pk])
    assert b"/split/" not in client.get(change).content


@SPLIT
def test_what_is_not_there_is_not_found(admin, model):
    record, *_rest = make_two_in_one(model)
    record_address = address(record).replace(f"/{record.pk}/", "/99999/")
    assert admin.get(record_address).status_code == 404


def test_all_that_one_thesis_cites_is_taken_out_with_one_tick(admin):
    work = make_work(title="Tillit")
    for _ in range(2):
        passage = make_passage(make_chapter(make_thesis()))
        make_citation(passage, work)
        make_citation(passage, work)
    key = f"thesis-{passage.thesis.pk}"
    assert key in [part.key for part in admin.get(address(work)).context["sorts"][0].rows]
    shown = send(admin, work, key, into="new", look="1", title="Makt", type="book")
    assert [row.total for row in shown.context["moved"]] == [2]


def test_long_lists_are_paged(admin):
    voice = make_informant(make_thesis())
    passage = make_passage(make_chapter(voice.thesis))
    for _ in range(103):
        make_quotation(passage, informant=voice)
    first, second = (admin.get(address(voice), {"page": page}).context for page in ("0", "1"))
    assert [len(each["sorts"][0].rows) for each in (first, second)] == [100, 3]
    assert list(first["pages"]) == [0, 1]
    assert admin.get(address(voice), {"page": "99999999"}).status_code == 200
