"""Adding a thesis from a file, in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.importing.store import ingest_file
from kb.ingest.errors import UnreadableFile

if TYPE_CHECKING:
    from kb.importing.store import Outcome
    from kb.records.models import Thesis

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
