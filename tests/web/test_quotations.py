"""The list of quotations and the page of one."""

from __future__ import annotations

import pytest

from kb.records.models import Informant, Quotation
from tests import recipes
from tests.web.across import fill
from tests.web.conftest import words

pytestmark = pytest.mark.django_db


def total_of(client, address: str) -> int:
    return client.get(address).context["page"].total


def test_every_facet_leads_to_a_list_as_long_as_its_number(client):
    fill(3)
    for address in (
        "/quotations/",
        "/quotations/?theme=samarbeid&kind=interview",
        "/quotations/?role=leader&terms=1",
    ):
        page = client.get(address).context["page"]
        for facet in page.facets:
            for option in facet.options:
                if not option.is_chosen:
                    added = facet.name == "theme" or not facet.chosen
                    found = total_of(client, f"/quotations/{option.url}")
                    assert not added or found == option.count, (address, facet.name, option.value)
                else:
                    assert f"{facet.name}={option.value}" not in option.url


def test_terms_and_titles_are_left_out_until_asked_for_and_the_page_says_so(client, read):
    fill(2)
    page = client.get("/quotations/").context["page"]
    assert (page.total, page.silent.count) == (10, 2)
    assert total_of(client, f"/quotations/{page.silent.url}") == 12
    assert total_of(client, "/quotations/?kind=term") == 2
    assert read("/quotations/").find_all(".silent a")


def test_the_pages_of_the_list_hold_each_quotation_once(client):
    fill(11)  # 55 in all: two pages of 25 and one of 5
    seen = []
    for number in (1, 2, 3):
        page = client.get("/quotations/", {"page": number}).context["page"]
        seen += [card.public_id for group in page.groups for card in group.cards]
    assert len(seen) == len(set(seen)) == 55
    last = client.get("/quotations/", {"page": 99}).context["page"]
    assert (last.first, last.last, last.pager.next_url) == (51, 55, "")


def test_a_group_says_how_many_its_thesis_has_in_the_whole_list(client):
    fill(6)
    page = client.get("/quotations/?kind=interview").context["page"]
    assert [group.count for group in page.groups] == [4] * len(page.groups)
    flat = client.get("/quotations/?group=none").context["page"]
    assert len(flat.groups) == 1
    assert flat.groups[0].title == ""


def test_what_is_true_of_a_whole_group_is_said_once_at_its_head(read):
    fill(1)
    group = read("/quotations/").find_all(".quotegroup")[0]
    assert len(group.find_all(".quotegroup__head .tag--suggested")) == 1
    assert not group.find_all(".quotecard__who .tag--suggested")
    Quotation.objects.filter(pk=Quotation.objects.filter(kind=Quotation.Kind.INTERVIEW).first().pk).update(
        state=Quotation.State.ACCEPTED
    )
    mixed = read("/quotations/").find_all(".quotegroup")[0]
    assert not mixed.find_all(".quotegroup__head .tag--suggested")
    n_cards = len(mixed.find_all(".quotecard"))
    assert len(mixed.find_all(".quotecard__who .tag--suggested")) == n_cards - 1 > 0


def test_that_all_of_a_group_are_confirmed_is_said_once_too(read):
    fill(1)
    Quotation.objects.update(state=Quotation.State.ACCEPTED)
    group = read("/quotations/").find_all(".quotegroup")[0]
    assert len(group.find_all(".quotegroup__head .tag")) == 1
    assert not group.find_all(".quotecard__who .tag")


def test_a_card_says_who_where_and_how_to_cite(read):
    fill(1)
    card = read("/quotations/?role=leader").find_all("article.quotecard")[0]
    text = words(card)
    for part in ("Leder A", "Prøvesen", "Funn", "s. 10", "Partnerskap", "forslag"):
        assert part in text, part
    assert "(Prøvesen, 2000, s. 10)" in words(card.find_all(".citebox")[0])


def test_a_page_that_was_worked_out_is_marked(client):
    passage = recipes.make_passage(recipes.make_chapter(recipes.make_thesis()), page_is_inferred=True)
    recipes.make_quotation(passage)
    group = client.get("/quotations/").context["page"].groups[0]
    assert group.cards[0].is_place_inferred


def test_nothing_found_offers_the_way_back(read):
    fill(1)
    assert read("/quotations/?q=finnesikke&theme=tillit").find_all(".empty a")


def test_a_quotation_stands_marked_in_its_passage_with_those_around(client):
    chapter = recipes.make_chapter(recipes.make_thesis())
    recipes.make_passage(chapter, "Det som står før.")
    passage = recipes.make_passage(chapter, "Hun sa: «Vi står sammen». Så gikk hun.")
    quotation = recipes.make_quotation(passage, "Vi står sammen")
    recipes.make_passage(chapter, "Det som står etter.")
    page = client.get(quotation.get_absolute_url()).context["page"]
    texts = ["".join(stretch.text for stretch in stretches) for stretches in page.context.paragraphs]
    assert texts == ["Det som står før.", passage.text, "Det som står etter."]
    assert [s.text for p in page.context.paragraphs for s in p if s.is_quoted] == ["Vi står sammen"]


def test_citations_around_a_quotation_and_in_it_open_their_cards(client, read):
    thesis = recipes.make_thesis()
    chapter = recipes.make_chapter(thesis)
    passage = recipes.make_passage(
        chapter, "Hos Berg (2010) heter det «døra er åpen (Dal, 2011)», men se Eng (2012)."
    )
    works = {}
    for raw in ("Berg (2010)", "Dal, 2011", "Eng (2012)"):
        works[raw] = recipes.make_work()
        recipes.make_citation(passage, works[raw], raw)
    quotation = recipes.make_quotation(passage, "døra er åpen (Dal, 2011)")
    page = read(quotation.get_absolute_url())
    assert {words(link): link.get("href") for link in page.find_all("div.context a.cite")} == {
        raw: work.get_absolute_url() for raw, work in works.items()
    }
    for link in page.find_all("div.context a.cite"):
        assert link.get("data-card") == f"{link.get('href')}card/?from={thesis.slug}"
    (mark,) = page.find_all("div.context mark")
    assert words(mark) == "døra er åpen (Dal, 2011)"
    assert words(page.find_all("div.context p")[0]) == passage.text


def test_far_around_a_quotation_the_text_is_cut_at_words(client):
    chapter = recipes.make_chapter(recipes.make_thesis())
    long = "Ordene før går langt tilbake. " * 40
    passage = recipes.make_passage(chapter, f"{long}«Vi står sammen» sa hun. {long.strip()}")
    page = client.get(recipes.make_quotation(passage, "Vi står sammen").get_absolute_url()).context["page"]
    ((first, *_between, last),) = [list(stretches) for stretches in page.context.paragraphs]
    assert (first.text, last.text) == ("… ", " …")
    shown = "".join(stretch.text for stretch in page.context.paragraphs[0]).strip(" …")
    assert shown in passage.text
    assert set(shown.split()) <= set(passage.text.split())
    assert len(shown) < 1_450


def test_where_only_quotations_may_be_read_the_text_around_them_is_not_shown(client):
    chapter = recipes.make_chapter(recipes.make_thesis(access="quotations"))
    passage = recipes.make_passage(chapter, "Hemmelig innledning. «Vi står sammen» sa hun.")
    quotation = recipes.make_quotation(passage, "Vi står sammen")
    response = client.get(quotation.get_absolute_url())
    assert response.context["page"].context.paragraphs == ()
    assert "Hemmelig innledning" not in response.content.decode()
    assert response.context["page"].card.context_url == ""


def test_the_same_words_elsewhere_and_the_same_voice_are_found(client):
    fill(2)
    spoken = Quotation.objects.filter(informant__label="Leder A").order_by("pk")
    other = recipes.make_passage(
        recipes.make_chapter(recipes.make_thesis("Ekko")), "«" + spoken[0].text.upper() + "»"
    )
    Quotation.objects.filter(pk=recipes.make_quotation(other).pk).update(text=f" {spoken[0].text}! ")
    page = client.get(spoken[0].get_absolute_url()).context["page"]
    assert [card.thesis_title for card in page.same_words] == ["Ekko"]
    assert page.n_same_voice == 3
    assert len(page.same_voice) == 2
    assert total_of(client, page.same_voice_url) == page.n_same_voice
    assert page.similar
    assert all(card.thesis_title != page.card.thesis_title for card in page.similar)


def test_one_steps_from_quotation_to_quotation_in_a_thesis(client):
    fill(1)
    first, second = Quotation.objects.exclude(kind="term").order_by("order")[:2]
    page = client.get(first.get_absolute_url()).context["page"]
    assert page.previous is None
    assert page.following.url == second.get_absolute_url()


def test_a_quotation_whose_words_were_lost_says_so(read):
    fill(1)
    quotation = Quotation.objects.filter(informant__isnull=False).first()
    Quotation.objects.filter(pk=quotation.pk).update(passage=None, last_passage=None, stands_alone=True)
    assert read(quotation.get_absolute_url()).find_all(".notice--warn")


def test_a_rejected_quotation_has_no_page(client):
    fill(1)
    Quotation.objects.update(state="rejected")
    assert client.get(Quotation.objects.first().get_absolute_url()).status_code == 404


def test_a_voice_can_be_followed_and_left(client):
    fill(2)
    voice = Informant.objects.filter(label="Leder A").first()
    page = client.get("/quotations/", {"voice": voice.pk}).context["page"]
    assert page.total == 3
    assert [option.label for option in page.chosen] == ["Leder A"]
    assert total_of(client, f"/quotations/{page.chosen[0].url}") == 10
