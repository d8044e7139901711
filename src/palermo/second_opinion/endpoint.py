"""The address, model and key of a chat completions server, checked before anything is sent."""

import ipaddress
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from palermo.errors import SettingInvalid

KEY_VARIABLE: Final = "PALERMO_SECOND_OPINION_KEY"
ENDPOINT_OPTION: Final = "--second-opinion"
_COMPLETIONS_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Address, model and key of a server's chat completions; created by `parse_endpoint`."""

    url: str = field(repr=False)
    model: str
    key: str = field(default="", repr=False)
    """Sent as a bearer token; never logged or stored."""
    is_insecure_allowed: bool = False
    """Whether plain http may leave this machine."""

    @property
    def origin(self) -> str:
        """Scheme, host and port, the only part of the address that messages show."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


def parse_endpoint(url: str, model: str, key: str = "", *, is_insecure_allowed: bool = False) -> Endpoint:
    """Validate the user's settings; raises SettingInvalid, without key or whole URL in the message.

    >>> parse_endpoint("http://localhost:8080", "qwen").url
    'http://localhost:8080/v1/chat/completions'
    >>> parse_endpoint("https://models.example.org/api/v1/", "qwen").url
    'https://models.example.org/api/v1/chat/completions'
    """
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise SettingInvalid(
            ENDPOINT_OPTION, "its value is not an address", "Give one such as http://localhost:8080"
        ) from None
    if parts.scheme not in {"http", "https"} or not host or not url.strip().isascii() or not url.strip().isprintable():
        raise SettingInvalid(
            ENDPOINT_OPTION, "its value is not an http or https address", "Give one such as http://localhost:8080"
        )
    if "@" in parts.netloc:
        raise SettingInvalid(ENDPOINT_OPTION, "its address holds a name or password", f"Give the key in {KEY_VARIABLE}")
    if parts.scheme == "http" and not is_insecure_allowed and not _is_loopback_name(host):
        reason = f"{host} is another machine, and http would send passages and key unencrypted"
        raise SettingInvalid(
            ENDPOINT_OPTION, reason, "Give an https address, or allow this with --second-opinion-insecure"
        )
    if not model.strip() or not model.isprintable():
        raise SettingInvalid(ENDPOINT_OPTION, "no model is named", "Name one with --second-opinion-model")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise SettingInvalid(KEY_VARIABLE, "it holds blanks or characters that no key has", "Copy the key again")
    path = parts.path.rstrip("/")
    path = path if path.endswith(_COMPLETIONS_PATH) else f"{path or '/v1'}{_COMPLETIONS_PATH}"
    address = urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))
    return Endpoint(url=address, model=model.strip(), key=key, is_insecure_allowed=is_insecure_allowed)


def _is_loopback_name(host: str) -> bool:
    """Return whether a host is this machine by its name; the resolved address is checked when connected."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
