"""Nothing of a thesis that is not published shows on any public page, whatever its address."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kb.records.identifiers import make_voice_key
from kb.records.models import Quotation, Thesis
from kb.search.updates import index_thesis, rebuild
from tests.recipes import (
    make_chapter,
    make_citation,
    make_informant,
    make_passage,
    make_person,
    make_quotation,
    make_theme,
    make_thesis,
    make_work,
    tag,
)

SECRET = "Hemmeligord"
# What curators send forms to, and nobody can look at.
POSTED = {"language", "recurring-theme", "recurring-aside", "recurring-back"}
HIDDEN_STATES = [Thesis.State.DRAFT, Thesis.State.IN_REVIEW, Thesis.State.WITHDRAWN]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


def make_whole_thesis(word: str, *, state: str) -> Thesis:
    """A thesis that says ``word`` wherever it can say anything."""
    published = state == Thesis.State.PUBLISHED
    thesis = make_thesis(
        f"{word} tittel", author=f"{word}sen", published=published, state=state, subtitle=word,
        abstract=f"{word} sammendrag", research_question=f"{word}?", sub_questions=[word], keywords=[word],
    )  # fmt: skip
    chapter = make_chapter(thesis, f"{word} funn", slug=f"{word.lower()}-funn")
    passage = make_passage(chapter, f"{word} sier at kontoret har et partnerskap med kommunen.")
    quotation = make_quotation(passage, informant=make_informant(thesis, f"Leder {word}"), note=word)
    citation = make_citation(passage, make_work(make_person(f"{word}mann", "A."), title=f"{word} bok"))
    for record in (thesis, quotation, passage):
        tag(record, make_theme())
    quotation.citation = citation
    quotation.save()
    index_thesis(thesis)
    return thesis


def public_names(patterns: list[URLPattern | URLResolver] | None = None) -> set[str]:
    """The names of all public addresses: everything but the admin."""
    names: set[str] = set()
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                names |= public_names(pattern.url_patterns)
        elif pattern.name:
            names.add(pattern.name)
    return names


def addresses_of(thesis: Thesis) -> dict[str, str]:
    """An address for each public name, for what stands in ``thesis``."""
    quotation = thesis.quotations.get()
    work = thesis.citations.get().work
    assert work is not None
    author = work.authors.get()
    informant_key = make_voice_key(thesis.informants.get().label)
    lists = (
        "home",
        "about",
        "about-search",
        "about-citing",
        "about-keys",
        "about-accessibility",
        "about-privacy",
        "health",
        "search",
        "search-feed",
        "search-table",
        "search-suggestions",
        "thesis-list",
        "thesis-table",
        "quotation-list",
        "quotation-table",
        "quotation-feed",
        "theme-list",
        "theme-list-table",
        "theme-matrix",
        "theme-matrix-table",
        "theme-together",
        "theme-together-table",
        "author-list",
        "work-list",
        "voice-list",
        "voice-list-table",
        "recurring",
        "recurring-table",
        "styleguide",
        "styleguide-tokens",
    )
    return {
        **{name: reverse(name) for name in lists},
        "thesis-detail": thesis.get_absolute_url(),
        "thesis-sources": reverse("thesis-sources", args=[thesis.slug]),
        "chapter-detail": thesis.chapters.get().get_absolute_url(),
        "quotation-detail": quotation.get_absolute_url(),
        **{
            name: reverse(name, args=["partnerskap"])
            for name in ("theme-detail", "theme-theses", "theme-passages", "theme-table", "theme-feed")
        },
        "theme-vocabulary": reverse("theme-vocabulary", args=["ttl"]),
        "theme-words": f"{reverse('theme-words', args=['partnerskap'])}?word=partnerskap",
        "compare": f"{reverse('compare')}?t={thesis.slug}",
        "compare-table": f"{reverse('compare-table')}?t={thesis.slug}&what=theses",
        "voice-list-thesis": reverse("voice-list-thesis", args=[thesis.slug]),
        "voice-detail": reverse("voice-detail", args=[thesis.slug, informant_key]),
        "voice-table": reverse("voice-table", args=[thesis.slug, informant_key]),
        "author-detail": author.get_absolute_url(),
        "work-detail": work.get_absolute_url(),
        "thesis-citation": reverse("thesis-citation", args=[thesis.slug, "ris"]),
        "work-citation": reverse("work-citation", args=[work.slug, "bib"]),
        "quotation-citation": reverse("quotation-citation", args=[quotation.public_id, "csl.json"]),
        "quotation-file": reverse("quotation-file", args=["ris"]),
        "work-card": f"{reverse('work-card', args=[work.slug])}?from={thesis.slug}&fragment=1",
        "similar": reverse("similar", args=[thesis.slug, thesis.passages.first().anchor]),  # type: ignore[union-attr]
    }  # fmt: skip


OF_THE_THESIS = (
    "thesis-detail",
    "thesis-sources",
    "chapter-detail",
    "quotation-detail",
    "author-detail",
    "work-detail",
    "work-card",
    "thesis-citation",
    "work-citation",
    "quotation-citation",
    "voice-list-thesis",
    "voice-detail",
    "voice-table",
    "similar",
)


@pytest.mark.parametrize("state", HIDDEN_STATES)
def test_no_public_page_shows_a_word_of_it(client: Client, state: str) -> None:
    shown = make_whole_thesis("Synlig", state=Thesis.State.PUBLISHED)
    hidden = make_whole_thesis(SECRET, state=state)
    rebuild()
    addresses = addresses_of(shown)
    assert set(addresses) | POSTED == public_names(), "every public address must be in this test"
    searches = [
        f"/search/?q={SECRET}&in={kind}"
        for kind in ("quotation", "passage", "chapter", "thesis", "author", "work", "theme")
    ]
    searches += [
        f"/search/feed/?q={SECRET}",
        f"/search/table/?q={SECRET}",
        f"/search/suggestions/?q={SECRET}",
    ]
    narrowed = [
        f"/compare/?t={shown.slug}&t={hidden.slug}&q={SECRET}",
        f"/compare/table/?t={shown.slug}&t={hidden.slug}&what=sources",
        f"/informants/?thesis={hidden.slug}",
        f"/quotations/?thesis={hidden.slug}",
        "/quotations/?theme=partnerskap&terms=1",
        "/theses/?theme=partnerskap",
    ]
    for address in (*addresses.values(), *searches, *narrowed):
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        told = b"".join(response).decode().replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', "")
        told = told.replace(f"<title>Søk: {SECRET}", "").replace(f"<title>Tverrsnitt: {SECRET}", "")
        told = told.replace(f'<span class="print-only">: {SECRET}</span>', "").replace(hidden.slug, "")
        assert SECRET not in told, address


@pytest.mark.parametrize("state", HIDDEN_STATES)
def test_its_own_addresses_lead_nowhere(client: Client, state: str) -> None:
    make_theme()
    hidden = make_whole_thesis(SECRET, state=state)
    addresses = addresses_of(hidden)
    for name in OF_THE_THESIS:
        response = client.get(addresses[name])
        assert response.status_code in {404, 410}, name
        assert "partnerskap med kommunen" not in response.content.decode(), name


def test_a_published_thesis_shows_on_all_its_addresses(client: Client) -> None:
    shown = make_whole_thesis("Synlig", state=Thesis.State.PUBLISHED)
    addresses = addresses_of(shown)
    for name in OF_THE_THESIS:
        assert "Synlig" in client.get(addresses[name], follow=True).content.decode(), name


def test_a_withdrawn_thesis_is_gone_at_once_even_from_search(client: Client) -> None:
    shown = make_whole_thesis("Synlig", state=Thesis.State.PUBLISHED)
    assert client.get("/search/?q=Synlig").context["page"].total == 1
    Thesis.objects.filter(pk=shown.pk).update(state=Thesis.State.WITHDRAWN)
    assert client.get("/search/?q=Synlig").context["page"].total == 0


def test_a_rejected_quotation_is_shown_nowhere(client: Client) -> None:
    shown = make_whole_thesis("Synlig", state=Thesis.State.PUBLISHED)
    Quotation.objects.update(state=Quotation.State.REJECTED)
    assert client.get(addresses_of(shown)["quotation-detail"]).status_code == 404
    assert client.get("/quotations/").context["page"].total == 0
