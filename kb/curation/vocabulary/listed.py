"""A theme on all quotations of the public list, as a reader narrowed it: the same question, asked in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from kb.curation.vocabulary.bulk import SAMPLE, ask_bulk, say_bulk_done
from kb.curation.vocabulary.pages import ThemePagesAdmin
from kb.pages.quotations.quotations import FILTERS
from kb.records.actions import MOST_AT_ONCE
from kb.records.models import Quotation
from kb.synthesis.facts import load_facts
from kb.synthesis.quotations.answers import answer
from kb.synthesis.quotations.question import QuotationQuestion
from kb.synthesis.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


class TagListedAdmin(ThemePagesAdmin):
    """The page that the link "tag these" on the public list leads to."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.tag_listed)
        return [path("tag/", view, name="records_theme_tag"), *super().get_urls()]

    def tag_listed(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perms(["records.add_themelink", "records.change_themelink"]):
            raise PermissionDenied
        question = QuotationQuestion.from_params(request.GET)
        keys = answer(question, load_vocabulary(), load_facts()).keys
        query = request.GET.urlencode()
        back = f"{request.path}?{query}" if query else request.path
        asked = ask_bulk(request, Quotation, keys)
        if asked.is_done:
            say_bulk_done(request, asked)
            return HttpResponseRedirect(back)
        shown = Quotation.objects.in_bulk(keys[:SAMPLE])
        return self.show(
            request,
            "tag_listed.html",
            _("A theme for many quotations"),
            form=asked.form,
            plan=asked.plan,
            n_records=len(keys),
            sample=[str(shown[key]) for key in keys[:SAMPLE] if key in shown],
            most=MOST_AT_ONCE,
            chosen=[(name, value) for name in FILTERS for value in request.GET.getlist(name)],
            back=reverse("quotation-list") + (f"?{query}" if query else ""),
        )
