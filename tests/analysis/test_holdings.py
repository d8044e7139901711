"""A publication is held where a document has its address or its title, and nothing speaks against it."""

from dataclasses import replace
from typing import Any

import pytest

from palermo.analysis import held
from palermo.analysis.holdings import address_key
from palermo.registry import Publication, Topics
from palermo.statements import Document, Masthead, Nature

REPORT = Publication(
    id="report",
    title="Sample report on buying without exploiting",
    kind="research-paper",
    date="2021",
    publishers=("agency",),
    languages=("en",),
    address="https://example.org/report",
    topics=Topics(),
    digest=None,
    sources=("https://example.org/list",),
    verified=True,
    note=None,
)


def document(id: str = "d", **more: Any) -> Document:
    made = Document(
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
    return replace(made, **more)


@pytest.mark.parametrize(
    "more",
    [
        {"address": "http://www.example.org/report/"},
        {"title": "Sample Report: On Buying without exploiting", "publishers": ("agency", "other")},
        {"title": "SAMPLE REPORT ON BUYING WITHOUT EXPLOITING"},
        {"masthead": Masthead(title="Sample report on buying without exploiting")},
        {"title": REPORT.title, "masthead": Masthead(date="2022-01-10")},
    ],
)
def test_address_or_title_tell_a_publication(more: dict[str, Any]) -> None:
    assert [one.id for one in held([REPORT], [document(**more)])["report"]] == ["d"]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"address": "https://example.org/"},
        {"address": "https://example.org/report?version=2"},
        {"address": "http://["},
        {"title": REPORT.title, "publishers": ("other",)},
        {"title": REPORT.title, "masthead": Masthead(date="2015")},
        {"title": ""},
    ],
)
def test_what_speaks_against_it_is_heard(more: dict[str, Any]) -> None:
    assert held([REPORT], [document(**more)]) == {}


def test_an_address_of_several_publications_tells_none() -> None:
    second = replace(REPORT, id="second", title="Another sample report on something")
    assert held([REPORT, second], [document(address=REPORT.address)]) == {}


def test_a_short_title_needs_its_publisher() -> None:
    short = replace(REPORT, title="Annual report", address=None)
    assert held([short], [document(title="Annual report")]) == {}
    assert set(held([short], [document(title="Annual report", publishers=("agency",))])) == {"report"}


def test_originals_come_before_digests_and_each_once() -> None:
    digest = document("digest", title=REPORT.title, nature=Nature.DIGEST)
    original = document("original", title=REPORT.title, address=REPORT.address)
    assert [one.id for one in held([REPORT], [digest, original])["report"]] == ["original", "digest"]


def test_a_page_without_a_path_is_no_address() -> None:
    assert address_key(None) == address_key("reports/one.pdf") == address_key("https://example.org") == ""
