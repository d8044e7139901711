"""Tests of headings in a margin left of the text."""

from collections.abc import Callable, Sequence

from palermo.reading import read
from palermo.statements import PassageKind

Print = tuple[float, float, str, str, float]
"""x and y in points from the page's upper left corner, words, font, size."""
Printer = Callable[[Sequence[Sequence[Print]]], bytes]
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
BODY = "which the made-up office has done since it was founded, as its reports tell"


def kinds(content: bytes) -> list[tuple[PassageKind, str]]:
    return [(passage.kind, passage.text[:16].strip()) for passage in read(content, "page.pdf").passages]


def paragraph(top: float, name: str) -> list[Print]:
    """Four lines in the column right of the margin, ended."""
    lines = [f"{name} {BODY}", f"of this year {BODY}", f"and that year {BODY}", "in full."]
    return [(180, top + 12 * at, words, PLAIN, 9) for at, words in enumerate(lines)]


def margin(top: float, *words: str, font: str = BOLD) -> list[Print]:
    return [(56, top + 12 * at, line, font, 9) for at, line in enumerate(words)]


def test_a_heading_in_the_margin_comes_before_the_text_next_to_it(print_pdf: Printer) -> None:
    page = [
        *margin(100, "Training of", "inspectors", "in ports"),
        *paragraph(100, "Lessons"),
        *paragraph(154, "Exercises"),
        *margin(212, "Shelter"),
        *paragraph(212, "Houses"),
    ]
    assert [(kind, text.split()[0]) for kind, text in kinds(print_pdf([page]))] == [
        (PassageKind.HEADING, "Training"),
        (PassageKind.PARAGRAPH, "Lessons"),
        (PassageKind.PARAGRAPH, "Exercises"),
        (PassageKind.HEADING, "Shelter"),
        (PassageKind.PARAGRAPH, "Houses"),
    ]


def test_notes_in_the_margin_are_no_headings(print_pdf: Printer) -> None:
    page = [
        *margin(100, "Training"),
        *paragraph(100, "Lessons"),
        *margin(212, "Cf. also below", font=PLAIN),
        *paragraph(212, "Houses"),
    ]
    assert (PassageKind.HEADING, "Cf. also below") not in kinds(print_pdf([page]))
