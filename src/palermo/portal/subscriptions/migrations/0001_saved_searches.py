"""Add saved searches."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("conditions", models.JSONField(default=list, verbose_name="conditions")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="words")),
                ("by_email", models.BooleanField(default=True, verbose_name="weekly e-mail")),
                ("webhook", models.URLField(blank=True, max_length=500, verbose_name="webhook")),
                ("language", models.CharField(default="en", max_length=10, verbose_name="language")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved search",
                "verbose_name_plural": "saved searches",
                "ordering": ("name", "pk"),
            },
        ),
    ]
