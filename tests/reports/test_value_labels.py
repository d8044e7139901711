"""Every value of a closed set has a label in reports."""

import pytest

from palermo.reports import labels as report_labels
from palermo.reports.labels import NOUNS
from palermo.reports.translation import Translator
from palermo.statements import Response


def test_every_answer_has_a_label() -> None:
    assert set(report_labels.RESPONSES) == set(Response)


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "بيان واحد"), (7, "7 بيانات"), (92, "92 بياناً"), (100, "100 بيان"), (667, "667 بياناً"), (703, "703 بيانات")],
)
def test_arabic_nouns_have_the_form_of_their_number(number: int, text: str) -> None:
    assert Translator("ar").translate_count(NOUNS["statements"], number) == text
