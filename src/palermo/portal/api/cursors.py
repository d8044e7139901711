"""Cursor pagination: a cursor identifies the list and the offset of the next page."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from palermo import registry
from palermo.portal.api.problems import BadCursor, StaleCursor
from palermo.portal.services.current_edition import get_content_versions, get_current_edition
from palermo.statements import hash_json

MAX_PAGE_ROWS = 100
"""Rows of one page."""
CURSOR_PATTERN = r"([0-9a-f]{12})-([0-9]{1,9})"
"""Hash of the list, and the rows before the page."""
_PAGE_PARAMS = ("cursor", "limit")


class PageQuery(Schema):
    """The page of a list."""

    limit: int = Field(20, ge=1, le=MAX_PAGE_ROWS, description="Rows of one answer.")
    cursor: str = Field("", max_length=120, description="`next` of the answer before; empty for the beginning.")


class PageOut(Schema):
    """A page of a list."""

    total: int = Field(description="All rows of the list.")
    next: str | None = Field(description="Cursor of the next page; null at the end.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePosition:
    """The offset and length of a page, and the list that it belongs to."""

    offset: int
    limit: int
    token: str

    def build_page[T](self, rows: Sequence[T], build_item: Callable[[T], Any] = lambda row: row) -> dict[str, Any]:
        """Return the page of a complete list as answers show it; rows with the fields of the answer need no builder."""
        items = [build_item(row) for row in rows[self.offset : self.offset + self.limit]]
        return {"items": items, "total": len(rows), "next": self.encode_next_cursor(len(rows))}

    def encode_next_cursor(self, total: int) -> str | None:
        """Return the cursor of the next page, or None at the end."""
        after = self.offset + self.limit
        if after >= total:
            return None
        return f"{self.token}-{after}"


def parse_page_position(request: HttpRequest, params: PageQuery) -> PagePosition:
    """Parse the cursor.

    Raises BadCursor if it is invalid, and StaleCursor if edition, registry or filters have changed.
    """
    token = _compute_list_token(request)
    if not params.cursor:
        return PagePosition(offset=0, limit=params.limit, token=token)
    parts = re.fullmatch(CURSOR_PATTERN, params.cursor, re.ASCII)
    if parts is None:
        raise BadCursor
    if parts[1] != token:
        raise StaleCursor
    return PagePosition(offset=int(parts[2]), limit=params.limit, token=token)


def _compute_list_token(request: HttpRequest) -> str:
    """Return a hash of the list: its address, filters, edition and registry."""
    filters = sorted((name, values) for name, values in request.GET.lists() if name not in _PAGE_PARAMS)
    return hash_json(
        request.path, *get_content_versions(get_current_edition()), registry.load_registry().version, filters
    )[:12]
