"""Regions that a quote names, by their codes in the United Nations standard M49, in six languages.

Names of M49 and other usual ones; those within the name of a body ("Council of Europe", "Office for West Africa"), of a
State ("South Africa") or of what M49 has no code for ("Horn of Africa") are none. "West and Central Africa" are two.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from palermo.linking.places import beginning, looked_up, names_of_states
from palermo.linking.plain import plain
from palermo.registry import Registry
from palermo.statements import LANGUAGES, digest
from palermo.vocabulary import plain_chinese
from palermo.vocabulary.lines import parsed

FILE = "regions.yaml"
LEFT_OUT = ("001", "053")
"""M49 codes that no statement has: the world, which is everywhere, and what is named by its two States."""
_TOKEN = re.compile(r"\w+|[,、;.:()]")
_CODES = re.compile(r"\d{3}")
_MOST = 3
"""Words of a region's name that a list leaves out: `West` in "West and Central Africa"."""
_SEEN = 200
"""Characters before a name in which a body's name may begin."""


@dataclass(frozen=True, slots=True)
class Name:
    """Words as they are looked up, and the M49 codes that they stand for; none for a name that holds a region's."""

    words: tuple[str, ...]
    codes: tuple[str, ...]
    small: bool
    """Whether it is written without any capital."""


@dataclass(frozen=True, slots=True)
class Found:
    """A region in a text, with the first and last of its tokens."""

    start: int
    end: int
    codes: tuple[str, ...]


def regions(text: str, language: str, registry: Registry) -> dict[str, str]:
    """The M49 codes of the regions that a text names, each with the words by which it is named first, in order."""
    if language not in LANGUAGES:
        return {}
    folded = plain(text)
    named: dict[str, str] = {}
    chinese = language == "zh"
    read = _in_chinese(plain_chinese(folded), registry) if chinese else _Reader(folded, language).read(registry)
    for codes, words in read:
        for code in codes:
            named.setdefault(code, words)
    return named


class _Reader:
    """Reads one text, whose words stand apart."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.spans = [token.span() for token in _TOKEN.finditer(text)]
        self.printed = [text[start:end] for start, end in self.spans]

    def read(self, registry: Registry) -> Iterator[tuple[tuple[str, ...], str]]:
        """Codes and words of the regions that it names."""
        index = _index(registry, self.language)
        at, floor, refused = 0, 0, -1
        while at < len(self.printed):
            names = beginning(index, self.printed, at, self.language)
            name = next((one for one in names if self._written(one, at)), None)
            if name is None:
                at += 1
                continue
            end = at + len(name.words)
            if name.codes:
                every = list(self._listed(index, Found(at, end, name.codes), floor))
                start, end = min(one.start for one in every), max(one.end for one in every)
                if self._of_a_body(start) or (refused >= 0 and self._joined(refused, start)):
                    refused = end
                elif not self._of_a_name(end):
                    for one in sorted(every, key=lambda one: one.start):
                        yield one.codes, self._words(one)
            at = floor = end

    def _written(self, name: Name, at: int) -> bool:
        """Whether a name has a capital as names have."""
        own = self.printed[at : at + len(name.words)]
        return self.language == "ar" or name.small or any(word[0].isupper() for word in own)

    def _listed(self, index: Mapping[str, tuple[Name, ...]], found: Found, floor: int) -> Iterator[Found]:
        """A region, and those that share its last word (West and Central Africa) or first (Asie centrale et du Sud)."""
        yield found
        yield from self._before(index, found, floor)
        if self.language in ("fr", "es"):
            yield from self._behind(index, found)

    def _before(self, index: Mapping[str, tuple[Name, ...]], found: Found, floor: int) -> Iterator[Found]:
        head, start = self.printed[found.end - 1], found.start
        while (end := self._left(start)) is not None:
            sizes = [size for size in range(_MOST, 0, -1) if end - size >= floor]
            made = next(filter(None, (self._made(index, range(end - size, end), end=head) for size in sizes)), None)
            if made is None or self._is_apart(made.start):
                return
            yield made
            start = made.start

    def _behind(self, index: Mapping[str, tuple[Name, ...]], found: Found) -> Iterator[Found]:
        head, end = self.printed[found.start], found.end
        while end < len(self.printed) and self._is_listing(end):
            stretches = [range(at, at + size) for at in (end + 1, end) for size in range(_MOST, 0, -1)]
            made = next(filter(None, (self._made(index, one, begin=head) for one in stretches)), None)
            if made is None:
                return
            yield made
            end = made.end

    def _made(
        self, index: Mapping[str, tuple[Name, ...]], tokens: range, begin: str | None = None, end: str | None = None
    ) -> Found | None:
        """The region that some tokens name together with the word that they share with another."""
        if tokens.stop > len(self.printed):
            return None
        words = [*([begin] if begin else []), *(self.printed[at] for at in tokens), *([end] if end else [])]
        names = beginning(index, words, 0, self.language)
        name = next((one for one in names if one.codes and len(one.words) == len(words)), None)
        return Found(tokens.start, tokens.stop, name.codes) if name else None

    def _is_apart(self, at: int) -> bool:
        """Whether a word belongs to the one before it: `East` in "Middle East"."""
        before = self.text[: self.spans[at][0]]
        words = _rows()["apart"].get(self.language)
        return before.endswith("-") or (words is not None and re.search(rf"\b(?:{words}) $", before) is not None)

    def _left(self, start: int) -> int | None:
        """Where what is listed before a token ends."""
        if self.language == "ar":
            return start if start and self.printed[start].startswith("و") else None
        end = start
        while end and self._is_listing(end - 1):
            end -= 1
        return end if end < start else None

    def _is_listing(self, at: int) -> bool:
        return re.fullmatch(_rows()["list"][self.language], self.printed[at].casefold()) is not None

    def _joined(self, end: int, start: int) -> bool:
        """Whether nothing but words of a list stands between two regions."""
        if self.language == "ar":
            return start == end and self.printed[start].startswith("و")
        return start > end and all(self._is_listing(at) for at in range(end, start))

    def _of_a_body(self, start: int) -> bool:
        begin = self.spans[start][0]
        before = self.text[max(0, begin - _SEEN) : begin]
        return re.search(_rows()["guards"][self.language]["before"], before) is not None

    def _of_a_name(self, end: int) -> bool:
        behind = self.text[self.spans[end - 1][1] :][:_SEEN]
        return re.match(_rows()["guards"][self.language]["after"], behind) is not None

    def _words(self, found: Found) -> str:
        return self.text[self.spans[found.start][0] : self.spans[found.end - 1][1]]


def _in_chinese(text: str, registry: Registry) -> Iterator[tuple[tuple[str, ...], str]]:
    names, any_name = _chinese(registry)
    guards = _rows()["guards"]["zh"]
    for match in any_name.finditer(text):
        codes = names[match[0]].codes
        before, after = text[: match.start()][-_MOST:], text[match.end() :]
        if codes and not re.search(f"(?:{guards['before']})$", before) and not re.match(guards["after"], after):
            yield codes, match[0]


@lru_cache(maxsize=2)
def _chinese(registry: Registry) -> tuple[Mapping[str, Name], re.Pattern[str]]:
    """Chinese names by what is printed, and what finds any of them, the longest first."""
    names = {name.words[0]: name for some in _index(registry, "zh").values() for name in reversed(some)}
    return names, re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))


@lru_cache(maxsize=16)
def _index(registry: Registry, language: str) -> Mapping[str, tuple[Name, ...]]:
    """Names by their first word, longest first; of two alike that of a State or body, which stands for no region."""
    made: dict[str, dict[tuple[str, ...], Name]] = {}
    for printed, codes in (*_passed_over(registry, language), *_named(registry, language)):
        words = (plain(printed),) if language == "zh" else looked_up(printed, language)
        if words:
            name = Name(words, codes, printed == printed.lower())
            made.setdefault(words[0], {}).setdefault(words, name)
    return {word: tuple(sorted(some.values(), key=lambda name: -len(name.words))) for word, some in made.items()}


def _passed_over(registry: Registry, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names that may hold a region's: of States, of bodies, and of what M49 has no code for."""
    own = {looked_up(printed, language) for printed, _ in _of_data(language)}
    for printed, _ in names_of_states(registry, language):
        if looked_up(printed, language) not in own:
            yield printed, ()
    for entity in registry.entities.values():
        printed = entity.names.get(language, "")
        if len(looked_up(printed, language)) > 1 or language == "zh":
            yield printed, ()
    yield from ((printed, ()) for printed in _rows()["unanswered"].get(language, ()))


def _named(registry: Registry, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from _of_data(language)
    left_out = {*LEFT_OUT, *_rows()["adjectives"].get(language, ())}
    for row in registry.regions.values():
        if row.id not in left_out:
            yield row.names[language], (row.id,)


def _of_data(language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for codes, names in _rows()["names"].items():
        yield from ((printed, tuple(_CODES.findall(str(codes)))) for printed in names.get(language, ()))


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, Any]:
    rows: Mapping[str, Any] = parsed(_text())
    return rows


@lru_cache(maxsize=1)
def regions_version() -> str:
    """Changes with any name or guard of regions."""
    return digest("regions", _text())[:12]


def _text() -> str:
    return (files("palermo.linking") / FILE).read_text(encoding="utf-8")
