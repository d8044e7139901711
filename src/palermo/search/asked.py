"""A query as typed: words, exact phrases, symbols and filters; what is not understood is words, and a note says so."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from palermo.search.fields import FIELDS, MORE
from palermo.search.text import HAN, SYMBOL, WORDS, pairs, symbol_key

LONGEST: Final = 1000
"""Characters of a query that are heard."""
MOST: Final = 32
"""Words of it that are heard."""
ALIASES: Final = {
    "lang": "language",
    "country": "place",
    "issuer": "actor",
    "kinds": "kind",
    "org": "entity",
    "region": "place",
}
KNOWN: Final = {name: name for name in (*FIELDS, *MORE) if name not in {"visibility", "again", "testimony"}} | ALIASES
_PARTS = re.compile(
    r'(?P<field>[A-Za-z]+):(?P<value>"[^"]*"|[^\s"]+)|"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)|(?P<stray>")'
)
_RANGE = re.compile(r"(\d{4})?(?:\.\.|-|–)(\d{4})?")
_YEARS = range(1900, 2101)

type Known = Callable[[str, str], str | None]
"""Field and value as typed -> the value as the index has it; None where it has none."""


class Trouble(StrEnum):
    """What a note tells of a query."""

    TOO_LONG = "too-long"
    OPEN_QUOTE = "open-quote"
    NO_FIELD = "no-field"
    NO_VALUE = "no-value"
    NO_YEAR = "no-year"
    NO_WORD = "no-word"
    """No passage holds one of the words in any form, while some hold others."""
    NOTHING = "nothing"
    """No passage holds any of the words, and none says something similar."""
    TRANSLATED = "translated"
    """Few passages hold a word, which was looked for in other languages, too."""
    REGION = "region"
    """A place is a region: its States and the regions within it count, too."""
    PLACE = "place"
    """Nothing is found at a place, which counts where a statement is about it; others may name it in their words."""
    NARROW = "narrow"
    """The same among the passages that the filters leave."""
    WORDS_ALONE = "words-alone"
    """Nothing looks for what is similar in meaning here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that the reader should know of how the query was understood."""

    trouble: Trouble
    what: str = ""
    """The part of the query that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query, understood."""

    words: tuple[str, ...] = ()
    """As typed, each once."""
    phrases: tuple[tuple[str, ...], ...] = ()
    """Words that stand one after another."""
    symbols: tuple[str, ...] = ()
    """Folded."""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field -> any of these values."""
    notes: tuple[Note, ...] = ()
    others: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """By word: what it is in other languages, each with its language, where few passages hold it."""

    @property
    def text(self) -> str:
        """All its words, for their meaning."""
        return " ".join((*self.words, *(" ".join(one) for one in self.phrases)))

    @property
    def empty(self) -> bool:
        """Whether no word is asked for."""
        return not (self.words or self.phrases or self.symbols)


def understood(query: str, known: Known, filters: Mapping[str, tuple[str, ...]] | None = None) -> Asked:
    """Take a query apart; `known` says which values there are, and `filters` come from elsewhere than its text."""
    reading = _Reading(known)
    for name, values in (filters or {}).items():
        for value in values:
            reading.filter(name, value, f"{name}:{value}")
    if len(query) > LONGEST:
        reading.notes.append(Note(trouble=Trouble.TOO_LONG, what=str(LONGEST)))
    for part in _PARTS.finditer(query[:LONGEST]):
        reading.part(part)
    return reading.asked()


class _Reading:
    """Gathers the parts of a query."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.words: dict[str, None] = {}
        self.phrases: dict[tuple[str, ...], None] = {}
        self.symbols: dict[str, None] = {}
        self.filters: dict[str, dict[str, None]] = {}
        self.notes: list[Note] = []

    def part(self, part: re.Match[str]) -> None:
        if part["field"] is not None and not part["value"].startswith("//"):
            name = KNOWN.get(part["field"].lower())
            if name:
                self.filter(name, part["value"].strip('"'), part[0])
                return
            self.notes.append(Note(trouble=Trouble.NO_FIELD, what=part["field"][:40]))
            self.text(part[0])
        elif part["phrase"] is not None:
            self.phrase(part["phrase"])
        elif part["stray"]:
            self.notes.append(Note(trouble=Trouble.OPEN_QUOTE))
        else:
            self.text(part[0])

    def text(self, text: str) -> None:
        """Words, and symbols among them."""
        for found in SYMBOL.finditer(text):
            self.symbols[symbol_key(found[0])] = None
        for word in _words(SYMBOL.sub(" ", text)):
            self.words[word] = None

    def phrase(self, text: str) -> None:
        words = tuple(_words(text, whole=True))
        symbol = SYMBOL.fullmatch(text.strip())
        if symbol:
            self.symbols[symbol_key(symbol[0])] = None
        elif len(words) > 1:
            self.phrases[words[:MOST]] = None
        else:
            self.words.update(dict.fromkeys(words))

    def filter(self, name: str, value: str, typed: str) -> None:
        values: list[str | None] = [self._known(name, value)]
        if name == "year":
            values = list(self._years(value, typed))
        held = self.filters.setdefault(name, {})
        if values == [None]:
            self.notes.append(Note(trouble=Trouble.NO_VALUE, what=typed[:80]))
            values = [value]
        held.update((one, None) for one in values if one is not None)

    def _years(self, value: str, typed: str) -> Iterator[str | None]:
        span = _RANGE.fullmatch(value)
        if re.fullmatch(r"\d{4}", value):
            yield self._known("year", value)
        elif span and (span[1] or span[2]):
            first, last = int(span[1] or _YEARS[0]), int(span[2] or _YEARS[-1])
            first, last = min(first, last), max(first, last)
            there = [str(year) for year in range(max(first, _YEARS[0]), min(last, _YEARS[-1]) + 1)]
            held: list[str | None] = [year for year in there if self._known("year", year)]
            yield from held or [None]
        else:
            self.notes.append(Note(trouble=Trouble.NO_YEAR, what=typed[:80]))
            self.filters.setdefault("year", {})

    def asked(self) -> Asked:
        if len(self.words) > MOST and not any(one.trouble is Trouble.TOO_LONG for one in self.notes):
            self.notes.append(Note(trouble=Trouble.TOO_LONG, what=str(LONGEST)))
        return Asked(
            words=tuple(self.words)[:MOST],
            phrases=tuple(self.phrases)[:MOST],
            symbols=tuple(self.symbols)[:MOST],
            filters={name: tuple(values) for name, values in self.filters.items() if values},
            notes=tuple(dict.fromkeys(self.notes)),
        )


def is_piece(word: str, words: Iterable[str]) -> bool:
    """Whether two signs of Chinese are a piece of a longer run, of which words are the others, and no word themselves.

    >>> is_piece("害人", ["受害", "害人"]), is_piece("警察", ["警察", "培训"])
    (True, False)
    """
    ends = {one[-1] for one in words if len(one) == 2} | {f"{one[0]}<" for one in words if len(one) == 2}
    return bool(len(word) == 2 and HAN.fullmatch(word) and {word[0], f"{word[-1]}<"} & ends)


def _words(text: str, whole: bool = False) -> Iterator[str]:
    """Words of a text; a run of Chinese signs is one word up to four of them, or two by two."""
    for found in WORDS.finditer(text):
        at = 0
        for run in HAN.finditer(found[0]):
            if run.start() > at:
                yield found[0][at : run.start()]
            yield from [run[0]] if whole or len(run[0]) <= 4 else pairs(run[0])
            at = run.end()
        if at < len(found[0]):
            yield found[0][at:]
