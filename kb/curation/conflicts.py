"""What somebody else set while a form was open, what was typed into it, and which of the two is to stand."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.forms import MultiWidget
from django.utils.translation import gettext as _

from kb.curation.history.presenting import FieldChange, present_field
from kb.curation.history.values import UNTOLD, Names, find_field, name_field, tell_value
from kb.records.models import Change
from kb.records.recording import TRACKED, take_fingerprint, take_snapshot

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import Model
    from django.forms import BaseForm, BoundField
    from django.http import QueryDict

# The form's hidden fields: the fingerprints it was made from; those that were shown beside what was typed.
SEEN, SETTLED = "_seen", "_settled"
# The radio buttons: which of two values is to stand.
CHOICE = "_stands:"
MINE, THEIRS = "mine", "theirs"
# How far back it is looked for what a form was made from.
_MOST_STEPS = 200

Snapshot = dict[str, Any]
Fingerprints = dict[str, str]


@dataclass(slots=True)
class Choice:
    """One field that both set, or only the other; ``name`` is that of the radio buttons."""

    name: str
    label: str
    before: str
    theirs: str
    yours: str
    change: FieldChange
    stands: str = ""
    html_name: str = ""


@dataclass(slots=True)
class RecordConflict:
    """One record that is no longer what the form was made from."""

    label: str
    by: str
    at: dt.datetime | None
    what: str
    is_gone: bool
    choices: list[Choice] = field(default_factory=list)
    # What was set beside the fields of the form.
    others: list[FieldChange] = field(default_factory=list)
    theirs: dict[str, list[str]] = field(default_factory=dict)
    # Of a row that is gone: what was typed into it, and the prefixes of its formset and of itself.
    typed: str = ""
    row: tuple[str, str] | None = None


@dataclass(slots=True)
class Conflict:
    """All records of a form that are no longer what it was made from; ``settled`` are their fingerprints as shown."""

    records: list[RecordConflict]
    settled: str
    is_settled: bool

    @property
    def sentence(self) -> str:
        by = next((record.by for record in self.records if record.by), "")
        if by:
            return (
                _("%s changed this after you opened it. Nothing was saved yet: choose what is to stand.") % by
            )
        return _("This was changed after you opened it. Nothing was saved yet: choose what is to stand.")


def mark_seen(records: Iterable[Model]) -> str:
    """The fingerprints of the records, as they were read, for the form's hidden field."""
    return " ".join(
        f"{_key(record)}={take_fingerprint(take_snapshot(record))}"
        for record in records
        if record.pk is not None and type(record) in TRACKED
    )


def find_conflict(
    form_class: type[Any], formsets: Iterable[Any], instance: Model, posted: QueryDict
) -> Conflict | None:
    """Where the form is outdated; None where it is not. Locks the rows until the transaction ends."""
    seen, settled = _read(posted.get(SEEN, "")), _read(posted.get(SETTLED, ""))
    found: list[RecordConflict] = []
    now: Fingerprints = {}
    if type(instance) in TRACKED:
        bound = form_class(posted, instance=copy(instance))
        _look(bound, instance, form_class, seen, now, found, must_be_seen=True)
    for formset in formsets:
        if formset.model in TRACKED:
            for form in formset.initial_forms:
                _look_at_row(formset, form, seen, now, found)
    if not found:
        return None
    is_settled = settled == now and not any(record.is_gone for record in found)
    for record in found:
        for choice in record.choices:
            given = posted.get(CHOICE + choice.name, "")
            choice.stands = given if given in {MINE, THEIRS} else choice.stands
            is_settled = is_settled and given in {MINE, THEIRS}
    return Conflict(found, " ".join(f"{key}={value}" for key, value in now.items()), is_settled)


def take_over(conflict: Conflict, posted: QueryDict) -> None:
    """Put what somebody else set into the posted form, where it is to stand."""
    gone = [record.row for record in conflict.records if record.row is not None]
    for prefix, row in sorted(gone, key=lambda each: int(each[1].rpartition("-")[2]), reverse=True):
        _drop_row(posted, prefix, row)
    for record in conflict.records:
        for choice in record.choices:
            if choice.stands == THEIRS:
                for name in [key for key in posted if _is_of(key, choice.html_name)]:
                    del posted[name]
                for name, values in record.theirs.items():
                    if _is_of(name, choice.html_name):
                        posted.setlist(name, values)


def _is_of(key: str, html_name: str) -> bool:
    """Whether the posted key is of the field, or of a part of its widget."""
    rest = key.removeprefix(html_name)
    return rest == "" or (rest != key and rest[:1] == "_" and rest[1:].isdecimal())


def _look(
    bound: BaseForm,
    instance: Model,
    form_class: type[Any],
    seen: Fingerprints,
    now: Fingerprints,
    found: list[RecordConflict],
    *,
    must_be_seen: bool,
    **form_arguments: Any,
) -> None:
    """Add the record to ``found`` where what is stored is not what was seen."""
    stored = type(instance)._default_manager.select_for_update().filter(pk=instance.pk).first()
    key = _key(instance)
    if stored is None or (key not in seen and not must_be_seen):
        return
    snapshot = take_snapshot(stored)
    stands = take_fingerprint(snapshot)
    if seen.get(key) == stands:
        return
    now[key] = stands
    last, base = _look_back(stored, snapshot, seen.get(key, ""))
    record = RecordConflict(
        label=str(stored),
        by=str(last.operation.by or "") if last else "",
        at=last.operation.at if last else None,
        what=last.what if last else "",
        is_gone=False,
    )
    record.theirs = _read_data(form_class(instance=copy(stored), **form_arguments))
    _compare(record, bound, stored, snapshot, base, form_class(instance=copy(stored), **form_arguments))
    found.append(record)


def _look_at_row(
    formset: Any,
    form: Any,
    seen: Fingerprints,
    now: Fingerprints,
    found: list[RecordConflict],
) -> None:
    instance = form.instance
    if instance.pk is not None:
        _look(form, instance, formset.form, seen, now, found, must_be_seen=False, prefix=form.prefix)
        return
    pk = form.data.get(f"{form.prefix}-{formset.model._meta.pk.name}", "")
    if pk.isdecimal() and f"{formset.model._meta.model_name}.{pk}" in seen:
        found.append(_tell_gone(formset, form, int(pk)))


def _tell_gone(formset: Any, form: Any, pk: int) -> RecordConflict:
    """A row that somebody removed while it was on the page; what was typed into it is told, not saved."""
    content_type = ContentType.objects.get_for_model(formset.model)
    last = (
        Change.objects.filter(content_type=content_type, object_id=pk, after=None)
        .select_related("operation__by")
        .last()
    )
    names = Names()
    typed = [
        _tell_typed(formset.model, bound.name, bound.field, bound.data, names)
        for bound in form
        if not bound.is_hidden and bound.name != "DELETE"
    ]
    return RecordConflict(
        label=last.label if last else str(formset.model._meta.verbose_name),
        by=str(last.operation.by or "") if last else "",
        at=last.operation.at if last else None,
        what="",
        is_gone=True,
        typed=", ".join(filter(None, typed)),
        row=(str(formset.prefix), form.prefix),
    )


def _drop_row(posted: QueryDict, prefix: str, row: str) -> None:
    """Take the row out of the posted formset; those after it move up."""
    number = int(row.removeprefix(f"{prefix}-"))
    moved: dict[str, list[str]] = {}
    for key in [key for key in posted if key.startswith(f"{prefix}-")]:
        at, _dash, rest = key.removeprefix(f"{prefix}-").partition("-")
        if at.isdecimal() and int(at) >= number:
            values = posted.pop(key)
            if int(at) > number:
                moved[f"{prefix}-{int(at) - 1}-{rest}"] = values
    for key, values in moved.items():
        posted.setlist(key, values)
    for count in ("TOTAL_FORMS", "INITIAL_FORMS"):
        posted[f"{prefix}-{count}"] = str(int(str(posted[f"{prefix}-{count}"])) - 1)


def _look_back(stored: Model, snapshot: Snapshot, seen: str) -> tuple[Change | None, Snapshot | None]:
    """The last change of the record, and what it was when it had the fingerprint ``seen`` (None: not known)."""
    changes = Change.objects.filter(
        content_type=ContentType.objects.get_for_model(stored), object_id=stored.pk
    ).select_related("operation__by")
    was, last = dict(snapshot), None
    for change in changes.order_by("-pk")[:_MOST_STEPS]:
        if change.is_note:
            continue
        last = last or change
        if change.before is None or change.after is None:
            break
        was.update(change.before)
        if take_fingerprint(was) == seen:
            return last, was
    return last, None


def _compare(
    record: RecordConflict,
    bound: BaseForm,
    stored: Model,
    snapshot: Snapshot,
    base: Snapshot | None,
    current: BaseForm,
) -> None:
    names = Names()
    names.want(type(stored), (snapshot, base))
    for name, value in snapshot.items():
        model_field = find_field(type(stored), name)
        form_name = model_field.name if model_field is not None else name
        was = value if base is None else base.get(name)
        told = [tell_value(type(stored), name, side, names) for side in (was, value)]
        in_form = bound.fields.get(form_name)
        if in_form is None or in_form.disabled:
            if base is not None and was != value and name not in UNTOLD:
                record.others.append(present_field(type(stored), name, *told))
            continue
        given = bound[form_name].data
        if not in_form.has_changed(current.get_initial_for_field(in_form, form_name), given):
            continue
        if base is not None and was == value:
            continue
        is_touched = base is None or in_form.has_changed(_as_initial(model_field, was), given)
        record.choices.append(
            Choice(
                name=f"{_key(stored)}.{form_name}",
                label=name_field(type(stored), name),
                before=told[0] if base is not None else "",
                theirs=told[1],
                yours=_tell_typed(type(stored), name, in_form, given, names),
                change=present_field(type(stored), name, told[0], told[1]),
                stands="" if is_touched else THEIRS,
                html_name=bound.add_prefix(form_name),
            )
        )


def _as_initial(model_field: Any, value: Any) -> Any:
    """The stored value as the form was given it."""
    if model_field is None or model_field.many_to_many or model_field.is_relation:
        return value
    return model_field.to_python(value)


def _tell_typed(model: type[Model], name: str, in_form: Any, given: Any, names: Names) -> str:
    """What was typed, in words; as it was typed where it means nothing."""
    try:
        value = in_form.clean(given)
    except Exception:  # noqa: BLE001  # whatever the field says is wrong with it, the form says too
        return str(given or "")
    if hasattr(value, "pk"):
        return str(value)
    if hasattr(value, "values_list"):
        return ", ".join(map(str, value))
    return tell_value(model, name, value, names)


def _read_data(form: BaseForm) -> dict[str, list[str]]:
    """What a browser would send of the form if nothing was changed on its page."""
    data: dict[str, list[str]] = {}
    for bound in form:
        data |= dict(_read_field(bound))
    return data


def _read_field(bound: BoundField) -> Iterable[tuple[str, list[str]]]:
    widget = getattr(bound.field.widget, "widget", bound.field.widget)
    value = bound.value()
    if isinstance(widget, MultiWidget):
        for number, part in enumerate(widget.decompress(value) or ()):
            yield f"{bound.html_name}_{number}", [] if part is None else [str(part)]
    elif isinstance(value, bool):
        yield bound.html_name, ["on"] if value else []
    elif isinstance(value, (list, tuple)) or hasattr(value, "values_list"):
        yield bound.html_name, [str(getattr(each, "pk", each)) for each in value]
    else:
        yield bound.html_name, ["" if value is None else str(value)]


def _key(record: Model) -> str:
    return f"{record._meta.model_name}.{record.pk}"


def _read(text: str) -> Fingerprints:
    pairs = (each.partition("=") for each in text.split())
    return {key: value for key, _equals, value in pairs}
