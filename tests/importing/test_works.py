"""One work, however many theses name it and however differently they do."""

from __future__ import annotations

from typing import Any

import pytest

from kb.importing.people import People
from kb.importing.store import ingest_file
from kb.importing.works import Library, titles_agree
from kb.ingest.document import Lines
from kb.ingest.draft import Author, Reference
from kb.ingest.matching import match_key
from kb.ingest.works import CitedWork
from kb.records.models import Authorship, Person, Work
from tests.importing.small_thesis import FIRST
from tests.recipes import make_person

pytestmark = pytest.mark.django_db


def author(name: str) -> Author:
    family, _, given = name.partition(", ")
    return Author(family=family, given=given or None)


def cited(*names: str, year: str | None = "2015", et_al: bool = False, **fields: Any) -> CitedWork:
    fields.setdefault("suffix", "")
    authors = tuple(author(name) for name in names)
    return CitedWork(
        match_key([one.name for one in authors], year), authors=authors, et_al=et_al, year=year, **fields
    )


def listed(work: CitedWork, **fields: Any) -> Reference:
    fields.setdefault("title", work.title)
    return Reference(Lines(1, 1), "raw", work.authors, work.year, **fields)


def store(work: CitedWork, reference: Reference | None = None) -> Work:
    """The record of a work that a thesis cites, as another run of reading would find or make it."""
    return Library(People()).find_or_create(work, reference)


def families(work: Work) -> list[str]:
    return [authorship.person.family for authorship in work.authorships.order_by("order")]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Den stille døra", "Den stille døra: om å lede et lite bibliotek", True),
        ("Den stille døra", "DEN STILLE DØRA.", True),
        ("Ledelse", "Ledelse og tillit i små kommuner", False),
        ("Den stille døra", "Den stille gata", False),
    ],
)
def test_a_main_title_names_the_work_but_a_first_word_does_not(one: str, other: str, agree: bool) -> None:
    assert titles_agree(one, other) is agree
    assert titles_agree(other, one) is agree


def test_a_citation_and_a_full_entry_are_one_work_that_learns() -> None:
    known = store(cited("Vik"))
    assert known.is_stub
    entry = cited("Vik, Ola", title="Den stille døra")
    assert store(entry, listed(entry, publisher="Fjellbygd forlag", type="book")) == known
    known.refresh_from_db()
    assert (known.title, known.publisher, known.type) == ("Den stille døra", "Fjellbygd forlag", "book")
    assert str(known.authors.get()) == "Vik, Ola"


def test_what_is_known_of_a_work_is_not_read_over() -> None:
    first = cited("Vik", title="Den stille døra")
    known = store(first, listed(first, publisher="Fjellbygd forlag"))
    assert store(first, listed(first, publisher="Et annet forlag", pages="3-9")) == known
    known.refresh_from_db()
    assert (known.publisher, known.pages) == ("Fjellbygd forlag", "3-9")


def test_a_work_that_a_curator_corrected_stays_as_it_is() -> None:
    known = store(cited("Vik"))
    known.title, known.is_edited = "Rett tittel", True
    known.save()
    assert (
        store(cited("Vik"), listed(cited("Vik"), title="Rett tittel og mer", publisher="Forlaget")) == known
    )
    known.refresh_from_db()
    assert (known.title, known.publisher) == ("Rett tittel", "")


def test_two_works_of_one_year_stay_two() -> None:
    one, other = cited("Vik", title="Den stille døra"), cited("Vik", title="Den åpne gata")
    assert store(one, listed(one)) != store(other, listed(other))


def test_letters_after_the_year_tell_works_apart_while_titles_are_unknown() -> None:
    assert store(cited("Vik", suffix="a")) != store(cited("Vik", suffix="b"))


def test_letters_after_the_year_do_not_part_what_the_title_joins() -> None:
    one, other = (cited("Vik", title="Den stille døra", suffix=letter) for letter in "ab")
    assert store(one, listed(one)) == store(other, listed(other))


def test_a_citation_that_fits_two_works_is_a_third_for_a_curator_to_tell() -> None:
    works = [cited("Vik", title=title) for title in ("Den stille døra", "Den åpne gata")]
    known = {store(work, listed(work)) for work in works}
    third = store(cited("Vik"))
    assert third not in known
    assert third.is_stub


def test_et_al_means_the_work_whose_authors_begin_so() -> None:
    full = store(cited("Vik", "Dal", "Berg"))
    assert store(cited("Vik", et_al=True)) == full
    assert families(full) == ["Vik", "Dal", "Berg"]


def test_et_al_is_filled_in_when_a_thesis_names_them_all() -> None:
    short = store(cited("Vik", et_al=True))
    assert short.has_more_authors
    entry = cited("Vik", "Dal", "Berg", title="Den stille døra")
    assert store(entry, listed(entry)) == short
    short.refresh_from_db()
    assert not short.has_more_authors
    assert families(short) == ["Vik", "Dal", "Berg"]


@pytest.mark.parametrize(
    "other",
    [
        cited("Vik", "Moe", "Berg"),
        cited("Vik"),  # et al. stands for more, never for fewer
        cited("Dal", "Vik"),
        cited("Vik", "Dal", year="2016"),
    ],
)
def test_other_authors_or_another_year_are_another_work(other: CitedWork) -> None:
    assert store(cited("Vik", "Dal", et_al=True)) != store(other)


def test_an_author_who_stands_twice_in_an_entry_is_one() -> None:
    make_person("Vik", "Ola")
    assert families(store(cited("Vik, Ola", "Vik, Ola"))) == ["Vik"]


def test_a_type_that_the_base_does_not_know_is_left_open() -> None:
    work = cited("Vik", title="Den stille døra")
    assert store(work, listed(work, type="papyrus")).type == Work.Type.OTHER


def test_a_base_with_thousands_of_persons_is_still_read_into():
    persons = Person.objects.bulk_create(
        Person(kind="person", family=f"Navnesen{n}", slug=f"navnesen{n}") for n in range(1100)
    )
    works = Work.objects.bulk_create(
        Work(year="2001", slug=f"verk-{n}", match_key=match_key([f"Navnesen{n}"], "2001"))
        for n in range(1100)
    )
    Authorship.objects.bulk_create(
        Authorship(work=work, person=person) for work, person in zip(works, persons, strict=True)
    )
    thesis = ingest_file("forste.txt", FIRST.encode()).thesis
    assert thesis.citations.exists()
