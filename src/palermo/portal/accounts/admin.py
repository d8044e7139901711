"""People, roles, invitations and the audit log in Django's administration."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.urls import reverse

from palermo.portal.accounts.models import AuditEntry, Invitation, Person
from palermo.portal.base.read_only_admin import ReadOnlyAdmin


@admin.register(Person)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """People; passwords are set by their owners, roles and entities on the portal's page of a person."""

    list_display = ("email", "first_name", "is_active", "last_login")
    list_filter = ("is_active", "roles__role")
    fieldsets = ((None, {"fields": ("email", "first_name", "is_active", "last_login", "date_joined")}),)
    readonly_fields = ("email", "last_login", "date_joined")
    filter_horizontal = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: people are invited."""
        return False

    def get_view_on_site_url(self, obj: Person | None = None) -> str | None:
        """Return the address of the page that changes the roles of a person."""
        return reverse("accounts:person", kwargs={"id": obj.pk}) if obj else None


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Invitations."""

    list_display = ("email", "created_at", "expires_at", "accepted_at", "withdrawn_at")


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """The audit log."""

    list_display = ("at", "who", "action", "subject", "address")
    list_filter = ("action",)
    search_fields = ("who", "subject")
