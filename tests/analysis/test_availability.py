"""Tests of held publications: matched by address or title without contradiction."""

from dataclasses import replace
from typing import Any

import pytest

from palermo.analysis import match_instrument_texts, match_publications
from palermo.analysis.availability import normalise_address
from palermo.registry import Instrument, Publication, Topics
from palermo.statements import Document, Masthead, Nature

REPORT = Publication(
    id="report",
    title="Sample report on buying without exploiting",
    symbol="REPORT/1",
    kind="research-paper",
    date="2021",
    publishers=("agency",),
    languages=("en",),
    address="https://example.org/report",
    topics=Topics(),
    digests={},
    sources=("https://example.org/list",),
    verified=True,
    note=None,
)


def document(id: str = "d", **more: Any) -> Document:
    built = Document(
        id=id,
        work=id,
        source=f"{id}.pdf",
        media_type="application/pdf",
        size=1,
        pages=1,
        language="en",
        title="Something else",
        masthead=Masthead(date="2021-05-01"),
    )
    return replace(built, **more)


@pytest.mark.parametrize(
    "more",
    [
        {"address": "http://www.example.org/report/"},
        {"title": "Sample Report: On Buying without exploiting", "publishers": ("agency", "other")},
        {"title": "SAMPLE REPORT ON BUYING WITHOUT EXPLOITING"},
        {"masthead": Masthead(title="Sample report on buying without exploiting")},
        {"title": REPORT.title, "masthead": Masthead(date="2022-01-10")},
        {"of": ("report",), "masthead": Masthead(date="2001")},
        {"of": ("other", "REPORT / 1")},
        {"of": ("Sample report: on buying without exploiting",)},
        {"masthead": Masthead(symbol="REPORT/1")},
    ],
)
def test_address_or_title_tell_a_publication(more: dict[str, Any]) -> None:
    assert [item.id for item in match_publications([REPORT], [document(**more)])["report"]] == ["d"]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"address": "https://example.org/"},
        {"address": "https://example.org/report?version=2"},
        {"address": "http://["},
        {"title": REPORT.title, "publishers": ("other",)},
        {"title": REPORT.title, "masthead": Masthead(date="2015")},
        {"title": REPORT.title, "masthead": Masthead(date="2023-01-10")},
        {"title": ""},
    ],
)
def test_what_speaks_against_it_is_heard(more: dict[str, Any]) -> None:
    assert match_publications([REPORT], [document(**more)]) == {}


def test_an_address_of_several_publications_tells_none() -> None:
    second = replace(REPORT, id="second", title="Another sample report on something")
    assert match_publications([REPORT, second], [document(address=REPORT.address)]) == {}


def test_a_short_title_needs_its_publisher() -> None:
    short = replace(REPORT, title="Annual report", address=None)
    assert match_publications([short], [document(title="Annual report")]) == {}
    assert set(match_publications([short], [document(title="Annual report", publishers=("agency",))])) == {"report"}


def test_originals_come_before_digests_and_each_once() -> None:
    digest = document("digest", title=REPORT.title, nature=Nature.DIGEST)
    original = document("original", title=REPORT.title, address=REPORT.address)
    assert [item.id for item in match_publications([REPORT], [digest, original])["report"]] == ["original", "digest"]


def test_a_page_without_a_path_is_no_address() -> None:
    assert (
        normalise_address(None)
        == normalise_address("reports/one.pdf")
        == normalise_address("https://example.org")
        == ""
    )


def test_a_digest_of_several_publications_holds_each() -> None:
    other = replace(REPORT, id="other", title="Another", symbol=None, address=None)
    digest = document("digest", of=("report", "other"), nature=Nature.DIGEST)
    original = document("original", title=REPORT.title)
    result = match_publications([REPORT, other], [digest, original])
    assert [item.id for item in result["report"]] == ["original", "digest"]
    assert [item.id for item in result["other"]] == ["digest"]


def test_texts_and_digests_of_an_instrument() -> None:
    treaty = Instrument(
        id="treaty",
        symbol="T/1 (2001)",
        kind="treaty",
        names={"en": "Treaty"},
        matching=(),
        date="2001",
        organ="Assembly",
        address=None,
        entities=(),
        topics=Topics(),
        provisions=(),
        sources=(),
        verified=True,
        note=None,
    )
    digests = [document("a", of=("treaty",)), document("b", of=("t/1(2001)",)), document("c", of=("treaty of peace",))]
    text = document("d", masthead=Masthead(symbol="T/1 (2001)"))
    result = match_instrument_texts([treaty, replace(treaty, id="other", symbol=None)], [*digests, text])
    assert {id: [item.id for item in each] for id, each in result.items()} == {"treaty": ["a", "b", "d"]}
