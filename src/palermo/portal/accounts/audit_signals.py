"""Receivers that write signing in and changes of an account to the audit log, and the language of who signs in."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from django.contrib.auth import signals as auth_signals
from django.http import HttpRequest

from palermo.portal.base.languages import get_active_language
from palermo.portal.services.access import record_audit_entry


def connect_signals() -> None:
    """Connect the receivers."""
    for signal, receiver in RECEIVERS:
        signal.connect(receiver)


def _record_login(request: HttpRequest | None = None, user: Any = None, **_options: Any) -> None:
    if request is not None and hasattr(request, "resolver_match"):
        record_audit_entry(request, "account.signed-in", user.email)
        user.language = get_active_language()
        user.save(update_fields=["language"])


def _record_logout(request: HttpRequest | None = None, user: Any = None, **_options: Any) -> None:
    if request is not None and user is not None:
        record_audit_entry(request, "account.signed-out", user.email)


def _record_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **_options: Any) -> None:
    if request is not None:
        tried = str(credentials.get("email") or credentials.get("username") or "")
        record_audit_entry(request, "account.sign-in-failed", tried)


def _record_password(request: HttpRequest, user: Any, **_options: Any) -> None:
    record_audit_entry(request, "account.password-changed", user.email)


def _record_authenticator(request: HttpRequest, user: Any, authenticator: Any, signal: Any, **_options: Any) -> None:
    change = "added" if signal is mfa_signals.authenticator_added else "removed"
    record_audit_entry(request, f"account.second-factor-{change}", user.email, type=str(authenticator.type))


RECEIVERS = (
    (auth_signals.user_logged_in, _record_login),
    (auth_signals.user_logged_out, _record_logout),
    (auth_signals.user_login_failed, _record_failure),
    (account_signals.password_changed, _record_password),
    (account_signals.password_reset, _record_password),
    (mfa_signals.authenticator_added, _record_authenticator),
    (mfa_signals.authenticator_removed, _record_authenticator),
)
"""Signals of signing in and of changed accounts, and what records them."""
