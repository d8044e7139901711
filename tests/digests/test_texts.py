"""Tests of sample texts: front matter, blocks, and errors with file and line."""

import re
from pathlib import Path

import pytest

from digests import DigestFormat, parse_text, read_text
from palermo.errors import CatalogueInvalid, SourceMissing
from palermo.statements import Nature, PassageKind

FRONT = """---
title: "Digest: a text"
of: A text
of_symbol: A/RES/1/1
publisher: [icat, unodc]
date: 2019-05
symbol: null
language: en
nature: digest
address: https://example.org/text
sources: [https://example.org/one, https://example.org/two]
format: docx
---
"""
BODY = """# Digest: a text

A paragraph that
runs over two lines.

## What it asks

The text asks States to:

(a) ratify the
Protocol;

(b) train judges.

1. One.
2. Two.
- A bullet.
"""


def test_front_matter_becomes_fields() -> None:
    text = parse_text(FRONT + BODY, "a-text.md")
    assert (text.name, text.title, text.work_title, text.work_symbol) == (
        "a-text",
        "Digest: a text",
        "A text",
        "A/RES/1/1",
    )
    assert (text.publishers, text.date, text.symbol, text.language) == (("icat", "unodc"), "2019-05", None, "en")
    assert (text.nature, text.format, text.address) == (Nature.DIGEST, DigestFormat.DOCX, "https://example.org/text")
    assert text.sources == ("https://example.org/one", "https://example.org/two")


def test_body_becomes_blocks_with_their_printed_numbers() -> None:
    blocks = parse_text(FRONT + BODY, "a.md").blocks
    assert [(b.passage_kind, b.number, b.level, b.text) for b in blocks] == [
        (PassageKind.HEADING, None, 1, "Digest: a text"),
        (PassageKind.PARAGRAPH, None, None, "A paragraph that runs over two lines."),
        (PassageKind.HEADING, None, 2, "What it asks"),
        (PassageKind.PARAGRAPH, None, None, "The text asks States to:"),
        (PassageKind.ITEM, "(a)", None, "ratify the Protocol;"),
        (PassageKind.ITEM, "(b)", None, "train judges."),
        (PassageKind.ITEM, "1", None, "One."),
        (PassageKind.ITEM, "2", None, "Two."),
        (PassageKind.ITEM, None, None, "A bullet."),
    ]
    assert [b.number_label for b in blocks[4:]] == ["(a)", "(b)", "1.", "2.", "•"]


@pytest.mark.parametrize("number", ["a)", "(أ)", "(iv)", "(12)"])
def test_numbers_of_other_languages_are_kept_as_printed(number: str) -> None:
    (block,) = parse_text(f"{FRONT}{number} des mots", "a.md").blocks
    assert (block.passage_kind, block.number, block.text) == (PassageKind.ITEM, number, "des mots")


def test_a_year_at_the_beginning_of_a_line_is_no_number() -> None:
    (block,) = parse_text(f"{FRONT}It began in\n2010. It ended later.", "a.md").blocks
    assert block.text == "It began in 2010. It ended later."


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("language: en", "language: de", "language: Value error, it is not one of"),
        ("nature: digest", "nature: rumour", "nature: Input should be"),
        ("format: docx", "format: odt", "format: Input should be 'pdf'"),
        ("date: 2019-05", "date: May 2019", "date: Value error, it is not a date"),
        ("date: 2019-05", "date: 2019-13", "date: Value error, month must be in 1..12"),
        ("publisher: [icat, unodc]", "publisher: icat", "publisher: Input should be a valid tuple"),
        ("address: https://example.org/text", "address: third-party-copy:x", "address: String should match"),
        ("title: ", "titel: ", "titel: Extra inputs are not permitted"),
        ("of: A text", "of: [A", "its front matter is not YAML"),
        ("of: A text", "of: ''", "of: String should have at least 1 character"),
        ("sources: [https://example.org/one, https://example.org/two]", "sources: []", "sources: Tuple should have at"),
        ("format: docx\n", "", "format: Field required"),
    ],
)
def test_a_wrong_field_is_reported_by_name(old: str, new: str, reason: str) -> None:
    with pytest.raises(CatalogueInvalid, match=rf"^a\.md: .*{re.escape(reason)}"):
        parse_text(FRONT.replace(old, new, 1) + BODY, "a.md")


@pytest.mark.parametrize(
    ("source", "place", "reason"),
    [
        ("# No front matter", 1, "it has no front matter"),
        ("---\ntitle: x\n", 1, "its front matter has no end"),
        (FRONT, 13, "no text follows"),
        (FRONT + "words\n\n#No blank", 16, "it is not a valid heading"),
        (FRONT + "#### Too deep", 14, "it is not a valid heading"),
        (FRONT + "> quoted", 14, "'>' begins no kind of block"),
    ],
)
def test_a_wrong_line_is_reported(source: str, place: int, reason: str) -> None:
    with pytest.raises(CatalogueInvalid, match=rf"^a\.md, line {place}: {reason}"):
        parse_text(source, "a.md")


def test_a_file_that_is_missing_or_not_utf8_is_reported(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match=r"gone\.md"):
        read_text(tmp_path / "gone.md")
    wrong = tmp_path / "latin.md"
    wrong.write_bytes(FRONT.encode() + "\nRésumé".encode("latin-1"))
    with pytest.raises(CatalogueInvalid, match=r"latin\.md, line 15: it is not UTF-8"):
        read_text(wrong)
