"""The vocabulary of themes to take along, as a table or in SKOS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.exports.vocabulary import (
    find_digest,
    find_rows,
    write_json_ld,
    write_turtle,
    write_vocabulary_table,
)
from kb.web.context import SITE_NAME

if TYPE_CHECKING:
    from django.http import HttpRequest

FORMS = {"csv": "text/csv", "ttl": "text/turtle", "jsonld": "application/ld+json"}


@require_safe
def show(request: HttpRequest, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404(form)
    rows = find_rows()
    about = {
        "scheme": request.build_absolute_uri(reverse("theme-list")),
        "title": f"{SITE_NAME}: {_('Themes')}",
        "licence": settings.KB_VOCABULARY_LICENCE,
    }
    written: str | bytes
    if form == "csv":
        written = write_vocabulary_table(rows)
    else:
        written = (write_turtle if form == "ttl" else write_json_ld)(rows, **about)
    response = HttpResponse(written, content_type=f"{FORMS[form]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tverrsnitt-vocabulary.{form}"'
    response["ETag"] = f'"{find_digest(rows)}-{form}"'
    if settings.KB_VOCABULARY_LICENCE:
        response["Link"] = f'<{settings.KB_VOCABULARY_LICENCE}>; rel="license"'
    return response
