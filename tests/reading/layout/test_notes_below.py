"""Tests of notes below tables, and of labels in small print that are none."""

import pytest

from palermo.reading.layout.blocks import group_lines
from palermo.reading.layout.headings import build_document_blocks
from palermo.reading.layout.text_lines import BodyStyle, TextLine
from palermo.statements import PassageKind

BODY = BodyStyle(size=10.0, spacing=12.0, bold=False, numbered=False)


def make_line(text: str, top: float, size: float) -> TextLine:
    return TextLine(
        page=1,
        text=text,
        left=72.0,
        right=400.0,
        top=top,
        bottom=top + size,
        baseline=top + size,
        size=size,
        bold=False,
    )


@pytest.mark.parametrize(
    ("text", "top", "size", "expected"),
    [
        ("a Reflects the plan as adopted.", 300, 7.5, (PassageKind.FOOTNOTE, "a", "Reflects the plan as adopted.")),
        ("a Reflects the plan as adopted.", 300, 10, (PassageKind.PARAGRAPH, None, "a Reflects the plan as adopted.")),
        ("a share of the plan is kept.", 300, 7.5, (PassageKind.PARAGRAPH, None, "a share of the plan is kept.")),
        ("Operational costs", 600, 7.5, (PassageKind.PARAGRAPH, None, "Operational costs")),
        ("1 See the annex", 600, 7.5, (PassageKind.FOOTNOTE, None, "1 See the annex")),
        ("Source: the survey of 2020.", 600, 7.5, (PassageKind.FOOTNOTE, None, "Source: the survey of 2020.")),
    ],
)
def test_small_print(text: str, top: float, size: float, expected: tuple[PassageKind, str | None, str]) -> None:
    (result,) = build_document_blocks(group_lines([make_line(text, top, size)], BODY), BODY, [842.0])
    assert (result.kind, result.number, result.text) == expected
