"""Where in a passage the words stand that were asked for."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from palermo.search.answers import Span
from palermo.search.asked import Asked
from palermo.search.lexical import forms, telling
from palermo.search.text import HAN, WORD, WORDS, one_spelling, stem, symbols, tails, term

AROUND = 300
"""Characters that are shown before and after the first mark of a long passage."""
LONG = 900
"""Characters of a passage from which on it is long."""


class Marker:
    """Marks the words of one query."""

    def __init__(self, asked: Asked, language: str) -> None:
        words = telling(asked.words, language)
        self._asked = [_ways(word, language, asked) for word in words]
        self._forms = frozenset(form for many, _ in self._asked for form in many)
        self._likely = _likely({form[:1] for form in self._forms})
        self._language = language
        self._phrases = [[self._written(word) for word in phrase] for phrase in asked.phrases]
        self._symbols = frozenset(asked.symbols)
        self._runs = tuple({run: None for phrase in asked.phrases for word in phrase for run in HAN.findall(word)})
        runs = [*self._runs, *(run for _, signs in self._asked for run in signs)]
        self._signs = re.compile("|".join(sorted(map(re.escape, runs), key=len, reverse=True))) if runs else None

    def marked(self, text: str, language: str) -> tuple[tuple[Span, ...], bool]:
        """Start and end of each word that was asked for, in order, and whether a text holds all that was asked for.

        Those that touch or overlap are one.
        """
        words = list(self._words(text, language))
        cited = list(symbols(text)) if self._symbols else []
        phrases = [list(self._places(text, phrase)) for phrase in self._phrases]
        found = [match.span() for match, _ in words]
        found += [place for many in phrases for place in many]
        found += [(start, end) for one, start, end in cited if self._symbols & set(tails(one))]
        if self._signs:
            found += [match.span() for match in self._signs.finditer(text)]
        held = {form for _, form in words}
        every = (
            all(held & many or any(run in text for run in signs) for many, signs in self._asked)
            and {tail for one, _, _ in cited for tail in tails(one)} >= self._symbols
            and all(phrases)
            and all(run in text for run in self._runs)
        )
        return tuple(_joined(found)), every

    def _words(self, text: str, language: str) -> Iterator[tuple[re.Match[str], str]]:
        """Words of a text that were asked for, and what they are in passages of its language."""
        if not self._forms:
            return
        for match in self._likely.finditer(text):
            if (form := stem(match[0], language)) in self._forms:
                yield match, form

    def _written(self, word: str) -> str:
        """A word of a phrase, in one of the ways in which its language writes it."""
        return one_spelling(term(word, WORD), self._language)

    def _places(self, text: str, phrase: Sequence[str]) -> Iterator[Span]:
        """Where the words of a phrase stand one after another."""
        places = [match.span() for match in WORDS.finditer(text)]
        terms = [self._written(text[start:end]) for start, end in places]
        for at in range(len(terms) - len(phrase) + 1):
            if terms[at : at + len(phrase)] == phrase:
                yield places[at][0], places[at + len(phrase) - 1][1]


def _ways(word: str, language: str, asked: Asked) -> tuple[frozenset[str], tuple[str, ...]]:
    """Forms of a word and of what it is in other languages, and its runs of Chinese signs."""
    many = ((word, language), *asked.others.get(word, ()))
    stems = frozenset(form for one, of in many if not HAN.search(one) for form in forms(one, of))
    return stems, tuple(run for one, _ in many for run in HAN.findall(one))


def _likely(initials: Collection[str]) -> re.Pattern[str]:
    """Words that begin with one of these letters or one that is not ASCII: stems keep a word's first letter."""
    letters = "".join(re.escape(one + one.upper()) for one in initials if one.isascii())
    return re.compile(rf"(?<!\w)[{letters}\x80-\U0010ffff]\w*")


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
