"""What was read out of an entry of a reference list, as a curator sees it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from kb.curation.entries import list_particulars
from kb.records.models import Reference
from tests.recipes import make_organization, make_person, make_thesis, make_work

ARTICLE = {
    "authors": [{"family": "Aas", "given": "B."}, {"organization": "Havnerådet"}],
    "editors": [],
    "year": "2011",
    "type": "article",
    "title": "Å dele en kai",
    "container": "Kystnytt",
    "publisher": None,
    "volume": "3",
    "issue": "",
    "pages": "5–9",
}


def test_what_was_read_is_named_and_what_is_empty_left_out():
    with translation.override("nb"):
        assert list_particulars(ARTICLE) == [
            ("Forfattere", "Aas, B.; Havnerådet"),
            ("År", "2011"),
            ("Tittel", "Å dele en kai"),
            ("Type", "artikkel"),
            ("Tidsskrift", "Kystnytt"),
            ("Årgang", "3"),
            ("Sider", "5–9"),
        ]


@pytest.mark.django_db
def test_the_form_of_an_entry_shows_no_code(admin):
    raw = "Aas, B. & Havnerådet (2011). Å dele en kai og hva det krever av dem som bor ved den. Kystnytt, 3, 5–9."
    entry = Reference.objects.create(
        thesis=make_thesis(), order=1, raw=raw, parsed=ARTICLE, first_line=1, last_line=1
    )
    page = admin.get(reverse("admin:records_reference_change", args=[entry.pk])).content.decode()
    assert "Kystnytt</div>" in page
    assert "family" not in page
    assert str(entry) == "Aas, B. & Havnerådet (2011). Å dele en kai og hva det krever av dem som bor …"


@pytest.mark.django_db
def test_a_work_without_a_title_goes_by_its_authors():
    named = make_work(make_organization("Havnerådet"), make_person("Aas", "B."), year="2011", title="")
    assert str(named) == "Havnerådet, Aas (2011)"
