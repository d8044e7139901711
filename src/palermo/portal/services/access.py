"""The actor of a request, and refusals as pages: what the portal adds to `palermo.access`."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as translate

from palermo.access import ANONYMOUS, Actor, Permit, Refusal


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


def translate_reason(refusal: Refusal) -> str:
    """Return the reason of a refusal in the page's language."""
    return translate(refusal.reason)
