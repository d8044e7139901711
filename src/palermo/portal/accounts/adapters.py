"""Adapters of django-allauth: who may register, and which messages are shown."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from palermo.portal.accounts.invitations import accept_invitation
from palermo.portal.accounts.models import Invitation
from palermo.portal.services.access import record_audit_entry


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Registration is closed unless PALERMO_REGISTRATION=open; invitations create accounts otherwise."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return whether everybody may register."""
        return bool(settings.PALERMO_REGISTRATION_OPEN)

    def add_message(
        self, request: HttpRequest, level: int, message_template: Any = None, *args: Any, **kw: Any
    ) -> None:
        """Add a message, except for a visitor, because it would need a session."""
        if request.user.is_authenticated:
            super().add_message(request, level, message_template, *args, **kw)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in through an organisation's own OpenID Connect provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Return whether somebody without an account may register: if all may, or an invitation is open."""
        return bool(settings.PALERMO_REGISTRATION_OPEN) or find_open_invitation(sociallogin) is not None

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Return whether the account is created without a form, that is, whether the person was invited."""
        return find_open_invitation(sociallogin) is not None or super().is_auto_signup_allowed(request, sociallogin)

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """Create the person with the roles and entities of their invitation."""
        invitation = find_open_invitation(sociallogin)
        person = super().save_user(request, sociallogin, form)
        if invitation:
            accept_invitation(invitation, "", person.first_name)
            record_audit_entry(request, "invitation.accepted", invitation.email, roles=invitation.roles)
        return person


def find_open_invitation(sociallogin: Any) -> Invitation | None:
    """Return the open invitation of an address that the provider has verified, or None."""
    verified = [email_address.email for email_address in sociallogin.email_addresses if email_address.verified]
    open_ones = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
    return next((invitation for item in verified if (invitation := open_ones.filter(email__iexact=item).first())), None)
