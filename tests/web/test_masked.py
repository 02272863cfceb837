"""Covered words are on no public page, in no export and in no answer of the search, whatever the address."""

from __future__ import annotations

import pytest
from django.test import Client

from kb.importing.renewing import renew_recurring
from kb.records.actions import mask_everywhere, mask_words, unmask
from kb.records.covering import MARK
from kb.records.models import Chapter, Mask, Passage, Quotation, Reference, Thesis
from kb.search.updates import index_thesis, rebuild, update_pending
from tests.recipes import (
    make_chapter,
    make_citation,
    make_informant,
    make_passage,
    make_quotation,
    make_theme,
    make_thesis,
    make_work,
    tag,
)
from tests.web.test_leaks import addresses_of

# Invented, and a word of nothing else in the base.
NAME = "Ingvelin"
TEXT = f"Kontoret har et partnerskap med kommunen, og {NAME} sier at døra står åpen for alle (Berg, 2010)."

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


def make_named_thesis(title: str) -> Thesis:
    """A thesis that says the name wherever a thesis repeats its text."""
    thesis = make_thesis(
        title,
        abstract=f"Om møter.\n\n{TEXT}",
        research_question=f"Hvordan har det seg at {NAME} sier at døra står åpen?",
        sub_questions=[f"Hva mener {NAME} om døra?"],
        keywords=["dør", NAME],
        subtitle=f"Slik {NAME} ser det",
    )
    chapter = make_chapter(thesis, f"Hva {NAME} sier")
    passage = make_passage(chapter, TEXT, personal_data="name")
    make_passage(chapter, f"Senere sa {NAME} at partnerskap tar tid, og at døra må holdes åpen likevel.")
    whole = make_quotation(passage, informant=make_informant(thesis), citation=None)
    part = make_quotation(passage, f"{NAME} sier at døra står åpen")
    lost = make_quotation(passage, f"partnerskap med kommunen, og {NAME}")
    Quotation.objects.filter(pk=lost.pk).update(passage=None, last_passage=None)
    whole.citation = make_citation(passage, make_work(), "(Berg, 2010)")
    whole.save()
    Reference.objects.create(
        thesis=thesis, order=1, raw=f"{NAME} (2010). Døra.", first_line=1, last_line=1, work=make_work()
    )
    for record in (thesis, chapter, passage, whole, part):
        tag(record, make_theme())
    index_thesis(thesis)
    return thesis


@pytest.fixture
def theses() -> list[Thesis]:
    return [make_named_thesis("Den ene"), make_named_thesis("Den andre")]


def everything_public(thesis: Thesis) -> list[str]:
    quotations = Quotation.objects.public().filter(thesis=thesis)
    found = addresses_of_many(thesis)
    return [
        *found.values(),
        *(quotation.get_absolute_url() for quotation in quotations),
        f"/compare/?{'&'.join(f't={slug}' for slug in Thesis.objects.values_list('slug', flat=True))}",
        f"/informants/?thesis={thesis.slug}",
        "/quotations/?theme=partnerskap",
        "/quotations/?q=partnerskap",
        "/recurring/?what=passages",
        "/recurring/?what=terms",
        "/themes/partnerskap/words/?word=partnerskap",
        f"/theses/{thesis.slug}/sources/?format=csv",
        "/theses/?view=table",
        *(f"/search/?q=partnerskap+døra&in={kind}" for kind in ("quotation", "passage", "chapter", "thesis")),
        "/search/feed/?q=partnerskap",
        "/search/table/?q=partnerskap&in=passage",
    ]


def addresses_of_many(thesis: Thesis) -> dict[str, str]:
    """Those of the leak test, which knows theses with one of each."""

    class One:
        def __getattr__(self, name: str):
            return getattr(thesis, name)

    class First:
        def __init__(self, manager):
            self.manager = manager

        def get(self):
            return self.manager.first()

        def first(self):
            return self.manager.first()

    one = One()
    one.quotations, one.citations = First(thesis.quotations), First(thesis.citations)
    one.chapters, one.informants, one.passages = (
        First(thesis.chapters), First(thesis.informants), First(thesis.passages),
    )  # fmt: skip
    return addresses_of(one)  # type: ignore[arg-type]


def told_by(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return b"".join(response).decode()


def cover_everywhere(theses: list[Thesis]) -> None:
    for thesis in theses:
        mask_everywhere(thesis=thesis, words=NAME, by=None)


def test_the_name_is_where_this_test_looks_for_it(client: Client, theses: list[Thesis]) -> None:
    telling = [address for address in everything_public(theses[0]) if NAME in told_by(client, address)]
    assert len(telling) >= 15


def test_no_public_page_export_or_feed_says_a_covered_word(client: Client, theses: list[Thesis]) -> None:
    renew_recurring()
    cover_everywhere(theses)
    for step in ("at once", "when the index follows", "when what recurs is counted again"):
        for address in everything_public(theses[0]):
            assert NAME not in told_by(client, address), (step, address)
        update_pending()
        if step == "when the index follows":
            renew_recurring()
    shown = told_by(client, theses[0].chapters.get().get_absolute_url())
    assert MARK in shown


@pytest.mark.parametrize("kind", ["quotation", "passage", "chapter", "thesis"])
def test_nothing_is_found_by_a_covered_word_not_even_before_the_index_follows(
    client: Client, theses: list[Thesis], kind: str
) -> None:
    assert client.get(f"/search/?q={NAME}&in={kind}").context["page"].total > 0
    cover_everywhere(theses)
    for follow in (update_pending, rebuild):
        assert client.get(f"/search/?q={NAME}&in={kind}").context["page"].total == 0
        assert client.get(f"/quotations/?q={NAME}").context["page"].total == 0
        follow()
    assert NAME.casefold() not in told_by(client, f"/search/suggestions/?q={NAME[:5]}").casefold()
    assert NAME not in told_by(client, f"/search/?q={NAME[:-1]}x&in={kind}").replace(f"{NAME[:-1]}x", "")


def test_what_else_the_passage_says_is_still_found_and_cited(client: Client, theses: list[Thesis]) -> None:
    cover_everywhere(theses)
    update_pending()
    assert client.get("/search/?q=partnerskap&in=passage").context["page"].total == 4
    assert client.get("/search/?q=%22døra+står+åpen%22&in=passage").context["page"].total == 2


def test_one_word_is_covered_in_one_passage_alone(client: Client, theses: list[Thesis]) -> None:
    for chapter in Chapter.objects.all():
        # A passage is found by the words of the headings above it, too.
        chapter.title = "Funn"
        chapter.save()
    passage = theses[0].passages.first()
    start = passage.text.index(NAME)
    mask_words(passage=passage, ranges=[(start, start + len(NAME))], by=None)
    update_pending()
    assert client.get(f"/search/?q={NAME}&in=passage").context["page"].total == 3


def test_a_word_shown_again_is_found_again(client: Client, theses: list[Thesis]) -> None:
    cover_everywhere(theses)
    update_pending()
    for mask in Mask.objects.all():
        unmask(mask=mask, by=None)
    update_pending()
    assert client.get(f"/search/?q={NAME}&in=passage").context["page"].total == 4
    assert not Passage.objects.filter(text__contains=MARK).exists()
