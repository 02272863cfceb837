"""Whatever is merged or split and taken back is as it was, whatever hangs on it."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.records.actions import (
    merge_informants,
    merge_persons,
    merge_works,
    split_informant,
    split_person,
    split_work,
    tell_apart,
    undo,
)
from kb.records.models import (
    Contributor,
    Informant,
    Operation,
    Person,
    Quotation,
    Reference,
    SlugRedirect,
    Work,
)
from tests import recipes
from tests.records.snapshots import take_snapshots

pytestmark = pytest.mark.django_db

FAMILIES = ["Vik", "Wiik", "Berg"]
few = st.integers(0, 2)


@contextmanager
def fresh_base():
    """A base in which nothing of one example is left for the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@st.composite
def bases(draw):
    """Numbers that say who wrote what, what cites which, and who said what."""
    return {
        "persons": draw(st.lists(st.sampled_from(FAMILIES), min_size=2, max_size=4)),
        "works": draw(
            st.lists(
                st.tuples(
                    st.lists(few, min_size=1, max_size=2, unique=True),
                    st.sampled_from(["", "Tillit"]),
                    st.booleans(),
                    st.sampled_from(["2010", "2011"]),
                ),
                min_size=2,
                max_size=4,
            )
        ),
        "citations": draw(st.lists(st.tuples(few, st.none() | few), max_size=4)),
        "variants": draw(
            st.lists(st.tuples(few, st.sampled_from(["Vik, O.", "Wik"])), max_size=3, unique=True)
        ),
        "parts": draw(
            st.lists(st.tuples(few, st.sampled_from(["author", "supervisor"])), max_size=2, unique=True)
        ),
        "quotations": draw(st.lists(few, min_size=1, max_size=3)),
        "keep": draw(few),
    }


def make(base):
    """The base in records: persons, works, voices, all of one thesis."""
    thesis = recipes.make_thesis()
    passage = recipes.make_passage(recipes.make_chapter(thesis))
    persons = [recipes.make_person(family, f"N{at}") for at, family in enumerate(base["persons"])]
    works = [
        recipes.make_work(
            *(persons[at % len(persons)] for at in dict.fromkeys(at % len(persons) for at in authors)),
            title=title,
            has_more_authors=is_open,
            year=year,
        )
        for authors, title, is_open, year in base["works"]
    ]
    for number, (work, via) in enumerate(base["citations"]):
        cited = works[work % len(works)]
        recipes.make_citation(passage, cited, via=works[via % len(works)] if via is not None else None)
        Reference.objects.create(thesis=thesis, work=cited, order=number, raw="x", first_line=1, last_line=1)
        recipes.tag(cited, recipes.make_theme(f"Tema {number}"))
    for person, name in base["variants"]:
        persons[person % len(persons)].variants.get_or_create(name=name)
    for person, role in base["parts"]:
        Contributor.objects.get_or_create(thesis=thesis, person=persons[person % len(persons)], role=role)
    voices = [recipes.make_informant(thesis, f"Leder {letter}") for letter in "ABC"]
    for voice in base["quotations"]:
        recipes.make_quotation(passage, informant=voices[voice])
    for name, records in (("person", persons), ("work", works)):
        SlugRedirect.objects.create(kind=name, old_slug=f"gammel-{name}", target_id=records[0].pk)
    return persons, works, voices


def merge_some(base, by):
    persons, works, voices = make(base)
    at = base["keep"]
    tell_apart(records=persons[:2], by=by)

    def merge():
        for action, records in ((merge_persons, persons), (merge_works, works), (merge_informants, voices)):
            keep = records[at % len(records)]
            fresh = list(type(keep).objects.filter(pk__in=[record.pk for record in records]))
            kept = next(record for record in fresh if record.pk == keep.pk) if keep in fresh else fresh[0]
            if len(fresh) > 1:
                action(keep=kept, others=[record for record in fresh if record.pk != kept.pk], by=by)

    return merge


@pytest.mark.parametrize("again", [False, True], ids=["once", "and done again"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(base=bases())
def test_what_was_merged_and_taken_back_is_as_it_was(kari, again, base):
    with fresh_base():
        merge = merge_some(base, kari)
        first = Operation.objects.count()
        before = take_snapshots()
        merge()
        after = take_snapshots()
        for operation in Operation.objects.order_by("-pk")[: Operation.objects.count() - first]:
            undo(operation=operation, by=kari)
        assert take_snapshots() == before
        if again:
            for operation in Operation.objects.filter(name="undo").order_by("-pk"):
                undo(operation=operation, by=kari)
            assert take_snapshots() == after


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(base=bases())
def test_what_was_split_and_taken_back_is_as_it_was(kari, base):
    with fresh_base():
        persons, works, voices = make(base)
        before = take_snapshots()
        ways = [
            lambda: split_person(
                person=persons[0],
                authorships=list(persons[0].authorships.all()),
                contributions=list(persons[0].contributions.all()),
                variants=list(persons[0].variants.all()),
                into=Person.objects.get(pk=persons[1].pk) if base["keep"] else None,
                by=kari,
            ),
            lambda: split_work(
                work=works[0],
                citations=list(works[0].citations.all()),
                second_hand=list(works[0].second_hand_citations.all()),
                references=list(works[0].references.all()),
                into=Work.objects.get(pk=works[1].pk) if base["keep"] else None,
                by=kari,
            ),
            lambda: split_informant(
                informant=voices[0],
                quotations=list(Quotation.objects.filter(informant=voices[0])),
                into=Informant.objects.get(pk=voices[1].pk) if base["keep"] else None,
                label="Leder Y",
                by=kari,
            ),
        ]
        has_parts = [
            persons[0].authorships.exists() or persons[0].contributions.exists(),
            works[0].citations.exists() or works[0].second_hand_citations.exists(),
            voices[0].quotations.exists(),
        ]
        for split, may in zip(ways, has_parts, strict=True):
            if may:
                split()
                assert take_snapshots() != before
                undo(operation=Operation.objects.order_by("-pk").first(), by=kari)
                assert take_snapshots() == before
