"""The environment variables of Palermo as settings.

The only module that reads the environment, used by cli, portal and pipeline. Django's settings are in
`portal/project/settings.py`.
"""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from palermo.errors import SettingInvalid

type LogFormat = Literal["text", "json"]
type IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network
_RATE_LIMIT_PREFIX: Final = "PALERMO_LIMIT_"
LOOPBACK: Final = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings from the environment.

    Every field is an environment variable described in docs/settings.md.
    """

    library: str = "library"
    """PALERMO_LIBRARY: the library that commands use by default: a folder, or `s3://bucket/path`."""
    mirrors: Path = Path("~/.cache/palermo")
    """PALERMO_MIRRORS: folder for local copies of remote libraries."""
    workers: int = 0
    """PALERMO_WORKERS: processes that read documents; 0 means one for each core."""
    database_url: str = ""
    """DATABASE_URL: the portal's database; empty means SQLite in the library's folder."""
    secret_key: str = ""
    """PALERMO_SECRET_KEY: signs the portal's cookies and links; empty for one that is kept in the library."""
    allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    """PALERMO_ALLOWED_HOSTS: host names that the portal answers to, separated by commas."""
    meaning: bool = True
    """PALERMO_MEANING: 0 builds and queries indexes by words only, and extracts statements by rules only."""
    rate_limits: Mapping[str, int] = field(default_factory=dict)
    """PALERMO_LIMIT_<SCOPE>: requests per minute from one address that replace a default; 0 for no limit."""
    proxies: int = 0
    """PALERMO_PROXIES: number of proxies in front of the portal that append to X-Forwarded-For."""
    second_opinion: str = field(default="", repr=False)
    """PALERMO_SECOND_OPINION: URL of a language model for second opinions on uncertain statements; empty for none."""
    second_opinion_model: str = ""
    """PALERMO_SECOND_OPINION_MODEL: name of that model on its server."""
    second_opinion_key: str = field(default="", repr=False)
    """PALERMO_SECOND_OPINION_KEY: key for that server; sent only to it, never logged or stored."""
    address: str = "http://localhost:8000"
    """PALERMO_ADDRESS: where readers reach the portal; permanent addresses begin so outside of its pages."""
    log: LogFormat = "text"
    """PALERMO_LOG: `text` logs errors; `json` logs errors and requests as JSON lines."""
    metrics: tuple[IPNetwork, ...] = LOOPBACK
    """PALERMO_METRICS: networks that may read /metrics, separated by commas."""
    registration: str = "closed"
    """PALERMO_REGISTRATION: `open` lets everybody register an account; by default the secretariat invites people."""
    email_url: str = field(default="", repr=False)
    """PALERMO_EMAIL_URL: server that sends e-mails, `smtp://user:password@host:587`; else they are printed."""
    email_from: str = "palermo@localhost"
    """PALERMO_EMAIL_FROM: sender of e-mails."""
    oidc_url: str = ""
    """PALERMO_OIDC_URL: OpenID Connect provider with which people sign in, such as `https://login.example.org`."""
    oidc_name: str = "OpenID Connect"
    """PALERMO_OIDC_NAME: its name on the sign-in page."""
    oidc_client: str = ""
    """PALERMO_OIDC_CLIENT: client id that the provider gave to this portal."""
    oidc_secret: str = field(default="", repr=False)
    """PALERMO_OIDC_SECRET: secret of that client."""
    debug: bool = False
    """PALERMO_DEBUG: 1 shows tracebacks; never use it on a public portal."""


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings; raises SettingInvalid for an invalid value."""
    default = Settings()
    hosts = environment.get("PALERMO_ALLOWED_HOSTS", "")
    return Settings(
        library=environment.get("PALERMO_LIBRARY") or default.library,
        mirrors=Path(environment.get("PALERMO_MIRRORS") or default.mirrors),
        workers=_parse_count(environment, "PALERMO_WORKERS", default.workers),
        database_url=environment.get("DATABASE_URL", default.database_url),
        secret_key=environment.get("PALERMO_SECRET_KEY", default.secret_key),
        allowed_hosts=tuple(h.strip() for h in hosts.split(",") if h.strip()) or default.allowed_hosts,
        meaning=_parse_flag(environment, "PALERMO_MEANING", default.meaning),
        rate_limits=_parse_rate_limits(environment),
        proxies=_parse_count(environment, "PALERMO_PROXIES", default.proxies),
        second_opinion=environment.get("PALERMO_SECOND_OPINION", default.second_opinion),
        second_opinion_model=environment.get("PALERMO_SECOND_OPINION_MODEL", default.second_opinion_model),
        second_opinion_key=environment.get("PALERMO_SECOND_OPINION_KEY", default.second_opinion_key),
        address=_parse_address(environment.get("PALERMO_ADDRESS", ""), default.address),
        log=_parse_log_format(environment.get("PALERMO_LOG", "")),
        metrics=_parse_networks(environment.get("PALERMO_METRICS", "")),
        registration=_parse_registration(environment),
        email_url=environment.get("PALERMO_EMAIL_URL", default.email_url),
        email_from=environment.get("PALERMO_EMAIL_FROM") or default.email_from,
        oidc_url=environment.get("PALERMO_OIDC_URL", default.oidc_url).rstrip("/"),
        oidc_name=environment.get("PALERMO_OIDC_NAME") or default.oidc_name,
        oidc_client=environment.get("PALERMO_OIDC_CLIENT", default.oidc_client),
        oidc_secret=environment.get("PALERMO_OIDC_SECRET", default.oidc_secret),
        debug=_parse_flag(environment, "PALERMO_DEBUG"),
    )


def _parse_count(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name, "")
    if not value:
        return default
    if not value.isascii() or not value.isdigit():
        raise SettingInvalid(name, f"{value!r} is not a whole number", "Use a whole number, such as 2")
    return int(value)


def _parse_rate_limits(environment: Mapping[str, str]) -> dict[str, int]:
    names = [name for name, value in environment.items() if name.startswith(_RATE_LIMIT_PREFIX) and value]
    return {name.removeprefix(_RATE_LIMIT_PREFIX).lower(): _parse_count(environment, name, 0) for name in names}


def _parse_registration(environment: Mapping[str, str]) -> str:
    value = environment.get("PALERMO_REGISTRATION", "").lower() or "closed"
    if value not in {"open", "closed"}:
        raise SettingInvalid("PALERMO_REGISTRATION", f"{value!r} is neither open nor closed", "Use open or closed")
    return value


def _parse_flag(environment: Mapping[str, str], name: str, default: bool = False) -> bool:
    value = environment.get(name, "").lower()
    if not value:
        return default
    if value in {"0", "no", "false"}:
        return False
    if value in {"1", "yes", "true"}:
        return True
    raise SettingInvalid(name, f"{value!r} is neither 1 nor 0", "Use 1 or 0")


def _parse_address(value: str, default: str) -> str:
    if not value:
        return default
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise SettingInvalid(
            "PALERMO_ADDRESS", f"{value!r} is not a web address", "Use one such as https://map.example.org"
        )
    return value.rstrip("/")


def _parse_log_format(value: str) -> LogFormat:
    match value.lower():
        case "" | "text":
            return "text"
        case "json":
            return "json"
    raise SettingInvalid("PALERMO_LOG", f"{value!r} is neither text nor json", "Use text or json")


def _parse_networks(value: str) -> tuple[IPNetwork, ...]:
    if not value:
        return LOOPBACK
    try:
        return tuple(ipaddress.ip_network(item.strip()) for item in value.split(",") if item.strip())
    except ValueError as error:
        raise SettingInvalid("PALERMO_METRICS", f"{error}", "Name networks such as 10.0.0.0/8") from None
