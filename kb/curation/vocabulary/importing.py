"""Another vocabulary from a file: first what it would change, then what a person chose of that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.history.messages import say_done
from kb.curation.vocabulary.pages import ThemePagesAdmin
from kb.exports.vocabulary import find_digest, find_rows
from kb.importing.vocabulary_changes import compare_vocabulary, make_edits
from kb.ingest.vocabulary import VocabularyError
from kb.ingest.vocabulary_files import FORMATS, read_vocabulary_file
from kb.ingest.vocabulary_rows import LARGEST, LabelRow, ThemeRow, VocabularyFile
from kb.records.actions import Refused, import_vocabulary
from kb.records.models import Theme
from kb.records.permissions import MERGE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from kb.importing.vocabulary_changes import VocabularyDifference

_SALT = "vocabulary"
# A form may have so many ticks; of more themes a section is taken or left as a whole.
MOST_TICKS = 200
_KEPT_FOR = 24 * 60 * 60  # seconds


class VocabularyForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("File"), allow_empty_file=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(FORMATS)
        self.fields["file"].help_text = _(
            "SKOS as Turtle, JSON-LD or RDF/XML, or a table (CSV); at most %d MB. "
            "Nothing is changed before you have seen what."
        ) % (LARGEST // 1_000_000)

    def clean_file(self) -> VocabularyFile:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is too large."))
        try:
            return read_vocabulary_file(file.read())
        except VocabularyError as error:
            raise forms.ValidationError(str(error)) from error


class VocabularyImportAdmin(ThemePagesAdmin):
    """The page that takes a vocabulary file in two steps."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.import_vocabulary)
        return [path("import/", view, name="records_theme_import"), *super().get_urls()]

    def import_vocabulary(self, request: HttpRequest) -> HttpResponse:
        if not (self.has_change_permission(request) and self.has_add_permission(request)):
            raise PermissionDenied
        if request.method == "POST" and "payload" in request.POST:
            return self._carry_out(request)
        form = VocabularyForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        if request.method == "POST" and form.is_valid():
            return self._preview(request, form.cleaned_data["file"])
        return self.show(request, "import.html", _("Vocabulary from a file"), form=form)

    def _preview(self, request: HttpRequest, file: VocabularyFile) -> HttpResponse:
        base = find_rows()
        difference = compare_vocabulary(file, base)
        counts = dict(Theme.objects.order_by().values_list("slug").annotate(n=Count("links")))
        return self.show(
            request,
            "import_preview.html",
            _("What the file would change"),
            difference=difference,
            missing=[(row, counts.get(row.slug, 0)) for row in difference.missing],
            notices=file.notices,
            payload=_pack(file, find_digest(base)),
            most=MOST_TICKS,
            may_delete=request.user.has_perm(MERGE),
            is_same=not (difference.new or difference.changed or difference.missing),
        )

    def _carry_out(self, request: HttpRequest) -> HttpResponse:
        try:
            file, digest = _unpack(request.POST["payload"])
        except (signing.BadSignature, ValueError, TypeError, KeyError):
            messages.error(request, _("That page is too old. Choose the file again."))
            return self.show(request, "import.html", _("Vocabulary from a file"), form=VocabularyForm())
        base = find_rows()
        if find_digest(base) != digest:
            messages.warning(
                request,
                _("The vocabulary was changed in the meantime. This is what the file would change now."),
            )
            return self._preview(request, file)
        difference = compare_vocabulary(file, base)
        removed = _chosen(request, "remove", [row.slug for row in difference.missing])
        if removed and not request.user.has_perm(MERGE):
            raise PermissionDenied
        try:
            import_vocabulary(edits=_choose(request, difference), removed=removed, by=request.user)
        except Refused as error:
            messages.error(request, str(error))
            return self._preview(request, file)
        say_done(request, _("The vocabulary was taken over as ticked."))
        return HttpResponseRedirect(self.tree_of())


def _choose(request: HttpRequest, difference: VocabularyDifference) -> Any:
    changed = [each.old.slug for each in difference.changed]
    return make_edits(
        difference,
        new=_chosen(request, "new", [row.slug for row in difference.new]),
        changed=_chosen(request, "change", changed),
        reduced=_chosen(request, "reduce", changed),
    )


def _chosen(request: HttpRequest, name: str, slugs: list[str]) -> list[str]:
    """The slugs that were ticked, in their order; "*" stands for all."""
    ticked = set(request.POST.getlist(name))
    return slugs if "*" in ticked else [slug for slug in slugs if slug in ticked]


def _pack(file: VocabularyFile, digest: str) -> str:
    """The themes of the file and the state of the vocabulary, as a page can hold them between two requests."""
    rows = [
        [
            row.slug,
            row.name,
            row.description,
            row.broader,
            row.related,
            [[one.language, one.kind, one.text] for one in row.labels],
        ]
        for row in file.rows
    ]
    packed = [digest, sorted(file.told), sorted(file.languages), list(file.notices), rows]
    return signing.dumps(packed, salt=_SALT, compress=True)


def _unpack(packed: str) -> tuple[VocabularyFile, str]:
    digest, told, languages, notices, rows = signing.loads(packed, salt=_SALT, max_age=_KEPT_FOR)
    themes = tuple(
        ThemeRow(slug, name, description, broader, tuple(related), tuple(LabelRow(*one) for one in labels))
        for slug, name, description, broader, related, labels in rows
    )
    return VocabularyFile(themes, frozenset(told), tuple(notices), frozenset(languages)), digest
