"""Theses: from a file to the public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.anew.pages import AnewAdmin
from kb.curation.base import AddressedAdmin, AddressForm, LinesField, RowsInline
from kb.curation.filters import DoubtFilter, ThemeFilter
from kb.curation.gate import list_doubts
from kb.curation.personal.pages import PersonalDataAdmin
from kb.curation.publication import PublicationAdmin
from kb.curation.queue import link_count, link_to_list
from kb.curation.review.pages import ReviewAdmin
from kb.curation.tagging import ThemedAdmin
from kb.curation.uploads import UploadAdmin
from kb.records.actions import correct_thesis
from kb.records.models import Contributor, Quotation, SourceFile, ThemeLink, Thesis

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString


class ThesisForm(AddressForm):
    sub_questions = LinesField(
        required=False, label=capfirst(gettext_lazy("sub-questions")), help_text=gettext_lazy("One a line.")
    )
    keywords = LinesField(
        required=False, label=capfirst(gettext_lazy("keywords")), help_text=gettext_lazy("One a line.")
    )


class ContributorInline(RowsInline):
    model = Contributor
    autocomplete_fields = ("person",)


# What hangs on a thesis: the relation, the list that shows it, its heading.
PARTS = (
    ("chapters", "chapter", gettext_lazy("chapters")),
    ("passages", "passage", gettext_lazy("passages")),
    ("quotations", "quotation", gettext_lazy("quotations")),
    ("informants", "informant", gettext_lazy("informants")),
    ("citations", "citation", gettext_lazy("citations")),
    ("references", "reference", gettext_lazy("references")),
    ("files", "sourcefile", gettext_lazy("files")),
    ("imports", "import", gettext_lazy("imports")),
)


@admin.register(Thesis)
class ThesisAdmin(
    AnewAdmin, ReviewAdmin, PersonalDataAdmin, PublicationAdmin, UploadAdmin, ThemedAdmin, AddressedAdmin
):
    form = ThesisForm
    change_form_template = "admin/records/thesis/change_form.html"
    change_list_template = "admin/records/thesis/change_list.html"
    delete_confirmation_template = "admin/records/thesis/delete_confirmation.html"
    list_display = ("title", "state", "year", "institution", "n_quotations", "n_waiting", "modified")
    list_filter = (
        "state",
        "access",
        DoubtFilter,
        "language",
        "year",
        "institution",
        "is_example",
        ThemeFilter,
    )
    list_select_related = ("institution",)
    search_fields = (
        "title",
        "subtitle",
        "parallel_title",
        "contributors__person__sort_name",
        "files__name",
        "doi",
    )
    ordering = ("-modified",)
    autocomplete_fields = ("institution",)
    actions = (
        "publish_selected",
        "review_selected",
        "send_back_selected",
        "withdraw_selected",
        "draft_selected",
        "tag_selected",
    )
    inlines = (ContributorInline,)
    fieldsets = (
        (None, {"fields": ("state", "contents", "doubts")}),
        (
            gettext_lazy("Title"),
            {"fields": ("title", "title_is_made_up", "subtitle", "parallel_title", "language", "slug")},
        ),
        (
            gettext_lazy("Where and when"),
            {"fields": (("year", "date"), "institution", "programme", "degree")},
        ),
        (
            gettext_lazy("What it asks, and how"),
            {
                "fields": (
                    "research_question", "sub_questions", ("n_informants", "n_offices"), "region", "method",
                    "keywords", "abstract",
                )
            },
        ),
        (
            gettext_lazy("Rights"),
            {"fields": ("licence", "access", "takedown_note", "withdrawal_reason", "doi", "handle", "url")},
        ),
        (
            gettext_lazy("Record"),
            {"fields": ("is_example", "n_words", "curated", "created", "modified", "published_at")},
        ),
    )  # fmt: skip
    readonly_fields = (
        "state", "contents", "doubts", "n_words", "curated", "created", "modified", "published_at",
        "withdrawal_reason",
    )  # fmt: skip

    # -- the list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Thesis]:
        theses: QuerySet[Thesis] = super().get_queryset(request)
        return theses.annotate(
            quotations_count=_count(Quotation.objects.exclude(state="rejected")),
            waiting_count=_count(Quotation.objects.filter(state="suggested")),
        )

    @admin.display(description=gettext_lazy("quotations"), ordering="quotations_count")
    def n_quotations(self, thesis: Any) -> SafeString | str:
        return link_count(thesis.quotations_count, link_to_list("quotation", thesis=thesis.pk))

    @admin.display(description=gettext_lazy("suggested"), ordering="waiting_count")
    def n_waiting(self, thesis: Any) -> SafeString | str:
        address = link_to_list("quotation", thesis=thesis.pk, state__exact="suggested")
        return link_count(thesis.waiting_count, address)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Theses are deleted one at a time, each with its own warning."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    # -- the form

    @admin.display(description=gettext_lazy("contents"))
    def contents(self, thesis: Any) -> SafeString | str:
        if thesis.pk is None:
            return "–"
        rows = [
            (link_to_list(model, thesis=thesis.pk), heading, getattr(thesis, relation).count())
            for relation, model, heading in PARTS
        ]
        links = ThemeLink.objects.not_rejected().filter(thesis=thesis).count()
        rows.append((link_to_list("themelink", thesis=thesis.pk), ThemeLink._meta.verbose_name_plural, links))
        return format_html_join(" · ", '<a href="{}">{}: {}</a>', rows)

    @admin.display(description=gettext_lazy("to look at"))
    def doubts(self, thesis: Any) -> SafeString | str:
        if thesis.pk is None:
            return "–"
        rows = (
            (
                "curation-serious" if doubt.is_serious else "",
                format_html('<a href="{}">{}</a>', address, doubt.message) if address else doubt.message,
            )
            for doubt, address in list_doubts(thesis)
        )
        items = format_html_join("", '<li class="{}">{}</li>', rows)
        return format_html('<ul class="curation-doubts">{}</ul>', items) if items else "–"

    @admin.display(description=gettext_lazy("set by a curator"))
    def curated(self, thesis: Thesis) -> str:
        """The fields that reading the file anew leaves alone."""
        return ", ".join(thesis.curated_fields) or "–"

    def save_record(self, request: HttpRequest, obj: Any, form: Any, *, change: bool) -> None:
        # On adding by hand, what is left empty may still be filled from a file.
        fields = [name for name in form.changed_data if name != "slug"]
        correct_thesis(thesis=obj, fields=fields, by=request.user)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is Contributor and formset.has_changed():
            correct_thesis(thesis=form.instance, fields=["contributors"], by=request.user)

    # -- deleting

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Counts: the names of ten thousand passages help nobody to decide."""
        counts: dict[Any, int] = {}
        for thesis in objs:
            for relation, _model, heading in PARTS:
                counts[heading] = counts.get(heading, 0) + getattr(thesis, relation).count()
        return [str(thesis) for thesis in objs], counts, set(), []

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        thesis = self.get_object(request, object_id)
        is_public = thesis is not None and thesis.is_public
        if request.method == "POST" and is_public and "confirm_published" not in request.POST:
            self.message_user(
                request, _("It is published. Withdraw it, or say that it is to go for good."), messages.ERROR
            )
            return HttpResponseRedirect(request.get_full_path())
        response: HttpResponse = super().delete_view(
            request, object_id, {"is_published": is_public, **(extra_context or {})}
        )
        return response

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """With the thesis go its files on disk, once it is certain that it went."""
        names = {source.file.name for source in obj.files.defer("text") if source.file}
        super().delete_model(request, obj)
        transaction.on_commit(lambda: _delete_files(names))


def _count(quotations: QuerySet[Quotation]) -> Coalesce:
    """How many of these each thesis has; a subquery, because joins would multiply each other."""
    counted = quotations.filter(thesis=OuterRef("pk")).order_by().values("thesis").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def _delete_files(names: set[str]) -> None:
    """Files are stored by their content: one that another thesis was read from as well stays."""
    for name in names:
        if not SourceFile.objects.filter(file=name).exists():
            default_storage.delete(name)
