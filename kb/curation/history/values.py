"""What is stored in a field, told as a person would say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import formats, timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.records.models import Change

if TYPE_CHECKING:
    from collections.abc import Iterable

Snapshot = dict[str, Any]
# What only the programs set and read.
UNTOLD = {"match_key", "sort_name", "read_as", "first_line", "last_line", "order", "content_type_id"}

# Fields that carry no name of their own, and whose record that they lead to is not enough of one.
_NAMES = {
    "uploaded_by": gettext_lazy("uploaded by"),
    "content_type": gettext_lazy("sort of record"),
    "object_id": gettext_lazy("number of the record"),
    "people": gettext_lazy("people"),
}


class Names:
    """The names of the records that changes lead to, fetched in a query a sort."""

    def __init__(self) -> None:
        self._wanted: dict[type[models.Model], set[int]] = {}
        self._names: dict[tuple[type[models.Model], int], str] = {}

    def want(self, model: type[models.Model], snapshots: Iterable[Snapshot | None]) -> None:
        """Remember whose names the snapshots of records of this sort need."""
        for snapshot in snapshots:
            for name, value in (snapshot or {}).items():
                target = _find_target(model, name)
                if target is not None:
                    values = value if isinstance(value, list) else [value]
                    self._wanted.setdefault(target, set()).update(v for v in values if isinstance(v, int))

    def name(self, model: type[models.Model], pk: int) -> str:
        if (model, pk) not in self._names:
            self._load(model, pk)
        return self._names[model, pk]

    def _load(self, model: type[models.Model], pk: int) -> None:
        wanted = self._wanted.pop(model, set()) | {pk}
        for found, record in model._default_manager.in_bulk(list(wanted)).items():
            self._names[model, found] = str(record)
        if lost := [each for each in wanted if (model, each) not in self._names]:
            # What is gone is known by the name it had.
            of_model = Change.objects.filter(
                content_type=ContentType.objects.get_for_model(model), object_id__in=lost
            )
            kept = dict(of_model.exclude(label="").order_by("pk").values_list("object_id", "label"))
            for each in lost:
                self._names[model, each] = kept.get(each, f"{model._meta.verbose_name} {each}")


def find_field(model: type[models.Model], name: str) -> models.Field[Any, Any] | None:
    """The field of a snapshot's key; None for one that the sort no longer has."""
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        if name in {field.attname, field.name}:
            return field
    return None


def name_field(model: type[models.Model], name: str) -> str:
    """What a person calls the field; a field without a name is called as the sort of record that it leads to."""
    field = find_field(model, name)
    if field is None:
        return str(_NAMES.get(name, name.replace("_", " ")))
    if field.name in _NAMES and not isinstance(field.verbose_name, Promise):
        return str(_NAMES[field.name])
    target = _find_target(model, name)
    if target is not None and not isinstance(field.verbose_name, Promise):
        return str(target._meta.verbose_name)
    return str(field.verbose_name)


def tell_value(model: type[models.Model], name: str, value: Any, names: Names) -> str:
    """The stored ``value`` in words: choices by their label, other records by name; "" for nothing."""
    if value is None or value in ("", []):
        return ""
    field = find_field(model, name)
    target = _find_target(model, name)
    if target is not None:
        return ", ".join(names.name(target, pk) for pk in (value if isinstance(value, list) else [value]))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _tell_plain(field, value)


def _tell_plain(field: models.Field[Any, Any] | None, value: Any) -> str:
    if isinstance(field, models.DateTimeField) and (moment := parse_datetime(str(value))) is not None:
        return formats.date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
    if isinstance(field, models.DateField) and (day := parse_date(str(value))) is not None:
        return formats.date_format(day)
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    if isinstance(value, float):
        return formats.localize(round(value, 3))
    return str(value)


def _find_target(model: type[models.Model], name: str) -> type[models.Model] | None:
    """The sort of record that the field leads to."""
    field = find_field(model, name)
    if field is None or not field.is_relation or field.related_model is None:
        return None
    return field.related_model
