from __future__ import annotations

from typing import Any

import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.utils import translation
from django.utils.translation import gettext as _

NAMES = {1: "add", 2: "change", 3: "delete"}
SIZE = 500


def carry_over(apps: Any, schema_editor: Any) -> None:
    """What Django's log says of the records goes on standing in their history; it cannot be taken back."""
    alias = schema_editor.connection.alias
    entries, operations, changes = (
        apps.get_model(*name)._default_manager.using(alias)
        for name in (("admin", "LogEntry"), ("records", "Operation"), ("records", "Change"))
    )
    told = entries.filter(content_type__app_label="records").order_by("pk")
    first = operations.order_by("at").first()
    if first is not None:
        # From then on both were written.
        told = told.filter(action_time__lt=first.at)
    batch: list[Any] = []
    with translation.override(settings.LANGUAGE_CODE):
        for entry in told.select_related("content_type").iterator(SIZE):
            batch.append(entry)
            if len(batch) == SIZE:
                store(apps, operations, changes, batch)
                batch = []
        store(apps, operations, changes, batch)


def store(apps: Any, operations: Any, changes: Any, entries: list[Any]) -> None:
    kept = [entry for entry in entries if entry.object_id and entry.object_id.isdecimal()]
    theses = find_theses(apps, operations.db, kept)
    made = operations.bulk_create(
        [
            operations.model(
                name=NAMES.get(entry.action_flag, "change"),
                what=tell(entry),
                at=entry.action_time,
                by_id=entry.user_id,
                thesis_id=theses.get((entry.content_type.model, int(entry.object_id))),
            )
            for entry in kept
        ]
    )
    changes.bulk_create(
        [
            changes.model(
                operation=operation,
                content_type_id=entry.content_type_id,
                object_id=int(entry.object_id),
                label=entry.object_repr,
                what=operation.what,
                before={},
                after={},
            )
            for operation, entry in zip(made, kept, strict=True)
        ]
    )


def find_theses(apps: Any, alias: str, entries: list[Any]) -> dict[tuple[str, int], int]:
    """The thesis of each record that still stands in one."""
    found: dict[tuple[str, int], int] = {}
    for name in {entry.content_type.model for entry in entries}:
        try:
            model = apps.get_model("records", name)
        except LookupError:
            continue
        fields = {field.attname for field in model._meta.concrete_fields}
        thesis = "pk" if name == "thesis" else "thesis_id"
        if thesis not in {*fields, "pk"}:
            continue
        pks = [int(entry.object_id) for entry in entries if entry.content_type.model == name]
        rows = model._default_manager.using(alias).filter(pk__in=pks).values_list("pk", thesis)
        found |= {(name, pk): of for pk, of in rows if of is not None}
    return found


def tell(entry: Any) -> str:
    from django.contrib.admin.models import LogEntry

    known = LogEntry(action_flag=entry.action_flag, change_message=entry.change_message)
    if entry.action_flag == 3:
        return _("Deleted.")
    return str(known.get_change_message()) or str(known.get_action_flag_display())


class Migration(migrations.Migration):

    dependencies = [
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('records', '0014_suggestion_runs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FailedLogin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(db_index=True, max_length=32)),
                ('source', models.CharField(db_index=True, max_length=32)),
                ('is_known', models.BooleanField(default=False)),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'failed login',
                'verbose_name_plural': 'failed logins',
                'ordering': ['-at'],
                'default_permissions': (),
            },
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
