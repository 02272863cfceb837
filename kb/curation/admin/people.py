"""Persons and organisations, institutions, informants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kb.curation.base import AddressedAdmin, AddressForm, LinesField, RecordAdmin, RowsInline, link_to
from kb.curation.filters import ThesisFilter
from kb.curation.merging import MergeAdmin, SplitAdmin
from kb.curation.merging import informants as voices
from kb.curation.merging import people as names
from kb.curation.merging.touched import find_touched_by_informant, find_touched_by_person, name_work
from kb.curation.queue import link_to_list
from kb.curation.tagging import ThemedAdmin
from kb.importing.works import renew_key
from kb.records.actions import (
    correct_informant,
    merge_informants,
    merge_persons,
    split_informant,
    split_person,
)
from kb.records.actions.people import NAME, find_same_works
from kb.records.models import Authorship, Contributor, Informant, Institution, NameVariant, Person
from kb.records.permissions import MERGE
from kb.records.recording import record as as_one

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from kb.curation.merging import Touched
    from kb.curation.merging.choices import Choice
    from kb.curation.merging.split import Parts


class PersonForm(AddressForm):
    # Longer than an ORCID is, because people paste its address.
    orcid = forms.CharField(label="ORCID", max_length=60, required=False)
    authority_links = LinesField(
        required=False,
        label=capfirst(_("authority links")),
        help_text=_("One a line."),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
    )

    def clean_orcid(self) -> str:
        """The ORCID as 0000-0000-0000-0000; its last character checks the others (ISO 7064 MOD 11-2)."""
        given = self.cleaned_data["orcid"].strip().upper().removeprefix("HTTPS://ORCID.ORG/")
        digits = given.replace("-", "")
        if not digits:
            return ""
        total = 0
        for digit in digits[:-1]:
            if not digit.isdecimal():
                raise forms.ValidationError(_("An ORCID has sixteen digits, the last may be an X."))
            total = (total + int(digit)) * 2
        check = (12 - total % 11) % 11
        if len(digits) != 16 or digits[-1] != ("X" if check == 10 else str(check)):
            raise forms.ValidationError(_("This is not an ORCID: look for a mistyped digit."))
        return "-".join(digits[i : i + 4] for i in range(0, 16, 4))


class NameVariantInline(RowsInline):
    model = NameVariant


class WorksInline(RowsInline):
    """What the person wrote, to look at; authors are set on the work's page."""

    model = Authorship
    verbose_name = _("work")
    verbose_name_plural = _("works")
    fields = readonly_fields = ("of_work", "place")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("work")

    @admin.display(description=_("work"))
    def of_work(self, authorship: Authorship) -> SafeString | str:
        return link_to(authorship.work)

    @admin.display(description=_("order"))
    def place(self, authorship: Authorship) -> int:
        """Which of the authors, counted from one as people count."""
        return authorship.order + 1


class ThesesInline(RowsInline):
    """The theses that the person had a part in."""

    model = Contributor
    verbose_name = _("thesis")
    verbose_name_plural = _("theses")
    fields = readonly_fields = ("of_thesis", "role")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("thesis")

    @admin.display(description=_("thesis"))
    def of_thesis(self, contributor: Contributor) -> SafeString | str:
        return link_to(contributor.thesis)


@admin.register(Person)
class PersonAdmin(MergeAdmin, SplitAdmin, ThemedAdmin, AddressedAdmin):
    form = PersonForm
    list_display = ("sort_name", "kind", "n_works", "n_theses", "orcid")
    list_filter = ("kind", ("orcid", admin.EmptyFieldListFilter))
    search_fields = ("sort_name", "given", "family", "organization", "variants__name", "orcid")
    fieldsets = (
        (None, {"fields": ("kind", "family", "given", "organization", "slug")}),
        (_("Elsewhere"), {"fields": ("orcid", "authority_links")}),
        (None, {"fields": ("note",)}),
    )
    inlines = (NameVariantInline, WorksInline, ThesesInline)
    actions = ("merge_selected", "tag_selected")
    change_form_template = "admin/merging/change_form.html"
    merge_action, split_action = "merge_persons", "split_person"
    merge_fields = ("orcid",)
    split_note = _(
        "What is ticked goes to the other person, and stays there when a file is read anew. The note, the themes and "
        "the address stay."
    )
    merge_note = _(
        "Works, theses and themes move to the one that stays; the other names become variants, and the other "
        "addresses lead to it. Works stay apart unless authors, year and title are the same."
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        people: QuerySet[Person] = super().get_queryset(request)
        return people.annotate(
            works_count=Count("authorships", distinct=True),
            theses_count=Count("contributions", distinct=True),
        )

    @admin.display(description=_("works"), ordering="works_count")
    def n_works(self, person: Any) -> int:
        return int(person.works_count)

    @admin.display(description=_("theses"), ordering="theses_count")
    def n_theses(self, person: Any) -> int:
        return int(person.theses_count)

    def merge(self, keep: Any, others: list[Any], by: Any, chosen: dict[str, Any]) -> None:
        name = chosen.pop("name", {})
        with as_one("merge_persons", by=by, needs=[MERGE]):
            merge_persons(keep=keep, others=others, by=by, chosen={**chosen, **name})
            for authorship in keep.authorships.filter(order=0).select_related("work"):
                renew_key(authorship.work)

    def describe(self, record: Any) -> str:
        return _("%(name)s · works: %(works)d · theses: %(theses)d") % {
            "name": record.sort_name,
            "works": record.authorships.count(),
            "theses": record.contributions.count(),
        }

    def find_touched(self, record: Any) -> list[Touched]:
        return find_touched_by_person(record)

    def find_choices(self, records: Sequence[Any], letter: str) -> list[Choice]:
        name = names.choose_name(records, letter)
        return [*([name] if name else []), *super().find_choices(records, letter)]

    def find_consequences(self, records: Sequence[Any]) -> list[str]:
        return [" = ".join(map(name_work, works)) for works in find_same_works(records)]

    def find_parts(self, record: Any, page: int) -> list[Parts]:
        return names.find_parts(record, page)

    def read_parts(self, record: Any, keys: Sequence[str]) -> dict[str, list[Any]]:
        return names.read_parts(record, keys)

    def describe_parts(self, parts: dict[str, list[Any]]) -> list[Parts]:
        return names.describe_parts(parts)

    def make_new_form(self, record: Any, data: Any = None) -> forms.Form:
        return names.NewPersonForm(data, initial={field: getattr(record, field) for field in NAME})

    def split(self, record: Any, parts: dict[str, list[Any]], into: Any, new: dict[str, Any], by: Any) -> Any:
        return split_person(person=record, into=into, name=new, by=by, **parts)


@admin.register(Institution)
class InstitutionAdmin(RecordAdmin):
    list_display = ("name", "url", "n_theses")
    search_fields = ("name",)
    fields = ("name", "slug", "url")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # Nothing redirects from an institution's old slug.
        return ("slug",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Institution]:
        institutions: QuerySet[Institution] = super().get_queryset(request)
        return institutions.annotate(theses_count=Count("theses"))

    @admin.display(description=_("theses"), ordering="theses_count")
    def n_theses(self, institution: Any) -> SafeString:
        address = link_to_list("thesis", institution__id__exact=institution.pk)
        return format_html('<a href="{}">{}</a>', address, institution.theses_count)


@admin.register(Informant)
class InformantAdmin(MergeAdmin, SplitAdmin):
    list_display = ("label", "in_thesis", "role", "role_group", "n_quotations", "is_edited")
    list_filter = ("role_group", ThesisFilter)
    list_select_related = ("thesis",)
    search_fields = ("label", "role", "thesis__title")
    autocomplete_fields = ("thesis",)
    fields = ("thesis", "label", "role", "role_group")
    change_form_template = "admin/merging/change_form.html"
    merge_action, split_action = "merge_informants", "split_informant"
    merge_fields = ("label", "role", "role_group")
    merge_note = _(
        "All quotations of the others become quotations of the voice that stays; the labels of the file go on meaning "
        "it when a file is read anew."
    )
    split_note = _("What is ticked goes to the other voice, and stays there when a file is read anew.")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("thesis",) if obj else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        help_texts = {"label": _("As the thesis gives it; never the real name of a person.")}
        return super().get_form(request, obj, change, **{"help_texts": help_texts, **kwargs})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Informant]:
        informants: QuerySet[Informant] = super().get_queryset(request)
        return informants.annotate(quotations_count=Count("quotations"))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        correct_informant(informant=obj, by=request.user)

    @admin.display(description=_("thesis"), ordering="thesis__title")
    def in_thesis(self, informant: Informant) -> SafeString | str:
        return link_to(informant.thesis)

    @admin.display(description=_("quotations"), ordering="quotations_count")
    def n_quotations(self, informant: Any) -> SafeString:
        address = link_to_list("quotation", informant__id__exact=informant.pk)
        return format_html('<a href="{}">{}</a>', address, informant.quotations_count)

    def merge(self, keep: Any, others: list[Any], by: Any, chosen: dict[str, Any]) -> None:
        merge_informants(keep=keep, others=others, by=by, chosen=chosen)

    def describe(self, record: Any) -> str:
        return f"{record.label} – {record.thesis} ({record.quotations.count()})"

    def find_touched(self, record: Any) -> list[Touched]:
        return find_touched_by_informant(record)

    def find_mergeable(self, request: HttpRequest, records: Sequence[Any]) -> QuerySet[Any]:
        """Voices of the same thesis."""
        return self.get_queryset(request).filter(thesis__in={record.thesis_id for record in records})

    def find_targets(self, record: Any) -> QuerySet[Any]:
        return super().find_targets(record).filter(thesis=record.thesis)

    def find_parts(self, record: Any, page: int) -> list[Parts]:
        return voices.find_parts(record, page)

    def read_parts(self, record: Any, keys: Sequence[str]) -> dict[str, list[Any]]:
        return voices.read_parts(record, keys)

    def describe_parts(self, parts: dict[str, list[Any]]) -> list[Parts]:
        return voices.describe_parts(parts)

    def make_new_form(self, record: Any, data: Any = None) -> forms.Form:
        return voices.NewInformantForm(data)

    def split(self, record: Any, parts: dict[str, list[Any]], into: Any, new: dict[str, Any], by: Any) -> Any:
        return split_informant(informant=record, into=into, label=new.get("label", ""), by=by, **parts)
