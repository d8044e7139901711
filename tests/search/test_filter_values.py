"""Tests of filter values as people type them, and as older addresses have them."""

import pytest

from palermo.search.filter_values import resolve_value


@pytest.mark.parametrize(
    "text", ["facilitator", "Facilitators", "name:facilitator", "name:Facilitators", "name:the facilitators"]
)
def test_printed_name_in_any_form_is_the_value_of_its_class(text: str) -> None:
    assert resolve_value("actor", text, lambda _field, value: value == "name:facilitator") == "name:facilitator"
