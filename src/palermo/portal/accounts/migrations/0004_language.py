"""Add the language of a person's e-mails."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_invitations_and_audit_log"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="language",
            field=models.CharField(default="en", max_length=10, verbose_name="language"),
        ),
    ]
