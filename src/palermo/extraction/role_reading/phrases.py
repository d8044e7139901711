"""Phrases of nouns in running text: every stretch that may be somebody's name, or tell of whom it speaks.

A phrase begins behind a function word, a verb or a mark, and may end before any other: `the Unit | of the Ministry | of
Justice` holds three that begin alike. Which of them is meant is not asked here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from palermo.extraction.language.wordings import Wordings
from palermo.statements import digest
from palermo.vocabulary.lines import parsed

MOST_WORDS, MOST_JOINS, MOST_ANDS = 12, 3, 2
"""Of a phrase: its words, and how often it goes on with another phrase, and with a second of the same rank."""
LONGEST_CHINESE = 40
FEWEST_LETTERS = 3
"""Of an Arabic word behind what clings to it."""
_TOKEN = re.compile(r"\d[\d.,]*|[^\W\d_]\w*(?:[-’'‑](?=\w)\w+)*[’']?|[^\w\s]")
_ELIDED = re.compile(r"(?:l|d|qu|s|n|c|j)[’']", re.I)
_QUOTES = frozenset('«»“”„"')
_CLINGING = re.compile(r"[وف]?(?:لل|[لبك])?")
"""What may cling to the beginning of an Arabic word: `and`, and `to`, `by` or `as`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionWords:
    """The function words of a language with blanks."""

    of: frozenset[str]
    both: frozenset[str]
    article: frozenset[str]
    ends: frozenset[str]

    def sort(self, token: str) -> str:
        """Which of them a token is, or what else: `mark`, `quote`, `number`, `word`."""
        folded = token.casefold().replace("’", "'")
        for name in ("ends", "of", "both", "article"):
            if folded in getattr(self, name):
                return name
        if token in _QUOTES:
            return "quote"
        if not token[0].isalnum():
            return "mark"
        return "number" if token[0].isdigit() else "word"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark, and its sort; a finite verb is of the sort `verb`."""

    start: int
    end: int
    text: str
    sort: str

    @property
    def noun(self) -> bool:
        """Whether it may be a noun; a verb with a capital is one, of a name."""
        return self.sort == "word" or (self.sort == "verb" and self.text[:1].isupper())


def phrases(text: str, words: Wordings) -> list[tuple[int, int]]:
    """Start and end of each phrase of a text, in order; a language that has no list of function words has none."""
    if words.language == "zh":
        return sorted(set(_in_chinese(text, words)))
    known = function_words(words.language)
    return sorted(set(_in_words(tokens(text, words), words.language))) if known else []


def tokens(text: str, words: Wordings) -> list[Token]:
    """The words and marks of a text in a language with blanks."""
    known = function_words(words.language)
    if known is None:
        return []
    verbs = list(words.verbs.spans(text, 0, len(text)))
    found = []
    for start, end in _parted(text, words.language):
        sort = known.sort(text[start:end])
        if sort == "word" and any(begin < end and start < stop for begin, stop in verbs):
            sort = "verb"
        found.append(Token(start, end, text[start:end], sort))
    return found


def folded(text: str, language: str) -> list[str]:
    """The words and marks of a text in lower case; of a Chinese one its signs."""
    if language == "zh":
        return list(text)
    return [text[start:end].casefold() for start, end in _parted(text, language)]


def _parted(text: str, language: str) -> Iterator[tuple[int, int]]:
    for met in _TOKEN.finditer(text):
        start, end = met.span()
        while language == "fr" and (elided := _ELIDED.match(text, start, end)) and elided.end() < end:
            yield start, elided.end()
            start = elided.end()
        yield start, end


def _in_words(read: list[Token], language: str) -> Iterator[tuple[int, int]]:
    arabic = language == "ar"
    for at, token in enumerate(read):
        if not token.noun:
            continue
        before = read[at - 1] if at else None
        within = before is not None and before.sort == "word"
        if within and not arabic and not (token.text[:1].isupper() and not read[at - 1].text[:1].isupper()):
            continue
        starts = _begins(token) if arabic else (token.start,)
        yield from ((start, end) for end in _ends(read, at, anywhere=arabic) for start in starts)


def _begins(token: Token) -> tuple[int, ...]:
    """Where an Arabic word begins, with and without what clings to it."""
    clinging = _CLINGING.match(token.text)
    size = clinging.end() if clinging else 0
    if not size or len(token.text) - size < FEWEST_LETTERS:
        return (token.start,)
    places = {token.start, token.start + size}
    if token.text[0] in "وف":
        places.add(token.start + 1)
    if token.text[:size].endswith("لل"):
        places.add(token.start + size - 1)
    return tuple(places)


def _ends(read: list[Token], at: int, *, anywhere: bool) -> Iterator[int]:
    """Where a phrase that begins with a token may end; `anywhere`: behind each of its words."""
    joins = ands = quotes = 0
    for place in range(at, min(len(read), at + MOST_WORDS)):
        token = read[place]
        if token.noun or (token.sort == "number" and place > at):
            following = read[place + 1].sort if place + 1 < len(read) else "mark"
            if anywhere or following != "word":
                yield token.end
        elif token.sort == "quote":
            quotes += 1
            if quotes % 2 == 0:
                yield token.end
        elif token.sort == "of":
            joins += 1
        elif token.sort == "both":
            ands += 1
        elif token.sort != "article":
            return
        if joins > MOST_JOINS or ands > MOST_ANDS:
            return


def _in_chinese(text: str, words: Wordings) -> Iterator[tuple[int, int]]:
    parting, joins, counted = _chinese()
    marks: list[str | None] = [None] * len(text)
    for start, end in words.verbs.spans(text, 0, len(text)):
        marks[start:end] = ["verb"] * (end - start)
    for met in parting.finditer(text):
        marks[met.start() : met.end()] = [met.group()] * (met.end() - met.start())
    parts: list[tuple[str | None, int, int]] = []
    for mark, group in groupby(range(len(text)), key=marks.__getitem__):
        places = list(group)
        parts.append((mark, places[0], places[-1] + 1))
    for at, (mark, start, end) in enumerate(parts):
        if mark is not None:
            continue
        before = counted.match(text, start, end)
        starts = (start, before.end()) if before and before.end() < end else (start,)
        joined = 0
        for other, _, stop in parts[at:]:
            if stop - start > LONGEST_CHINESE or joined > MOST_JOINS or (other is not None and other not in joins):
                break
            if other is None:
                yield from ((begin, stop) for begin in starts)
            else:
                joined += 1


@cache
def function_words(language: str) -> FunctionWords | None:
    """The function words of a language with blanks; None for Chinese, and where none are listed."""
    rows = _rows().get(language)
    if rows is None or "parts" in rows:
        return None
    names = {"of": "of", "both": "and", "article": "article", "ends": "ends"}
    return FunctionWords(**{name: frozenset(map(str, rows[key])) for name, key in names.items()})


@cache
def _chinese() -> tuple[re.Pattern[str], frozenset[str], re.Pattern[str]]:
    rows = _rows()["zh"]
    return re.compile(rows["parts"]), frozenset(rows["joins"]), re.compile(rows["counted"])


def _rows() -> dict[str, Any]:
    rows: dict[str, Any] = parsed(_text())
    return rows


def phrases_version() -> str:
    """Changes with the function words."""
    return digest("phrases.1", _text())[:12]


@cache
def _text() -> str:
    return files("palermo.extraction.role_reading").joinpath("phrases.yaml").read_text(encoding="utf-8")
