"""Web addresses: their normal form, and the hosts to which foreign content may not send us."""

import ipaddress
import re
import socket
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from palermo.errors import NotFetched

MAX_ADDRESS_CHARS = 2000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE_CHARS = "!$&'()*+,;=:@/?~%-._"
_NAT64_PREFIX = ipaddress.ip_network("64:ff9b::/96")


def normalise_address(address: str, base: str = "") -> str:
    """Return the normal form of an address relative to `base`; raises NotFetched for an invalid one.

    >>> normalise_address(" HTTPS://Example.ORG:443/a b?x=é#part ")
    'https://example.org/a%20b?x=%C3%A9'
    """
    text = address.strip()
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError):
        raise NotFetched(_shorten(address), "it is not an address", "Correct it") from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise NotFetched(_shorten(address), "only http and https can be fetched", "Give another address")
    if not host or len(text) > MAX_ADDRESS_CHARS or "@" in parts.netloc:
        reason = "it contains a name or password" if "@" in parts.netloc else "it is not an address, or is too long"
        raise NotFetched(_shorten(address), reason, "Correct it")
    place = f"[{host}]" if ":" in host else host
    place += f":{port}" if port and port != _DEFAULT_PORTS[parts.scheme] else ""
    return urlunsplit((parts.scheme, place, quote(parts.path or "/", _SAFE_CHARS), quote(parts.query, _SAFE_CHARS), ""))


def get_site_origin(address: str) -> str:
    """Return scheme, host and port: the scope of a robots.txt."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def get_host(address: str) -> str:
    """Return host and port: the scope of a delay, and of a trusted host."""
    return urlsplit(address).netloc


def resolve_endpoints(address: str, is_user_host: bool) -> list[tuple[str, int]]:
    """Return the IP addresses of the host, and its port; raises NotFetched.

    All IP addresses of a host that is not in the user's sources must be public, so that neither a redirect
    nor a feed leads into our own network.
    """
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or _DEFAULT_PORTS[parts.scheme]
    try:
        endpoints = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        reason = f"{host} cannot be found ({error.strerror or error})"
        raise NotFetched(_shorten(address), reason, "Check the address and the network") from error
    addresses = list(dict.fromkeys(str(item[4][0]) for item in endpoints))
    inner = [address for address in addresses if not is_public(address)]
    if inner and not is_user_host:
        reason = f"{host} is a machine of an internal network ({inner[0]}), and is not named in any source"
        raise NotFetched(_shorten(address), reason, "Name the address itself as a source, if it is yours")
    return [(address, port) for address in addresses]


def is_public(ip: str) -> bool:
    """Return whether an IP address is reachable from the whole internet.

    A wrapped address counts as its content.

    >>> [is_public(ip) for ip in ("203.0.114.7", "127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "169.254.169.254")]
    [True, False, False, False, False]
    """
    known = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(known, ipaddress.IPv6Address):
        if known in _NAT64_PREFIX:
            return is_public(str(ipaddress.IPv4Address(int(known) & 0xFFFFFFFF)))
        if wrapped := known.ipv4_mapped or known.sixtofour:
            return is_public(str(wrapped))
    return known.is_global and not known.is_multicast


def _shorten(address: str) -> str:
    return re.sub(r"\s+", " ", address.strip())[:300] or "an empty line"
