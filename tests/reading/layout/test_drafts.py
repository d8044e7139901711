"""Tests of drafts with numbered lines in the margin, and of similar layouts."""

from collections.abc import Callable, Sequence

import pytest

from palermo.reading import read

Print = tuple[float, float, str, str, float]
"""x and y in points from the page's upper left corner, words, font, size."""
Printer = Callable[[Sequence[Sequence[Print]]], bytes]
PLAIN = "Helvetica"
WORDS = (
    "The office trains inspectors of labour in all ports of the country, and it tells them how",
    "recruiters hide what they take from workers before they leave, so that each of them knows",
    "whom to ask and where help is found when papers are missing, wages are held back or doors",
    "are locked at night.",
    "Courts hear such cases within a year, and those who were harmed need not stand before the",
    "people who harmed them, as the law of the country says since it was renewed in that year,",
    "and as judges have asked for long before it was, in words that were plain to all who were",
    "there to hear them.",
    "Fees that workers pay are given back by those who took them, whoever had the work done in",
    "the end, and a fund pays where nobody else does, so that no family is left in debt for it",
    "while others argue about who it was that owed the money in the first place and who did not",
    "know of anything.",
)
WHOLE = [" ".join(WORDS[at : at + 4]) for at in (0, 4, 8)]


def texts(content: bytes) -> list[str]:
    return [passage.text for passage in read(content, "page.pdf").passages]


def tops() -> list[float]:
    return [100 + 14 * at + 12 * (at // 4) for at in range(len(WORDS))]


def print_lines(left: float = 80) -> list[Print]:
    return [(left, top, words, PLAIN, 10) for top, words in zip(tops(), WORDS, strict=True)]


def numbers(left: float, step: int = 1, first: int = 1) -> list[Print]:
    """Numbers flush left; those of a document that has begun on an earlier page go on."""
    signs = [first + at for at in range(len(WORDS))]
    return [
        (left, top, str(sign), PLAIN, 8)
        for sign, top in zip(signs, tops(), strict=True)
        if step == 1 or not sign % step
    ]


@pytest.mark.parametrize("gap", [12, 40])
def test_numbers_of_lines_go_whether_they_stand_close_to_them_or_not(print_pdf: Printer, gap: float) -> None:
    page = [item for pair in zip(numbers(80 - gap), print_lines(), strict=True) for item in pair]
    assert texts(print_pdf([page])) == WHOLE


def test_numbers_that_were_drawn_before_all_lines_go(print_pdf: Printer) -> None:
    assert texts(print_pdf([[*numbers(40, first=88), *print_lines()]])) == WHOLE


def test_numbers_of_every_second_line_go(print_pdf: Printer) -> None:
    assert texts(print_pdf([[*numbers(40, step=2), *print_lines()]])) == WHOLE


def test_numbers_of_a_list_stay(print_pdf: Printer) -> None:
    names = [f"Country of a name that is {'very ' * (at % 5 + 8)}long and of many words" for at in range(12)]
    page = [
        item
        for at, name in enumerate(names)
        for item in ((60.0, 100.0 + 20 * at, str(at + 1), PLAIN, 10.0), (90.0, 100.0 + 20 * at, name, PLAIN, 10.0))
    ]
    result = " ".join(texts(print_pdf([page])))
    assert [str(at) in result.split() for at in range(1, 13)] == [True] * 12


@pytest.mark.parametrize("gap", [14, 40])
def test_numbers_of_items_that_have_two_lines_stay(print_pdf: Printer, gap: float) -> None:
    page: list[Print] = []
    for at in range(12):
        page.append((60, 100 + 28 * at, str(at + 1), PLAIN, 10))
        page.append(
            (60 + gap, 100 + 28 * at, f"number of workers who were paid late in port {'abcdefghijkl'[at]}", PLAIN, 10)
        )
        page.append((60 + gap, 114 + 28 * at, "and who have told an inspector of it before they left", PLAIN, 10))
    result = " ".join(texts(print_pdf([page]))).split()
    assert {str(at) for at in range(1, 13)} <= set(result)


def test_figures_of_an_axis_stay(print_pdf: Printer) -> None:
    page = [*across(80), *[(60.0, 500.0 - 14 * at, str(at), PLAIN, 8.0) for at in range(10)]]
    result = " ".join(texts(print_pdf([page]))).split()
    assert set("0123456789") <= set(result)


def across(top: float) -> list[Print]:
    return [(60, top + 14 * at, words, PLAIN, 10) for at, words in enumerate(WORDS)]
