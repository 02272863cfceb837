"""What a person decides of a finding: each decision is one operation, which one step takes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.curation.review import words
from kb.curation.review.cards import digest, find_informant
from kb.curation.review.findings import OF_QUOTATIONS, Sort
from kb.records import actions
from kb.records.actions import Outdated, Refused
from kb.records.actions.spans import read_span
from kb.records.models import Passage, Quotation, Theme, ThemeLink
from kb.records.recording import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kb.curation.review.cards import Card
    from kb.records.actions.history import Actor
    from kb.records.models import Thesis

# The names of the operations that are made here begin so: they are what undo takes back here.
NAMED = "review_"
DISSOLVED = "dissolve_heading"


@dataclass(frozen=True, slots=True)
class Done:
    """``said`` tells what was done; ``stays`` that the same finding is shown again, ``key`` another one than it was."""

    said: str
    stays: bool = False
    key: str = ""


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


Given = dict[str, str]


# -- quotations


def _accept_quotation(card: Card, given: Given, by: Actor) -> Done:
    _set_fields(card.record, given, by)
    actions.accept_quotation(quotation=card.record, by=by)
    return Done(_("Accepted: “%s”.") % _short(card.record.text))


def _reject_quotation(card: Card, given: Given, by: Actor) -> Done:  # noqa: ARG001
    actions.reject_quotation(quotation=card.record, by=by)
    return Done(_("Rejected: “%s”.") % _short(card.record.text))


def _accept_alike(card: Card, given: Given, by: Actor) -> Done:
    """With what the fields say, also all that read the same."""
    _set_fields(card.record, given, by)
    quotations = _find_alike(card, given)
    for quotation in quotations:
        if quotation.kind != card.record.kind:
            actions.set_kind(quotation=quotation, kind=card.record.kind, by=by)
        actions.accept_quotation(quotation=quotation, by=by)
    return Done(
        _("Accepted, %(n)d times: “%(text)s”.") % {"n": len(quotations), "text": _short(card.record.text)}
    )


def _reject_alike(card: Card, given: Given, by: Actor) -> Done:
    quotations = _find_alike(card, given)
    for quotation in quotations:
        actions.reject_quotation(quotation=quotation, by=by)
    return Done(
        _("Rejected, %(n)d times: “%(text)s”.") % {"n": len(quotations), "text": _short(card.record.text)}
    )


def _find_alike(card: Card, given: Given) -> list[Quotation]:
    """The quotation and all that read the same, if they are what was seen."""
    if card.more["seen_alike"] != given.get("seen_alike"):
        raise Outdated(
            _("Somebody changed one of them in the meantime. Nothing of yours was done; look again.")
        )
    return [card.record, *card.more["alike"]]


def _save_quotation(card: Card, given: Given, by: Actor) -> Done:
    changed = _set_fields(card.record, given, by)
    return Done(_("Saved.") if changed else _("Nothing was changed."), stays=True)


def _set_fields(quotation: Quotation, given: Given, by: Actor) -> bool:
    """Whether anything in the form is other than it was; it is then set."""
    changed = False
    kind = given.get("kind", quotation.kind)
    if kind != quotation.kind:
        actions.set_kind(quotation=quotation, kind=kind, by=by)
        changed = True
    changed = _set_speaker(quotation, given, by) or changed
    if "citation" in given and given["citation"] != str(quotation.citation_id or ""):
        found = quotation.thesis.citations.filter(pk=_number(given["citation"])).first()
        if found is None and given["citation"]:
            raise Refused(_("That citation is no longer there."))
        actions.set_citation(quotation=quotation, citation=found, by=by)
        changed = True
    note = given.get("note", quotation.note).replace("\r\n", "\n").strip()
    if note != quotation.note:
        quotation.note = note
        actions.correct_quotation(quotation=quotation, fields=["note"], by=by)
        changed = True
    return changed


def _set_speaker(quotation: Quotation, given: Given, by: Actor) -> bool:
    if label := given.get("new_speaker", "").strip():
        actions.name_speaker(quotation=quotation, label=label, by=by)
        return True
    if "informant" not in given or given["informant"] == str(quotation.informant_id or ""):
        return False
    found = find_informant(quotation.thesis, given["informant"])
    if found is None and given["informant"]:
        raise Refused(_("That voice is no longer there."))
    actions.set_speaker(quotation=quotation, informant=found, by=by)
    return True


def _move_quotation(card: Card, given: Given, by: Actor) -> Done:
    """By so many words at one edge ("start:1", "end:-1"), or to places given by passage and offset."""
    quotation = card.record
    if given["value"]:
        edge, _colon, count = given["value"].partition(":")
        if edge not in {"start", "end"} or count not in {"1", "-1"}:
            raise Refused(_("That cannot be done here."))
        span = words.step(quotation, edge, int(count))
    else:
        span = _read_given_span(quotation, given)
    actions.move_quotation(quotation=quotation, span=span, by=by)
    return Done(_("It now reads: “%s”.") % _short(quotation.text), stays=True)


def _read_given_span(quotation: Quotation, given: Given, *, suffix: str = "") -> Any:
    first = _passage(quotation.thesis, given.get(f"first{suffix}", ""))
    last = _passage(quotation.thesis, given.get(f"last{suffix}", ""))
    start, end = _number(given.get(f"start{suffix}", "")), _number(given.get(f"end{suffix}", ""))
    return read_span(first=first, start=start, last=last, end=end)


def _split_quotation(card: Card, given: Given, by: Actor) -> Done:
    """After so many words ("word"), or at the places of two spans."""
    quotation = card.record
    if given.get("first2"):
        first = _read_given_span(quotation, given)
        second = _read_given_span(quotation, given, suffix="2")
    else:
        first, second = words.split_after(quotation, _number(given.get("word", "")))
    actions.split_quotation(quotation=quotation, first=first, second=second, by=by)
    return Done(_("Split in two. This is the first part."), stays=True)


def _merge_quotation(card: Card, given: Given, by: Actor) -> Done:
    """With the neighbour whose key is given."""
    pk = _number(given["value"])
    beside = [each.quotation for each in card.more["neighbours"] if each.quotation.pk == pk]
    if not beside:
        raise Refused(_("That quotation does not stand beside this one."))
    # The address that readers may know longest is that of the first.
    keep, other = sorted((card.record, beside[0]), key=lambda each: (each.order, each.start))
    actions.merge_quotations(keep=keep, other=other, by=by)
    return Done(_("Merged. It now reads: “%s”.") % _short(keep.text), stays=True, key=f"q{keep.pk}")


# -- themes


def _toggle_theme(card: Card, given: Given, by: Actor) -> Done:
    """Put the theme on the record, or take it off."""
    theme = Theme.objects.filter(pk=_number(given["value"] or given.get("theme", ""))).first()
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
    work = works.get(_number(given.get("work", "") or str(card.record.work_id or "")))
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
    return Done(_("Accepted: “%s”.") % _short(card.record.heading))


def _save_heading(card: Card, given: Given, by: Actor) -> Done:
    changed = _correct_heading(card, given, by)
    return Done(_("Saved.") if changed else _("Nothing was changed."), stays=True)


def _correct_heading(card: Card, given: Given, by: Actor) -> bool:
    chapter = card.record
    title, number = given.get("title", chapter.title), given.get("number", chapter.number)
    level = _number(given.get("level", str(chapter.level)))
    if (" ".join(title.split()), number.strip(), level) == (chapter.title, chapter.number, chapter.level):
        return False
    actions.correct_heading(chapter=chapter, title=title, number=number, level=level, by=by)
    return True


def _dissolve_heading(card: Card, given: Given, by: Actor) -> Done:  # noqa: ARG001
    heading = card.record.heading
    actions.dissolve_heading(chapter=card.record, by=by)
    return Done(_("“%s” is now part of the text.") % _short(heading))


# -- all of a chapter


def accept_sure(quotations: list[Quotation], *, by: Actor) -> int:
    """Accept them in one operation; how many there were."""
    with record(f"{NAMED}accept_sure", by=by):
        for quotation in quotations:
            actions.accept_quotation(quotation=quotation, by=by)
    return len(quotations)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0


def _passage(thesis: Thesis, pk: str) -> Passage:
    passage = thesis.passages.filter(pk=_number(pk)).first()
    if passage is None:
        raise Refused(_("There is no such place in the text."))
    return passage


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"


_VERBS: dict[tuple[Sort, str], Callable[[Card, Given, Actor], Done]] = {
    (Sort.QUOTATION, "accept"): _accept_quotation,
    (Sort.QUOTATION, "reject"): _reject_quotation,
    (Sort.QUOTATION, "save"): _save_quotation,
    (Sort.QUOTATION, "accept_alike"): _accept_alike,
    (Sort.QUOTATION, "reject_alike"): _reject_alike,
    (Sort.QUOTATION, "move"): _move_quotation,
    (Sort.QUOTATION, "split"): _split_quotation,
    (Sort.QUOTATION, "merge"): _merge_quotation,
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
