"""Long lists in pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.portal.frame.pages import Pages, page_number, tidy


@given(st.integers(-5, 2000), st.integers(1, 60), st.integers(0, 5000))
def test_any_page_lies_within_the_list(asked: int, size: int, total: int) -> None:
    pages = Pages(asked=asked, size=size, total=total)
    assert 1 <= pages.number <= pages.count
    assert 0 <= pages.last - pages.first + 1 <= size or total == 0
    assert pages.last <= total
    assert pages.offset == (pages.number - 1) * size


@given(st.integers(1, 60), st.integers(1, 500))
def test_pages_hold_everything_once(size: int, total: int) -> None:
    pages = Pages(asked=1, size=size, total=total)
    held = []
    while True:
        held += list(range(pages.first, pages.last + 1))
        if pages.after is None:
            break
        pages = Pages(asked=pages.after, size=size, total=total)
    assert held == list(range(1, total + 1))
    assert pages.before == (pages.count - 1 or None)


@pytest.mark.parametrize(
    ("asked", "number"),
    [(None, 1), ("", 1), ("7", 7), (" 7 ", 7), ("-1", 1), ("0", 1), ("٣", 1), ("9" * 30, 1), ("x", 1)],
)
def test_nonsense_asks_for_the_first(asked: str | None, number: int) -> None:
    assert page_number(asked) == number


def test_a_tidy_address_says_no_more_than_it_must() -> None:
    assert tidy("/en/", ()) == "/en/"
    assert tidy("/en/", (("q", "a&b"),)) == "/en/?q=a%26b"
