"""Adapters of django-allauth: who may register, and which messages are shown."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Registration is closed unless PALERMO_REGISTRATION=open; invitations create accounts otherwise."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return whether everybody may register."""
        return bool(settings.PALERMO_REGISTRATION_OPEN)

    def add_message(
        self, request: HttpRequest, level: int, message_template: Any = None, *args: Any, **kw: Any
    ) -> None:
        """Add a message, but none to a visitor, for whom it would need a session."""
        if request.user.is_authenticated:
            super().add_message(request, level, message_template, *args, **kw)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in through an organisation's own OpenID Connect provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Return whether somebody without an account may register."""
        return bool(settings.PALERMO_REGISTRATION_OPEN)
