"""Tests of titles, dates and publishers beside what a template, a converter or a site adds."""

import pytest

from palermo.reading import read
from palermo.statements import Masthead

TEXT = "The crews of forty boats were asked who pays for the way to the harbour, and most of them did not know. " * 3


def read_page(head: str, body: str) -> Masthead:
    return read(f"<html><head>{head}</head><body>{body}<p>{TEXT}</p></body></html>".encode(), "page.html").masthead


def read_text(text: str, name: str = "text.md") -> Masthead:
    return read(f"{text}\n\n{TEXT}\n".encode(), name).masthead


def test_metadata_of_a_template_that_nobody_filled_in_is_left_out() -> None:
    head = """<meta property="og:title" content="Title Here"><meta property="og:site_name" content="Site Name">
    <meta property="article:published_time" content="2013-09-17"><title>Boats that wait for months</title>"""
    masthead = read_page(head, "<h1>Boats that wait for months</h1><h2>Introduction</h2>")
    assert (masthead.title, masthead.date, masthead.publisher) == ("Boats that wait for months", None, None)


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
        ("URL: /boats/crews/\n\nTheme: Boats\n\n# Crews of the harbour\n\n## What they do", "Crews of the harbour"),
        ("法規名稱：船員保護法\n法規類別：法律\n修正日期：20310614\n\n第 一 章 總則", "船員保護法"),
    ],
)  # fmt: skip
def test_titles_beside_labels_and_sites(lines: str, title: str) -> None:
    assert read_text(lines).title == title


def test_the_site_after_a_title_that_the_page_repeats_is_the_publisher() -> None:
    assert read_text("Boats wait for crews - Tarn Office\n\nMenu Boats wait for crews Home").publisher == "Tarn Office"


def test_an_act_whose_letters_are_set_apart_has_its_subject() -> None:
    text = "# П О С Т А Н О В Л Е Н И Е\n\nот 15.05.2031 № 345\n\nО продлении срока для осмотра лодок"
    assert read_text(text).title == "ПОСТАНОВЛЕНИЕ О продлении срока для осмотра лодок"


def test_ministers_who_signed_an_act_are_no_publisher() -> None:
    text = "---\ntitle: Ley de barcos\ndepartment: ANA TARN - LUIS QUAY - EVA DOCK\n---\n\n# Ley de barcos"
    assert read_text(text).publisher is None


@pytest.mark.parametrize(("days", "date"), [((3, 8, 12, 20), None), ((3,), "2030-03-03")])
def test_notes_on_sources_at_the_end_give_no_date(days: tuple[int, ...], date: str | None) -> None:
    notes = "\n\n".join(f"Tarn, {day} March 2030" for day in days)
    paragraphs = "\n\n".join([TEXT] * 70)
    assert read(f"# Safe boats\n\n{paragraphs}\n\n{notes}\n".encode(), "text.md").masthead.date == date


@pytest.mark.parametrize(
    "head",
    [
        "United Nations A/HRC/21/14 General Assembly Distr.: General 9 July 2012 Original: English Human Rights Council"
        " Twenty-first session Report of the Working Group on the Universal Periodic Review* * The annex"
        " is circulated as received. Poland",
        "Distr.: General 9 July 2012 Original: English General Assembly Human Rights Council 21st session Report"
        " of the Working Group on the Universal Periodic Review* Poland * The annex is as received. Contents",
    ],
)
def test_review_of_a_state_on_one_line_names_the_state(head: str) -> None:
    masthead = read_text(head, "review.txt")
    assert masthead.title == "Report of the Working Group on the Universal Periodic Review: Poland"
    assert (masthead.under_review, masthead.date) == ("Poland", "2012-07-09")
