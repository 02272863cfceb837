"""What the base itself refuses to hold, whoever writes."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kb.records.models import (
    Authorship,
    Chapter,
    Citation,
    Contributor,
    Informant,
    NameVariant,
    Passage,
    Person,
    Quotation,
    SlugRedirect,
    SourceFile,
    Theme,
    ThemeLabel,
    Thesis,
)
from tests.recipes import (
    make_chapter,
    make_citation,
    make_informant,
    make_organization,
    make_passage,
    make_person,
    make_quotation,
    make_theme,
    make_thesis,
    make_work,
    tag,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage() -> Passage:
    return make_passage(make_chapter(make_thesis()))


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_a_year_is_plausible():
    thesis = make_thesis()
    refused(lambda: Thesis.objects.filter(pk=thesis.pk).update(year=3021))
    thesis.year = 21
    with pytest.raises(ValidationError):
        thesis.full_clean()


def test_a_published_thesis_says_since_when():
    refused(lambda: Thesis.objects.create(title="X", state="published"))


@pytest.mark.parametrize(
    "names",
    [
        {"kind": "person"},
        {"kind": "organization"},
        {"kind": "person", "family": "Eksempelsen", "organization": "Etaten"},
        {"kind": "organization", "family": "Eksempelsen", "organization": "Etaten"},
        {"kind": "organization", "given": "Eli", "organization": "Etaten"},
    ],
)
def test_a_person_has_the_name_of_its_kind(names):
    refused(lambda: Person.objects.create(**names))


def test_a_name_sorts_by_family():
    assert make_person("Øygard", "Siri").sort_name == "Øygard, Siri"
    assert make_person("Øygard", "").sort_name == "Øygard"
    assert make_organization("Etaten").sort_name == "Etaten"


def test_two_persons_of_one_name_have_two_addresses():
    assert make_person("Ås", "Bo").slug == "bo-as"
    assert make_person("Ås", "Bo").slug == "bo-as-2"


def test_spans_run_forwards(passage):
    work = make_work()
    make_citation(passage, work)
    refused(lambda: Citation.objects.update(start=5, end=5))
    refused(lambda: Chapter.objects.update(first_line=9, last_line=8))
    refused(lambda: Passage.objects.update(first_line=9, last_line=8))


def test_a_quotation_has_words_and_a_share_of_confidence(passage):
    make_quotation(passage)
    refused(lambda: Quotation.objects.update(text=""))
    refused(lambda: Quotation.objects.update(confidence=1.1))
    refused(lambda: Quotation.objects.update(confidence=-0.1))


def test_a_quotation_finds_another_id_when_its_own_is_taken(passage, monkeypatch):
    ids = iter(["aaaaaa", "aaaaaa", "bbbbbb"])
    monkeypatch.setattr("kb.records.models.quotations.make_short_id", lambda: next(ids))
    assert make_quotation(passage).public_id == "aaaaaa"
    assert make_quotation(passage).public_id == "bbbbbb"


def test_a_quotation_keeps_its_id(passage):
    quotation = make_quotation(passage)
    before = quotation.public_id
    quotation.save()
    assert Quotation.objects.get().public_id == before


def test_a_quotation_outlives_the_passage_it_stood_in(passage):
    quotation = make_quotation(passage)
    passage.delete()
    quotation.refresh_from_db()
    assert quotation.passage is None
    assert quotation.text


def test_what_is_once_a_thesis_is_there_once(passage):
    thesis = passage.thesis
    make_informant(thesis, "Leder A")
    refused(lambda: Informant.objects.create(thesis=thesis, label="Leder A"))
    other = make_chapter(thesis)
    refused(lambda: Chapter.objects.filter(pk=other.pk).update(order=passage.chapter.order))
    refused(lambda: Chapter.objects.filter(pk=other.pk).update(slug=passage.chapter.slug))
    refused(lambda: make_passage(passage.chapter, anchor=passage.anchor))
    person = thesis.contributors.get().person
    refused(lambda: Contributor.objects.create(thesis=thesis, person=person, role="author"))
    refused(lambda: SourceFile.objects.create(thesis=thesis, name="y", sha256="y", n_lines=1))


def test_two_theses_may_call_their_informants_the_same():
    make_informant(make_thesis(), "Leder A")
    make_informant(make_thesis(), "Leder A")
    assert Informant.objects.count() == 2


def test_an_author_and_a_variant_are_there_once():
    work = make_work()
    person = work.authors.get()
    refused(lambda: Authorship.objects.create(work=work, person=person))
    NameVariant.objects.create(person=person, name="F.")
    refused(lambda: NameVariant.objects.create(person=person, name="F."))


def test_an_author_cannot_be_deleted_from_under_a_work():
    person = make_work().authors.get()
    with pytest.raises(IntegrityError):
        person.delete()


def test_a_theme_is_on_a_record_once(passage):
    theme = make_theme()
    tag(passage, theme)
    refused(lambda: tag(passage, theme))
    refused(lambda: passage.theme_links.update(confidence=2))


def test_themes_make_no_circle():
    above = make_theme("Styring")
    below = make_theme("Tillit", broader=above)
    above.broader = below
    with pytest.raises(ValidationError):
        above.clean()
    refused(lambda: Theme.objects.filter(pk=above.pk).update(broader=above))


def test_a_theme_has_one_preferred_label_a_language():
    theme = make_theme()
    ThemeLabel.objects.create(theme=theme, language="nb", text="tillit", kind="preferred")
    refused(lambda: ThemeLabel.objects.create(theme=theme, language="nb", text="tiltro", kind="preferred"))
    refused(lambda: ThemeLabel.objects.create(theme=theme, language="nb", text="tillit"))


def test_an_old_address_leads_one_way():
    SlugRedirect.objects.create(kind="work", old_slug="x", target_id=1)
    SlugRedirect.objects.create(kind="person", old_slug="x", target_id=1)
    refused(lambda: SlugRedirect.objects.create(kind="work", old_slug="x", target_id=2))


def test_deleting_a_thesis_takes_all_of_it(passage):
    thesis = passage.thesis
    quotation = make_quotation(passage, informant=make_informant(thesis))
    make_citation(passage, make_work())
    link = tag(quotation, make_theme())
    assert link.thesis == thesis
    thesis.delete()
    for model in (Chapter, Passage, Quotation, Informant, Citation, SourceFile):
        assert not model.objects.exists()
    assert not type(link).objects.exists()
