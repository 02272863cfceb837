from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0009_headings_looked_at"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="operation",
            options={
                "ordering": ["-at", "-pk"],
                "permissions": [
                    ("merge_records", "Can merge and split persons and works, and merge and delete themes")
                ],
                "verbose_name": "operation",
                "verbose_name_plural": "operations",
            },
        ),
        migrations.AlterModelOptions(
            name="thesis",
            options={
                "ordering": ["-year", "title"],
                "permissions": [("publish_thesis", "Can publish, withdraw and send back theses")],
                "verbose_name": "thesis",
                "verbose_name_plural": "theses",
            },
        ),
        migrations.AddField(
            model_name="operation",
            name="needs",
            field=models.JSONField(
                default=list,
                help_text="Who takes it back must have the rights that it took to do it.",
                verbose_name="rights",
            ),
        ),
    ]
