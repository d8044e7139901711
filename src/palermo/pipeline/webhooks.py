"""Webhooks: the matches of a standing query are posted to its address at once."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import urllib3

from palermo.errors import NotFetched
from palermo.pipeline.standing_queries import QueryMatches
from palermo.sources import resolve_endpoints

TIMEOUT_S: Final = 10.0


def send_webhooks(matches: Sequence[QueryMatches], edition: str, address: str) -> list[str]:
    """Post the matches of each query that has a webhook; return what failed, in words."""
    failures = []
    for query_match in matches:
        if not query_match.query.webhook:
            continue
        content = {"search": query_match.query.name, "edition": edition, "statements": query_match.list_values(address)}
        try:
            status = _post(query_match.query.webhook, content, is_public=query_match.query.is_public_webhook)
        except NotFetched as error:
            failures.append(f"{query_match.query.name}: {error.reason}")
            continue
        except (urllib3.exceptions.HTTPError, OSError) as error:
            failures.append(f"{query_match.query.name}: its webhook does not answer ({type(error).__name__})")
            continue
        if status >= 300:
            failures.append(f"{query_match.query.name}: its webhook answers with status {status}")
    return failures


def _post(address: str, content: Mapping[str, Any], *, is_public: bool) -> int:
    """Post JSON without redirects; return the status, or raise NotFetched for an internal host.

    The request goes to the IP address that was checked, so that a name cannot lead elsewhere in between.
    """
    retries, (ip, port) = urllib3.Retry(2, redirect=0), resolve_endpoints(address, not is_public)[0]
    parts = urlsplit(address)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    pool = urllib3.HTTPConnectionPool(ip, port, timeout=TIMEOUT_S, retries=retries)
    if parts.scheme == "https":
        host = parts.hostname or ""
        pool = urllib3.HTTPSConnectionPool(
            ip, port, timeout=TIMEOUT_S, retries=retries, server_hostname=host, assert_hostname=host
        )
    with pool:
        response = pool.request("POST", target, json=content, headers={"Host": parts.netloc}, preload_content=False)
        response.release_conn()
        return int(response.status)
