"""Places named in a quote: States, parts of States and cities, in six languages with inflections.

A city counts after "in" or "from", or in a list with another place: "in Bangkok and Jakarta", but not "the Vienna
Declaration". Words such as "la réunion" or "Того" are distinguished from names by capitals and neighbouring words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Protocol

from babel import Locale
from babel.core import get_global

from palermo.grouping import group_items
from palermo.languages import LANGUAGES, LATIN_SCRIPT_LANGUAGES
from palermo.languages.language_words import LanguageWords, Section
from palermo.linking.character_normalisation import normalise_characters
from palermo.linking.mentions import compile_alternatives
from palermo.registry import Registry, load_registry
from palermo.safe_yaml import parse_yaml
from palermo.vocabulary import normalise_chinese
from palermo.vocabulary.script_normalisation import strip_prefixes

PLACES_FILE = "places.yaml"
MAX_TIME_ZONES = 3
"""Maximum number of time zones of a State whose CLDR cities are used: others have many small towns, and use
places.yaml.
"""

_AMMAN = re.compile("عم(?:\N{ARABIC SHADDA}\N{ARABIC FATHA}?|\N{ARABIC FATHA}\N{ARABIC SHADDA})ان(?! الأردنية)(?!\\w)")
"""Amman with the mark of its doubled letter; without it, the spelling is that of Oman."""
TOKEN = re.compile(r"\w+|[,、;.:()]")
_COMPOUND = re.compile(r"-[a-z]")
"""What follows a State's name that begins an adjective: `Tarn-flagged vessels`, `Tarn-led forces`."""
_SOFT_ENDING = re.compile(r"(?<=и)(?:ями|ях|ям|еи|ею|я|и|ю)$")
_CASE_ENDING = re.compile(
    r"(?:ого|ему|ому|ыми|ими|ами|ями|ои|еи|ою|ею|ом|ем|ам|ям|ах|ях|ых|их|ым|им|ыи|ии|ая|яя|ое|ее|ые|ие|ую|юю|[аяоеуюыиь])$"
)
"""Russian case endings after diacritics are removed: `ой` has become `ои`."""
GUARD_TOKENS = 4
"""Number of words before a name that can show that it is no place: `a question raised by the Tarn Republic`."""
_MIN_STEM_CHARS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """A name of a place: its lookup words, the State's code, and whether it is a city."""

    tokens: tuple[str, ...]
    code: str
    is_city: bool


class TokenizedName(Protocol):
    """A name as lookup words."""

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words in order."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in a text, with start and end in tokens."""

    start: int
    end: int
    name: PlaceName


def extract_places(text: str, language: str, registry: Registry) -> dict[str, str]:
    """Return the States named in a text, also by a part or a city: ISO 3166-1 alpha-3 to words, in order."""
    if language not in LANGUAGES:
        return {}
    folded = normalise_characters(_AMMAN.sub("عمان الأردنية", text) if language == "ar" else text)
    if language == "zh":
        return _drop_repeated_codes(_find_in_chinese(normalise_chinese(folded), registry))
    index = _build_index(registry, language)
    found = list(TOKEN.finditer(folded))
    printed = [token[0] for token in found]
    place_mentions: list[PlaceMention] = []
    position = 0
    while position < len(printed):
        begins = language == "ar" or printed[position][0].isupper()
        name = next(match_names_at(index, printed, position, language), None) if begins else None
        place = PlaceMention(position, position + len(name.tokens), name) if name else None
        is_compound = place is not None and _COMPOUND.match(folded, found[place.end - 1].end()) is not None
        if place and not is_compound and _is_place(place, printed, place_mentions, language):
            place_mentions.append(place)
        position = place.end if place else position + 1
    named = ((place.name.code, " ".join(printed[place.start : place.end])) for place in place_mentions)
    return _drop_repeated_codes((*named, *_find_acronyms(text, language)))


def _find_acronyms(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the States whose acronyms a text has as locations: `in the UK`, but not `in the UK market`."""
    codes = _get_section(language)["acronyms"]
    if codes and (pattern := _compile_acronym_pattern(language)):
        yield from ((codes[match["name"]], match["name"]) for match in pattern.finditer(text))


@lru_cache(maxsize=8)
def _compile_acronym_pattern(language: str) -> re.Pattern[str]:
    section = _get_section(language)
    names = "|".join(map(re.escape, sorted(section["acronyms"], key=len, reverse=True)))
    ending = rf"(?=\s*(?:[,;:.)”’]|$)|\s+(?:{section['acronym_followers']})\b)"
    return re.compile(rf"\b(?i:{section['acronym_at']})\s(?:the\s)?(?P<name>{names}){ending}")


def find_printed_states(text: str, language: str, registry: Registry) -> dict[str, str]:
    """Return the States that a text names, not by a city or a part, with their first printed names: by alpha-3 code."""
    places = extract_places(text, language, registry)
    return {
        code: name for code, name in places.items() if (state := registry.find_state(name)) and state.alpha3 == code
    }


def _drop_repeated_codes(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return each code with the first words that name it."""
    places_by_code: dict[str, str] = {}
    for code, words in pairs:
        places_by_code.setdefault(code, words)
    return places_by_code


def match_names_at[N: TokenizedName](
    index: Mapping[str, tuple[N, ...]], text_tokens: Sequence[str], position: int, language: str
) -> Iterator[N]:
    """Yield the names whose words begin at a token of a text, the longest first."""
    for form in list_word_forms(text_tokens[position], language):
        for name in index.get(form, ()):
            words = text_tokens[position : position + len(name.tokens)]
            if len(words) == len(name.tokens) and all(
                word in list_word_forms(token, language) for word, token in zip(name.tokens, words, strict=True)
            ):
                yield name


def _is_place(mention: PlaceMention, tokens: Sequence[str], previous: Sequence[PlaceMention], language: str) -> bool:
    """Return whether a name is a place in its context: not guarded and, if a city, a location."""
    preceding = [word.casefold() for word in tokens[max(0, mention.start - GUARD_TOKENS) : mention.start]]
    following = tokens[mention.end].casefold() if mention.end < len(tokens) else ""
    if _is_guarded(mention.name, " ".join(preceding), following, language):
        return False
    if _is_speaker(preceding[-1] if preceding else "", following, language):
        return False
    return not mention.name.is_city or _is_location(mention, tokens, previous, language)


def _is_guarded(name: PlaceName, preceding: str, following_token: str, language: str) -> bool:
    guards = _load_guards(language)
    name_guards = guards.get(" ".join(name.tokens)) or guards.get(name.tokens[-1], {}) if len(name.tokens) == 1 else {}
    return any(
        (guard.get("before") and re.search(rf"(?:^|\s)(?:{guard['before']})$", preceding))
        or (guard.get("after") and re.fullmatch(guard["after"], following_token))
        for guard in (guards.get("*", {}), name_guards)
    )


def _is_speaker(preceding_token: str, following_token: str, language: str) -> bool:
    """Return whether a State says something, by the verb after it: `Ghana asked`, but not `police in Ghana asked`."""
    words = _get_section(language)
    says = re.fullmatch(words["speaking"], following_token) if following_token else None
    return says is not None and re.fullmatch(words["at"], preceding_token) is None


def _is_location(mention: PlaceMention, tokens: Sequence[str], previous: Sequence[PlaceMention], language: str) -> bool:
    """Return whether a city is named as a location, and not within a longer name."""
    words = _get_section(language)
    after = tokens[mention.end] if mention.end < len(tokens) else ""
    if language == "en" and after[:1].isupper():
        return False
    first = tokens[mention.start]
    if language == "ar" and re.fullmatch(rf"و?ب(?:ال)?{re.escape(mention.name.tokens[0])}", first):
        return True
    preceding_token = tokens[mention.start - 1].casefold() if mention.start else ""
    office = tokens[mention.start - 2].casefold() if mention.start > 1 else ""
    if re.fullmatch(words["at"], preceding_token):
        return re.fullmatch(words["office"], office) is None
    if words["within"] and re.search(rf"(?:^| ){words['within']}$", f"{office} {preceding_token}"):
        return True
    if not previous or mention.start - previous[-1].end > 1:
        return False
    return mention.start == previous[-1].end or re.fullmatch(words["list"], preceding_token) is not None


def _find_in_chinese(text: str, registry: Registry) -> Iterator[tuple[str, str]]:
    names = {name.tokens[0]: name for names in _build_index(registry, "zh").values() for name in names}
    words, last = _get_section("zh"), -9
    guards = _load_guards("zh")
    for match in compile_alternatives(tuple(names)).finditer(text):
        name = names[match[0]]
        preceding, following = text[: match.start()][-6:], text[match.end() :][:2]
        active_guards = (guards["*"], guards.get(match[0], {}))
        if any(re.match(g["after"], following) for g in active_guards if g.get("after")):
            continue
        if any(re.search(rf"(?:{g['before']})$", preceding) for g in active_guards if g.get("before")):
            continue
        is_located = re.search(rf"(?:{words['at']})$", preceding) is not None
        if not is_located and re.match(words["speaking"], following):
            continue
        listed = match.start() - last <= 2 and re.fullmatch(words["list"], text[last : match.start()].strip())
        if not name.is_city or listed or is_located:
            last = match.end()
            yield name.code, match[0]


@lru_cache(maxsize=16)
def _build_index(registry: Registry, language: str) -> Mapping[str, tuple[PlaceName, ...]]:
    """Index names by their first word, longest first; a State's name comes before a city's."""
    names_by_word: dict[str, list[PlaceName]] = {}
    of_states = ((printed, code, False) for printed, code in list_state_names(registry, language))
    for printed, code, city in (*of_states, *_list_areas_and_cities(language)):
        words = (normalise_characters(printed),) if language == "zh" else normalise_name_tokens(printed, language)
        if words and not (language == "zh" and normalise_characters(printed).isascii()):
            names_by_word.setdefault(words[0], []).append(PlaceName(tokens=words, code=code, is_city=city))
    return {
        word: tuple(sorted(names, key=lambda name: (-len(name.tokens), name.is_city)))
        for word, names in names_by_word.items()
    }


def normalise_name_tokens(name: str, language: str) -> tuple[str, ...]:
    """Return the lookup words of a name."""
    return tuple(
        word.casefold().removeprefix("ال") if language == "ar" else list_word_forms(word, language)[0]
        for word in TOKEN.findall(normalise_characters(name))
    )


def list_state_names(registry: Registry, language: str) -> Iterator[tuple[str, str]]:
    """Yield names of States as running text has them, without acronyms that are also words: `us`, `usa`."""
    territories = Locale.parse(language).territories
    for row in registry.states.values():
        for name in dict.fromkeys((row.names.get(language, ""), territories.get(row.alpha2, ""), *row.matching)):
            if name and not (name.isupper() and name.isascii() and name.isalpha()):
                yield name, row.alpha3


def _list_areas_and_cities(language: str) -> Iterator[tuple[str, str, bool]]:
    """Yield parts of States and cities."""
    for kind in ("areas", "cities"):
        for code, names in _get_section(language)[kind].items():
            yield from ((name, code, kind == "cities") for name in names)
    yield from ((name, code, True) for name, code in _list_cldr_cities(language))


def _list_cldr_cities(language: str) -> Iterator[tuple[str, str]]:
    """Yield the cities after which CLDR names time zones, for States with few of them."""
    names = Locale.parse(language).time_zones
    territories = get_global("zone_territories")
    zones = group_items(territories, territories.__getitem__)
    codes = get_global("territory_aliases")
    left_out = _load_left_out()
    alpha3 = {row.alpha2: row.alpha3 for row in load_registry().states.values()}
    for territory, zone_names in zones.items():
        code = alpha3.get(codes.get(territory, [territory])[0])
        if code is None or len(zone_names) > MAX_TIME_ZONES:
            continue
        for zone in zone_names:
            english = zone.rpartition("/")[2].replace("_", " ")
            name = names.get(zone, {}).get("city") or (english if language in LATIN_SCRIPT_LANGUAGES else "")
            if name and english not in left_out:
                yield name, code


@lru_cache(maxsize=65_536)
def list_word_forms(token: str, language: str) -> tuple[str, ...]:
    """Return the lookup forms of a word."""
    folded = token.casefold()
    if language == "ru" and not folded.isascii():
        return (_stem_russian(folded),)
    return strip_prefixes(folded) if language == "ar" and not folded.isascii() else (folded,)


def _stem_russian(token: str) -> str:
    """Return a Russian name without its case ending.

    >>> _stem_russian("кении"), _stem_russian("кения")
    ('кени', 'кени')
    >>> _stem_russian("китаем"), _stem_russian("китаи"), _stem_russian("нигере")
    ('кита', 'кита', 'нигер')
    """
    cut = _SOFT_ENDING.sub("", token)
    if cut == token:
        cut = _CASE_ENDING.sub("", token)
    return cut if len(cut) >= _MIN_STEM_CHARS else token


def _get_section(language: str) -> Section:
    return LanguageWords("linking").get_section(language, "places")


@lru_cache(maxsize=8)
def _load_guards(language: str) -> Mapping[str, Section]:
    """Return what distinguishes a place from other words, by its name."""
    return {row["name"]: row for row in _get_section(language)["guards"]}


@lru_cache(maxsize=1)
def _load_left_out() -> frozenset[str]:
    """Return cities of CLDR whose names are also those of other things, or of States."""
    text = (files("palermo.linking") / PLACES_FILE).read_text(encoding="utf-8")
    return frozenset(parse_yaml(text)["left_out"])
