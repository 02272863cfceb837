"""What a person decides of a finding: each decision is one operation, which one step takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.curation.review.card import digest
from kb.curation.review.decision import Done, Given, read_number, shorten
from kb.curation.review.findings import OF_QUOTATIONS, Sort
from kb.curation.review.quotation_decisions import VERBS as QUOTATION_VERBS
from kb.records import actions
from kb.records.actions import Outdated, Refused
from kb.records.models import Passage, Quotation, Theme, ThemeLink
from kb.records.recording import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kb.curation.review.card import Card
    from kb.records.actions.history import Actor

# The names of the operations that are made here begin so: they are what undo takes back here.
NAMED = "review_"
DISSOLVED = "dissolve_heading"


def decide(card: Card, given: Mapping[str, str], *, by: Actor) -> Done:
    """Do what ``given["do"]`` says to the finding of the card; Refused or Outdated where it cannot be done."""
    sort = Sort.QUOTATION if card.sort in OF_QUOTATIONS else card.sort
    verb, _colon, value = given.get("do", "").partition(":")
    act = _VERBS.get((sort, verb))
    if act is None:
        raise Refused(_("That cannot be done here."))
    if digest(card.records) != given.get("seen"):
        raise Outdated(
            _("Somebody changed this in the meantime. Nothing of yours was done; look at it as it is now.")
        )
    # Reading the file anew looks for headings that were dissolved by the name of the operation.
    name = DISSOLVED if act is _dissolve_heading else f"{NAMED}{verb}"
    with record(name, by=by):
        return act(card, {**given, "value": value}, by)


# -- themes


def _toggle_theme(card: Card, given: Given, by: Actor) -> Done:
    """Put the theme on the record, or take it off."""
    theme = Theme.objects.filter(pk=read_number(given["value"] or given.get("theme", ""))).first()
    if theme is None:
        raise Refused(_("Choose a theme."))
    is_on = any(choice.theme.pk == theme.pk and choice.is_on for choice in card.themes)
    for target in _find_targets(card, theme):
        (actions.untag if is_on else actions.tag)(record=target, theme=theme, by=by)
    said = _("Theme removed: %s.") if is_on else _("Theme added: %s.")
    left = sum(
        choice.state == ThemeLink.State.SUGGESTED for choice in card.themes if choice.theme.pk != theme.pk
    )
    return Done(said % theme, stays=card.sort is not Sort.THEME or left > 0)


def _find_targets(card: Card, theme: Theme) -> list[Any]:
    """The record, and what else of the card the theme is suggested for or stands on."""
    if card.sort is not Sort.THEME:
        return [card.record, *_twins(card.record, theme)]
    linked = {
        (link.content_type_id, link.object_id)
        for link in card.records
        if isinstance(link, ThemeLink) and link.tag_id == theme.pk
    }
    types = ContentType.objects.get_for_models(*{type(each) for each in card.more["of"]})
    return [each for each in card.more["of"] if (types[type(each)].pk, each.pk) in linked] or [card.record]


def _twins(quotation: Quotation, theme: Theme) -> list[Passage]:
    """The passage that is nothing but the quotation, where the theme waits on it too."""
    passage = quotation.passage
    if passage is None or quotation.form != Quotation.Form.BLOCK or quotation.last_passage_id != passage.pk:
        return []
    open_link = passage.theme_links.filter(tag=theme, state=ThemeLink.State.SUGGESTED)
    return [passage] if open_link.exists() else []


def _accept_themes(card: Card, given: Given, by: Actor) -> Done:  # noqa: ARG001
    return _settle_themes(card, actions.accept_theme, by, _("Accepted: %s."))


def _reject_themes(card: Card, given: Given, by: Actor) -> Done:  # noqa: ARG001
    return _settle_themes(card, actions.reject_theme, by, _("Rejected: %s."))


def _settle_themes(card: Card, act: Callable[..., None], by: Actor, said: str) -> Done:
    links = [
        link
        for link in card.records
        if isinstance(link, ThemeLink) and link.state == ThemeLink.State.SUGGESTED
    ]
    if not links:
        raise Refused(_("No theme is suggested here any more."))
    for link in links:
        act(link=link, by=by)
    return Done(said % ", ".join(dict.fromkeys(str(link.tag) for link in links)))


# -- citations


def _accept_citation(card: Card, given: Given, by: Actor) -> Done:
    """Linked to the work that is chosen, at every place that says the same."""
    works = {work.pk: work for work in card.more["works"]}
    work = works.get(read_number(given.get("work", "") or str(card.record.work_id or "")))
    if work is None:
        raise Refused(_("Choose the work that is cited."))
    for citation in card.more["same"]:
        actions.set_work(citation=citation, work=work, by=by)
    return Done(_tell_places(_("Linked to %s.") % work, len(card.more["same"])))


def _reject_citation(card: Card, given: Given, by: Actor) -> Done:  # noqa: ARG001
    for citation in card.more["same"]:
        actions.unlink_citation(citation=citation, by=by)
    return Done(_tell_places(_("Linked to none of them."), len(card.more["same"])))


def _tell_places(said: str, places: int) -> str:
    if places < 2:
        return said
    return f"{said} " + ngettext("That holds for %d place.", "That holds for %d places.", places) % places


# -- headings


def _accept_heading(card: Card, given: Given, by: Actor) -> Done:
    _correct_heading(card, given, by)
    actions.accept_heading(chapter=card.record, by=by)
    return Done(_("Accepted: “%s”.") % shorten(card.record.heading))


def _save_heading(card: Card, given: Given, by: Actor) -> Done:
    changed = _correct_heading(card, given, by)
    return Done(_("Saved.") if changed else _("Nothing was changed."), stays=True)


def _correct_heading(card: Card, given: Given, by: Actor) -> bool:
    chapter = card.record
    title, number = given.get("title", chapter.title), given.get("number", chapter.number)
    level = read_number(given.get("level", str(chapter.level)))
    if (" ".join(title.split()), number.strip(), level) == (chapter.title, chapter.number, chapter.level):
        return False
    actions.correct_heading(chapter=chapter, title=title, number=number, level=level, by=by)
    return True


def _dissolve_heading(card: Card, given: Given, by: Actor) -> Done:  # noqa: ARG001
    heading = card.record.heading
    actions.dissolve_heading(chapter=card.record, by=by)
    return Done(_("“%s” is now part of the text.") % shorten(heading))


# -- all of a chapter


def accept_sure(quotations: list[Quotation], *, by: Actor) -> int:
    """Accept them in one operation; how many there were."""
    with record(f"{NAMED}accept_sure", by=by):
        for quotation in quotations:
            actions.accept_quotation(quotation=quotation, by=by)
    return len(quotations)


_VERBS: dict[tuple[Sort, str], Callable[[Card, Given, Actor], Done]] = {
    **{(Sort.QUOTATION, verb): act for verb, act in QUOTATION_VERBS.items()},
    (Sort.QUOTATION, "theme"): _toggle_theme,
    (Sort.THEME, "accept"): _accept_themes,
    (Sort.THEME, "reject"): _reject_themes,
    (Sort.THEME, "theme"): _toggle_theme,
    (Sort.CITATION, "accept"): _accept_citation,
    (Sort.CITATION, "reject"): _reject_citation,
    (Sort.HEADING, "accept"): _accept_heading,
    (Sort.HEADING, "save"): _save_heading,
    (Sort.HEADING, "reject"): _dissolve_heading,
}
