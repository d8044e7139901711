"""Mentions of registry names in running text: longest match, with the inflections of each language."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from palermo.linking.character_normalisation import normalise_characters
from palermo.vocabulary.script_normalisation import strip_prefixes

WORD_PATTERN = re.compile(r"\w+")

INFLECTED_LANGUAGES = ("ar", "ru")
"""Languages whose words have lookup forms other than themselves."""
RUSSIAN_STEM_CHARS = 5
"""Number of letters of a Russian word that no ending changes, in nearly all words of titles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of a normalised text, and the id that it names."""

    start: int
    end: int
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionIndex:
    """Index of names by their first word, for one language."""

    language: str
    names: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """Words and id of each name by its first word, longest first; folded for the language."""
    acronyms: Mapping[str, str]
    """Ids by acronym, as written."""

    def find_mentions(self, text: str) -> Iterator[Mention]:
        """Yield the names in a normalised text, in order, without overlaps."""
        if self.language == "zh":
            yield from self._find_in_chinese(text)
            return
        distinct = _collect_distinct_words(text, self.language)
        candidates = [first for first in self.names.keys() & distinct.forms if self._can_match(first, distinct.forms)]
        acronyms = self.acronyms.keys() & distinct.printed
        if not candidates and not acronyms:
            return
        words = _split_words(text, self.language)
        begins = (
            position
            for position, forms in enumerate(words.forms)
            if words.printed[position] in acronyms or any(form in candidates for form in forms)
        )
        yield from self._find_from(text, words, begins)

    def _can_match(self, leading_token: str, forms: frozenset[str]) -> bool:
        """Return whether all words of a name with this first word occur in a text."""
        return any(forms.issuperset(name) for name, _id in self.names[leading_token])

    def _find_from(self, text: str, text_words: "TextWords", starts: Iterable[int]) -> Iterator[Mention]:
        """Yield the names that begin at one of these words, without overlaps."""
        spans: list[tuple[int, int]] = []
        free = 0
        for position in starts:
            if position < free:
                continue
            spans = spans or [match.span() for match in WORD_PATTERN.finditer(text)]
            mention = self._match_at(text_words.forms, position)
            if (
                mention is None
                and (id := self.acronyms.get(text_words.printed[position]))
                and not _is_within_acronym(text, *spans[position])
            ):
                mention = (1, id)
            if mention:
                free = position + mention[0]
                yield Mention(start=spans[position][0], end=spans[free - 1][1], id=mention[1])

    def _match_at(self, word_forms: Sequence[tuple[str, ...]], position: int) -> tuple[int, str] | None:
        """Return length and id of the longest name that begins at a word, or None."""
        left = len(word_forms) - position
        best: tuple[int, str] | None = None
        for first in word_forms[position]:
            for name, id in self.names.get(first, ()):
                length = len(name)
                if best is not None and length <= best[0]:
                    break
                if length <= left and all(name[place] in word_forms[position + place] for place in range(1, length)):
                    best = (length, id)
                    break
        return best

    def _find_in_chinese(self, text: str) -> Iterator[Mention]:
        ids = {name: id for names in self.names.values() for (name,), id in reversed(names)}
        for match in compile_alternatives(tuple(ids)).finditer(text) if ids else ():
            yield Mention(start=match.start(), end=match.end(), id=ids[match.group()])


@lru_cache(maxsize=8)
def compile_alternatives(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that matches the longest of some names."""
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWords:
    """The words of a text as printed, and the lookup forms of each."""

    printed: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctWords:
    """The distinct words of a text as printed, and their distinct lookup forms."""

    printed: frozenset[str]
    forms: frozenset[str]


@lru_cache(maxsize=64)
def _split_words(text: str, language: str) -> TextWords:
    """Split a text into words, cached because instruments and entities are searched in the same texts."""
    printed = tuple(WORD_PATTERN.findall(text))
    return TextWords(printed=printed, forms=tuple(_fold_word(word, language) for word in printed))


@lru_cache(maxsize=64)
def _collect_distinct_words(text: str, language: str) -> DistinctWords:
    printed = frozenset(WORD_PATTERN.findall(text))
    if language not in INFLECTED_LANGUAGES:
        return DistinctWords(printed=printed, forms=frozenset(map(str.casefold, printed)))
    return DistinctWords(
        printed=printed, forms=frozenset(chain.from_iterable([_fold_word(word, language) for word in printed]))
    )


def _is_within_acronym(text: str, acronym_start: int, acronym_end: int) -> bool:
    """Return whether an acronym is part of a longer one, as CRC in OP-CRC-AC."""
    return text[acronym_start - 1 : acronym_start] == "-" or re.match(r"-[A-Z]", text[acronym_end:]) is not None


def build_mention_index(names: Iterable[tuple[str, str]], language: str) -> MentionIndex:
    """Index names with their ids; a name in capitals is an acronym and matches only in capitals."""
    names_by_first_word: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    acronyms: dict[str, str] = {}
    for name, id in names:
        folded = normalise_characters(name)
        if re.fullmatch(r"[A-Z][A-Za-z]?[A-Z]{1,8}s?", folded):
            acronyms.setdefault(folded, id)
            continue
        if language == "zh":
            words: tuple[str, ...] = (folded.strip('"《》'),) if not folded.isascii() else ()
        else:
            words = tuple(_fold_word(word, language)[0] for word in WORD_PATTERN.findall(folded))
        if words:
            names_by_first_word.setdefault(words[0], []).append((words, id))
    longest_first = {
        first: tuple(sorted(entries, key=lambda name: -len(name[0]))) for first, entries in names_by_first_word.items()
    }
    return MentionIndex(language=language, names=longest_first, acronyms=acronyms)


@lru_cache(maxsize=131_072)
def _fold_word(token: str, language: str) -> tuple[str, ...]:
    """Return the lookup forms of a word: its stem in Russian, without particles in Arabic."""
    folded = token.casefold()
    if language == "ru" and not folded.isascii():
        return (folded[:RUSSIAN_STEM_CHARS],)
    return strip_prefixes(folded) if language == "ar" and not folded.isascii() else (folded,)
