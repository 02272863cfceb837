"""Theses going public, to review, back to draft, or away: many from the list. One has its own page (gate.py)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy

from kb.curation.base import RecordAdmin
from kb.curation.choosing import ask, is_confirmed
from kb.curation.gate import GateAdmin, present_items
from kb.records.actions import publish, return_to_draft, send_back, send_to_review, withdraw
from kb.records.models import Thesis
from kb.records.permissions import PUBLISH

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

State = Thesis.State


class WithdrawalForm(forms.Form):
    """Why, for curators; and what the public is told."""

    reason = forms.CharField(
        label=gettext_lazy("Reason, for curators only"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept with the thesis; the public never sees it."),
    )
    notice = forms.CharField(
        label=gettext_lazy("Notice to the public"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Shown at the address of the thesis, which says in any case that it was withdrawn, and when."
        ),
    )


class SendingBackForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("What is to be done first"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For who sent it."),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One way to go. ``from_states`` says where it can be taken; ``act`` takes it, with what ``form`` asks for."""

    name: str
    label: Any
    question: Any
    done: Any
    from_states: tuple[str, ...]
    act: Callable[..., None]
    form: type[forms.Form] | None = None


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
            "send_back",
            gettext_lazy("Send back"),
            gettext_lazy("Send back to who sent it?"),
            gettext_lazy("%d sent back."),
            (State.IN_REVIEW,),
            send_back,
            SendingBackForm,
        ),
        Step(
            "withdraw",
            gettext_lazy("Withdraw"),
            gettext_lazy("Take out of the public?"),
            gettext_lazy("%d withdrawn."),
            (State.PUBLISHED,),
            withdraw,
            WithdrawalForm,
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


class PublicationAdmin(GateAdmin, RecordAdmin):
    """Taking a step with the theses that are ticked; each obeys the checklist."""

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Who is offered, in the list, what makes public and takes away."""
        return request.user.has_perm(PUBLISH)

    def take_step(self, request: HttpRequest, queryset: QuerySet[Thesis], step: Step) -> HttpResponse | None:
        """The page that asks and says what is open; None once the step is taken."""
        form = step.form(request.POST if is_confirmed(request) else None) if step.form else None
        if is_confirmed(request) and (form is None or form.is_valid()):
            given = form.cleaned_data if form else {}
            self.run_each(request, queryset, partial(_take, step, by=request.user, **given), step.done)
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
            theses=[(thesis, present_items(thesis, request.user)) for thesis in queryset],
            is_gated=step.name == "publish",
        )

    @admin.action(description=gettext_lazy("Publish selected …"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Thesis]) -> HttpResponse | None:
        return self.take_step(request, queryset, STEPS["publish"])

    @admin.action(description=gettext_lazy("Send selected to review …"), permissions=["change"])
    def review_selected(self, request: HttpRequest, queryset: QuerySet[Thesis]) -> HttpResponse | None:
        return self.take_step(request, queryset, STEPS["review"])

    @admin.action(description=gettext_lazy("Send selected back …"), permissions=["publish"])
    def send_back_selected(self, request: HttpRequest, queryset: QuerySet[Thesis]) -> HttpResponse | None:
        return self.take_step(request, queryset, STEPS["send_back"])

    @admin.action(description=gettext_lazy("Withdraw selected …"), permissions=["publish"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Thesis]) -> HttpResponse | None:
        return self.take_step(request, queryset, STEPS["withdraw"])

    @admin.action(description=gettext_lazy("Take selected back to draft …"), permissions=["publish"])
    def draft_selected(self, request: HttpRequest, queryset: QuerySet[Thesis]) -> HttpResponse | None:
        return self.take_step(request, queryset, STEPS["draft"])


def _take(step: Step, thesis: Thesis, **given: Any) -> None:
    # The save marks the thesis for the index. The worker writes it; a withdrawn thesis is gone from all answers before.
    step.act(thesis=thesis, **given)
