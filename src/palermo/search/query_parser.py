"""Parser of queries: words, exact phrases, symbols and filters.

Anything else counts as words, with a warning.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from palermo.search.index_fields import FILTER_FIELDS
from palermo.search.text_analysis import HAN_PATTERN, SYMBOL_PATTERN, WORD_PATTERN, normalise_symbol, split_pairs
from palermo.statements import FACET_ALIASES

MAX_QUERY_CHARS: Final = 1000
"""Number of characters of a query that are read; the rest is ignored."""
MAX_QUERY_WORDS: Final = 32
"""Number of words of a query that are read; the rest is ignored."""
FIELD_ALIASES: Final = {
    alias: name for alias, name in FACET_ALIASES.items() if name in FILTER_FIELDS and alias not in FILTER_FIELDS
} | {"org": "entity", "region": "place"}
FIELD_NAMES: Final = {
    name: name for name in FILTER_FIELDS if name not in {"visibility", "again", "testimony"}
} | FIELD_ALIASES
_QUERY_PATTERN = re.compile(
    r'(?P<field>[A-Za-z]+):(?P<value>"[^"]*"|[^\s"]+)|"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)|(?P<stray>")'
)
_YEAR_RANGE_PATTERN = re.compile(r"(\d{4})?(?:\.\.|-|–)(\d{4})?")
_VALID_YEARS = range(1900, 2101)

type ValueLookup = Callable[[str, str], str | None]
"""Maps a field and a typed value to the value in the index; None if it has none."""


class QueryWarningCode(StrEnum):
    """Codes of the warnings on a query."""

    TOO_LONG = "too-long"
    OPEN_QUOTE = "open-quote"
    NO_FIELD = "no-field"
    NO_VALUE = "no-value"
    NO_YEAR = "no-year"
    NO_WORD = "no-word"
    """No passage contains one of the words in any form, while some contain others."""
    NO_MATCH = "nothing"
    """No passage contains any of the words, and none is similar in meaning."""
    TRANSLATED = "translated"
    """Few passages contain a word, so its translations were searched too."""
    REGION = "region"
    """A place is a region: its States and the regions within it count, too."""
    PLACE_FILTER = "place"
    """No result at a place, which counts only where a statement is about it; other passages may mention it."""
    NARROW = "narrow"
    """Like NO_MATCH, among the passages that pass the filters."""
    WORDS_ALONE = "words-alone"
    """This index has no vectors, so passages of similar meaning are not found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryWarning:
    """A remark for the reader on how the query was understood."""

    code: QueryWarningCode
    detail: str = ""
    """The part of the query that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedQuery:
    """A parsed query."""

    tokens: tuple[str, ...] = ()
    """Words as typed, without repetitions."""
    phrases: tuple[tuple[str, ...], ...] = ()
    """Exact phrases: words that must be adjacent."""
    symbols: tuple[str, ...] = ()
    """Symbols, folded."""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Accepted values by field."""
    warnings: tuple[QueryWarning, ...] = ()
    translations: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Translations of words that few passages contain, each with its language."""

    @property
    def text(self) -> str:
        """All words as one text, for the encoder."""
        return " ".join((*self.tokens, *(" ".join(phrase) for phrase in self.phrases)))

    @property
    def is_empty(self) -> bool:
        """Whether the query has no words, phrases or symbols."""
        return not (self.tokens or self.phrases or self.symbols)

    def with_warnings(self, warnings: Iterable[QueryWarning]) -> "ParsedQuery":
        """Return the query with more warnings."""
        return replace(self, warnings=(*self.warnings, *warnings))


def parse_query(query: str, lookup: ValueLookup, filters: Mapping[str, tuple[str, ...]] | None = None) -> ParsedQuery:
    """Parse a query; `lookup` resolves filter values, and `filters` are added to those in the text."""
    reading = _QueryParser(lookup)
    for name, values in (filters or {}).items():
        for value in values:
            reading.add_filter(name, value, f"{name}:{value}")
    if len(query) > MAX_QUERY_CHARS:
        reading.notes.append(QueryWarning(code=QueryWarningCode.TOO_LONG, detail=str(MAX_QUERY_CHARS)))
    for part in _QUERY_PATTERN.finditer(query[:MAX_QUERY_CHARS]):
        reading.add_match(part)
    return reading.build_query()


class _QueryParser:
    """Collects the parts of a query."""

    def __init__(self, lookup: ValueLookup) -> None:
        self._lookup = lookup
        self.words: dict[str, None] = {}
        self.phrases: dict[tuple[str, ...], None] = {}
        self.symbols: dict[str, None] = {}
        self.filters: dict[str, dict[str, None]] = {}
        self.notes: list[QueryWarning] = []

    def add_match(self, match: re.Match[str]) -> None:
        if match["field"] is not None and not match["value"].startswith("//"):
            name = FIELD_NAMES.get(match["field"].lower())
            if name:
                self.add_filter(name, match["value"].strip('"'), match[0])
                return
            self.notes.append(QueryWarning(code=QueryWarningCode.NO_FIELD, detail=match["field"][:40]))
            self.add_text(match[0])
        elif match["phrase"] is not None:
            self.add_phrase(match["phrase"])
        elif match["stray"]:
            self.notes.append(QueryWarning(code=QueryWarningCode.OPEN_QUOTE))
        else:
            self.add_text(match[0])

    def add_text(self, text: str) -> None:
        """Add the words and symbols of a text."""
        for match in SYMBOL_PATTERN.finditer(text):
            self.symbols[normalise_symbol(match[0])] = None
        for word in _split_words(SYMBOL_PATTERN.sub(" ", text)):
            self.words[word] = None

    def add_phrase(self, text: str) -> None:
        words = tuple(_split_words(text, keep_runs=True))
        symbol = SYMBOL_PATTERN.fullmatch(text.strip())
        if symbol:
            self.symbols[normalise_symbol(symbol[0])] = None
        elif len(words) > 1:
            self.phrases[words] = None
        else:
            self.words.update(dict.fromkeys(words))

    def add_filter(self, name: str, value: str, source_text: str) -> None:
        values: list[str | None] = [self._lookup(name, value)]
        if name == "year":
            values = list(self._parse_years(value, source_text))
        filter_values = self.filters.setdefault(name, {})
        if values == [None]:
            self.notes.append(QueryWarning(code=QueryWarningCode.NO_VALUE, detail=source_text[:80]))
            values = [value]
        filter_values.update((value, None) for value in values if value is not None)

    def _parse_years(self, value: str, source_text: str) -> Iterator[str | None]:
        span = _YEAR_RANGE_PATTERN.fullmatch(value)
        if re.fullmatch(r"\d{4}", value):
            yield self._lookup("year", value)
        elif span and (span[1] or span[2]):
            first, last = int(span[1] or _VALID_YEARS[0]), int(span[2] or _VALID_YEARS[-1])
            first, last = min(first, last), max(first, last)
            year_range = [str(year) for year in range(max(first, _VALID_YEARS[0]), min(last, _VALID_YEARS[-1]) + 1)]
            known_years: list[str | None] = [year for year in year_range if self._lookup("year", year)]
            yield from known_years or [None]
        else:
            self.notes.append(QueryWarning(code=QueryWarningCode.NO_YEAR, detail=source_text[:80]))
            self.filters.setdefault("year", {})

    def build_query(self) -> ParsedQuery:
        lengths = (len(self.words), len(self.symbols), len(self.phrases), *map(len, self.phrases))
        if max(lengths) > MAX_QUERY_WORDS:
            self.notes.append(QueryWarning(code=QueryWarningCode.TOO_LONG, detail=str(MAX_QUERY_CHARS)))
        return ParsedQuery(
            tokens=tuple(self.words)[:MAX_QUERY_WORDS],
            phrases=tuple(phrase[:MAX_QUERY_WORDS] for phrase in self.phrases)[:MAX_QUERY_WORDS],
            symbols=tuple(self.symbols)[:MAX_QUERY_WORDS],
            filters={name: tuple(values) for name, values in self.filters.items() if values},
            warnings=tuple(dict.fromkeys(self.notes)),
        )


def is_fragment(token: str, tokens: Iterable[str]) -> bool:
    """Return whether two Chinese characters overlap other words of a longer run and are no word themselves.

    >>> is_fragment("害人", ["受害", "害人"]), is_fragment("警察", ["警察", "培训"])
    (True, False)
    """
    ends = {token[-1] for token in tokens if len(token) == 2} | {f"{token[0]}<" for token in tokens if len(token) == 2}
    return bool(len(token) == 2 and HAN_PATTERN.fullmatch(token) and {token[0], f"{token[-1]}<"} & ends)


def _split_words(text: str, keep_runs: bool = False) -> Iterator[str]:
    """Return the words of a text; runs of more than four Chinese characters are split into pairs.

    With `keep_runs`, they are one word each.
    """
    for match in WORD_PATTERN.finditer(text):
        position = 0
        for run in HAN_PATTERN.finditer(match[0]):
            if run.start() > position:
                yield match[0][position : run.start()]
            yield from [run[0]] if keep_runs or len(run[0]) <= 4 else split_pairs(run[0])
            position = run.end()
        if position < len(match[0]):
            yield match[0][position:]
