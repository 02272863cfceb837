"""Two records of one person or one work, and addresses that go on working."""

from __future__ import annotations

import pytest

from kb.records.actions import (
    Refused,
    correct_citation,
    correct_work,
    merge_persons,
    merge_works,
    rename_slug,
    set_work,
)
from kb.records.actions.addresses import forget_redirects
from kb.records.models import Citation, Person, Reference, SlugRedirect, ThemeLink, Work
from tests import recipes
from tests.recipes import (
    make_chapter,
    make_citation,
    make_organization,
    make_passage,
    make_person,
    make_theme,
    make_thesis,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage():
    return make_passage(make_chapter(make_thesis()))


def test_a_merged_person_leaves_name_works_theses_and_address(kari, passage):
    keep = make_person("Lindqvist", "Siv")
    other = make_person("Lindkvist", "S.")
    other.variants.create(name="Lindkvist, Siv M.")
    other.note, other.orcid = "Svensk.", "0000-0002-1825-0097"
    other.save()
    work = make_work(other)
    passage.thesis.contributors.create(person=other, role="supervisor")
    recipes.tag(other, make_theme())
    merge_persons(keep=keep, others=[other], by=kari)
    keep.refresh_from_db()
    assert not Person.objects.filter(pk=other.pk).exists()
    assert set(keep.variants.values_list("name", flat=True)) == {"Lindkvist, S.", "Lindkvist, Siv M."}
    assert list(work.authors.all()) == [keep]
    assert keep.contributions.get().role == "supervisor"
    assert ThemeLink.objects.get().content_object == keep
    assert (keep.note, keep.orcid) == ("Svensk.", "0000-0002-1825-0097")
    assert SlugRedirect.objects.get(kind="person", old_slug="s-lindkvist").target_id == keep.pk


def test_a_chain_of_mergers_leads_to_the_last(kari):
    one, two, three = make_person("En"), make_person("To"), make_person("Fire")
    merge_persons(keep=two, others=[one], by=kari)
    merge_persons(keep=three, others=[two], by=kari)
    assert set(SlugRedirect.objects.values_list("target_id", flat=True)) == {three.pk}
    assert set(three.variants.values_list("name", flat=True)) == {"En, Eli", "To, Eli"}


def test_one_who_stood_twice_on_a_work_stands_once(kari, passage):
    keep, other = make_person("Lindqvist"), make_person("Lindkvist")
    work = make_work(keep, other)
    for person in (keep, other):
        passage.thesis.contributors.create(person=person, role="supervisor")
    merge_persons(keep=keep, others=[other], by=kari)
    assert work.authorships.get().person == keep
    assert keep.contributions.count() == 1


def test_the_same_work_of_two_merged_persons_becomes_one(kari, passage):
    keep, other = make_person("Lindqvist"), make_person("Lindqvist", "S.")
    mine = make_work(keep, title="Tillit!")
    theirs = make_work(other, title="Tillit")
    make_citation(passage, theirs)
    merge_persons(keep=keep, others=[other], by=kari)
    assert Work.objects.get() == mine
    assert Citation.objects.get().work == mine


@pytest.mark.parametrize(
    "other_work",
    [
        {"title": "Makt"},
        {"title": "Tillit", "year": "2011"},
        {"title": ""},
        {"title": "", "suffix": "b"},
    ],
)
def test_works_that_may_be_two_stay_two(kari, other_work):
    keep, other = make_person("Lindqvist"), make_person("Lindqvist", "S.")
    make_work(keep, title="Tillit")
    make_work(other, **other_work)
    merge_persons(keep=keep, others=[other], by=kari)
    assert Work.objects.count() == 2


def test_works_with_other_coauthors_stay_two(kari):
    keep, other = make_person("Lindqvist"), make_person("Lindqvist", "S.")
    make_work(keep, title="Tillit")
    make_work(other, make_person("Medhjelper"), title="Tillit")
    merge_persons(keep=keep, others=[other], by=kari)
    assert Work.objects.count() == 2


def test_an_organisation_that_was_read_as_a_person_can_be_mended(kari):
    keep, other = make_organization("Etaten"), make_person("Etaten", "")
    merge_persons(keep=keep, others=[other], by=kari)
    assert not keep.variants.exists(), "a name that is the same is no variant"


def test_one_is_not_merged_with_itself(kari):
    person, work = make_person(), make_work()
    for merge, record in ((merge_persons, person), (merge_works, work)):
        with pytest.raises(Refused):
            merge(keep=record, others=[record], by=kari)


def test_merged_works_move_what_cites_them_and_fill_each_other_in(kari, passage):
    author, second = make_person("Lindqvist"), make_person("Medhjelper")
    keep = make_work(author, title="", has_more_authors=True)
    other = make_work(
        author, second, title="Tillit", publisher="Forlaget", type="book", suffix="b", note="God."
    )
    citation = make_citation(passage, other)
    second_hand = make_citation(passage, keep, via=other)
    entry = Reference.objects.create(
        thesis=passage.thesis, work=other, order=1, raw="x", first_line=1, last_line=1
    )
    recipes.tag(other, make_theme())
    merge_works(keep=keep, others=[other], by=kari)
    keep.refresh_from_db()
    assert (keep.title, keep.publisher, keep.type, keep.suffix, keep.note) == (
        "Tillit", "Forlaget", "book", "b", "God.",
    )  # fmt: skip
    assert keep.is_edited
    assert [each.person for each in keep.authorships.all()] == [author, second]
    assert not keep.has_more_authors
    citation.refresh_from_db()
    second_hand.refresh_from_db()
    entry.refresh_from_db()
    assert (citation.work, citation.is_edited) == (keep, True)
    assert (second_hand.via, second_hand.is_edited) == (keep, True)
    assert entry.work == keep
    assert ThemeLink.objects.get().content_object == keep
    assert SlugRedirect.objects.get(kind="work").target_id == keep.pk


def test_what_the_kept_work_knows_is_not_overwritten(kari):
    keep = make_work(title="Tillit", year="2010", suffix="a", publisher="Forlaget")
    authors = list(keep.authors.all())
    merge_works(
        keep=keep, others=[make_work(title="Tillitt", year="2011", suffix="b", publisher="Y")], by=kari
    )
    keep.refresh_from_db()
    assert (keep.title, keep.dated, keep.publisher) == ("Tillit", "2010a", "Forlaget")
    assert list(keep.authors.all()) == authors


def test_a_citation_is_given_its_work(kari, passage):
    right = make_work()
    entry = Reference.objects.create(
        thesis=passage.thesis, work=right, order=1, raw="x", first_line=1, last_line=1
    )
    citation = make_citation(passage, make_work(), state="ambiguous")
    set_work(citation=citation, work=right, by=kari)
    citation.refresh_from_db()
    assert (citation.work, citation.reference, citation.state, citation.is_edited) == (
        right,
        entry,
        "matched",
        True,
    )
    set_work(citation=citation, work=make_work(), by=kari)
    citation.refresh_from_db()
    assert (citation.reference, citation.state) == (None, "missing")


def test_corrections_are_flagged(kari, passage):
    work = make_work()
    citation = make_citation(passage, work)
    correct_work(work=work, by=kari)
    correct_citation(citation=citation, by=kari)
    assert Work.objects.get().is_edited
    assert Citation.objects.get().is_edited


def test_a_new_address_leaves_the_old_one_working(kari):
    thesis = make_thesis("Tillit")
    old = thesis.slug
    rename_slug(record=thesis, slug="ny", by=kari)
    thesis.refresh_from_db()
    assert thesis.slug == "ny"
    assert SlugRedirect.objects.get(kind="thesis", old_slug=old).target_id == thesis.pk


def test_an_address_that_comes_back_needs_no_redirect(kari):
    thesis = make_thesis("Tillit")
    old = thesis.slug
    rename_slug(record=thesis, slug="ny", by=kari)
    rename_slug(record=thesis, slug=old, by=kari)
    assert SlugRedirect.objects.get().old_slug == "ny"
    rename_slug(record=thesis, slug=old, by=kari)
    assert SlugRedirect.objects.count() == 1


@pytest.mark.parametrize("slug", ["", "to ord", "a/b", "opptatt", "gammel"])
def test_an_address_is_well_formed_free_and_nobodys_old_one(kari, slug):
    taken, moved, theme = make_theme("Opptatt"), make_theme("Gammel"), make_theme("Tillit")
    assert taken.slug == "opptatt"
    rename_slug(record=moved, slug="flyttet", by=kari)
    with pytest.raises(Refused):
        rename_slug(record=theme, slug=slug, by=kari)
    theme.refresh_from_db()
    assert theme.slug == "tillit"


def test_a_record_that_goes_takes_its_redirects_along(kari):
    theme = make_theme("Tillit")
    rename_slug(record=theme, slug="ny", by=kari)
    forget_redirects(theme)
    assert not SlugRedirect.objects.exists()
