"""The particulars of a thesis: what was read, from where in the file, and a form to put it right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.review.card import digest
from kb.curation.review.decisions import NAMED
from kb.curation.review.sources import SourceText
from kb.records.actions import Outdated, correct_thesis, set_contributors
from kb.records.models import Contributor, Institution, Thesis
from kb.records.recording import record

if TYPE_CHECKING:
    from django.forms import BoundField

    from kb.curation.review.sources import SourcePlace
    from kb.records.actions.history import Actor

OWN = (
    "title", "subtitle", "parallel_title", "year", "programme", "research_question", "sub_questions", "n_informants",
    "licence", "access",
)  # fmt: skip
# What a person is to have looked at before the particulars count as right.
FIELDS = (*OWN, "institution", "contributors")
LICENCES = ("CC BY 4.0", "CC BY-NC 4.0", "CC BY-NC-ND 4.0", "CC BY-SA 4.0", "CC0 1.0")


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(list(initial or []) != self.to_python(data))


class ParticularsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Fields of a thesis as reading filled them; authors and institution are written as names."""

    authors = LinesField(
        label=gettext_lazy("authors"),
        required=False,
        help_text=gettext_lazy("One a line: “Family name, given name”."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    institution_name = forms.CharField(
        label=gettext_lazy("institution"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "institutions"}),
    )
    sub_questions = LinesField(
        label=gettext_lazy("sub-questions"),
        required=False,
        help_text=gettext_lazy("One a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Thesis
        fields = OWN
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "subtitle": forms.Textarea(attrs={"rows": 1}),
            "parallel_title": forms.Textarea(attrs={"rows": 1}),
            "research_question": forms.Textarea(attrs={"rows": 3}),
            "licence": forms.TextInput(attrs={"list": "licences"}),
        }

    field_order = (
        "title", "subtitle", "parallel_title", "authors", "year", "institution_name", "programme", "licence", "access",
        "research_question", "sub_questions", "n_informants",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        thesis: Thesis = self.instance
        self.initial["authors"] = [
            part.person.sort_name_shown if hasattr(part.person, "sort_name_shown") else str(part.person)
            for part in find_authors(thesis)
        ]
        self.initial["institution_name"] = thesis.institution.name if thesis.institution else ""
        # A form that is sent a letter too late says so at the field, not in a browser's balloon alone.
        self.use_required_attribute = False


def find_authors(thesis: Thesis) -> list[Contributor]:
    """Who wrote the thesis, in the order of its title page."""
    rows = thesis.contributors.filter(role=Contributor.Role.AUTHOR).select_related("person")
    return list(rows.order_by("order", "pk"))


def see_particulars(thesis: Thesis) -> str:
    """The fingerprint of what the form changes."""
    return digest([thesis, *find_authors(thesis)])


def are_seen_to(thesis: Thesis) -> bool:
    """Whether a person has said of every particular that it is right."""
    return set(FIELDS) <= set(thesis.curated_fields)


def store_form(form: ParticularsForm, seen: str, *, by: Actor) -> None:
    """Store what the form says, all of it as looked at by a person."""
    thesis: Thesis = form.instance
    if see_particulars(thesis) != seen:
        raise Outdated(
            _(
                "Somebody changed the particulars in the meantime. Nothing of yours was stored; look at them again."
            )
        )
    with record(f"{NAMED}particulars", by=by):
        name = " ".join(form.cleaned_data["institution_name"].split())
        thesis.institution = _find_institution(name) if name else None
        correct_thesis(thesis=thesis, fields=FIELDS, by=by)
        if "authors" in form.changed_data:
            names = form.cleaned_data["authors"]
            set_contributors(thesis=thesis, role=Contributor.Role.AUTHOR, names=names, by=by)


def _find_institution(name: str) -> Institution:
    return Institution.objects.filter(name__iexact=name).first() or Institution.objects.create(name=name)


@dataclass(frozen=True, slots=True)
class Row:
    """A field and where the file says it; ``is_missing``: nothing was read, ``is_checked``: a person saw to it."""

    field: BoundField
    place: SourcePlace | None
    is_missing: bool
    is_checked: bool


def present_rows(form: ParticularsForm) -> list[Row]:
    """The form's fields in their order, each beside its place in the file."""
    thesis: Thesis = form.instance
    stored = Thesis.objects.get(pk=thesis.pk)
    source = thesis.files.filter(is_current=True).first()
    text = SourceText(source) if source is not None else None
    named = {"authors": "contributors", "institution_name": "institution"}
    return [
        Row(
            field,
            _find_place(field.name, stored, text) if text else None,
            not (
                form.initial.get(field.name) or field.name in {"subtitle", "parallel_title", "sub_questions"}
            ),
            named.get(field.name, field.name) in stored.curated_fields,
        )
        for field in form
    ]


def _find_place(name: str, thesis: Thesis, text: SourceText) -> SourcePlace | None:
    if name == "authors":
        persons = [part.person for part in find_authors(thesis)]
        return text.find(
            *(f"{person.given} {person.family}" for person in persons), *(person.family for person in persons)
        )
    if name == "institution_name":
        return text.find(thesis.institution.name) if thesis.institution else None
    if name == "year":
        return text.find_year(thesis.year) if thesis.year else None
    if name == "sub_questions":
        return text.find(*thesis.sub_questions)
    if name == "licence":
        return text.find_rights()
    if name in {"access", "n_informants"}:
        return None
    return text.find(str(getattr(thesis, name) or ""))
