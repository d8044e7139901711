"""Dates and titles that print puts in unusual ways."""

import pytest

from palermo.reading import read


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("قانون رقم (15) لسنة 2031 بشأن حماية البحارة", "2031"),
        ("Ordenanza Regional N.° 010-2031-TARN", "2031"),
        ("Ley 985 de 2031 de protección de la gente de mar", "2031"),
        ("A plan for the coast 2029-2031", None),
    ],
)
def test_the_number_of_an_act_holds_its_year(title: str, date: str | None) -> None:
    assert (
        read(f"# {title}\n\nThe first article names those who work at sea.\n".encode(), "act.md").masthead.date == date
    )


def test_the_number_of_a_note_behind_a_year_is_no_part_of_it() -> None:
    text = "# Debts at sea\n\nResearch briefing, Oct 20201\n\nThe briefing rests on forty interviews with seafarers.\n"
    assert read(text.encode(), "briefing.md").masthead.date == "2020-10"


def test_labels_on_one_line_are_divided() -> None:
    text = "Title: Debts at sea grow Date: 18 May 2031 Author: staff\n\nThe harbour counted forty vessels in debt.\n"
    assert read(text.encode(), "news.md").masthead.title == "Debts at sea grow"


def test_a_menu_of_the_site_is_no_title() -> None:
    text = "Media Centre\n\nNew rules for harbour labour\n\nThe province announced new rules on Monday.\n"
    assert read(text.encode(), "page.txt").title == "New rules for harbour labour"


@pytest.mark.parametrize(
    "line",
    [
        "By Harbour Workers Association",
        "Reference: Harbour Workers Association (2031). Debts at sea. Tarn: HWA.",
    ],
)
def test_a_byline_or_the_own_citation_names_the_publisher(line: str) -> None:
    text = f"# Debts at sea\n\n{line}\n\nForty vessels were counted in the harbour during the season of storms.\n"
    assert read(text.encode(), "debts.md").masthead.publisher == "Harbour Workers Association"
