"""Tests of title, date and publisher of whole documents, in six languages."""

import pytest

from palermo.reading import read
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.covers import Cover, CoverBlock
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.printed_dates import find_dates
from palermo.reading.metadata.titles import choose_title
from palermo.statements import Masthead, PassageKind

LONG = "Many people work on boats far from home, and few of them know whom to call when they are not paid for it. " * 3


def masthead(text: str, name: str = "text.md") -> Masthead:
    return read(text.encode(), name).masthead


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Nairobi, 28 th February 2023", "2023-02-28"),
        ("May 12, 2020", "2020-05-12"),
        ("Lima, 10 de diciembre 2012", "2012-12-10"),
        ("1er mars 2012", "2012-03-01"),
        ("صادر بتاريخ ١٩/٥/٢٠٢١", "2021-05-19"),
        ("от 29.09.2015 № 1", "2015-09-29"),
        ("5 декабря 2015 г.", "2015-12-05"),
        ("2018年4月7日", "2018-04-07"),
        ("10/25/2019", "2019-10-25"),
        ("June 2019", "2019-06"),
    ],
)
def test_dates_are_found_as_printed(text: str, iso: str) -> None:
    assert [date.iso for date in find_dates(text)] == [iso]


def test_contents_is_no_title() -> None:
    assert masthead(f"# Contents\n\n## Safe boats\n\n{LONG}").title == "Safe boats"


def test_a_text_without_a_title_line_has_none() -> None:
    assert masthead(f"{LONG}\n\n{LONG}", "a.txt").title is None


def test_a_press_release_is_dated_by_its_dateline() -> None:
    head = masthead(f"FOR IMMEDIATE RELEASE\n\nPorts need inspectors\n\nLIMA, 12 May 2020 - {LONG}", "a.txt")
    assert (head.title, head.date) == ("Ports need inspectors", "2020-05-12")


def test_entries_of_a_timeline_do_not_date_the_document() -> None:
    assert (
        masthead(f"# Closures\n\n## 2020-01-21\n\n{LONG}\n\n## 2020-02-29\n\n{LONG}\n\n## 2020-03-01\n\n{LONG}").date
        is None
    )


def test_a_statement_is_dated_by_its_approval() -> None:
    end = "This statement was approved by the Board of Example Boats plc on 14 May 2019."
    head = masthead(f"Example Boats plc Modern Slavery Statement 2018/19\n\n{LONG}\n\n{end}", "a.txt")
    assert (head.date, head.publisher) == ("2019-05-14", "Example Boats plc")


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (f"# Safe boats\n\n{LONG}\n\n© 2021 Harbour Light. All rights reserved", "Harbour Light"),
        (f"# Safe boats\n\nPublished by the Example Fund\n\n{LONG}", "Example Fund"),
        (f"# Safe boats\n\nAt the Example Council we are committed to safe boats.\n\n{LONG}", "Example Council"),
        (f"# Safe boats\n\nAt the Example Ports Summit we are to speak of boats.\n\n{LONG}", None),
        (f"# Statement by the Example Council of Churches on boats\n\n{LONG}", "Example Council of Churches"),
        (f"# 港口\n\n中国港口研究\n\n文章来自微信公众号「港湾之光」\n\n{'我们在港口工作了很多年。' * 12}", "港湾之光"),
        (
            f"# Ley de puertos\n\n{LONG}\n\nEl Congreso de la República\n\nHa dado la ley siguiente",
            "El Congreso de la República",
        ),
        (f"# Safe boats\n\n{LONG}\n\nPhoto © Getty Images 2020", None),
    ],
)
def test_the_publisher_is_the_body_that_speaks(text: str, publisher: str | None) -> None:
    assert masthead(text).publisher == publisher


def test_a_declared_pdf_title_must_be_printed() -> None:
    blocks = [DocumentBlock(kind=PassageKind.PARAGRAPH, text=LONG, page=1)]
    cover = Cover(blocks=(CoverBlock(text="Safe boats:", size=30), CoverBlock(text="A guide", size=20)), body_size=10)
    declared = DeclaredMetadata(titles=("An older report",), reliable=False)
    assert choose_title(declared, blocks, cover) == "Safe boats: A guide"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"# In The\n\n# Court of Example Island\n\n{LONG}", "Court of Example Island"),
        (f"# Letter to the\n\n# Harbour Board\n\n{LONG}", "Letter to the Harbour Board"),
        (f"BY: THE MINISTER OF BOATS\n\n# Safe boats\n\n{LONG}", "Safe boats"),
    ],
)
def test_a_title_is_a_whole_line_and_no_byline(text: str, title: str | None) -> None:
    assert masthead(text).title == title


def test_a_table_has_no_masthead() -> None:
    assert read(b"Country,Cases\nMali,3\nChad,4\n", "a.csv").masthead == Masthead()
