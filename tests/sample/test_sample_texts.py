"""The sample library's texts are ours, say so, and point to the publisher of what they tell of."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from palermo.publishing import Text, read_text, render_sample
from palermo.publishing.digests import read_texts
from palermo.statements import Nature, PassageKind

SAMPLE = Path(__file__).parents[2] / "sample"
PATHS = sorted(SAMPLE.glob("*.md"))
BEGINNINGS = {"en": "Digest: ", "fr": "Résumé : ", "es": "Resumen: ", "ar": "ملخص: "}
SAYINGS = {"en": "a digest of ours", "fr": "un résumé rédigé par nos soins", "ar": "ملخص كتبناه بكلماتنا"}
PUBLISHERS = ("un.org", "undocs.org", "ohchr.org", "unodc.org", "iom.int", "osce.org", "unsceb.org")


@pytest.fixture(params=PATHS, ids=lambda path: str(path.stem))
def text(request: pytest.FixtureRequest) -> Text:
    return read_text(request.param)


def words(text: Text) -> str:
    return "\n".join(block.text for block in text.blocks)


def test_its_title_says_that_it_is_a_digest(text: Text) -> None:
    assert text.nature is Nature.DIGEST
    assert text.symbol is None
    assert text.title.startswith(BEGINNINGS[text.language])
    first = text.blocks[0]
    assert (first.kind, first.level, first.text) == (PassageKind.HEADING, 1, text.title)


def test_it_says_near_the_top_whose_words_it_holds_and_where_the_original_is(text: Text) -> None:
    assert text.blocks[1].kind is PassageKind.PARAGRAPH
    assert SAYINGS[text.language] in text.blocks[1].text
    assert text.address in text.blocks[1].text


def test_its_address_is_the_publishers(text: Text) -> None:
    host = urlsplit(text.address).hostname or ""
    assert any(host == name or host.endswith(f".{name}") for name in PUBLISHERS)
    assert not any("third-party" in source for source in (text.address, *text.sources))


def test_it_holds_no_address_or_number_of_a_person(text: Text) -> None:
    assert "@" not in words(text)
    assert not re.search(r"\+\d|\(\d{2,}\)\s*\d{3}|\b\d{3}[ -]\d{3}[ -]\d{2}", words(text))


def test_its_length_is_that_of_a_digest(text: Text) -> None:
    assert 200 <= len(words(text).split()) <= 900


def test_each_original_is_told_of_once() -> None:
    originals = [(text.of, text.of_symbol) for text in read_texts(SAMPLE)]
    assert len(set(originals)) == len(originals) >= 6


def test_lists_that_ask_have_an_introduction() -> None:
    for text in read_texts(SAMPLE):
        for before, block in zip(text.blocks, text.blocks[1:], strict=False):
            if block.kind is PassageKind.ITEM and before.kind is PassageKind.PARAGRAPH:
                assert before.text.endswith(":"), (text.name, before.text)


def test_the_whole_sample_renders(tmp_path: Path) -> None:
    assert render_sample(SAMPLE, tmp_path / "sample") == len(PATHS)
    endings = {path.suffix for path in (tmp_path / "sample").iterdir()}
    assert endings == {".pdf", ".docx", ".html", ".csv"}
