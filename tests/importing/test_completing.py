"""Files of references taken in and gone through: what is filled in, what never is, and how it is taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from kb.importing.completing import (
    add_as_new,
    fetch_works,
    fill_in,
    fill_in_sure,
    find_sure,
    join,
    mark_of,
    match_again,
    take_in_file,
    take_in_lists,
)
from kb.importing.filling import make_fillings
from kb.importing.libraries import Entry
from kb.records.actions import Outdated, Refused, skip_entry, undo
from kb.records.models import Operation, Person, Reference, ReferenceEntry, ReferenceFile, SlugRedirect, Work
from tests.recipes import (
    make_chapter,
    make_citation,
    make_organization,
    make_passage,
    make_person,
    make_thesis,
    make_work,
)
from tests.records.snapshots import take_snapshots

pytestmark = pytest.mark.django_db

BOOK = """@book{a, author = {Kvernmo, Siv}, title = {Møtet ved døra}, year = {2015}, publisher = {Fjellbygd forlag},
  doi = {10.1234/eks.1}}\n"""


@pytest.fixture
def kari(db: None) -> User:
    return User.objects.create_superuser("kari")


def take(text: str, by: Any = None) -> ReferenceFile:
    return take_in_file("bibliotek.bib", text.encode(), by=by).file


def make_stub(*families: str, year: str = "2015", **fields: Any) -> Work:
    from kb.ingest.matching import match_key

    people = [make_person(family, "") for family in families]
    return make_work(*people, year=year, title="", match_key=match_key([families[0]], year), **fields)


def row_of(file: ReferenceFile, number: int = 1) -> ReferenceEntry:
    return file.entries.select_related("file").get(number=number)


def fetch(work: Work) -> Work:
    return fetch_works([work.pk])[work.pk]


def test_a_stub_gets_what_the_entry_says_and_later_theses_find_it() -> None:
    stub = make_stub("Kvernmo")
    assert fill_in_sure(take(BOOK), by=None) == (1, [])
    stub.refresh_from_db()
    assert (stub.title, stub.publisher, stub.doi, stub.type) == (
        "Møtet ved døra", "Fjellbygd forlag", "10.1234/eks.1", "book",
    )  # fmt: skip
    assert (stub.match_key, stub.is_edited) == ("kvernmo|2015", True)
    assert [str(person) for person in stub.authors.all()] == ["Kvernmo, Siv"]
    assert Person.objects.count() == 1


def test_all_that_was_filled_in_together_is_taken_back_together(kari: User) -> None:
    make_stub("Kvernmo")
    make_stub("Lie", "Vik", year="2001")
    file = take(BOOK + "@book{b, author = {Lie, Bo and Vik, Ola}, title = {En annen bok}, year = 2001}", kari)
    stood = take_snapshots()
    assert fill_in_sure(file, by=kari)[0] == 2
    assert {row.state for row in file.entries.all()} == {"filled"}
    undo(operation=Operation.objects.get(), by=kari)
    assert take_snapshots() == stood
    assert {row.state for row in file.entries.all()} == {"open"}


def test_the_same_file_twice_is_gone_on_with(kari: User) -> None:
    first = take_in_file("a.bib", BOOK.encode(), by=kari)
    again = take_in_file("b.bib", BOOK.encode(), by=kari)
    assert (first.is_new, again.is_new, first.file) == (True, False, again.file)
    assert first.file.by == kari


def test_what_is_sure_and_here_already_is_set_apart() -> None:
    person = make_person("Kvernmo", "Siv")
    make_work(
        person,
        year="2015",
        title="Møtet ved døra",
        publisher="Fjellbygd forlag",
        doi="10.1234/eks.1",
        type="book",
    )
    assert row_of(take(BOOK)).verdict == "here"


def test_a_full_work_gets_what_it_lacks() -> None:
    work = make_work(make_person("Kvernmo", "Siv"), year="2015", title="Møtet ved døra")
    file = take(BOOK)
    assert row_of(file).verdict == "sure"
    fill_in_sure(file, by=None)
    work.refresh_from_db()
    assert (work.publisher, work.doi) == ("Fjellbygd forlag", "10.1234/eks.1")


@pytest.mark.parametrize(
    ("field", "now", "said", "edited", "kind", "is_safe"),
    [
        ("title", "", "Møtet ved døra", False, "empty", True),
        ("title", "", "Møtet ved døra", True, "empty", True),
        ("title", "Møtet ved døra", "Møtet ved døra: en studie", False, "fuller", True),
        ("title", "Møtet ved døra", "Møtet ved døra: en studie", True, "fuller", False),
        ("title", "Møtet ved døra: en studie", "Møtet ved døra", False, "other", False),
        ("publisher", "Et forlag", "Et annet forlag", False, "other", False),
        ("volume", "", "3", False, "empty", True),
        ("year", "2015", "2016", False, "other", False),
        ("year", "", "2016", False, "empty", True),
        ("type", "other", "book", True, "empty", True),
        ("type", "report", "book", False, "other", False),
    ],
)
def test_only_what_loses_nothing_is_filled_in_without_asking(
    field: str, now: str, said: str, edited: bool, kind: str, is_safe: bool
) -> None:
    work = make_work(
        make_person("Kvernmo", "Siv"), **{"year": "2015", "title": "", "is_edited": edited, field: now}
    )
    (filling,) = make_fillings(Entry(1, **{"authors": (), field: said}), fetch(work))
    assert (filling.name, filling.kind, filling.is_safe) == (field, kind, is_safe)


@pytest.mark.parametrize(
    ("known", "said", "kind", "is_safe"),
    [
        (["Kvernmo, "], "Kvernmo, Siv", "fuller", True),
        (["Kvernmo, S."], "Kvernmo, Siv", "fuller", True),
        (["Kvernmo, Siv Anne"], "Kvernmo, Siv", None, None),
        (["Kvernmo, Kari"], "Kvernmo, Siv", "other", False),
        (["Kvernmo, Siv"], "Kvernmo, Siv and Vik, Ola", "fuller", False),
        (["Kvernmo, Siv", "Vik, Ola"], "Vik, Ola and Kvernmo, Siv", "other", False),
        (["Kvernmo, Siv", "Vik, Ola"], "Kvernmo, Siv", "other", False),
    ],
)
def test_authors_grow_but_are_not_exchanged(
    known: list[str], said: str, kind: str | None, is_safe: bool | None
) -> None:
    people = [make_person(*name.split(", ")) for name in known]
    work = fetch(make_work(*people, year="2015", title="Møtet ved døra"))
    row = row_of(take(f"@misc{{a, author = {{{said}}}, title = {{Møtet ved døra}}, year = 2015}}"))
    fillings = [each for each in make_fillings(Entry.from_data(row.data), work) if each.name == "authors"]
    assert [(each.kind, each.is_safe) for each in fillings] == ([(kind, is_safe)] if kind else [])


def test_et_al_is_completed_in_the_order_of_the_entry() -> None:
    stub = make_stub("Kvernmo", has_more_authors=True)
    fill_in_sure(
        take(
            "@misc{a, author = {Kvernmo, Siv and Åsen, Bo and Lie, Per}, title = {Tre om en dør}, year = 2015}"
        ),
        by=None,
    )
    stub.refresh_from_db()
    assert [one.person.family for one in stub.authorships.order_by("order")] == ["Kvernmo", "Åsen", "Lie"]
    assert not stub.has_more_authors


def test_an_organisation_is_found_again_and_not_made_twice() -> None:
    agency = make_organization("Eksempelrådet")
    stub = make_work(agency, year="2015", title="")
    file = take("@misc{a, author = {{Eksempelrådet}}, title = {En rapport}, year = 2015}")
    row = row_of(file)
    assert row.verdict == "likely"
    assert find_sure(file) == []
    fill_in(row, fetch(stub), chosen=["title"], by=None, seen=mark_of(fetch(stub)))
    assert Person.objects.get() == agency


def test_what_was_not_chosen_stays_and_choosing_nothing_is_refused() -> None:
    stub = make_stub("Kvernmo")
    row = row_of(take(BOOK))
    with pytest.raises(Refused):
        fill_in(row, fetch(stub), chosen=[], by=None)
    fill_in(row, fetch(stub), chosen=["title"], by=None)
    stub.refresh_from_db()
    assert (stub.title, stub.publisher) == ("Møtet ved døra", "")
    with pytest.raises(Refused):
        fill_in(row_of(row.file), fetch(stub), chosen=["publisher"], by=None)


@pytest.mark.parametrize("changed", ["work", "author"])
def test_what_somebody_else_changed_meanwhile_is_not_overwritten(changed: str) -> None:
    stub = make_stub("Kvernmo")
    row, seen = row_of(take(BOOK)), mark_of(fetch(stub))
    if changed == "work":
        Work.objects.filter(pk=stub.pk).update(publisher="Et annet")
    else:
        person = stub.authors.get()
        person.given = "Kari"
        person.save()
    with pytest.raises(Outdated):
        fill_in(row, fetch(stub), chosen=["title"], by=None, seen=seen)
    assert row_of(row.file).state == "open"
    assert fill_in_sure(row.file, by=None, only={row.pk: seen})[0] == 0


def test_a_new_work_is_added_only_on_wish(kari: User) -> None:
    file = take(BOOK)
    assert row_of(file).verdict == "none"
    assert not Work.objects.exists()
    work = add_as_new(row_of(file), by=kari)
    assert (work.title, work.year, work.match_key, work.type) == (
        "Møtet ved døra",
        "2015",
        "kvernmo|2015",
        "book",
    )
    assert (row_of(file).state, row_of(file).work) == ("added", work)
    undo(operation=Operation.objects.latest("pk"), by=kari)
    assert not Work.objects.exists()
    assert not Person.objects.exists()


def test_a_skipped_entry_comes_back_when_it_is_taken_back(kari: User) -> None:
    file = take(BOOK)
    skip_entry(entry=row_of(file), by=kari)
    with pytest.raises(Refused):
        skip_entry(entry=row_of(file), by=kari)
    undo(operation=Operation.objects.get(), by=kari)
    assert row_of(file).state == "open"


def test_a_stub_is_joined_with_the_work_that_is_here(kari: User) -> None:
    thesis = make_thesis()
    full, stub = (
        make_work(make_person("Kvernmo", "Siv"), year="2015", title="Møtet ved døra"),
        make_stub("Kvernmo"),
    )
    citation = make_citation(make_passage(make_chapter(thesis)), stub)
    file = take(BOOK)
    assert row_of(file).verdict == "double"
    join(row_of(file), keep=full, stub=fetch(stub), by=kari, seen=mark_of(fetch(stub)))
    citation.refresh_from_db()
    assert citation.work == full
    assert SlugRedirect.objects.get(old_slug=stub.slug).target_id == full.pk
    assert row_of(file).state == "joined"
    undo(operation=Operation.objects.latest("pk"), by=kari)
    citation.refresh_from_db()
    assert citation.work == stub


def test_a_work_with_a_title_of_its_own_is_not_joined_here() -> None:
    one, other = (
        make_work(make_person("Kvernmo", "Siv"), title=title, year="2015") for title in ("Ei bok", "To bøker")
    )
    row = row_of(take(BOOK))
    with pytest.raises(Refused):
        join(row, keep=one, stub=fetch(other), by=None, seen=mark_of(fetch(other)))


def test_the_reference_list_of_one_thesis_completes_what_another_only_names() -> None:
    listing = make_thesis()
    full = make_work(make_person("Kvernmo", "Siv"), year="2015", title="Møtet ved døra")
    stub = make_stub("Kvernmo", year="2015", suffix="a")
    make_work(make_person("Vik", "Bo"), title="Uten make")
    Reference.objects.create(
        thesis=listing,
        work=full,
        order=1,
        raw="…",
        parsed={"publisher": "Et forlag"},
        first_line=7,
        last_line=7,
    )
    file = take_in_lists(by=None, name="Lister")
    assert file is not None
    row = file.entries.get()
    assert (row.verdict, row.candidates, row.data["publisher"]) == ("double", [full.pk, stub.pk], "Et forlag")
    assert take_in_lists(by=None, name="Lister") == file


def test_lists_that_tell_nothing_new_make_no_file() -> None:
    assert take_in_lists(by=None, name="Lister") is None
    assert not ReferenceFile.objects.exists()


def test_works_that_came_later_are_found_when_the_file_is_compared_anew() -> None:
    file = take(BOOK)
    stub = make_stub("Kvernmo")
    match_again(file)
    assert (row_of(file).verdict, row_of(file).candidates) == ("sure", [stub.pk])


def test_a_file_that_was_left_is_gone_on_with_where_works_are_gone() -> None:
    stub = make_stub("Kvernmo")
    file = take(BOOK)
    Work.objects.filter(pk=stub.pk).delete()
    assert fill_in_sure(file, by=None) == (0, [])


def test_two_entries_for_one_work_fill_it_once() -> None:
    make_stub("Kvernmo")
    file = take(BOOK + BOOK.replace("{a,", "{b,"))
    assert fill_in_sure(file, by=None)[0] == 1
    assert sorted(row.state for row in file.entries.all()) == ["filled", "open"]
