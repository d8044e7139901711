"""Joint texts in Django's administration: to look at, since events are only appended."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from palermo.portal.joint_texts.models import OutlineRecord, TextEventRecord, TextRecord


class EventLogAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shows rows without changing them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


@admin.register(TextRecord)
class TextRecordAdmin(EventLogAdmin):
    """Texts."""

    list_display = ("title", "kind", "stage", "changed")


@admin.register(TextEventRecord)
class TextEventRecordAdmin(EventLogAdmin):
    """Events."""

    list_display = ("text", "sequence", "at", "person")


admin.site.register(OutlineRecord)
