"""Places that a quote names: States, parts of States and cities, in six languages and their ways of inflecting names.

A city is a place behind "in" or "from", or in one list with another place: "in Bangkok and Jakarta", and not in "the
Vienna Declaration". Words such as "la réunion" or "Того" are told from names by capitals and by what stands beside
them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Protocol

from babel import Locale
from babel.core import get_global

from palermo.linking.plain import plain
from palermo.registry import Registry
from palermo.statements import LANGUAGES, digest
from palermo.vocabulary import plain_chinese
from palermo.vocabulary.arabic import variants
from palermo.vocabulary.lines import parsed

FILE = "places.yaml"
MANY = 3
"""Time zones of a State from which on CLDR's cities are many small towns: those of places.yaml stand for it."""

_AMMAN = re.compile("عم(?:\N{ARABIC SHADDA}\N{ARABIC FATHA}?|\N{ARABIC FATHA}\N{ARABIC SHADDA})ان(?! الأردنية)(?!\\w)")
"""Amman where its doubled letter is written; without that mark it is written as Oman is."""
_TOKEN = re.compile(r"\w+|[,、;.:()]")
_SOFT = re.compile(r"(?<=и)(?:ями|ях|ям|еи|ею|я|и|ю)$")
_ENDING = re.compile(
    r"(?:ого|ему|ому|ыми|ими|ами|ями|ои|еи|ою|ею|ом|ем|ам|ям|ах|ях|ых|их|ым|им|ыи|ии|ая|яя|ое|ее|ые|ие|ую|юю|[аяоеуюыиь])$"
)
"""Endings of Russian cases, once diacritics are gone: `ой` is `ои` then."""
_LEAST = 3
"""Letters of a Russian stem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name of a place: its words as they are looked up, the State's code, and whether it is a city."""

    words: tuple[str, ...]
    code: str
    city: bool


class Worded(Protocol):
    """A name by the words under which it is looked up."""

    @property
    def words(self) -> tuple[str, ...]:
        """One after another."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text: tokens from start to end."""

    start: int
    end: int
    name: Name


def places(text: str, language: str, registry: Registry) -> dict[str, str]:
    """The States that a text names, by themselves, a part or a city: ISO 3166-1 alpha-3 and words, in order."""
    if language not in LANGUAGES:
        return {}
    folded = plain(_AMMAN.sub("عمان الأردنية", text) if language == "ar" else text)
    if language == "zh":
        return _first(_in_chinese(plain_chinese(folded), registry))
    index = _index(registry, language)
    printed = [token[0] for token in _TOKEN.finditer(folded)]
    found: list[Found] = []
    at = 0
    while at < len(printed):
        begins = language == "ar" or printed[at][0].isupper()
        name = next(beginning(index, printed, at, language), None) if begins else None
        place = Found(at, at + len(name.words), name) if name else None
        if place and _holds(place, printed, found, language):
            found.append(place)
        at = place.end if place else at + 1
    return _first((place.name.code, " ".join(printed[place.start : place.end])) for place in found)


def _first(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The words by which each is named first."""
    found: dict[str, str] = {}
    for code, words in named:
        found.setdefault(code, words)
    return found


def beginning[N: Worded](
    index: Mapping[str, tuple[N, ...]], printed: Sequence[str], at: int, language: str
) -> Iterator[N]:
    """Names whose words stand in a text from a token on, the longest first."""
    for form in forms(printed[at], language):
        for name in index.get(form, ()):
            words = printed[at : at + len(name.words)]
            if len(words) == len(name.words) and all(
                word in forms(token, language) for word, token in zip(name.words, words, strict=True)
            ):
                yield name


def _holds(place: Found, printed: Sequence[str], found: Sequence[Found], language: str) -> bool:
    """Whether a name is one where it stands: with a capital, without a guard's words, a city where one is in."""
    first = printed[place.start]
    if language != "ar" and not first[0].isupper():
        return False
    folded = [word.casefold() for word in printed[max(0, place.start - 2) : place.start]]
    before, after = " ".join(folded), (printed[place.end] if place.end < len(printed) else "")
    if _guarded(place.name, before, after.casefold(), language):
        return False
    return not place.name.city or _is_in(place, printed, found, language)


def _guarded(name: Name, before: str, after: str, language: str) -> bool:
    guards: Mapping[str, Mapping[str, str]] = _rows()["guards"].get(language, {})
    own = guards.get(" ".join(name.words)) or guards.get(name.words[-1], {}) if len(name.words) == 1 else {}
    for guard in (guards.get("*", {}), own):
        if "before" in guard and re.search(rf"(?:^|\s)(?:{guard['before']})$", before):
            return True
        if "after" in guard and re.fullmatch(guard["after"], after):
            return True
    return False


def _is_in(place: Found, printed: Sequence[str], found: Sequence[Found], language: str) -> bool:
    """Whether a city stands where somebody is, and in no longer name."""
    rows = _rows()
    after = printed[place.end] if place.end < len(printed) else ""
    if language == "en" and after[:1].isupper():
        return False
    first = printed[place.start]
    if language == "ar" and first.startswith(("ب", "وب")) and place.name.words[0] != first:
        return True
    before = printed[place.start - 1].casefold() if place.start else ""
    office = printed[place.start - 2].casefold() if place.start > 1 else ""
    if re.fullmatch(rows["at"][language], before):
        return re.fullmatch(rows["office"][language], office) is None
    if language in rows["within"] and re.search(rf"(?:^| ){rows['within'][language]}$", f"{office} {before}"):
        return True
    if not found or place.start - found[-1].end > 1:
        return False
    return place.start == found[-1].end or re.fullmatch(rows["list"][language], before) is not None


def _in_chinese(text: str, registry: Registry) -> Iterator[tuple[str, str]]:
    names = {name.words[0]: name for names in _index(registry, "zh").values() for name in names}
    rows, last = _rows(), -9
    guards = rows["guards"]["zh"]
    for match in _any_of(tuple(sorted(names, key=len, reverse=True))).finditer(text):
        name = names[match[0]]
        before, after = text[: match.start()][-6:], text[match.end() :][:2]
        beside = (guards["*"], guards.get(match[0], {}))
        if any(re.match(g["after"], after) for g in beside if "after" in g):
            continue
        if any(re.search(rf"(?:{g['before']})$", before) for g in beside if "before" in g):
            continue
        listed = match.start() - last <= 2 and re.fullmatch(rows["list"]["zh"], text[last : match.start()].strip())
        if not name.city or listed or re.search(rf"(?:{rows['at']['zh']})$", before):
            last = match.end()
            yield name.code, match[0]


@lru_cache(maxsize=2)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, names)))


@lru_cache(maxsize=16)
def _index(registry: Registry, language: str) -> Mapping[str, tuple[Name, ...]]:
    """Names by their first word, longest first; a State's name goes before a city's."""
    made: dict[str, list[Name]] = {}
    of_states = ((printed, code, False) for printed, code in names_of_states(registry, language))
    for printed, code, city in (*of_states, *_parts(language)):
        words = (plain(printed),) if language == "zh" else looked_up(printed, language)
        if words and not (language == "zh" and plain(printed).isascii()):
            made.setdefault(words[0], []).append(Name(words=words, code=code, city=city))
    return {word: tuple(sorted(names, key=lambda name: (-len(name.words), name.city))) for word, names in made.items()}


def looked_up(name: str, language: str) -> tuple[str, ...]:
    """The words of a name as they are looked up."""
    return tuple(forms(word, language)[-1 if language == "ar" else 0] for word in _TOKEN.findall(plain(name)))


def names_of_states(registry: Registry, language: str) -> Iterator[tuple[str, str]]:
    """Names of States as running text writes them; acronyms are left out where their letters are words: `us`, `usa`."""
    territories = Locale.parse(language).territories
    for row in registry.states.values():
        for name in dict.fromkeys((row.names.get(language, ""), territories.get(row.alpha2, ""), *row.matching)):
            if name and not (name.isupper() and name.isascii() and name.isalpha()):
                yield name, row.alpha3


def _parts(language: str) -> Iterator[tuple[str, str, bool]]:
    """Parts of States and cities."""
    column = ("en", "fr", "es", "ar", "ru", "zh").index(language)
    for kind in ("areas", "cities"):
        for code, rows in _rows()[kind].items():
            yield from ((row[column], code, kind == "cities") for row in rows)
    yield from ((name, code, True) for name, code in _cities_of_cldr(language))


def _cities_of_cldr(language: str) -> Iterator[tuple[str, str]]:
    """The cities after which CLDR names time zones, of States with few of them."""
    names = Locale.parse(language).time_zones
    zones: dict[str, list[str]] = {}
    for zone, territory in get_global("zone_territories").items():
        zones.setdefault(territory, []).append(zone)
    codes = get_global("territory_aliases")
    left_out = set(_rows()["left_out"])
    alpha3 = _alpha3()
    for territory, own in zones.items():
        code = alpha3.get(codes.get(territory, [territory])[0])
        if code is None or len(own) > MANY:
            continue
        for zone in own:
            english = zone.rpartition("/")[2].replace("_", " ")
            name = names.get(zone, {}).get("city") or (english if language in ("en", "fr", "es") else "")
            if name and english not in left_out:
                yield name, code


@lru_cache(maxsize=1)
def _alpha3() -> Mapping[str, str]:
    from palermo import registry

    return {row.alpha2: row.alpha3 for row in registry.load().states.values()}


@lru_cache(maxsize=65_536)
def forms(word: str, language: str) -> tuple[str, ...]:
    """The forms under which a word is looked up."""
    folded = word.casefold()
    if language == "ru" and not folded.isascii():
        return (_stem(folded),)
    return variants(folded) if language == "ar" and not folded.isascii() else (folded,)


def _stem(word: str) -> str:
    """A Russian name without the ending of its case.

    >>> _stem("кении"), _stem("кения"), _stem("китаем"), _stem("китаи"), _stem("нигере")
    ('кени', 'кени', 'кита', 'кита', 'нигер')
    """
    cut = _SOFT.sub("", word)
    if cut == word:
        cut = _ENDING.sub("", word)
    return cut if len(cut) >= _LEAST else word


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, Any]:
    rows: Mapping[str, Any] = parsed(_text())
    return rows


@lru_cache(maxsize=1)
def places_version() -> str:
    """Changes with any name or guard of places."""
    return digest("places", _text())[:12]


def _text() -> str:
    return (files("palermo.linking") / FILE).read_text(encoding="utf-8")
