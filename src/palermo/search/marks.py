"""Where in a passage the words stand that were asked for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from palermo.search.answers import Span
from palermo.search.asked import Asked
from palermo.search.fields import RANKED
from palermo.search.lexical import telling
from palermo.search.text import HAN, WORD, WORDS, symbols, tails, term

AROUND = 300
"""Characters that are shown before and after the first mark of a long passage."""
LONG = 900
"""Characters of a passage from which on it is long."""


class Marker:
    """Marks the words of one query."""

    def __init__(self, asked: Asked, language: str) -> None:
        words = telling(asked.words, language)
        self._forms: dict[str, frozenset[tuple[str, str]]] = {word: frozenset(_forms(word)) for word in words}
        self._all = frozenset(form for forms in self._forms.values() for form in forms)
        self._phrases = [[term(word, WORD) for word in phrase] for phrase in asked.phrases]
        self._symbols = frozenset(asked.symbols)
        runs = [run for word in (*words, *(w for phrase in asked.phrases for w in phrase)) for run in HAN.findall(word)]
        self._signs = re.compile("|".join(sorted(map(re.escape, runs), key=len, reverse=True))) if runs else None

    def marks(self, text: str) -> tuple[Span, ...]:
        """Start and end of each word that was asked for, in order; those that touch or overlap are one."""
        found = [*self._words(text), *self._phrased(text)]
        found += [(s, e) for one, s, e in symbols(text) if self._symbols & set(tails(one))] if self._symbols else []
        if self._signs:
            found += [match.span() for match in self._signs.finditer(text)]
        return tuple(_joined(found))

    def _words(self, text: str) -> Iterator[Span]:
        if not self._all:
            return
        for match in WORDS.finditer(text):
            if any(form in self._all for form in _forms(match[0])):
                yield match.span()

    def _phrased(self, text: str) -> Iterator[Span]:
        if not self._phrases:
            return
        places = [match.span() for match in WORDS.finditer(text)]
        terms = [term(text[start:end], WORD) for start, end in places]
        for phrase in self._phrases:
            for at in range(len(terms) - len(phrase) + 1):
                if terms[at : at + len(phrase)] == phrase:
                    yield places[at][0], places[at + len(phrase) - 1][1]


def excerpt(text: str, marks: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """A text with its marks, or of a long one the part around its first mark, from word to word."""
    if len(text) <= LONG:
        return text, tuple(marks)
    at = marks[0] if marks else (0, 0)
    start = text.rfind(" ", 0, max(at[0] - AROUND, 0)) + 1 if at[0] > AROUND else 0
    end = text.find(" ", at[1] + AROUND)
    end = len(text) if end < 0 else end
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    shift = len(before) - start
    kept = tuple((s + shift, e + shift) for s, e in marks if start <= s and e <= end)
    return f"{before}{text[start:end]}{after}", kept


def printed(text: str, marks: Iterable[Span]) -> tuple[str, ...]:
    """The marked words as printed, each once, whatever their case."""
    found = {text[start:end].casefold(): text[start:end] for start, end in reversed(list(marks))}
    return tuple(reversed(found.values()))


def _forms(word: str) -> list[tuple[str, str]]:
    return [(name, one) for name in RANKED if (one := term(word, name)) and " " not in one]


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    ordered = sorted(set(spans))
    if not ordered:
        return
    merged = [ordered[0]]
    for (_, _), (start, end) in pairwise(ordered):
        last = merged[-1]
        if start <= last[1]:
            merged[-1] = (last[0], max(last[1], end))
        else:
            merged.append((start, end))
    yield from merged
