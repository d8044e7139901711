"""Administration of saved searches."""

from django.contrib import admin

from palermo.portal.base.read_only_admin import ReadOnlyAdmin
from palermo.portal.subscriptions.models import SavedSearch
from palermo.portal.subscriptions.notice_kinds import NOTICE_KINDS


@admin.register(SavedSearch)
class SavedSearchAdmin(ReadOnlyAdmin):
    """Saved searches, which administrators cannot change."""

    list_display = ("name", "person", *(kind.field for kind in NOTICE_KINDS), "created_at")
