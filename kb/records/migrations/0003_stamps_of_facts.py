import secrets

import django.db.models.deletion
from django.db import migrations, models


def stamp_all(apps, schema_editor):
    Thesis = apps.get_model("records", "Thesis")
    FactsStamp = apps.get_model("records", "FactsStamp")
    FactsStamp.objects.bulk_create(
        FactsStamp(thesis_id=pk, stamp=secrets.randbits(62)) for pk in Thesis.objects.values_list("pk", flat=True)
    )


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0002_pending_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="FactsStamp",
            fields=[
                (
                    "thesis",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="facts_stamp",
                        serialize=False,
                        to="records.thesis",
                        verbose_name="thesis",
                    ),
                ),
                ("stamp", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "stamp of facts",
                "verbose_name_plural": "stamps of facts",
            },
        ),
        migrations.RunPython(stamp_all, migrations.RunPython.noop),
    ]
