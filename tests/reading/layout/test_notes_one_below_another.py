"""Tests of consecutive footnotes in small print, by their numbers."""

from palermo.reading.layout.blocks import group_lines
from palermo.reading.layout.text_lines import BodyStyle, TextLine

BODY = BodyStyle(size=11.0, spacing=13.0, bold=False, numbered=False)


def make_line(text: str, top: float, left: float = 70, size: float = 8.0, right: float = 400) -> TextLine:
    bottom = top + size
    return TextLine(
        page=1, text=text, left=left, right=right, top=top, bottom=bottom, baseline=bottom, size=size, bold=False
    )


def grouped(lines: list[TextLine], body: BodyStyle = BODY) -> list[str]:
    return [
        block.text.replace("\n", " ") for block in list(group_lines(lines, body))
    ]  # a block may grow until the last


def test_a_note_begins_with_the_number_after_that_of_the_one_before() -> None:
    lines = [
        make_line("9 See the report of the made-up office on fees, which", 600),
        make_line("says more", 609, 80),
        make_line("10 Ibid., chapter on wages", 618),
        make_line("11The law of the year before", 627),
    ]
    assert [text.split()[0] for text in grouped(lines)] == ["9", "10", "11The"]


def test_a_line_that_begins_with_another_figure_goes_on_with_its_note() -> None:
    lines = [
        make_line("9 See the report of the made-up office, which tells of", 600),
        make_line("12 cases and of their", 609),
        make_line("10 judges", 618, 90),
    ]
    assert len(grouped(lines)) == 1


def test_a_raised_sign_on_a_line_of_its_own_belongs_to_its_note() -> None:
    lines = [
        make_line("7", 600, 66, 5.0, 69),
        make_line("As read in the dialogue of that day", 601, 71),
        make_line("8", 611, 66, 5.0, 69),
        make_line("As asked for later", 612, 71),
    ]
    assert grouped(lines) == ["7 As read in the dialogue of that day", "8 As asked for later"]


def test_a_figure_far_from_the_words_next_to_it_stays_alone() -> None:
    lines = [make_line("7", 600, 66, 5.0, 69), make_line("As read in the dialogue of that day", 601, 120)]
    assert grouped(lines)[0] == "7"
