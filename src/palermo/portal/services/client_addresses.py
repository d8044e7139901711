"""The client address of a request, also behind proxies."""

import ipaddress

from django.http import HttpRequest


def get_client_address(request: HttpRequest, proxy_count: int) -> str:
    """Return the client address.

    For IPv6, this is its /64 network. Behind proxies, it is the address that the outermost proxy saw.
    """
    forwarded = [item.strip() for item in request.headers.get("X-Forwarded-For", "").split(",") if item.strip()]
    client_address = (
        forwarded[-proxy_count] if 0 < proxy_count <= len(forwarded) else request.META.get("REMOTE_ADDR", "")
    )
    try:
        address = ipaddress.ip_address(client_address)
    except ValueError:
        return client_address[:60]
    return str(address) if address.version == 4 else str(ipaddress.ip_network((int(address), 64), strict=False))
