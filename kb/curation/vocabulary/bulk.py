"""One theme put on, or taken off, all records of a list: asked, shown beforehand, done as one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kb.curation.history.messages import say_done
from kb.curation.vocabulary.tree import find_order
from kb.records.actions import MOST_AT_ONCE, Refused, tag_many, untag_many
from kb.records.models import Theme, ThemeLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model
    from django.http import HttpRequest

LOOK, DO = "look", "do"
SAMPLE = 5


class ThemeChoice(forms.ChoiceField):
    """One of all themes, as they stand in the tree."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=name_themes, **kwargs)


def name_themes() -> list[tuple[str, str]]:
    """Keys and names of all themes, those below others set in."""
    names = dict(Theme.objects.values_list("pk", "name"))
    return [("", "–"), *((str(pk), f"{'  ' * depth}{names[pk]}") for pk, depth in find_order())]


class BulkForm(forms.Form):
    theme = ThemeChoice(label=gettext_lazy("Theme"))
    deed = forms.ChoiceField(
        label=gettext_lazy("What"),
        choices=[("add", gettext_lazy("put it on")), ("remove", gettext_lazy("take it off"))],
        widget=forms.RadioSelect,
        initial="add",
    )
    also_rejected = forms.BooleanField(label=gettext_lazy("Also where somebody rejected it"), required=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """What would become of the records: those without a link, and those with one by its state and origin."""

    theme: Theme
    is_adding: bool
    n_records: int
    n_without: int
    n_accepted: int
    n_suggested: int
    n_rejected: int
    n_changed: int
    seen: str


def plan(model: type[Model], keys: Sequence[int], given: dict[str, Any]) -> Plan:
    """What the deed would do; ``seen`` is another as soon as that is."""
    theme = Theme.objects.get(pk=given["theme"])
    content_type, states = (
        ContentType.objects.get_for_model(model),
        {"accepted": 0, "suggested": 0, "rejected": 0},
    )
    for start in range(0, len(keys), 500):
        links = ThemeLink.objects.filter(
            tag=theme, content_type=content_type, object_id__in=keys[start : start + 500]
        )
        for state, n in links.order_by().values_list("state").annotate(n=Count("pk")):
            states[state] += n
    without = len(keys) - sum(states.values())
    is_adding = given["deed"] == "add"
    changed = (
        without + states["suggested"] + (states["rejected"] if given["also_rejected"] else 0)
        if is_adding
        else states["accepted"] + states["suggested"]
    )
    told = (theme.pk, is_adding, bool(given["also_rejected"]), sorted(states.items()), sorted(keys))
    seen = hashlib.sha256(repr(told).encode()).hexdigest()[:16]
    return Plan(
        theme,
        is_adding,
        len(keys),
        without,
        states["accepted"],
        states["suggested"],
        states["rejected"],
        changed,
        seen,
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the asking stands: what the page shows, or that it is done."""

    form: BulkForm
    plan: Plan | None
    is_done: bool


def ask_bulk(request: HttpRequest, model: type[Model], keys: Sequence[int]) -> Asked:
    """The next step of three: choose, look, do. ``request`` tells by its button which."""
    step = request.POST.get("step", "") if request.method == "POST" else ""
    form = BulkForm(request.POST if step else None)
    if len(keys) > MOST_AT_ONCE:
        messages.error(
            request,
            _("These are %(n)d; at most %(most)d can be changed at a time. Narrow the list down.")
            % {"n": len(keys), "most": MOST_AT_ONCE},
        )
        return Asked(form, None, is_done=False)
    if not step or not form.is_valid():
        return Asked(form, None, is_done=False)
    planned = plan(model, keys, form.cleaned_data)
    if step != DO:
        return Asked(form, planned, is_done=False)
    if request.POST.get("seen") != planned.seen:
        messages.warning(request, _("The list or its themes were changed in the meantime. Look again."))
        return Asked(form, planned, is_done=False)
    try:
        _carry_out(request, model, keys, form.cleaned_data, planned.theme)
    except Refused as error:
        messages.error(request, str(error))
        return Asked(form, planned, is_done=False)
    return Asked(form, planned, is_done=True)


def say_bulk_done(request: HttpRequest, asked: Asked) -> None:
    """What was done to how many, with the button that takes it back."""
    if asked.plan is None:
        return
    said = (
        ngettext(
            "“%(theme)s” put on %(n)d record.", "“%(theme)s” put on %(n)d records.", asked.plan.n_changed
        )
        if asked.plan.is_adding
        else ngettext(
            "“%(theme)s” taken off %(n)d record.",
            "“%(theme)s” taken off %(n)d records.",
            asked.plan.n_changed,
        )
    )
    say_done(request, said % {"theme": asked.plan.theme, "n": asked.plan.n_changed})


def _carry_out(
    request: HttpRequest, model: type[Model], keys: Sequence[int], given: dict[str, Any], theme: Theme
) -> None:
    if given["deed"] == "add":
        tag_many(model=model, keys=keys, theme=theme, also_rejected=given["also_rejected"], by=request.user)
    else:
        untag_many(model=model, keys=keys, theme=theme, by=request.user)
