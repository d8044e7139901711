"""The actor of a request, and refusals as pages: what the portal adds to `palermo.access`."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_noop

from palermo.access import ANONYMOUS, Actor, Permit, Refusal

TRANSLATED_REASONS = (
    gettext_noop("Sign in to open this page."),
    gettext_noop("Only reviewers and the secretariat review statements."),
    gettext_noop("Only the secretariat does this."),
    gettext_noop("Only administrators open the administration."),
    gettext_noop("Only an administrator gives or takes away the role of administrator."),
    gettext_noop("Only focal points of an entity and the secretariat open the entity desk."),
    gettext_noop("Only the focal points of this entity and the secretariat change what it states."),
    gettext_noop("Only contributors, focal points and the secretariat add documents and activities."),
    gettext_noop("Only contributors, focal points and the secretariat draft joint texts."),
    gettext_noop("Only a focal point of this entity speaks for it."),
)
"""The reasons of `palermo.access.permissions`, for the catalogues; a test compares both."""


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
