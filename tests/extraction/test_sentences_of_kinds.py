"""Sentences of ours in six languages: each is read as the kind that it stands under, or as nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from palermo.extraction import extract
from palermo.extraction.language.grammar import GRAMMARS
from palermo.statements import Kind, Masthead, Passage, PassageKind, Statement, passage_id

SENTENCES = Path(__file__).parent / "sentences"
TAG = re.compile(r"\[(?P<tag>\w+)\] (?P<words>.*)")


def cases() -> Iterator[tuple[str, str, str | None, str]]:
    """Language, kind, tense or dimension, and words of each sentence."""
    for language in GRAMMARS:
        rows: dict[str, list[str]] = yaml.safe_load((SENTENCES / f"{language}.yaml").read_text(encoding="utf-8"))
        for kind, sentences in rows.items():
            for sentence in sentences:
                tagged = TAG.fullmatch(sentence)
                yield (language, kind, tagged["tag"], tagged["words"]) if tagged else (language, kind, None, sentence)


def read(words: str, language: str) -> list[Statement]:
    passage = Passage(
        id=passage_id("d", words, 0),
        document="d",
        ordinal=0,
        page=None,
        paragraph=None,
        kind=PassageKind.PARAGRAPH,
        headings=(),
        language=language,
        text=words,
    )
    return list(extract([passage], Masthead()).statements)


@pytest.mark.parametrize(("language", "kind", "tag", "words"), list(cases()))
def test_a_sentence_is_read_as_its_kind(language: str, kind: str, tag: str | None, words: str) -> None:
    made = read(words, language)
    assert [one.kind.value for one in made] == ([] if kind == "nothing" else [kind])
    for one in made:
        assert words.rstrip(" .,。") == one.quote
        assert one.why
        assert 0 < one.confidence < 1
        if kind == Kind.ACTIVITY.value:
            assert one.tense == tag
        if tag == "protective":
            assert one.protective
        elif kind == Kind.FACTOR.value and tag:
            assert one.dimension == tag


def test_english_has_forty_sentences_of_each_kind() -> None:
    rows = yaml.safe_load((SENTENCES / "en.yaml").read_text(encoding="utf-8"))
    assert all(len(rows[kind.value]) >= 40 for kind in Kind)
