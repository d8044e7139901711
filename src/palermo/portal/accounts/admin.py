"""People, roles, invitations and the audit log in Django's administration."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from palermo.portal.accounts.models import AuditEntry, Invitation, Person, PersonEntity, PersonRole
from palermo.portal.base.read_only_admin import ReadOnlyAdmin
from palermo.portal.services.access import record_audit_entry


class RoleInline(admin.TabularInline):  # type: ignore[type-arg]
    """Roles of a person."""

    model = PersonRole
    extra = 0


class EntityInline(admin.TabularInline):  # type: ignore[type-arg]
    """Entities of a focal point."""

    model = PersonEntity
    extra = 0


@admin.register(Person)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """People; passwords are set by their owners."""

    list_display = ("email", "first_name", "is_active", "last_login")
    list_filter = ("is_active", "roles__role")
    fieldsets = ((None, {"fields": ("email", "first_name", "is_active", "last_login", "date_joined")}),)
    readonly_fields = ("email", "last_login", "date_joined")
    filter_horizontal = ()
    inlines = (RoleInline, EntityInline)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: people are invited."""
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save roles and entities, and write them to the audit log."""
        super().save_related(request, form, formsets, change)
        roles = sorted(form.instance.roles.values_list("role", flat=True))
        record_audit_entry(request, "roles.changed", form.instance.email, after=roles)


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
