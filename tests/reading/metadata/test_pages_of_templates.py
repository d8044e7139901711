"""Tests of titles, dates and publishers beside what a template, a converter or a site adds."""

import pytest

from palermo.reading import read
from palermo.statements import Masthead

TEXT = "The crews of forty boats were asked who pays for the way to the harbour, and most of them did not know. " * 3


def read_page(head: str, body: str) -> Masthead:
    return read(f"<html><head>{head}</head><body>{body}<p>{TEXT}</p></body></html>".encode(), "page.html").masthead


def read_text(text: str, name: str = "text.md") -> Masthead:
    return read(f"{text}\n\n{TEXT}\n".encode(), name).masthead


def test_name_of_a_template_is_no_title() -> None:
    body = "<h1>STATEMENT ON SAFE BOATS</h1><h1>Introduction</h1>"
    assert read_page("<title>Tarnix - Shop HTML Template</title>", body).title == "STATEMENT ON SAFE BOATS"


def test_a_site_that_has_the_title_as_its_name_keeps_the_title() -> None:
    head = '<meta property="og:site_name" content="Tarn - Day of Boats"><title>Tarn - Day of Boats</title>'
    assert read_page(head, "<h1>Tarn - Day of Boats</h1>").title == "Tarn - Day of Boats"


def test_a_chinese_title_with_its_site_is_no_publisher() -> None:
    body = "<h1>港口的四十艘船在等待新的船员到来</h1><time>2031年10月14日 09:13</time>"
    masthead = read_page("<title>港口的四十艘船在等待新的船员到来-塔恩新闻网</title>", body)
    assert masthead.title == "港口的四十艘船在等待新的船员到来"
    assert masthead.date == "2031-10-14"
    assert "等待" not in (masthead.publisher or "")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("Boats wait for crews - Tarn Office\n\nMenu Boats wait for crews Home", "Boats wait for crews"),
        ("Boats wait for crews - what is known\n\nBoats wait for crews", "Boats wait for crews - what is known"),
        ("法規名稱：船員保護法\n法規類別：法律\n修正日期：20310614\n\n第 一 章 總則", "船員保護法"),
    ],
)  # fmt: skip
def test_titles_beside_labels_and_sites(lines: str, title: str) -> None:
    assert read_text(lines).title == title


def test_the_site_after_a_title_that_the_page_repeats_is_the_publisher() -> None:
    assert read_text("Boats wait for crews - Tarn Office\n\nMenu Boats wait for crews Home").publisher == "Tarn Office"


def test_ministers_who_signed_an_act_are_no_publisher() -> None:
    text = "---\ntitle: Ley de barcos\ndepartment: ANA TARN - LUIS QUAY - EVA DOCK\n---\n\n# Ley de barcos"
    assert read_text(text).publisher is None


@pytest.mark.parametrize(("days", "date"), [((3, 8, 12, 20), None), ((3,), "2030-03-03")])
def test_notes_on_sources_at_the_end_give_no_date(days: tuple[int, ...], date: str | None) -> None:
    notes = "\n\n".join(f"Tarn, {day} March 2030" for day in days)
    paragraphs = "\n\n".join([TEXT] * 70)
    assert read(f"# Safe boats\n\n{paragraphs}\n\n{notes}\n".encode(), "text.md").masthead.date == date
