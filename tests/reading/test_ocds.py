"""Tests of procurement notices: goods, buyers and suppliers, without contact persons."""

import json
from typing import Any

import pytest

from palermo.errors import DocumentFailed
from palermo.reading import read
from palermo.statements import PassageKind

RELEASE: dict[str, Any] = {
    "ocid": "ocds-abc-1",
    "id": "r1",
    "date": "2026-02-03T10:00:00Z",
    "buyer": {"name": "Ministry of Works of Arcadia"},
    "parties": [{"name": "Jane Roe", "contactPoint": {"name": "Jane Roe", "email": "jane@example.org"}}],
    "tender": {
        "title": "Cleaning of offices",
        "description": "Bidders state how they prevent forced labour in recruitment.",
        "items": [{"description": "Cleaning of 12 offices"}],
    },
    "awards": [{"title": "Lot 1", "suppliers": [{"name": "Bright Ltd"}]}],
}


def test_a_notice_has_a_title_a_day_and_a_buyer() -> None:
    reading = read(json.dumps(RELEASE).encode(), "notice.json")
    masthead = reading.masthead
    assert (reading.title, masthead.date) == ("Cleaning of offices", "2026-02-03")
    assert masthead.publisher == "Ministry of Works of Arcadia"
    assert [passage.text for passage in reading.passages] == [
        "Cleaning of offices",
        "Buyer: Ministry of Works of Arcadia",
        "Bidders state how they prevent forced labour in recruitment.",
        "Cleaning of 12 offices",
        "Lot 1. Awarded to Bright Ltd",
    ]


def test_contact_points_are_left_out() -> None:
    reading = read(json.dumps(RELEASE).encode(), "notice.json")
    assert "Jane" not in " ".join(passage.text for passage in reading.passages)


def test_a_package_is_one_document_with_a_heading_for_each_notice() -> None:
    other = RELEASE | {"ocid": "ocds-abc-2", "tender": {"title": "Uniforms"}}
    for package in (
        {"releases": [RELEASE, other]},
        {"records": [{"ocid": "x", "releases": [RELEASE]}, {"compiledRelease": other}]},
    ):
        reading = read(json.dumps(package).encode(), "in/package.json")
        headings = [passage.text for passage in reading.passages if passage.kind is PassageKind.HEADING]
        assert headings == ["Cleaning of offices", "Uniforms"]
        assert reading.masthead.date is None


@pytest.mark.parametrize("content", [b'{"ocid": "x"', b'{"ocid": "x", "tender": 3}', b'{"releases": [{"ocid": "x"}]}'])
def test_json_without_a_notice_is_refused_with_a_reason(content: bytes) -> None:
    with pytest.raises(DocumentFailed, match=r"JSON|title"):
        read(content, "notice.json")
