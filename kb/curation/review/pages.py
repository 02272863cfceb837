"""The pages of the review queue, and what is sent from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.curation.base import RecordAdmin
from kb.curation.review.cards import find_card
from kb.curation.review.decisions import accept_sure, decide
from kb.curation.review.findings import OF_QUOTATIONS, SURE, Findings, Sort, count_all, find_findings, sum_up
from kb.curation.review.line import Narrowed, find_next, find_sure, list_chapters, read_narrowed
from kb.curation.review.particulars import (
    LICENCES,
    ParticularsForm,
    are_seen_to,
    present_rows,
    see_particulars,
    store_form,
)
from kb.curation.review.sampling import MUST_SEE, note_shown, pick_sample, were_shown
from kb.curation.review.texts import SORT_NAMES
from kb.curation.review.undoing import find_last, take_back
from kb.records.actions import Refused
from kb.records.languages import cut_text
from kb.records.models import Institution, Thesis
from kb.records.recording import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from kb.curation.review.card import Card
    from kb.curation.review.findings import Finding

# What a script sends that wants the part of the page that changes, and not all around it.
FRAGMENT = "X-Review-Fragment"
RIGHT = "records.change_quotation"


class ReviewAdmin(RecordAdmin):
    """What reading found in one thesis, gone through one by one."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        base = "<int:thesis_pk>/review"
        own = [
            path(f"{base}/", view(self.review_start), name="records_thesis_review"),
            path(
                f"{base}/particulars/",
                view(self.review_particulars),
                name="records_thesis_review_particulars",
            ),
            path(f"{base}/undo/", view(self.review_undo), name="records_thesis_review_undo"),
            path(f"{base}/sure/<int:chapter_pk>/", view(self.review_sure), name="records_thesis_review_sure"),
            path(f"{base}/<slug:key>/", view(self.review_finding), name="records_thesis_review_finding"),
        ]
        return [*own, *super().get_urls()]

    # -- pages

    def review_start(self, request: HttpRequest, thesis_pk: int) -> HttpResponse:
        """To what comes first; where nothing is left, a page that says so."""
        thesis = self._reviewed(request, thesis_pk)
        narrowed = read_narrowed(request)
        if not are_seen_to(thesis) and not narrowed.query and "later" not in request.GET:
            return HttpResponseRedirect(_address("particulars", thesis))
        findings = find_findings(thesis)
        left = [f for f in findings.narrow(sort=narrowed.sort, chapter=narrowed.chapter) if f.is_open]
        if left:
            return HttpResponseRedirect(_address("finding", thesis, left[0].key) + narrowed.query)
        return self._review_page(
            request, thesis, findings, narrowed, "admin/review/_done.html", title=_("Nothing left")
        )

    def review_particulars(self, request: HttpRequest, thesis_pk: int) -> HttpResponse:
        thesis = self._reviewed(request, thesis_pk)
        form = ParticularsForm(request.POST or None, instance=thesis)
        seen = see_particulars(thesis)
        if request.method == "POST" and form.is_valid():
            try:
                store_form(form, request.POST.get("seen", ""), by=request.user)
            except Refused as error:
                messages.error(request, str(error))
                return HttpResponseRedirect(request.get_full_path())
            messages.success(request, _("The particulars are stored."))
            return HttpResponseRedirect(_address("", thesis))
        return self._review_page(
            request,
            thesis,
            find_findings(thesis),
            Narrowed("", None),
            "admin/review/_particulars.html",
            title=_("Particulars"),
            form=form,
            rows=present_rows(form),
            seen=request.POST.get("seen", seen),
            source=thesis.files.filter(is_current=True).defer("text", "pages").first(),
            institutions=Institution.objects.values_list("name", flat=True)[:300],
            licences=LICENCES,
        )

    def review_finding(self, request: HttpRequest, thesis_pk: int, key: str) -> HttpResponse:
        thesis = self._reviewed(request, thesis_pk)
        card = find_card(thesis, key)
        if card is None:
            raise Http404
        narrowed = read_narrowed(request)
        findings = find_findings(thesis)
        if request.method == "POST":
            return self._take_decision(request, findings, narrowed, card)
        line = findings.narrow(sort=narrowed.sort, chapter=narrowed.chapter)
        following = find_next(line, key)
        top = findings.top_of(card.chapter.pk) if card.chapter else 0
        sure = find_sure(findings, top)
        if card.confidence >= SURE:
            note_shown(request.session, thesis, [key])
        return self._review_page(
            request,
            thesis,
            findings,
            narrowed,
            "admin/review/_finding.html",
            title=f"{SORT_NAMES[card.sort]}: {cut_text(card.text, 60)}",
            card=card,
            sort_name=SORT_NAMES[card.sort],
            card_template=f"admin/review/_{'quotation' if card.sort in OF_QUOTATIONS else card.sort}.html",
            next=_address("finding", thesis, following.key) + narrowed.query if following else "",
            before=_before(thesis, line, key, narrowed),
            left=sum(finding.is_open for finding in line),
            top=findings.chapters.get(top),
            sure=sure,
        )

    def review_sure(self, request: HttpRequest, thesis_pk: int, chapter_pk: int) -> HttpResponse:
        """All quotations of a chapter that are sure: five to look at, then all at once."""
        thesis = self._reviewed(request, thesis_pk)
        findings = find_findings(thesis)
        if chapter_pk not in findings.chapters:
            raise Http404
        sure = find_sure(findings, chapter_pk)
        if request.method == "POST":
            return self._take_sure(request, thesis, sure, chapter_pk)
        sample = pick_sample(sure)
        note_shown(request.session, thesis, [finding.key for finding in sample])
        cards = [card for finding in sample if (card := find_card(thesis, finding.key)) is not None]
        quotations = thesis.quotations.in_bulk([int(finding.key[1:]) for finding in sure])
        return self._review_page(
            request,
            thesis,
            findings,
            Narrowed("", chapter_pk),
            "admin/review/_sure.html",
            title=_("Accept what is sure"),
            chapter=findings.chapters[chapter_pk],
            cards=cards,
            rows=[(quotation.pk, fingerprint(quotation)) for quotation in quotations.values()],
            must_see=MUST_SEE,
        )

    # -- what is sent

    def _take_decision(
        self, request: HttpRequest, findings: Findings, narrowed: Narrowed, card: Card
    ) -> HttpResponse:
        thesis = findings.thesis
        here = _address("finding", thesis, card.key) + narrowed.query
        try:
            done = decide(card, {name: str(value) for name, value in request.POST.items()}, by=request.user)
        except Refused as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(here)
        messages.success(request, done.said)
        if done.key:
            return HttpResponseRedirect(_address("finding", thesis, done.key) + narrowed.query)
        if done.stays:
            return HttpResponseRedirect(here)
        # What was settled with it is no longer open.
        settled = (
            {f"q{each.pk}" for each in card.more.get("alike", ())} if "alike" in request.POST["do"] else set()
        )
        line = findings.narrow(sort=narrowed.sort, chapter=narrowed.chapter)
        following = find_next([each for each in line if each.key not in settled], card.key)
        if following is None:
            return HttpResponseRedirect(_address("", thesis) + narrowed.query)
        return HttpResponseRedirect(_address("finding", thesis, following.key) + narrowed.query)

    def _take_sure(
        self, request: HttpRequest, thesis: Thesis, sure: Sequence[Finding], chapter: int
    ) -> HttpResponse:
        here = _address("sure", thesis, chapter)
        if not were_shown(request.session, thesis, sure):
            messages.error(request, _("Look at five of them first."))
            return HttpResponseRedirect(here)
        seen = dict(pair.split(":", 1) for pair in request.POST.getlist("seen") if ":" in pair)
        quotations = thesis.quotations.filter(pk__in=[int(finding.key[1:]) for finding in sure])
        unchanged = [each for each in quotations if seen.get(str(each.pk)) == fingerprint(each)]
        if not unchanged:
            messages.error(request, _("Somebody changed them in the meantime. Look at them again."))
            return HttpResponseRedirect(here)
        count = accept_sure(unchanged, by=request.user)
        messages.success(request, ngettext("%d accepted.", "%d accepted.", count) % count)
        if left := len(sure) - count:
            said = ngettext(
                "%d was changed meanwhile and is left.", "%d were changed meanwhile and are left.", left
            )
            messages.warning(request, said % left)
        return HttpResponseRedirect(_address("", thesis) + Narrowed("", chapter).query)

    def review_undo(self, request: HttpRequest, thesis_pk: int) -> HttpResponse:
        """Take back the last that this person did here."""
        thesis = self._reviewed(request, thesis_pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        narrowed = read_narrowed(request)
        back = _address("", thesis) + narrowed.query
        operation = find_last(thesis, request.user)
        if operation is None:
            messages.warning(request, _("There is nothing of yours here to take back."))
            return HttpResponseRedirect(back)
        try:
            key = take_back(operation, by=request.user)
        except Refused as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(back)
        messages.success(request, _("Taken back: %s") % operation.what)
        if key == "particulars":
            return HttpResponseRedirect(_address("particulars", thesis))
        return HttpResponseRedirect(_address("finding", thesis, key) + narrowed.query if key else back)

    # -- what they share

    def _reviewed(self, request: HttpRequest, pk: int) -> Thesis:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        thesis: Thesis | None = Thesis.objects.filter(pk=pk).first()
        if thesis is None:
            raise Http404
        return thesis

    def _review_page(
        self,
        request: HttpRequest,
        thesis: Thesis,
        findings: Findings,
        narrowed: Narrowed,
        template: str,
        **context: Any,
    ) -> HttpResponse:
        """The whole page, or the part that changes where a script asked for it."""
        line = findings.narrow(sort=narrowed.sort, chapter=narrowed.chapter)
        is_fragment = FRAGMENT in request.headers
        context.update(
            opts=self.opts,
            thesis=thesis,
            content=template,
            is_particulars=template.endswith("_particulars.html"),
            narrowed=narrowed,
            whole=count_all(findings.all),
            tally=count_all(line),
            tallies=[
                (SORT_NAMES[Sort(tally.sort)], tally)
                for tally in sum_up(findings.narrow(chapter=narrowed.chapter))
            ],
            chapters=list_chapters(findings, narrowed.sort, narrowed.chapter),
            is_seen_to=are_seen_to(thesis),
            can_undo=find_last(thesis, request.user) is not None,
        )
        if not is_fragment:
            context = {**self.admin_site.each_context(request), "media": self.media, **context}
        name = "admin/review/_review.html" if is_fragment else "admin/review/page.html"
        response = TemplateResponse(request, name, context)
        patch_vary_headers(response, [FRAGMENT])
        return response


def _address(page: str, thesis: Thesis, *args: object) -> str:
    name = f"records_thesis_review_{page}" if page else "records_thesis_review"
    return reverse(f"admin:{name}", args=[thesis.pk, *args])


def _before(thesis: Thesis, line: Sequence[Finding], key: str, narrowed: Narrowed) -> str:
    """The address of the finding before it in the line, decided or not; "" for the first."""
    at = next((index for index, finding in enumerate(line) if finding.key == key), 0)
    return _address("finding", thesis, line[at - 1].key) + narrowed.query if at else ""
