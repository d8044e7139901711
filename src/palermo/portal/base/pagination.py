"""Long lists in pages: which one was asked for, which there are, and the address that says no more than it must."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode


def parse_page_number(text: str | None) -> int:
    """The page that was asked for; nonsense asks for the first."""
    value = (text or "").strip()
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 8 else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """A list of `total` things, `size` to a page; a number past the end is the last page."""

    requested: int
    size: int
    total: int

    @property
    def count(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def number(self) -> int:
        """This page, from 1."""
        return min(max(1, self.requested), self.count)

    @property
    def offset(self) -> int:
        """Things before this page."""
        return (self.number - 1) * self.size

    @property
    def first_row(self) -> int:
        """This page's first thing, from 1; 0 in an empty list."""
        return min(self.offset + 1, self.total)

    @property
    def last_row(self) -> int:
        """This page's last thing."""
        return min(self.offset + self.size, self.total)

    @property
    def previous_number(self) -> int | None:
        """The page before, or None."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next_number(self) -> int | None:
        """The page after, or None."""
        return self.number + 1 if self.number < self.count else None


def build_list_address(path: str, query: Sequence[tuple[str, str]]) -> str:
    """The address of a list without the fields that a form sent empty."""
    return f"{path}?{urlencode(query)}" if query else path
