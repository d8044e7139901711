"""Settings of e-mail and of an organisation's own sign-in, from addresses in the environment."""

from typing import Any
from urllib.parse import unquote, urlsplit

from palermo.errors import SettingInvalid

DEFAULT_PORTS = {"smtp": 25, "smtps": 465}
STARTTLS_PORT = 587
SMTP_HINT = "Give smtp://user:password@host:587, or smtps:// for TLS from the beginning"
PROVIDER_ID = "organisation"
"""The provider in addresses: `/accounts/oidc/organisation/login/callback/`."""


def parse_email_url(url: str) -> dict[str, Any]:
    """Turn PALERMO_EMAIL_URL into Django's MAILERS.

    Raises SettingInvalid, which never repeats the address.
    """
    if not url:
        return {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SettingInvalid("PALERMO_EMAIL_URL", "it is not an address", SMTP_HINT) from None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise SettingInvalid("PALERMO_EMAIL_URL", "it names no SMTP server", SMTP_HINT)
    options = {
        "host": parts.hostname,
        "port": port or DEFAULT_PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp" and port == STARTTLS_PORT,
        "timeout": 10,
    }
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}


def build_oidc_providers(url: str, name: str, client: str, secret: str) -> dict[str, Any]:
    """Return the providers of django-allauth; none without an address."""
    if not url:
        return {}
    if not client:
        raise SettingInvalid("PALERMO_OIDC_CLIENT", "it is empty", "Give the client id that the provider gave you")
    app = {
        "provider_id": PROVIDER_ID,
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": url},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def find_origin(url: str) -> str:
    """Return the origin of an address, to which forms may lead."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
