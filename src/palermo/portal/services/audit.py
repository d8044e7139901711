"""Entries of the audit log, for all apps: who did what, when and from where."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest

from palermo.portal.services.access import get_client_address

MAX_SUBJECT_CHARS = 300


def record_audit_entry(request: HttpRequest | None, action: str, subject: str = "", **detail: Any) -> None:
    """Append an entry; `action` is a word such as `role.given`, `request` is None for commands."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    apps.get_model("accounts", "AuditEntry").objects.create(
        person_id=user.pk if signed_in and user is not None else None,
        who=user.email if signed_in and user is not None else ("" if request else "command line"),
        action=action,
        subject=subject[:MAX_SUBJECT_CHARS],
        detail=detail,
        address=get_client_address(request, settings.PALERMO_PROXIES) if request else "",
    )
