"""Pages of long lists, and addresses of lists without empty parameters."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from palermo.portal.base.confidence import get_confidence_params


def parse_page_number(text: str | None) -> int:
    """Return the number of a page; anything else means the first page."""
    value = (text or "").strip()
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 8 else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """A page of a list of `total` rows, `size` to a page; a number after the end is the last page."""

    requested: int
    size: int
    total: int

    @property
    def count(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def number(self) -> int:
        """Number of this page, from 1."""
        return min(max(1, self.requested), self.count)

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.number - 1) * self.size

    @property
    def first_row(self) -> int:
        """Position of the first row of this page, from 1; 0 in an empty list."""
        return min(self.offset + 1, self.total)

    @property
    def last_row(self) -> int:
        """Position of the last row of this page."""
        return min(self.offset + self.size, self.total)

    @property
    def previous_number(self) -> int | None:
        """Number of the previous page, or None."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next_number(self) -> int | None:
        """Number of the next page, or None."""
        return self.number + 1 if self.number < self.count else None


def paginate(request: HttpRequest, size: int, total: int) -> Pagination:
    """Return the page of a list of `total` rows that the parameter `page` of a request names."""
    return Pagination(requested=parse_page_number(request.GET.get("page")), size=size, total=total)


def build_list_address(path: str, query: Sequence[tuple[str, str]]) -> str:
    """Return the address of a list with these parameters."""
    kept_params = [*query, *get_confidence_params()]
    return f"{path}?{urlencode(kept_params)}" if kept_params else path
