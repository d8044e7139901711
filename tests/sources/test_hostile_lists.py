"""Tests of expensive or odd lists and notices: read or reported, never fatal."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.errors import DocumentFailed
from palermo.reading import ParsedDocument, read
from palermo.sources import CollectContext, Origin, collect_origins
from palermo.sources.collection import MAX_WARNINGS
from palermo.sources.lists import csl_json, notices, ris

LONE_SURROGATE = r'"\ud800 title"'


def test_a_value_of_very_many_lines_is_joined_once() -> None:
    lines = 200_000
    (entry,) = ris.parse(b"TY  - RPRT\nTI  - a\n" + b"b\n" * lines + b"ER  -\n", "x.ris").entries
    assert entry.title == "a" + " b" * lines


def test_a_line_after_a_new_entry_belongs_to_no_value_of_it() -> None:
    result = ris.parse(b"TY  - RPRT\nTI  - a\nER  -\nTY  - RPRT\nleft over\nTI  - b\nER  -\n", "x.ris").entries
    assert [item.title for item in result] == ["a", "b"]


def test_entries_beyond_the_limit_are_left_out_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ris, "MAX_ENTRIES", 3)
    listed = ris.parse(b"TY  - RPRT\nTI  - a\nER  -\n" * 5, "x.ris")
    assert len(listed.entries) == 3
    assert "more than 3 entries" in listed.faults[0]


def test_a_list_of_rubbish_has_some_warnings_and_their_number(
    tmp_path: Path, create_context: Callable[[], CollectContext]
) -> None:
    (tmp_path / "rubbish.ris").write_text("no entry\n" * 5000)
    origin = Origin(name="rubbish", kind="ris", location=str(tmp_path / "rubbish.ris"), line_number=1)
    listing = collect_origins([origin], create_context())
    assert len(listing.warnings) == MAX_WARNINGS + 1
    assert listing.warnings[-1] == f"rubbish: and {5000 - MAX_WARNINGS:,} more warnings."


def test_lone_surrogates_are_replaced() -> None:
    (item,) = csl_json.parse(f'[{{"title": {LONE_SURROGATE}, "URL": "https://a.example/"}}]'.encode(), "x").entries
    assert item.title == "? title"
    content = f'{{"ocid": "a", "tender": {{"title": {LONE_SURROGATE}}}, "buyer": {{"name": {LONE_SURROGATE}}}}}'
    (notice,) = notices.parse(content.encode(), "x").notices
    assert (notice.entry.title, notice.entry.publisher) == ("? title", "? title")
    assert json.loads(notice.content)["tender"]["title"] == "? title"


def try_read(content: bytes, name: str) -> ParsedDocument | None:
    """Return what was read; None if it is refused, for which a document is quarantined."""
    try:
        return read(content, name)
    except DocumentFailed:
        return None


ODD_VALUES: list[object] = [None, 1, True, [], {}, "", "x", [[]], [{}], {"name": [1]}, 10**400]


@pytest.mark.parametrize("odd", ODD_VALUES, ids=repr)
@pytest.mark.parametrize(
    "field", ["ocid", "date", "buyer", "tender", "awards", "language", "id", "items", "procuringEntity"]
)
def test_notices_with_wrong_types_are_read_or_refused(field: str, odd: object) -> None:
    release = {"ocid": "a", "id": "1", "date": "2026-01-02", "tender": {"title": "Bus", "description": "A bus."}}
    if field in {"items", "procuringEntity"}:
        release["tender"][field] = odd  # type: ignore[index]
    else:
        release[field] = odd  # type: ignore[assignment]
    content = json.dumps(release, default=str).encode()
    for item in notices.parse(content, "x").notices:
        assert item.entry.date is None or len(item.entry.date) == 10
    result = try_read(content, "notice.json")
    assert result is None or (result.passages and result.masthead.date in (None, "2026-01-02"))


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        f'<!--{"x" * 5000}--><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_iati_with_entities_gives_nothing_of_them(head: str) -> None:
    body = (
        "<iati-activities><iati-activity><title><narrative>T &a;</narrative></title></iati-activity></iati-activities>"
    )
    result = try_read((head + body).encode(), "a.xml")
    texts = [item.text for item in result.passages] if result else []
    assert not any("root:" in text or "aaaaaaaaaa" in text for text in texts)
