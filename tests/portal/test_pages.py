"""Tests of the pagination of long lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.portal.base.pagination import Pagination, build_list_address, parse_page_number


@given(st.integers(-5, 2000), st.integers(1, 60), st.integers(0, 5000))
def test_any_page_lies_within_the_list(asked: int, size: int, total: int) -> None:
    pages = Pagination(requested=asked, size=size, total=total)
    assert 1 <= pages.number <= pages.count
    assert 0 <= pages.last_row - pages.first_row + 1 <= size or total == 0
    assert pages.last_row <= total
    assert pages.offset == (pages.number - 1) * size


@given(st.integers(1, 60), st.integers(1, 500))
def test_pages_hold_everything_once(size: int, total: int) -> None:
    pages = Pagination(requested=1, size=size, total=total)
    contained = []
    while True:
        contained += list(range(pages.first_row, pages.last_row + 1))
        if pages.next_number is None:
            break
        pages = Pagination(requested=pages.next_number, size=size, total=total)
    assert contained == list(range(1, total + 1))
    assert pages.previous_number == (pages.count - 1 or None)


@pytest.mark.parametrize(
    ("requests", "number"),
    [(None, 1), ("", 1), ("7", 7), (" 7 ", 7), ("-1", 1), ("0", 1), ("٣", 1), ("9" * 30, 1), ("x", 1)],
)
def test_nonsense_asks_for_the_first(requests: str | None, number: int) -> None:
    assert parse_page_number(requests) == number


def test_a_tidy_address_says_no_more_than_it_must() -> None:
    assert build_list_address("/en/", ()) == "/en/"
    assert build_list_address("/en/", (("q", "a&b"),)) == "/en/?q=a%26b"
