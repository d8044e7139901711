"""Numbers are printed with the separators of the page's language."""

import pytest
from django.utils import translation

from palermo.portal.base.number_formats import format_one_decimal, format_share, format_signed


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [("en", 0.5, "+0.50"), ("fr", 0.5, "+0,50"), ("ru", -0.25, "\u22120,25"), ("ar", 0.0, "+0.00")],
)
def test_a_weight_has_its_sign_and_the_separator_of_the_language(language: str, value: float, expected: str) -> None:
    with translation.override(language):
        assert format_signed(value) == expected


def test_a_number_per_document_has_the_separator_of_the_language() -> None:
    with translation.override("fr"):
        assert format_one_decimal(1.25) == "1,2"


def test_what_was_found_is_not_rounded_to_nothing() -> None:
    assert [format_share(share, "en") for share in (0, 0.004, 0.006)] == ["0%", "0.4%", "1%"]
    assert [format_one_decimal(number) for number in (0, 0.004, 0.06)] == ["0.0", "0.004", "0.1"]
