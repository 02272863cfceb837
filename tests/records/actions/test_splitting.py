"""One record that was two: what is taken out of it, and that it stays out when a file is read anew."""

from __future__ import annotations

import pytest

from kb.importing.people import People
from kb.importing.works import Library
from kb.ingest.draft import Author
from kb.ingest.matching import match_key
from kb.ingest.works import CitedWork
from kb.records.actions import (
    Refused,
    merge_persons,
    merge_works,
    split_informant,
    split_person,
    split_work,
)
from kb.records.models import Person, Reference, Work
from tests.recipes import (
    make_chapter,
    make_citation,
    make_informant,
    make_organization,
    make_passage,
    make_person,
    make_quotation,
    make_thesis,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage():
    return make_passage(make_chapter(make_thesis()))


def cited(*names, year="2010", title=None, et_al=False):
    authors = tuple(Author(family=name) for name in names)
    return CitedWork(match_key(names, year), authors, et_al, year, "", title=title)


def read(work):
    return Library(People()).find_or_create(work, None)


def test_somebody_of_the_same_name_gets_their_own_works(kari, passage):
    one = make_person("Lindqvist", "")
    mine, theirs = make_work(one, title="Tillit"), make_work(one, title="Kontroll", year="2015")
    other = split_person(person=one, authorships=list(theirs.authorships.all()), by=kari)
    assert (str(other), list(theirs.authors.all()), list(mine.authors.all())) == ("Lindqvist", [other], [one])
    assert other.slug != one.slug


def test_whom_a_curator_told_apart_stays_apart_when_files_are_read_anew(kari, passage):
    one = make_person("Lindqvist", "")
    make_work(one, title="Tillit", match_key="lindqvist|2010")
    theirs = make_work(one, title="Kontroll", year="2015", match_key="lindqvist|2015")
    other = split_person(person=one, authorships=list(theirs.authorships.all()), by=kari)
    assert read(cited("Lindqvist", year="2015")) == theirs
    theirs.refresh_from_db()
    assert list(theirs.authors.all()) == [other]
    # A new work of that name is by the one who had it first, not by a third.
    assert list(read(cited("Lindqvist", year="2020")).authors.all()) == [one]
    assert Person.objects.filter(family="Lindqvist").count() == 2


def test_a_thesis_that_was_given_to_its_author_is_so_by_a_curator(kari, passage):
    thesis = passage.thesis
    contribution = thesis.contributors.get()
    person = contribution.person
    variant = person.variants.create(name="Prøvesen, N.")
    into = make_person("Prøvesen", "Nina")
    split_person(person=person, contributions=[contribution], variants=[variant], into=into, by=kari)
    thesis.refresh_from_db()
    assert (thesis.contributors.get().person, thesis.curated_fields) == (into, ["contributors"])
    assert into.variants.get().name == "Prøvesen, N."


@pytest.mark.parametrize("name", [{"family": ""}, {"organization": "Etaten"}, {"family": "x" * 201}])
def test_a_new_person_needs_the_name_of_its_kind(kari, name):
    work = make_work()
    person = work.authors.get()
    with pytest.raises(Refused):
        split_person(person=person, authorships=list(work.authorships.all()), name=name, by=kari)
    assert Person.objects.count() == 1


def test_nothing_is_split_into_itself_or_by_nothing(kari, passage):
    work, voice = make_work(), make_informant(passage.thesis)
    person = work.authors.get()
    citation, quotation = make_citation(passage, work), make_quotation(passage, informant=voice)
    authorships = list(work.authorships.all())
    for split in (
        lambda: split_person(person=person, by=kari),
        lambda: split_person(person=person, authorships=authorships, into=person, by=kari),
        lambda: split_work(work=work, by=kari),
        lambda: split_work(work=work, citations=[citation], into=work, by=kari),
        lambda: split_informant(informant=voice, quotations=[], label="B", by=kari),
        lambda: split_informant(informant=voice, quotations=[quotation], into=voice, by=kari),
        lambda: split_informant(informant=voice, quotations=[quotation], label=" ", by=kari),
        lambda: split_informant(informant=voice, quotations=[quotation], label=voice.label, by=kari),
        lambda: split_informant(
            informant=voice, quotations=[quotation], into=make_informant(make_thesis()), by=kari
        ),
    ):
        with pytest.raises(Refused):
            split()


def test_what_cites_another_work_is_taken_out(kari, passage):
    work = make_work(make_person("Lindqvist"), make_person("Medhjelper"), title="Tillit", suffix="a")
    stays, goes = make_citation(passage, work), make_citation(passage, work)
    second_hand = make_citation(passage, make_work(), via=work)
    entry = Reference.objects.create(
        thesis=passage.thesis, work=work, order=1, raw="x", first_line=1, last_line=1
    )
    made = split_work(
        work=work,
        citations=[goes],
        second_hand=[second_hand],
        references=[entry],
        fields={"title": "Makt", "suffix": "b", "pk": 7},
        by=kari,
    )
    for record in (stays, goes, second_hand, entry):
        record.refresh_from_db()
    assert (stays.work, goes.work, second_hand.via, entry.work) == (work, made, made, made)
    assert goes.is_edited
    assert (made.title, made.dated, made.is_edited) == ("Makt", "2010b", True)
    assert [each.person for each in made.authorships.all()] == [
        each.person for each in work.authorships.all()
    ]


def test_a_stub_taken_out_of_a_stub_is_addressed_by_its_authors(kari, passage):
    work = make_work(make_person("Lindqvist"), title="")
    made = split_work(work=work, citations=[make_citation(passage, work)], by=kari)
    assert made.slug == "lindqvist-2010"


def test_what_a_work_was_called_can_be_taken_out_again(kari, passage):
    one, other = (
        make_work(make_organization("Klagenemnda"), title=""),
        make_work(make_organization("Klageutvalget"), title=""),
    )
    citation = make_citation(passage, other)
    merge_works(keep=one, others=[other], by=kari)
    citation.refresh_from_db()
    made = split_work(work=one, citations=[citation], known_as=one.known_as[:1], by=kari)
    one.refresh_from_db()
    assert one.known_as == []
    assert made.known_as[0]["names"] == ["Klageutvalget"]


def test_quotations_of_another_voice_are_taken_out_and_the_label_of_the_file_with_them(kari, passage):
    voice = make_informant(passage.thesis, read_as=["leder A", "Leder B"])
    stays, goes = make_quotation(passage, informant=voice), make_quotation(passage, informant=voice)
    made = split_informant(
        informant=voice, quotations=[goes], read_as=["Leder B"], label=" Leder X ", by=kari
    )
    for record in (voice, stays, goes):
        record.refresh_from_db()
    assert (stays.informant, goes.informant, goes.is_edited) == (voice, made, True)
    assert (made.label, made.read_as, made.role_group, made.is_edited) == (
        "Leder X",
        ["Leder B"],
        "leader",
        True,
    )
    assert voice.read_as == ["leder A"]


def test_a_merged_work_is_found_by_all_that_it_was_called(kari):
    one = make_work(make_organization("Klagenemnda"), title="", match_key="klagenemnda|2010")
    other = make_work(
        make_organization("Klageutvalget"), title="", year="2011", match_key="klageutvalget|2011"
    )
    merge_works(keep=one, others=[other], chosen={"year": "2012"}, by=kari)
    organizations = (
        CitedWork(match_key([name], year), (Author(organization=name),), False, year, "")
        for name, year in (("Klagenemnda", "2010"), ("Klageutvalget", "2011"))
    )
    assert [read(work) for work in organizations] == [one, one]
    assert Work.objects.count() == 1


def test_a_merged_author_is_found_in_the_works_under_every_name(kari):
    keep, other = make_person("Lindqvist", "S."), make_person("Lindkvist", "S.")
    work = make_work(make_person("Vik", ""), other, title="Tillit", match_key="vik|2010")
    first = make_work(other, title="Makt", year="2012", match_key="lindkvist|2012")
    merge_persons(keep=keep, others=[other], by=kari)
    assert read(cited("Vik", "Lindkvist")) == read(cited("Vik", "Lindqvist")) == work
    assert read(cited("Lindkvist", year="2012")) == read(cited("Lindqvist", year="2012")) == first
    assert Work.objects.count() == 2


def test_what_a_merged_work_was_called_joins_no_work_of_another_title(kari):
    author = make_person("Vik", "")
    keep, stub = make_work(author, title="Den stille døra"), make_work(author, title="")
    merge_works(keep=keep, others=[stub], by=kari)
    Work.objects.update(match_key="vik|2010")
    assert read(cited("Vik", title="Den stille døra")) == keep
    assert read(cited("Vik", title="Den åpne gata")) != keep
