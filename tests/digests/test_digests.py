"""Tests of the sample library: created as a whole or not at all, with a catalogue."""

import csv
from pathlib import Path

import pytest

from digests.sample_library import render_sample
from palermo.errors import CatalogueInvalid, SourceMissing

TEXT = """---
title: "Digest: {name}"
of: A text
of_symbol: A/1
publisher: [icat, unodc]
date: "2019"
symbol: null
language: en
nature: digest
address: https://example.org/{name}
sources: [https://example.org/one]
format: {format}
---
# Digest: {name}

Words of ours.
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, expected in (("one", "html"), ("two", "docx"), ("three", "pdf"), ("four", "pdf-two-columns")):
        (folder / f"{name}.md").write_text(TEXT.format(name=name, format=expected), encoding="utf-8")
    return folder


def test_every_text_becomes_a_file_with_its_row(texts: Path, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "sample"
    assert render_sample(texts, target) == 4
    names = {"one.html", "two.docx", "three.pdf", "four.pdf"}
    assert {path.name for path in target.iterdir()} == {*names, "catalogue.csv"}
    with (target / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    assert set(rows) == names
    assert rows["two.docx"] == {
        "file": "two.docx",
        "title": "Digest: two",
        "date": "2019",
        "publisher": "icat;unodc",
        "symbol": "",
        "work": "",
        "language": "en",
        "nature": "digest",
        "address": "https://example.org/two",
        "of": "",
        "visibility": "public",
        "rights": "full",
        "consent": "",
    }


def test_a_second_run_replaces_what_the_first_left(texts: Path, tmp_path: Path) -> None:
    target = tmp_path / "sample"
    render_sample(texts, target)
    (texts / "one.md").unlink()
    assert render_sample(texts, target) == 3
    assert not (target / "one.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sample", "texts"]


def test_a_wrong_text_leaves_the_earlier_library_as_it_was(texts: Path, tmp_path: Path) -> None:
    target = tmp_path / "sample"
    render_sample(texts, target)
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    arabic = TEXT.format(name="ملخص", format="pdf")
    (texts / "wrong.md").write_text(arabic, encoding="utf-8")
    with pytest.raises(CatalogueInvalid, match="wrong"):
        render_sample(texts, target)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before


def test_no_texts_are_reported(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="there is no such folder"):
        render_sample(tmp_path / "gone", tmp_path / "sample")
    with pytest.raises(SourceMissing, match="it contains no text"):
        render_sample(tmp_path, tmp_path / "sample")
