"""Voices: the list of who speaks in the theses, and everything that one of them says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kb.exports.tables import write_table
from kb.pages.empty import count_without
from kb.pages.voices import voice as one_page
from kb.pages.voices import voices as list_page
from kb.records.models import Quotation, SlugRedirect, Thesis
from kb.synthesis.compare.compare import find_theses
from kb.synthesis.facts import load_facts
from kb.synthesis.vocabulary import load_vocabulary
from kb.synthesis.voices.voice import SaidQuestion, count_voices, find_said, find_top_chapters, find_voice
from kb.synthesis.voices.voices import VoiceQuestion, find_main_themes, find_voices
from kb.web.redirects import find_by_slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, QueryDict

    from kb.synthesis.voices.voices import Voice

LIST_SIZE = 60
SAID_SIZE = 40
MAIN_THEMES = 3
TABLE_ROWS = 5_000


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    question = VoiceQuestion.from_params(request.GET)
    vocabulary, facts = load_vocabulary(), load_facts()
    listed = find_voices(question, facts, vocabulary)
    shown = Paginator(listed.voices, LIST_SIZE).get_page(request.GET.get("page"))
    voices = [row.voice for row in shown]
    page = list_page.present_voice_list(
        shown,
        listed,
        question=question,
        theses=find_theses((voice.thesis for voice in voices), facts),
        speak_of=find_main_themes(
            voices, facts, vocabulary, confirmed=question.is_confirmed, limit=MAIN_THEMES
        ),
        vocabulary=vocabulary,
        query=request.GET,
    )
    if not listed.voices and page.chosen:

        def count_listed(query: QueryDict) -> int:
            return len(find_voices(VoiceQuestion.from_params(query), facts, vocabulary).voices)

        page = replace(page, chosen=count_without(page.chosen, count_listed))
    return render(request, "informants/list.html", {"page": page})


@require_safe
def show_table(request: HttpRequest) -> HttpResponse:
    """The voices that the list has, all of them, as a table to download."""
    question = VoiceQuestion.from_params(request.GET)
    facts = load_facts()
    listed = find_voices(question, facts, load_vocabulary())
    theses = find_theses((row.voice.thesis for row in listed.voices), facts)
    rows = list_page.present_voice_rows(listed, theses, request.build_absolute_uri, question=question)
    return _send_table("voices", list_page.name_columns(), rows)


@require_safe
def show_thesis(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - a view's signature
    """An address that a reader shortened: the voices of the thesis."""
    thesis, _has_moved = find_by_slug(Thesis.objects.public(), slug, SlugRedirect.Kind.THESIS)
    return redirect(f"{reverse('voice-list')}?thesis={thesis.slug}")


@require_safe
def show(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    thesis, voice, voices = _find(slug, key)
    if (thesis.slug, voice.key) != (slug, key):
        return _move(request, "voice-detail", thesis, voice)
    question = SaidQuestion.from_params(request.GET)
    vocabulary, facts = load_vocabulary(), load_facts()
    chapters = find_top_chapters(thesis)
    said = find_said(voice, question, facts, vocabulary, chapters)
    shown = Paginator(one_page.list_entries(said), SAID_SIZE).get_page(request.GET.get("page"))
    wanted = {pk for _group, pk in shown} | {pk for row in said.others for pk in row.quotations}
    page = one_page.present_voice(
        voice,
        thesis,
        said,
        shown,
        quotations={row.pk: row for row in Quotation.objects.public().filter(pk__in=wanted).for_cards()},
        chapters=chapters,
        voices=list(zip(voices, count_voices(voices, facts, confirmed=question.is_confirmed), strict=True)),
        vocabulary=vocabulary,
        question=question,
        query=request.GET,
    )
    return render(request, "informants/detail.html", {"page": page})


@require_safe
def show_said_table(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What the voice says, as a table to download."""
    thesis, voice, _voices = _find(slug, key)
    if (thesis.slug, voice.key) != (slug, key):
        return _move(request, "voice-table", thesis, voice)
    question = SaidQuestion.from_params(request.GET)
    said = find_said(voice, question, load_facts(), load_vocabulary(), find_top_chapters(thesis))
    pks = list(dict.fromkeys(pk for _group, pk in one_page.list_entries(said)))[:TABLE_ROWS]
    found = Quotation.objects.public().for_cards().in_bulk(pks)
    quotations = [found[pk] for pk in pks if pk in found]
    rows = one_page.present_said_rows(quotations, request.build_absolute_uri)
    return _send_table(voice.key, one_page.name_columns(), rows)


def _find(slug: str, key: str) -> tuple[Thesis, Voice, tuple[Voice, ...]]:
    """The thesis and the voice that the address means, by their present or an old name, and all its voices."""
    thesis, _has_moved = find_by_slug(Thesis.objects.public().for_cards(), slug, SlugRedirect.Kind.THESIS)
    voice, voices = find_voice(thesis, key)
    if voice is None:
        raise Http404(f"no public voice {key!r} in {slug!r}")
    return thesis, voice, voices


def _move(request: HttpRequest, name: str, thesis: Thesis, voice: Voice) -> HttpResponse:
    query = request.GET.urlencode()
    address = reverse(name, args=[thesis.slug, voice.key])
    return redirect(f"{address}?{query}" if query else address, permanent=True)


def _send_table(name: str, header: list[str], rows: Iterable[list[object]]) -> HttpResponse:
    response = HttpResponse(write_table(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
