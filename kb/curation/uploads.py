"""Adding theses from files, in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.base import RecordAdmin
from kb.curation.receiving import largest
from kb.curation.run_pages import may_add, page_of
from kb.importing.arrivals import take_in
from kb.records.models import Thesis

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

FORMATS = (".txt", ".md", ".pdf", ".docx")
MOST_FILES = 50


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files, as a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = (data or [None]) if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(file, initial) for file in given]


class UploadForm(forms.Form):
    """The files. What each is, reading finds out; what is wrong with the sending is said beside the field."""

    file = FilesField(
        label=gettext_lazy("Files"),
        allow_empty_file=True,  # the file's own row says what is wrong with it
        max_length=None,
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )

    def __init__(self, *args: Any, thesis: Thesis | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = 1 if thesis else MOST_FILES
        field = self.fields["file"]
        said = (
            _("Plain text, Markdown, PDF with a text layer, or Word (docx); at most %(largest)d MB.")
            if thesis
            else _(
                "Plain text, Markdown, PDF with a text layer, or Word (docx); at most %(largest)d MB each."
            )
        )
        field.help_text = said % {"largest": settings.KB_UPLOAD_MB}
        field.widget.attrs |= {"accept": ",".join(FORMATS), "multiple": not thesis}

    def clean_file(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["file"]
        if len(files) > self.most:
            raise forms.ValidationError(
                _("That are %(count)d files; at most %(most)d can be added at a time.")
                % {"count": len(files), "most": self.most}
            )
        return files

    def clean(self) -> dict[str, Any] | None:
        # The last thing that the page sends. Where it is missing, the connection broke: the last file is half a file.
        if "whole" not in self.data:
            raise forms.ValidationError(
                _("Not everything arrived, so nothing of it was kept. Add the files again, fewer at a time.")
            )
        return super().clean()


class UploadAdmin(RecordAdmin):
    """The pages on which files become theses, or one a new version of a thesis."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.upload)
        own = [
            path("upload/", view, name="records_thesis_upload"),
            path("<int:thesis_pk>/upload/", view, name="records_thesis_new_version"),
        ]
        return [*own, *super().get_urls()]

    def upload(self, request: HttpRequest, thesis_pk: int | None = None) -> HttpResponse:
        """Files get a run each, which the worker reads; on to the page where they are followed."""
        if not may_add(request):
            raise PermissionDenied
        thesis = Thesis.objects.filter(pk=thesis_pk).first() if thesis_pk else None
        if thesis_pk and thesis is None:
            raise Http404
        form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()), thesis=thesis)
        address = self._take_in(request, form, thesis) if request.method == "POST" else ""
        if request.headers.get("Accept") == "application/json" and request.method == "POST":
            said = {
                "next": address,
                "errors": [str(each) for errors in form.errors.values() for each in errors],
            }
            return JsonResponse(said, status=200 if address else 400)
        if address:
            return HttpResponseRedirect(address)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Add a new version from a file") if thesis else _("Add theses from files"),
            "thesis": thesis,
            "form": form,
            "largest": largest(),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/records/thesis/upload.html", context)

    def _take_in(self, request: HttpRequest, form: UploadForm, thesis: Thesis | None) -> str:
        """The address where the files are followed; "" where the form says what is wrong."""
        if not form.is_valid():
            return ""
        files = form.cleaned_data["file"]
        return page_of(take_in(files, by=request.user, largest=largest(), thesis=thesis))
