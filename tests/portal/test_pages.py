"""Tests of the pagination of long lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.portal.base.pagination import build_list_address, get_page, parse_page_number


@given(st.integers(1, 2000), st.integers(1, 60), st.integers(0, 5000))
def test_any_page_lies_within_the_list(asked: int, size: int, total: int) -> None:
    page = get_page(range(total), size, asked)
    assert 1 <= page.number <= page.paginator.num_pages
    assert 0 < len(page) <= size or total == 0
    assert page.end_index() <= total


@given(st.integers(1, 60), st.integers(1, 500))
def test_pages_hold_everything_once(size: int, total: int) -> None:
    numbers = get_page(range(total), size, 1).paginator.page_range
    assert [row for number in numbers for row in get_page(range(total), size, number)] == list(range(total))


@pytest.mark.parametrize(
    ("requests", "number"),
    [(None, 1), ("", 1), ("7", 7), (" 7 ", 7), ("-1", 1), ("0", 1), ("٣", 1), ("9" * 30, 1), ("x", 1)],
)
def test_nonsense_asks_for_the_first(requests: str | None, number: int) -> None:
    assert parse_page_number(requests) == number


def test_a_tidy_address_says_no_more_than_it_must() -> None:
    assert build_list_address("/en/", ()) == "/en/"
    assert build_list_address("/en/", (("q", "a&b"),)) == "/en/?q=a%26b"
