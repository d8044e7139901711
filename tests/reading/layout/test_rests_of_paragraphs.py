"""Tests of paragraphs continued elsewhere, and of weakly marked beginnings."""

from collections.abc import Callable, Sequence

from palermo.reading import read
from palermo.statements import PassageKind

Print = tuple[float, float, str, str, float]
"""x and y in points from the page's upper left corner, words, font, size."""
Printer = Callable[[Sequence[Sequence[Print]]], bytes]
PLAIN, BOLD = "Times-Roman", "Times-Bold"
FULL = "Inspectors of labour visit farms, ships, kitchens and quarries in all regions, and tell what they saw in"
SHORT = "the report of the year."


def stack_lines(y: float, lines: Sequence[str], x: float = 70, size: float = 10) -> list[Print]:
    """Lines one below another."""
    return [(x, y + 1.25 * size * at, line, PLAIN, size) for at, line in enumerate(lines)]


def paragraph(y: float, indent: float = 0) -> list[Print]:
    """One of four lines, its first one indented."""
    first, *rest = stack_lines(y, [FULL, FULL.lower(), FULL.lower(), SHORT])
    return [(first[0] + indent, *first[1:]), *rest]


def test_a_sentence_goes_on_below_the_title_of_the_next_page(print_pdf: Printer) -> None:
    started = stack_lines(700, [FULL, f"{FULL.lower()} the"])
    pages = [
        [*paragraph(100), *paragraph(300), *started],
        [
            (70, 70, "Where inspectors go", BOLD, 18),
            (70, 110, "second report of the year.", PLAIN, 10),
            *paragraph(200),
        ],
    ]
    passages = read(print_pdf(pages), "report.pdf").passages
    assert f"{FULL} {FULL.lower()} the second report of the year." in [p.text for p in passages]
    assert "Where inspectors go" in [p.text for p in passages if p.kind is PassageKind.HEADING]


def test_a_page_that_begins_with_an_indent_begins_a_paragraph_and_one_without_goes_on(print_pdf: Printer) -> None:
    unfinished = [*paragraph(650, 20)[:3], (70, 687.5, f"{FULL.lower()},", PLAIN, 10.0)]
    finished = [*paragraph(650, 20)[:3], (70, 687.5, f"{FULL.lower()} Oslo.", PLAIN, 10.0)]
    for started, indent, together in ((unfinished, 20, False), (finished, 0, True)):
        pages = [[*paragraph(100, 20), *paragraph(160, 20), *started], paragraph(100, indent)]
        result = read(print_pdf(pages), "report.pdf").passages
        assert (result[-1].page, len(result[-1].boxes)) == ((1, 2) if together else (2, 1))


def test_a_bold_line_with_room_for_the_next_word_is_a_heading(print_pdf: Printer) -> None:
    small = [(90, 112 + 11 * at, line, PLAIN, 9.0) for at, line in enumerate([FULL, FULL.lower(), SHORT])]
    page: list[Print] = [(90, 100, "Abstract", BOLD, 10), *small, *paragraph(200), *paragraph(300)]
    kinds = [(p.kind, p.text.split()[0]) for p in read(print_pdf([page]), "paper.pdf").passages][:2]
    assert kinds == [(PassageKind.HEADING, "Abstract"), (PassageKind.PARAGRAPH, "Inspectors")]


def test_paragraphs_of_small_print_are_reported_by_its_own_spacing(print_pdf: Printer) -> None:
    facts = ["Ships and farms are seen each year by all the", "inspectors of labour whom the office has."]
    small = [*stack_lines(400, facts, 70, 7), *stack_lines(400 + 3 * 8.75 - 2.5, facts, 70, 7)]
    texts = [p.text for p in read(print_pdf([[*paragraph(100), *paragraph(200), *small]]), "company.pdf").passages]
    assert texts.count(" ".join(facts)) == 2


def test_short_columns_of_indented_paragraphs_are_columns(print_pdf: Printer) -> None:
    words = "Each farm and each ship of the country is seen"
    left = [(56 + 12 * (at in (1, 5)), 100 + 12.5 * at, f"{words} {at}", PLAIN, 10.0) for at in range(9)]
    right = [(306 + 12 * (at in (0, 3)), 100 + 12.5 * at, f"{words} on {at}", PLAIN, 10.0) for at in range(6)]
    text = " ".join(p.text for p in read(print_pdf([[*left, *right]]), "paper.pdf").passages)
    assert text == " ".join([line[2] for line in [*left, *right]])
