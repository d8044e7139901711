"""Agreed language: earlier wordings on the same point, found by meaning in the library."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from palermo.embeddings import load_shipped_encoder
from palermo.errors import NoLibrary
from palermo.joint_texts.enums import CitedKind
from palermo.joint_texts.state import JointText
from palermo.joint_texts.wording_history import WordingSegment, compare_wordings
from palermo.portal.services.current_edition import get_search_index
from palermo.search import Hit
from palermo.statements import normalise_text

MAX_WORDINGS = 6
MAX_QUERY_CHARS = 400
DEPARTURE_RANGE = (0.35, 0.97)
"""Shares of characters in common with an agreed sentence between which a paragraph departs from it."""
_SENTENCE_END = re.compile(r"(?<=[.!?;。！？；؟؛])\s*")
_QUERY_SIGNS = re.compile(r'[":()\-*|~^\[\]]')


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedWording:
    """A sentence of the library on the same point as a paragraph."""

    text: str
    language: str
    source: str
    document: str
    year: int | None
    kind: CitedKind
    reference: str
    publishers: tuple[str, ...]
    closeness: float
    """How close its meaning is to that of the paragraph, up to 1."""
    segments: tuple[WordingSegment, ...]
    """From the sentence to the paragraph."""
    is_departure: bool
    """Whether members of the group agreed to it, and the paragraph is close to it but not the same."""


def find_agreed_wordings(text: JointText, paragraph: str) -> list[AgreedWording]:
    """Return earlier wordings on the point of a paragraph.

    First those that it departs from, then those in the text's language, the closest in meaning first.
    """
    words = _QUERY_SIGNS.sub(" ", text.get_text(paragraph))[:MAX_QUERY_CHARS]
    try:
        index = get_search_index()
    except NoLibrary:  # a library without an edition has no wording yet
        index = None
    if index is None or not words.strip():
        return []
    members = {member.entity for member in text.members}
    hits = [hit for hit in index.search_hits(words, limit=3 * MAX_WORDINGS, hint=text.language) if not _is_title(hit)]
    wordings_by_text: dict[str, AgreedWording] = {}
    for wording in _build_wordings(hits, text.get_text(paragraph), members):
        if wording.is_departure or wording.text not in wordings_by_text:
            wordings_by_text[wording.text] = wording
    return sorted(
        wordings_by_text.values(),
        key=lambda item: (not item.is_departure, item.language != text.language, -item.closeness),
    )[:MAX_WORDINGS]


def _is_title(hit: Hit) -> bool:
    return hit.kind == "heading" or normalise_text(hit.text) == normalise_text(hit.document.title)


def _build_wordings(hits: list[Hit], words: str, members: set[str]) -> Iterator[AgreedWording]:
    for hit, (sentence, closeness) in zip(hits, _choose_sentences(hits, words), strict=True):
        similarity = SequenceMatcher(None, sentence, words, autojunk=False).ratio()
        start = hit.text.find(sentence)
        statement = next(
            (
                statement.id
                for statement in hit.statements
                if statement.start < start + len(sentence) and start < statement.end
            ),
            "",
        )
        low, high = DEPARTURE_RANGE
        yield AgreedWording(
            text=sentence,
            language=hit.language,
            source=hit.document.symbol or hit.document.title,
            document=hit.document.id,
            year=hit.document.year,
            kind=CitedKind.STATEMENT if statement else CitedKind.PASSAGE,
            reference=statement or hit.id,
            publishers=hit.document.publishers,
            closeness=closeness,
            segments=compare_wordings(sentence, words),
            is_departure=bool(members & set(hit.document.publishers)) and low <= similarity < high,
        )


def _choose_sentences(hits: list[Hit], words: str) -> list[tuple[str, float]]:
    """Return the sentence of each passage that is closest in meaning to the words, and how close it is."""
    split = [[item for item in _SENTENCE_END.split(hit.text) if item.strip()] or [hit.text] for hit in hits]
    sentences = [sentence for group in split for sentence in group]
    vectors = load_shipped_encoder().encode([words, *sentences])
    scored = iter(zip(sentences, map(float, vectors[1:] @ vectors[0]), strict=True))
    return [max(islice(scored, len(group)), key=lambda pair: pair[1]) for group in split]
