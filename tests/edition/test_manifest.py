"""Tests of the manifest and its two files."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from palermo.edition import Bucket, BucketFile, EditionCounts, Manifest, QuarantinedDocument, manifest
from palermo.errors import NoLibrary

MADE = Manifest(
    id="7f3a91" + "0" * 14,
    date=datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    palermo="0.1.0",
    schema="1",
    versions={"reader": "2", "recipe": "3"},
    counts=EditionCounts(documents=2, works=1, passages=9, pages=4, statements={"mandate": 3}, languages={"ar": 2}),
    buckets={"7f": Bucket(input="ab", files={"documents": BucketFile(sha256="cd", bytes=10, rows=2)})},
    newest="2026-01",
    oldest="1999",
    previous="0" * 20,
    quarantined=(QuarantinedDocument(source="تقرير \udc80.pdf", reason="it is damaged", mend="Get it again"),),
)


def test_a_manifest_comes_back_as_it_was(tmp_path: Path) -> None:
    MADE.save(tmp_path)
    assert manifest.load(tmp_path) == MADE


def test_its_name_is_for_people() -> None:
    assert MADE.name == "2026-11-24-7f3a91"


def test_what_one_making_alone_knows_stays_out_of_the_reproducible_file(tmp_path: Path) -> None:
    MADE.save(tmp_path)
    before = (tmp_path / "manifest.json").read_bytes()
    later = replace(MADE, date=datetime(2027, 1, 1, tzinfo=UTC), previous=None, quarantined=())
    later.save(tmp_path)
    assert (tmp_path / "manifest.json").read_bytes() == before
    assert list(json.loads(before)) == sorted(json.loads(before))
    assert set(json.loads((tmp_path / "about.json").read_text())) == {"date", "previous", "quarantined"}


def test_dates_are_kept_in_universal_time(tmp_path: Path) -> None:
    local = datetime(2026, 11, 24, 1, 0, tzinfo=timezone(timedelta(hours=3)))
    replace(MADE, date=local).save(tmp_path)
    assert json.loads((tmp_path / "about.json").read_text())["date"] == "2026-11-23T22:00:00+00:00"


@pytest.mark.parametrize("name", ["manifest.json", "about.json"])
@pytest.mark.parametrize("content", [None, b"", b"[]", b"{}", b'{"id": 1}', b"\xff"])
def test_a_damaged_manifest_is_reported_as_such(tmp_path: Path, name: str, content: bytes | None) -> None:
    MADE.save(tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(NoLibrary, match="missing or damaged"):
        manifest.load(tmp_path)
