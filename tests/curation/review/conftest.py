"""A thesis with one open finding of each sort, and what stands beside them."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from kb.records.models import Reference, SourceFile
from tests import recipes

FRAGMENT = {"X-Review-Fragment": "1"}
LINES = """
Hverdager på kontoret

Masteroppgave av
Kari Berg

Høgskolen i Eksempelvik

Våren 2021

Problemstillingen er:
Hvordan opplever ledere
tillit i hverdagen?
"""


def make_findings(**fields: Any) -> SimpleNamespace:
    """Quotations from sure to unsure, an unclear citation, an odd heading, suggested themes."""
    base = SimpleNamespace()
    base.thesis = recipes.make_thesis(
        "Hverdager på kontoret",
        author="Berg",
        research_question="Hvordan opplever ledere tillit i hverdagen?",
        **fields,
    )
    SourceFile.objects.filter(thesis=base.thesis).update(text=LINES, pages=[[1, "i"], [9, "1"]])
    base.found = recipes.make_chapter(base.thesis, "Funn", number="1")
    base.odd = recipes.make_chapter(base.thesis, "og det sier de.", number="1.1", parent=base.found)
    base.leader = recipes.make_informant(base.thesis)
    base.passage = recipes.make_passage(
        base.found,
        "Lederen sier at «vi venter lenge på svar, men klager ikke». Hun kaller det «ro».",
        order=2,
    )
    base.block = recipes.make_passage(base.odd, "Det hjelper jo ikke å mase.", kind="quotation", order=5)
    base.citing = recipes.make_passage(base.odd, "Slik er det (Vik, 2010). Ja, slik (Vik, 2010).", order=7)
    base.speaker = recipes.make_quotation(
        base.passage,
        "vi venter lenge på svar",
        confidence=0.5,
        reason="somebody interviewed is given the word; named in the lead-in, taken up from before",
    )
    base.kind = recipes.make_quotation(
        base.passage, "ro", kind="term", confidence=0.85, reason="a few words in marks"
    )
    base.sure = recipes.make_quotation(
        base.block,
        informant=base.leader,
        confidence=0.98,
        reason="a speaker's label stands beside it; label after the quotation",
    )
    author = recipes.make_person("Vik", "Per")
    base.works = [
        recipes.make_work(author, year=year, title=title)
        for year, title in (("2010", "Om ro"), ("2012", "Om uro"))
    ]
    for order, work in enumerate(base.works):
        Reference.objects.create(
            thesis=base.thesis, work=work, order=order, raw=f"Vik. {work.title}.", first_line=1, last_line=1
        )
    base.citation = recipes.make_citation(base.citing, base.works[0], "(Vik, 2010)", state="ambiguous")
    base.again = recipes.make_citation(base.citing, base.works[0], "(Vik, 2010)", state="ambiguous")
    base.trust, base.quiet = recipes.make_theme("Tillit"), recipes.make_theme("Ro")
    base.link = recipes.tag(base.citing, base.trust, suggested=True, confidence=0.4, reason="word: slik")
    base.other_link = recipes.tag(base.citing, base.quiet, suggested=True, confidence=0.6)
    return base


@pytest.fixture
def base(db: None) -> SimpleNamespace:
    return make_findings()


def address(base: SimpleNamespace, key: str = "", query: str = "") -> str:
    if not key:
        return reverse("admin:records_thesis_review", args=[base.thesis.pk]) + query
    return reverse("admin:records_thesis_review_finding", args=[base.thesis.pk, key]) + query


def read_seen(page: bytes) -> str:
    """The fingerprint that the page's form carries."""
    found = re.search(r'name="seen" value="(\w+)"', page.decode())
    assert found is not None
    return found[1]


def send(client: Any, base: SimpleNamespace, key: str, do: str, query: str = "", **given: Any) -> Any:
    """What a person sends who opened the page of the finding and pressed a button."""
    page = client.get(address(base, key, query))
    assert page.status_code == 200
    given.setdefault("seen", read_seen(page.content))
    return client.post(address(base, key, query), {"do": do, **given})
