"""Tags that no term of the vocabulary supports; they are kept only where the model was measured to be right."""

from collections.abc import Mapping
from dataclasses import replace

from palermo.extraction.tagger.decoding import TaggedStatement
from palermo.extraction.tagger.features import MAX_INTRODUCTION_CHARS
from palermo.extraction.tagger.inputs import EncodedPassage
from palermo.extraction.tagger.schema import TAG_SCHEMES, InputSegment
from palermo.vocabulary import find_tags, load_vocabulary

MIN_TAG_PRECISION = 0.5
"""Precision on labelled passages from which on a tag is kept without a term that supports it (decision 118)."""


def remove_unsupported_tags(
    statement: TaggedStatement, encoded: EncodedPassage, language: str, precision: Mapping[str, float] | None
) -> TaggedStatement:
    """Return a statement without tags that no term supports and that are not precise enough without one.

    precision: by tag id, the precision of predictions that no term supports; a tag that is not in it is removed. None
    if it was not measured for the model: all tags are kept.
    """
    if precision is None:
        return statement
    weak = {
        (scheme, id)
        for scheme, id, _probability in statement.tags
        if scheme in TAG_SCHEMES and precision.get(id, 0.0) < MIN_TAG_PRECISION
    }
    if weak:
        weak -= _find_supported_tags(statement, encoded, language)
    supported_tags = tuple(tag for tag in statement.tags if tag[:2] not in weak)
    return statement if len(supported_tags) == len(statement.tags) else replace(statement, tags=supported_tags)


def _find_supported_tags(statement: TaggedStatement, encoded: EncodedPassage, language: str) -> set[tuple[str, str]]:
    """Return scheme and id of the tags that terms name in a statement's sentences or in its introduction's end."""
    start, end = encoded.sentences[statement.sentence]
    introduction = encoded.texts[InputSegment.INTRODUCTION][-MAX_INTRODUCTION_CHARS:]
    texts = (encoded.texts[InputSegment.PASSAGE][start : max(end, statement.end)], introduction)
    vocabulary = load_vocabulary()
    return {
        (tag.scheme, tag.id) for text in texts if text for tag in find_tags(text, language, vocabulary, TAG_SCHEMES)
    }
