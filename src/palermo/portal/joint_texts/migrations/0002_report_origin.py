"""Which report a text was opened from, with the queries of its figures."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("joint_texts", "0001_event_log")]

    operations = [
        migrations.CreateModel(
            name="ReportOrigin",
            fields=[
                (
                    "text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="origin",
                        serialize=False,
                        to="joint_texts.textrecord",
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=300)),
                ("language", models.CharField(max_length=8)),
                ("edition", models.CharField(max_length=100)),
                ("figures", models.JSONField()),
            ],
        ),
    ]
