"""Pages between a list and what is done to many of its rows: choose something, or look at it first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
    from django.db.models import QuerySet
    from django.forms import BaseForm
    from django.http import HttpRequest

# The name of the button that says yes; the list's own "Go" button does not send it.
CONFIRM = "confirm"


def is_confirmed(request: HttpRequest) -> bool:
    return request.method == "POST" and CONFIRM in request.POST


def ask(
    model_admin: ModelAdmin[Any],
    request: HttpRequest,
    queryset: QuerySet[Any],
    *,
    action: str,
    title: str,
    form: BaseForm | None = None,
    template: str = "admin/choose.html",
    **context: object,
) -> TemplateResponse:
    """The page that asks; it sends the same action and rows again, with the answer and a ``confirm``."""
    return TemplateResponse(
        request,
        template,
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": title,
            "records": queryset,
            "form": form,
            "media": model_admin.media + form.media if form else model_admin.media,
            "action": action,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
            "confirm": CONFIRM,
            "select_across": request.POST.get("select_across", "0"),
            **context,
        },
    )
