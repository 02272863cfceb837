"""Adding a thesis from a file, in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kb.curation.base import RecordAdmin
from kb.importing.store import ingest_file
from kb.ingest.errors import UnreadableFile
from kb.records.models import Thesis

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from kb.importing.store import Outcome

LARGEST = 20 * 1024 * 1024
FORMATS = (".txt", ".md", ".pdf", ".docx")


class UploadForm(forms.Form):
    """The file. What is wrong with it is said beside the field, with what to do about it."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,  # reading has a better word for it
        help_text=gettext_lazy("Plain text, Markdown, PDF with a text layer, or Word (docx); at most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(FORMATS)}),
    )
    outcome: Outcome | None = None

    def __init__(self, *args: Any, by: Any, thesis: Thesis | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.thesis = by, thesis

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _(
                    "The file is %(size)s; at most %(largest)s can be added here. Split it, or take out the pictures."
                )
                % {"size": filesizeformat(file.size), "largest": filesizeformat(LARGEST)}
            )
        return file

    def read(self) -> bool:
        """Whether the file got into the records as a draft; if not, the form says why and what to do."""
        file = self.cleaned_data["file"]
        try:
            self.outcome = ingest_file(file.name, file.read(), by=self.by, thesis=self.thesis)
        except UnreadableFile as error:
            self.add_error("file", [error.message, error.remedy])
            return False
        return True


class UploadAdmin(RecordAdmin):
    """The pages on which a file becomes a thesis, or a new version of one."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.upload)
        own = [
            path("upload/", view, name="records_thesis_upload"),
            path("<int:thesis_pk>/upload/", view, name="records_thesis_new_version"),
        ]
        return [*own, *super().get_urls()]

    def upload(self, request: HttpRequest, thesis_pk: int | None = None) -> HttpResponse:
        """A file becomes a draft, or a new version of the thesis that is named."""
        # A file of a known name updates its thesis, so both rights are asked for.
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        thesis = Thesis.objects.filter(pk=thesis_pk).first() if thesis_pk else None
        if thesis_pk and thesis is None:
            raise Http404
        given = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*given, by=request.user, thesis=thesis)
        if form.is_valid() and form.read() and form.outcome is not None:
            self._report(request, form.outcome)
            return HttpResponseRedirect(reverse("admin:records_thesis_change", args=[form.outcome.thesis.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Add a new version from a file") if thesis else _("Add thesis from a file"),
            "thesis": thesis,
            "form": form,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/records/thesis/upload.html", context)

    def _report(self, request: HttpRequest, outcome: Any) -> None:
        said = {
            "created": _("“%s” was added as a draft."),
            "updated": _("“%s” was read anew; what people settled was kept."),
            "unchanged": _("“%s” is read from this very file already; nothing changed."),
        }
        self.message_user(request, said[outcome.state] % outcome.thesis.title, messages.SUCCESS)
        if count := len(outcome.notices):
            text = ngettext("Reading it left %d notice.", "Reading it left %d notices.", count) % count
            run = outcome.thesis.imports.first()
            if run is not None:
                address = reverse("admin:records_import_change", args=[run.pk])
                text = format_html('<a href="{}">{}</a>', address, text)
            self.message_user(request, text, messages.WARNING)
