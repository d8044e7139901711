"""Tests of running heads, which are removed, and of titles and symbols, which stay."""

import pytest

from palermo.reading.layout.furniture import remove_furniture
from palermo.reading.layout.text_lines import LayoutPage, TextLine


def make_line(page: int, text: str, top: float, size: float = 10.0) -> TextLine:
    return TextLine(
        page=page,
        text=text,
        left=72.0,
        right=300.0,
        top=top,
        bottom=top + size,
        baseline=top + size,
        size=size,
        bold=False,
    )


def report(head: str, top: float, size: float) -> list[LayoutPage]:
    """Six pages of words under a running head at 40 points, which page 1 prints as told."""
    first = (make_line(1, head, top, size), make_line(1, "Words of page 1", 400))
    later = [(make_line(n, head, 40), make_line(n, f"Words of page {n}", 400)) for n in range(2, 7)]
    return [
        LayoutPage(number=number, width=595, height=842, lines=lines)
        for number, lines in enumerate([first, *later], start=1)
    ]


@pytest.mark.parametrize(
    ("head", "top", "size", "stays"),
    [
        ("Our own words, no original", 40, 10, False),
        ("A report on trafficking in persons", 90, 22, True),
        ("A/HRC/99/7", 40, 10, True),
    ],
)
def test_what_stands_on_page_1(head: str, top: float, size: float, stays: bool) -> None:
    cleared = remove_furniture(report(head, top, size))
    assert (head in [x.text for x in cleared[0].lines]) == stays
    assert all([x.text for x in page.lines] == [f"Words of page {page.number}"] for page in cleared[1:])
