"""Names of the registry found in running text: longest first, in the language's own way of inflecting them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from palermo.linking.arabic import variants
from palermo.linking.plain import plain

WORD = re.compile(r"\w+")

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
        words = [(match.group(), match.start(), match.end()) for match in WORD.finditer(text)]
        folded = [_folded(word, self.language) for word, _, _ in words]
        at = 0
        while at < len(words):
            found = self._at(folded, at)
            if (
                found is None
                and (id := self.acronyms.get(words[at][0]))
                and not _within(text, words[at][1], words[at][2])
            ):
                found = (1, id)
            if found is None:
                at += 1
                continue
            yield Mention(start=words[at][1], end=words[at + found[0] - 1][2], id=found[1])
            at += found[0]

    def _at(self, words: list[tuple[str, ...]], at: int) -> tuple[int, str] | None:
        """Length and id of the longest name that begins at a word."""
        best: tuple[int, str] | None = None
        for first in words[at]:
            for name, id in self.names.get(first, ()):
                fits = all(part in word for part, word in zip(name, words[at : at + len(name)], strict=False))
                if fits and at + len(name) <= len(words) and (best is None or len(name) > best[0]):
                    best = (len(name), id)
        return best

    def _in_chinese(self, text: str) -> Iterator[Mention]:
        found: list[Mention] = []
        for names in self.names.values():
            for (name,), id in names:
                found += [Mention(start=m.start(), end=m.end(), id=id) for m in re.finditer(re.escape(name), text)]
        end = 0
        for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
            if mention.start >= end:
                yield mention
                end = mention.end


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
    return NameIndex(language=language, names={first: tuple(each) for first, each in found.items()}, acronyms=acronyms)


def _folded(word: str, language: str) -> tuple[str, ...]:
    """The forms under which a word is looked up: its stem in Russian, without particles in Arabic."""
    folded = word.casefold()
    if language == "ru" and not folded.isascii():
        return (folded[:STEM],)
    return variants(folded) if language == "ar" and not folded.isascii() else (folded,)
