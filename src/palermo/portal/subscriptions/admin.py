"""Administration of saved searches."""

from django.contrib import admin

from palermo.portal.base.read_only_admin import ReadOnlyAdmin
from palermo.portal.subscriptions.models import SavedSearch


@admin.register(SavedSearch)
class SavedSearchAdmin(ReadOnlyAdmin):
    """Saved searches, which administrators cannot change."""

    list_display = ("name", "person", "by_email", "created_at")
