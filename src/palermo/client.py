"""A thin typed client of a portal's API, for programs that have no library on their own disk."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

import urllib3

from palermo.errors import NotFetched

TIMEOUT_S: Final = 60.0
MAX_ROWS_PER_REQUEST: Final = 100

type JSONRow = dict[str, Any]
type Fetch = Callable[[str], tuple[int, bytes]]
"""Requests an address, and returns status and content."""


def _fetch_over_http(address: str) -> tuple[int, bytes]:
    retries = urllib3.Retry(total=4, backoff_factor=0.5, status_forcelist=(429, 503), respect_retry_after_header=True)
    with urllib3.PoolManager(timeout=TIMEOUT_S, retries=retries) as web:
        response = web.request("GET", address, headers={"Accept": "application/json"})
        return response.status, response.data


class PortalClient:
    """Reads a portal; each call is one request, or one for each page of a list. Raises NotFetched."""

    def __init__(self, address: str, fetch: Fetch = _fetch_over_http) -> None:
        self._base = f"{address.rstrip('/')}/api/v1"
        self._fetch = fetch

    def search(self, query: str, *, page: int = 1, size: int = 10) -> JSONRow:
        """Find passages by words and meaning, grouped by Work."""
        return self._get("search", {"q": query, "page": page, "size": size})

    def iterate_statements(self, **filters: str | int | Sequence[str | int]) -> Iterator[JSONRow]:
        """Yield the statements that match filters such as `kind`, `actor`, `place`, `year`; all pages."""
        return self._iterate("statements", filters)

    def get_statement(self, id: str) -> JSONRow:
        """Return one statement with its evidence."""
        return self._get(f"statements/{id}", {})

    def iterate_documents(self, **filters: str | int | Sequence[str | int]) -> Iterator[JSONRow]:
        """Yield documents, newest first; all pages."""
        return self._iterate("documents", filters)

    def iterate_changes(self) -> Iterator[JSONRow]:
        """Yield what changed since the previous edition."""
        return self._iterate("editions/current/changes", {})

    def get_map(self, rows: str, columns: str, where: Sequence[str] = ()) -> JSONRow:
        """Count who does what by two dimensions."""
        return self._get("maps/who-does-what", {"rows": rows, "columns": columns, "where": list(where)})

    def _iterate(self, path: str, filters: Mapping[str, Any]) -> Iterator[JSONRow]:
        cursor: str | None = ""
        while cursor is not None:
            page = self._get(path, {**filters, "limit": MAX_ROWS_PER_REQUEST, **({"cursor": cursor} if cursor else {})})
            yield from page["items"]
            cursor = page["next"]

    def _get(self, path: str, params: Mapping[str, Any]) -> JSONRow:
        address = f"{self._base}/{path}?{urlencode(params, doseq=True)}".rstrip("?")
        try:
            status, content = self._fetch(address)
            values: JSONRow = json.loads(content)
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            reason = f"the portal does not answer with JSON ({type(error).__name__})"
            raise NotFetched(address, reason, "Try it later") from error
        if status != 200:
            raise NotFetched(
                address, values.get("detail") or f"status {status}", "Look at the documentation of the API"
            )
        return values
