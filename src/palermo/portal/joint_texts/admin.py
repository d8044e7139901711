"""Joint texts in Django's administration: to look at, since events are only appended."""

from django.contrib import admin

from palermo.portal.base.read_only_admin import ReadOnlyAdmin
from palermo.portal.joint_texts.models import OutlineRecord, TextEventRecord, TextRecord


@admin.register(TextRecord)
class TextRecordAdmin(ReadOnlyAdmin):
    """Texts."""

    list_display = ("title", "kind", "stage", "changed")


@admin.register(TextEventRecord)
class TextEventRecordAdmin(ReadOnlyAdmin):
    """Events."""

    list_display = ("text", "sequence", "at", "person")


admin.site.register(OutlineRecord)
