"""Names of the registry found in running text: longest first, in the language's own way of inflecting them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from palermo.linking.plain import plain
from palermo.vocabulary.arabic import variants

WORD = re.compile(r"\w+")

INFLECTED = ("ar", "ru")
"""Languages whose words are looked up under other forms than their own."""
STEM = 5
"""Letters of a Russian word that its endings leave as they are, in nearly all words of titles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of a plain text, and the id that it names."""

    start: int
    end: int
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameIndex:
    """Names by their first word, for one language."""

    language: str
    names: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """First word -> words and id of each name that begins so, longest first; folded for the language."""
    acronyms: Mapping[str, str]
    """As written -> id."""

    def mentions(self, text: str) -> Iterator[Mention]:
        """Names in a plain text, in order, none within another."""
        if self.language == "zh":
            yield from self._in_chinese(text)
            return
        distinct = _distinct(text, self.language)
        met = [first for first in self.names.keys() & distinct.forms if self._may(first, distinct.forms)]
        acronyms = self.acronyms.keys() & distinct.printed
        if not met and not acronyms:
            return
        words = _words(text, self.language)
        begins = (
            at
            for at, forms in enumerate(words.forms)
            if words.printed[at] in acronyms or any(form in met for form in forms)
        )
        yield from self._from(text, words, begins)

    def _may(self, first: str, forms: frozenset[str]) -> bool:
        """Whether all words of a name that begins so are somewhere in a text."""
        return any(forms.issuperset(name) for name, _id in self.names[first])

    def _from(self, text: str, words: "Words", begins: Iterable[int]) -> Iterator[Mention]:
        """Names that begin at these words, none within another."""
        spans: list[tuple[int, int]] = []
        free = 0
        for at in begins:
            if at < free:
                continue
            spans = spans or [match.span() for match in WORD.finditer(text)]
            found = self._at(words.forms, at)
            if found is None and (id := self.acronyms.get(words.printed[at])) and not _within(text, *spans[at]):
                found = (1, id)
            if found:
                free = at + found[0]
                yield Mention(start=spans[at][0], end=spans[free - 1][1], id=found[1])

    def _at(self, words: Sequence[tuple[str, ...]], at: int) -> tuple[int, str] | None:
        """Length and id of the longest name that begins at a word; names stand longest first."""
        left = len(words) - at
        best: tuple[int, str] | None = None
        for first in words[at]:
            for name, id in self.names.get(first, ()):
                length = len(name)
                if best is not None and length <= best[0]:
                    break
                if length <= left and all(name[place] in words[at + place] for place in range(1, length)):
                    best = (length, id)
                    break
        return best

    def _in_chinese(self, text: str) -> Iterator[Mention]:
        ids = {name: id for names in self.names.values() for (name,), id in reversed(names)}
        for found in _any_of(tuple(ids)).finditer(text) if ids else ():
            yield Mention(start=found.start(), end=found.end(), id=ids[found.group()])


@lru_cache(maxsize=8)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some names, the longest that begins at a place."""
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a text as printed, and the forms under which each is looked up."""

    printed: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """The distinct words of a text as printed, and the distinct forms under which they are looked up."""

    printed: frozenset[str]
    forms: frozenset[str]


@lru_cache(maxsize=64)
def _words(text: str, language: str) -> Words:
    """Take a text apart, kept for the next names: instruments and entities are looked for in the same texts."""
    printed = tuple(WORD.findall(text))
    return Words(printed=printed, forms=tuple(_folded(word, language) for word in printed))


@lru_cache(maxsize=64)
def _distinct(text: str, language: str) -> Distinct:
    printed = frozenset(WORD.findall(text))
    if language not in INFLECTED:
        return Distinct(printed=printed, forms=frozenset(map(str.casefold, printed)))
    return Distinct(
        printed=printed, forms=frozenset(chain.from_iterable([_folded(word, language) for word in printed]))
    )


def _within(text: str, start: int, end: int) -> bool:
    """Whether an acronym is a part of a longer one: CRC in OP-CRC-AC."""
    return text[start - 1 : start] == "-" or re.match(r"-[A-Z]", text[end:]) is not None


def name_index(names: Iterable[tuple[str, str]], language: str) -> NameIndex:
    """Index names with their ids; a name in capitals alone is an acronym and must be written so."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    acronyms: dict[str, str] = {}
    for name, id in names:
        folded = plain(name)
        if re.fullmatch(r"[A-Z][A-Za-z]?[A-Z]{1,8}s?", folded):
            acronyms.setdefault(folded, id)
            continue
        if language == "zh":
            words: tuple[str, ...] = (folded.strip('"《》'),) if not folded.isascii() else ()
        else:
            words = tuple(_folded(word, language)[0] for word in WORD.findall(folded))
        if words:
            found.setdefault(words[0], []).append((words, id))
    longest_first = {first: tuple(sorted(each, key=lambda name: -len(name[0]))) for first, each in found.items()}
    return NameIndex(language=language, names=longest_first, acronyms=acronyms)


@lru_cache(maxsize=131_072)
def _folded(word: str, language: str) -> tuple[str, ...]:
    """The forms under which a word is looked up: its stem in Russian, without particles in Arabic."""
    folded = word.casefold()
    if language == "ru" and not folded.isascii():
        return (folded[:STEM],)
    return variants(folded) if language == "ar" and not folded.isascii() else (folded,)
