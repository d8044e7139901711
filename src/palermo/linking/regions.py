"""Regions named in a quote, as codes of the United Nations standard M49, in six languages.

Matches names of M49 and other common ones, but not within the name of a body ("Council of Europe", "Office for West
Africa"), of a State ("South Africa") or of a region without a code ("Horn of Africa"). "West and Central Africa" gives
two.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords, Section
from palermo.linking.character_normalisation import normalise_characters
from palermo.linking.gazetteer import TOKEN, list_state_names, match_names_at, normalise_name_tokens
from palermo.linking.mentions import compile_alternatives
from palermo.registry import Registry
from palermo.vocabulary import normalise_chinese

EXCLUDED_CODES = ("001", "053")
"""M49 codes that are never assigned: the world, and a region named by its two States."""
_REGION_CODE = re.compile(r"\d{3}")
_MAX_SHARED_WORDS = 3
"""Maximum number of words of a region's name in a list with a shared word: `West` in "West and Central Africa"."""
_CONTEXT_CHARS = 200
"""Number of characters before a name in which a body's name may begin."""


@dataclass(frozen=True, slots=True)
class RegionName:
    """Lookup words and their M49 codes; no codes for a name that contains a region's."""

    tokens: tuple[str, ...]
    codes: tuple[str, ...]
    is_lowercase: bool
    """Whether it is written without capitals."""


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A region in a text, with start and end in tokens."""

    start: int
    end: int
    codes: tuple[str, ...]


def extract_regions(text: str, language: str, registry: Registry) -> dict[str, str]:
    """Return the M49 codes of the regions in a text, each with the words that first name it, in order."""
    if language not in LANGUAGES:
        return {}
    folded = normalise_characters(text)
    named: dict[str, str] = {}
    if language == "zh":
        read = _find_in_chinese(normalise_chinese(folded), registry)
    else:
        read = _RegionReader(folded, language, registry).read_regions()
    for codes, words in read:
        for code in codes:
            named.setdefault(code, words)
    return named


class _RegionReader:
    """Reader of one text, split into words."""

    def __init__(self, text: str, language: str, registry: Registry) -> None:
        self.text, self.language, self.index = text, language, _build_index(registry, language)
        self.spans = [token.span() for token in TOKEN.finditer(text)]
        self.printed = [text[start:end] for start, end in self.spans]

    def read_regions(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield codes and words of the regions in the text."""
        position, floor, refused = 0, 0, -1
        while position < len(self.printed):
            names = match_names_at(self.index, self.printed, position, self.language)
            name = next((name for name in names if self._has_required_capital(name, position)), None)
            if name is None:
                position += 1
                continue
            end = position + len(name.tokens)
            if name.codes:
                region_mentions = list(self._expand_list(RegionMention(position, end, name.codes), floor))
                start = min(mention.start for mention in region_mentions)
                end = max(mention.end for mention in region_mentions)
                if self._is_in_body_name(start) or (refused >= 0 and self._is_joined(refused, start)):
                    refused = end
                elif not self._is_in_longer_name(end):
                    for mention in sorted(region_mentions, key=lambda mention: mention.start):
                        yield mention.codes, self.text[self.spans[mention.start][0] : self.spans[mention.end - 1][1]]
            position = floor = end

    def _has_required_capital(self, name: RegionName, position: int) -> bool:
        """Return whether a mention is capitalised, if the name requires it."""
        name_words = self.printed[position : position + len(name.tokens)]
        return self.language == "ar" or name.is_lowercase or any(word[0].isupper() for word in name_words)

    def _expand_list(self, mention: RegionMention, floor: int) -> Iterator[RegionMention]:
        """Yield a region, and those that share its last or first word (West and Central Africa)."""
        yield mention
        yield from self._expand_before(mention, floor)
        if _get_section(self.language)["has_shared_first_word"]:
            yield from self._expand_after(mention)

    def _expand_before(self, mention: RegionMention, floor: int) -> Iterator[RegionMention]:
        head, start = self.printed[mention.end - 1 : mention.end], mention.start
        while (end := self._find_list_end(start)) is not None:
            spans = [(end - size, end) for size in range(_MAX_SHARED_WORDS, 0, -1) if end - size >= floor]
            expanded = self._match_shared(spans, suffix=head)
            if expanded is None or self._is_bound_to_previous(expanded.start):
                return
            yield expanded
            start = expanded.start

    def _expand_after(self, mention: RegionMention) -> Iterator[RegionMention]:
        head, end = self.printed[mention.start : mention.start + 1], mention.end
        while end < len(self.printed) and self._is_list_token(end):
            starts, sizes = (end + 1, end), range(_MAX_SHARED_WORDS, 0, -1)
            spans = [(start, start + size) for start in starts for size in sizes if start + size <= len(self.printed)]
            expanded = self._match_shared(spans, prefix=head)
            if expanded is None:
                return
            yield expanded
            end = expanded.end

    def _match_shared(
        self, spans: Sequence[tuple[int, int]], prefix: Sequence[str] = (), suffix: Sequence[str] = ()
    ) -> RegionMention | None:
        """Return the first span whose words name a region together with the shared word before or after them."""
        for start, end in spans:
            words = [*prefix, *self.printed[start:end], *suffix]
            for name in match_names_at(self.index, words, 0, self.language):
                if name.codes and len(name.tokens) == len(words):
                    return RegionMention(start, end, name.codes)
        return None

    def _is_bound_to_previous(self, position: int) -> bool:
        """Return whether a word belongs to the one before it: `East` in "Middle East"."""
        preceding = self.text[: self.spans[position][0]]
        words = _get_section(self.language)["apart"]
        return preceding.endswith("-") or (bool(words) and re.search(rf"\b(?:{words}) $", preceding) is not None)

    def _find_list_end(self, start: int) -> int | None:
        """Return the end of the list item before a token, or None."""
        if self.language == "ar":
            return start if start and self.printed[start].startswith("و") else None
        end = start
        while end and self._is_list_token(end - 1):
            end -= 1
        return end if end < start else None

    def _is_list_token(self, position: int) -> bool:
        return re.fullmatch(_get_section(self.language)["list"], self.printed[position].casefold()) is not None

    def _is_joined(self, end: int, start: int) -> bool:
        """Return whether only list words are between two regions."""
        if self.language == "ar":
            return start == end and self.printed[start].startswith("و")
        return start > end and all(self._is_list_token(index) for index in range(end, start))

    def _is_in_body_name(self, name_start: int) -> bool:
        start = self.spans[name_start][0]
        preceding = self.text[max(0, start - _CONTEXT_CHARS) : start]
        return re.search(_get_section(self.language)["guard_before"], preceding) is not None

    def _is_in_longer_name(self, name_end: int) -> bool:
        text = self.text[self.spans[name_end - 1][1] :][:_CONTEXT_CHARS]
        return re.match(_get_section(self.language)["guard_after"], text) is not None


def _find_in_chinese(text: str, registry: Registry) -> Iterator[tuple[tuple[str, ...], str]]:
    names, any_name = _load_chinese_names(registry)
    section = _get_section("zh")
    for match in any_name.finditer(text):
        codes = names[match[0]].codes
        preceding, following = text[: match.start()][-_MAX_SHARED_WORDS:], text[match.end() :]
        is_part = re.search(f"(?:{section['guard_before']})$", preceding) or re.match(section["guard_after"], following)
        if codes and not is_part:
            yield codes, match[0]


@lru_cache(maxsize=2)
def _load_chinese_names(registry: Registry) -> tuple[Mapping[str, RegionName], re.Pattern[str]]:
    """Return the Chinese names by printed form, and a pattern for them, the longest first."""
    names = {
        name.tokens[0]: name
        for region_names in _build_index(registry, "zh").values()
        for name in reversed(region_names)
    }
    return names, compile_alternatives(tuple(names))


@lru_cache(maxsize=16)
def _build_index(registry: Registry, language: str) -> Mapping[str, tuple[RegionName, ...]]:
    """Index names by their first word, longest first.

    Of equal names, that of a State or body comes first.
    """
    names_by_word: dict[str, dict[tuple[str, ...], RegionName]] = {}
    for printed, codes in (*_list_excluded_names(registry, language), *_list_region_names(registry, language)):
        words = (normalise_characters(printed),) if language == "zh" else normalise_name_tokens(printed, language)
        if words:
            name = RegionName(words, codes, printed == printed.lower())
            names_by_word.setdefault(words[0], {}).setdefault(words, name)
    return {
        word: tuple(sorted(names_by_tokens.values(), key=lambda name: -len(name.tokens)))
        for word, names_by_tokens in names_by_word.items()
    }


def _list_excluded_names(registry: Registry, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield names that may contain a region's: of States, of bodies, and of regions without M49 code."""
    region_names = {normalise_name_tokens(printed, language) for printed, _ in _list_data_names(language)}
    for printed, _ in list_state_names(registry, language):
        if normalise_name_tokens(printed, language) not in region_names:
            yield printed, ()
    for entity in registry.entities.values():
        printed = entity.names.get(language, "")
        if len(normalise_name_tokens(printed, language)) > 1 or language == "zh":
            yield printed, ()
    yield from ((printed, ()) for printed in _get_section(language)["without_code"])


def _list_region_names(registry: Registry, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from _list_data_names(language)
    left_out = {*EXCLUDED_CODES, *_get_section(language)["ambiguous"]}
    for row in registry.regions.values():
        if row.id not in left_out and language in row.names:
            yield row.names[language], (row.id,)


def _list_data_names(language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for codes, names in _get_section(language)["names"].items():
        yield from ((printed, tuple(_REGION_CODE.findall(codes))) for printed in names)


def _get_section(language: str) -> Section:
    return LanguageWords("linking").get_section(language, "regions")
