"""The edition that closes a round is found by its name."""

from django.db import migrations


class Migration(migrations.Migration):
    """Remove the id of the edition."""

    dependencies = [("entity_desk", "0002_survey_drafts")]

    operations = [migrations.RemoveField(model_name="mappinground", name="edition")]
