"""Which hosts and origins the HTTP transport answers to, as a guard against DNS rebinding."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from mcp.server.transport_security import TransportSecuritySettings


def build_transport_security(hosts: Iterable[str], address: str) -> TransportSecuritySettings:
    """Allow the hosts that the portal answers to, and pages of the portal's address as origin."""
    names = dict.fromkeys((*hosts, urlsplit(address).hostname or "localhost"))
    allowed = [name for host in names for name in (host, f"{host}:*")]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=True, allowed_hosts=allowed, allowed_origins=[address]
    )
