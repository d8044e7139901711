"""Pages of long lists, and addresses of lists without empty parameters."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from palermo.portal.base.statement_selection import get_confidence_params


def parse_page_number(text: str | None) -> int:
    """Return the number of a page; anything else means the first page."""
    value = (text or "").strip()
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 8 else 1


type Rows[T: Any] = Sequence[T] | QuerySet[Any, T]


def paginate[T: Any](request: HttpRequest, size: int, rows: Rows[T]) -> Page[T]:
    """Return the page of a list that the parameter `page` of a request names."""
    return get_page(rows, size, parse_page_number(request.GET.get("page")))


def get_page[T: Any](rows: Rows[T], size: int, number: int) -> Page[T]:
    """Return a page of a list, `size` rows to a page; a number after the end is the last page."""
    return Paginator(rows, size).get_page(number)


def get_offset(page: Page[Any]) -> int:
    """Return the number of rows before a page."""
    return (page.number - 1) * page.paginator.per_page


def build_list_address(path: str, query: Sequence[tuple[str, str]]) -> str:
    """Return the address of a list with these parameters."""
    kept_params = [*query, *get_confidence_params()]
    return f"{path}?{urlencode(kept_params)}" if kept_params else path
