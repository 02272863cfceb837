"""The pages on which a thesis goes public, to review, back to draft, or away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy

from kb.curation.base import RecordAdmin
from kb.curation.choosing import ask, is_confirmed
from kb.curation.queue import link_to_list
from kb.records.actions import find_doubts, publish, return_to_draft, send_to_review, withdraw
from kb.records.models import Thesis

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from kb.records.actions import Doubt

State = Thesis.State


@dataclass(frozen=True, slots=True)
class Step:
    """One way to go. ``from_states`` says where it can be taken; ``act`` takes it."""

    name: str
    label: Any
    question: Any
    done: Any
    from_states: tuple[str, ...]
    act: Callable[..., None]
    needs_reason: bool = False


STEPS = {
    step.name: step
    for step in (
        Step(
            "publish",
            gettext_lazy("Publish"),
            gettext_lazy("Show to everybody?"),
            gettext_lazy("%d published."),
            (State.DRAFT, State.IN_REVIEW, State.WITHDRAWN),
            publish,
        ),
        Step(
            "review",
            gettext_lazy("Send to review"),
            gettext_lazy("Send to review?"),
            gettext_lazy("%d sent to review."),
            (State.DRAFT,),
            send_to_review,
        ),
        Step(
            "withdraw",
            gettext_lazy("Withdraw"),
            gettext_lazy("Take out of the public?"),
            gettext_lazy("%d withdrawn."),
            (State.PUBLISHED,),
            withdraw,
            needs_reason=True,
        ),
        Step(
            "draft",
            gettext_lazy("Back to draft"),
            gettext_lazy("Back to draft?"),
            gettext_lazy("%d back to draft."),
            (State.IN_REVIEW, State.PUBLISHED, State.WITHDRAWN),
            return_to_draft,
        ),
    )
}

# Where in the admin each doubt is seen to; the others are fields of the thesis' own page.
_LISTS: dict[str, tuple[str, dict[str, str]]] = {
    "unsure": ("quotation", {"state__exact": "suggested", "confidence": "low"}),
    "without_speaker": ("quotation", {"speaker": "none"}),
    "personal_data": ("passage", {"personal": "yes", "is_hidden__exact": "0"}),
    "appendices": ("chapter", {"kind__exact": "appendix"}),
    "themes": ("themelink", {"state__exact": "suggested"}),
    "ambiguous": ("citation", {"state__exact": "ambiguous"}),
}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept with the thesis as its takedown note."),
    )


class PublicationAdmin(RecordAdmin):
    """Taking a step with the theses that are ticked, or with the one whose page it is."""

    def take_step(
        self, request: HttpRequest, queryset: QuerySet[Thesis], step: Step, *, back: str = ""
    ) -> HttpResponse | None:
        """The page that asks and says what is unsure; None once the step is taken."""
        form = ReasonForm(request.POST if is_confirmed(request) else None) if step.needs_reason else None
        if is_confirmed(request) and (form is None or form.is_valid()):
            more = {"reason": form.cleaned_data["reason"]} if form else {}
            self.run_each(request, queryset, partial(_take, step, by=request.user, **more), step.done)
            return None
        return ask(
            self,
            request,
            queryset,
            action=f"{step.name}_selected",
            title=step.question,
            form=form,
            template="admin/change_state.html",
            verb=step.label,
            back=back,
            theses=[(thesis, list_doubts(thesis)) for thesis in queryset],
        )

    @admin.action(description=gettext_lazy("Publish selected …"), permissions=["change"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Thesis]) -> HttpResponse | None:
        return self.take_step(request, queryset, STEPS["publish"])

    @admin.action(description=gettext_lazy("Send selected to review …"), permissions=["change"])
    def review_selected(self, request: HttpRequest, queryset: QuerySet[Thesis]) -> HttpResponse | None:
        return self.take_step(request, queryset, STEPS["review"])

    @admin.action(description=gettext_lazy("Withdraw selected …"), permissions=["change"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Thesis]) -> HttpResponse | None:
        return self.take_step(request, queryset, STEPS["withdraw"])

    @admin.action(description=gettext_lazy("Take selected back to draft …"), permissions=["change"])
    def draft_selected(self, request: HttpRequest, queryset: QuerySet[Thesis]) -> HttpResponse | None:
        return self.take_step(request, queryset, STEPS["draft"])


def list_doubts(thesis: Thesis) -> list[tuple[Doubt, str]]:
    """Each doubt with the address where it is seen to ("" for the thesis' own page)."""
    found = []
    for doubt in find_doubts(thesis):
        model, query = _LISTS.get(doubt.code, ("", {}))
        found.append((doubt, link_to_list(model, **query, thesis=thesis.pk) if model else ""))
    return found


def _take(step: Step, thesis: Thesis, **given: Any) -> None:
    # The save marks the thesis for the index. The worker writes it; a withdrawn thesis is gone from all answers before.
    step.act(thesis=thesis, **given)


def find_steps(thesis: Thesis) -> list[Step]:
    """The steps that the thesis can take from where it is."""
    return [step for step in STEPS.values() if thesis.state in step.from_states]
