"""A build starts a reader when it meets a file that it does not know, and none where all are known."""

import time
from pathlib import Path

import pytest

from palermo.pipeline import document_listing
from palermo.pipeline.document_listing import FileIndex
from palermo.sources import gather_files


def test_what_is_known_to_be_unchanged_asks_for_no_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.time_ns() + 10 * document_listing.RACY_NS
    monkeypatch.setattr(time, "time_ns", lambda: later)
    documents, kept = tmp_path / "documents", tmp_path / "files.json"
    documents.mkdir()
    (documents / "one.txt").write_text("Words.", encoding="utf-8")
    (found,) = gather_files([documents], excluded_folders=[]).files
    asked: list[str] = []
    index = FileIndex(kept, lambda: asked.append("first build"))
    document = index.get_document_id(found)
    index.save()
    again = FileIndex(kept, lambda: asked.append("second build"))
    assert again.get_document_id(found) == document
    assert asked == ["first build"]
