"""The actor and the address of a request, refusals as pages, and entries of the audit log."""

import ipaddress
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from palermo.access import ANONYMOUS, Actor, Permit, Refusal

MAX_SUBJECT_CHARS = 300


class AccessRefused(PermissionDenied):
    """The actor may not do this; the page shows the reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def get_actor(request: HttpRequest) -> Actor:
    """Return the actor of the request.

    For a visitor without a session cookie, this makes no query and creates no session.
    """
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        actor = _load_actor(request)
        request.actor = actor  # type: ignore[attr-defined]
    return actor


def _load_actor(request: HttpRequest) -> Actor:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ANONYMOUS
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ANONYMOUS
    actor: Actor = user.get_actor()
    return actor


def ensure_permit(checked: Permit | Refusal) -> None:
    """Raise AccessRefused, which becomes a page with the reason, unless the action is permitted."""
    if isinstance(checked, Refusal):
        raise AccessRefused(checked.reason)


def get_client_address(request: HttpRequest, proxy_count: int) -> str:
    """Return the client address.

    For IPv6, this is its /64 network. Behind proxies, it is the address that the outermost proxy saw.
    """
    forwarded = [item.strip() for item in request.headers.get("X-Forwarded-For", "").split(",") if item.strip()]
    client_address = (
        forwarded[-proxy_count] if 0 < proxy_count <= len(forwarded) else request.META.get("REMOTE_ADDR", "")
    )
    try:
        address = ipaddress.ip_address(client_address)
    except ValueError:
        return client_address[:60]
    return str(address) if address.version == 4 else str(ipaddress.ip_network((int(address), 64), strict=False))


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
