"""Tests of the place of a quote in words."""

import pytest

from palermo.portal.base.number_formats import format_locator
from palermo.statements import Locator


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("(a)", "item (a)"),
        ("iv)", "item iv)"),
        ("104.12", "para. 104.12"),
        ("69 (a)", "para. 69 (a)"),
        ("6", "para. 6"),
    ],
)
def test_only_numbers_of_list_items_are_cited_as_items(number: str, text: str) -> None:
    locator = Locator(page=3, paragraph=number, passage="p", start=0, end=1, headings=())
    assert format_locator(locator) == ["p. 3", text]
