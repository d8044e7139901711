"""Sentences of a passage, by the marks that end them in six languages."""

import re
from collections.abc import Iterator

from palermo.languages import HAN_CHARACTER
from palermo.languages.language_words import LanguageWords

MAX_SENTENCE_CHARS = 1200
"""A longer stretch without marks is cut at a blank or comma."""
MAX_BRACKET_CHARS = 200
"""Maximum distance of a closing bracket from a semicolon before it."""
MIN_SENTENCE_WORDS = 3
MIN_SENTENCE_CHARS = 8
MIN_CHINESE_CHARS = 4
"""What has fewer words and characters, a printed number for example, belongs to the sentence after it."""

_ABBREVIATION = LanguageWords("extraction").compile_pattern(r"(?:\b(?:{segmentation.abbreviations})|\b[A-ZА-ЯЁ])\.$")
_ACRONYM = re.compile(r"(?:\b[A-Z]\.\s?[A-Z]|\bEE\.\s?UU)\.$")
_OPENING_WORD = LanguageWords("extraction").compile_pattern(r"\s+(?:{segmentation.opening_words})\s")
_SENTENCE_END = re.compile(
    r"[.!?؟][\"”’»)\]]*(?:\d{1,3}|\^\d+)?(?=\s+[^a-zа-яёéèàêç\s])|[;؛](?=\s)|[。！？；][”」）]?|\n+|\s(?=[•▪●■]\s)"
)
_CONTENTS_LINE = re.compile(r"(?:\.{5}|(?:\. ){5}|…{3})\s*\d")
_CUT = re.compile(r"[,，،、]\s*|\s+")


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each sentence, without the blanks around it; semicolons end one too.

    >>> [text[a:b] for text in ["See para. 4. It was read."] for a, b in split_sentences(text)]
    ['See para. 4.', 'It was read.']
    """
    spans: list[tuple[int, int]] = []
    pending: int | None = None
    for start, end in _iterate_raw_spans(text):
        first = start if pending is None else pending
        sentence = text[first:end]
        shortest = MIN_CHINESE_CHARS if HAN_CHARACTER.search(sentence) else MIN_SENTENCE_CHARS
        is_short = len(sentence.split()) < MIN_SENTENCE_WORDS and len(sentence) < shortest
        pending = first if is_short else None
        if not is_short:
            spans.append((first, end))
    if pending is not None:
        last = spans.pop()[0] if spans else pending
        spans.append((last, len(text.rstrip())))
    return tuple(spans)


def is_contents_line(text: str) -> bool:
    """Return whether dots lead to the number of a page, as in a table of contents, which states nothing."""
    return _CONTENTS_LINE.search(text) is not None


def _iterate_raw_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _SENTENCE_END.finditer(text):
        if mark.group()[0] == "." and _is_abbreviation(text, mark.start()):
            continue
        if mark.group()[0] in ";؛" and _is_in_brackets(text, start, mark.start()):
            continue
        yield from _trim_span(text, start, mark.end())
        start = mark.end()
    yield from _trim_span(text, start, len(text))


def _is_abbreviation(text: str, place: int) -> bool:
    """Return whether a full stop is that of an abbreviation; that of `U.S.` before `The` ends a sentence too."""
    start = max(0, place - 8)
    if not _ABBREVIATION.search(text, start, place + 1):
        return False
    return not (_ACRONYM.search(text, start, place + 1) and _OPENING_WORD.match(text, place + 1))


def _is_in_brackets(text: str, start: int, place: int) -> bool:
    """Return whether a place is between round brackets: `(Tarn, 2030; Brine, 2031)`."""
    opening = text.rfind("(", start, place)
    closing = text.find(")", place, place + MAX_BRACKET_CHARS)
    return opening > text.rfind(")", start, place) and closing > -1 and text.rfind("\n", opening, closing) < 0


def _trim_span(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE_CHARS:
        cuts = [cut.end() for cut in _CUT.finditer(text, start + MAX_SENTENCE_CHARS // 2, start + MAX_SENTENCE_CHARS)]
        middle = cuts[-1] if cuts else start + MAX_SENTENCE_CHARS
        yield from _trim_span(text, start, middle)
        start = middle
    if sentence := text[start:end].strip():
        start = text.index(sentence, start)
        yield start, start + len(sentence)
