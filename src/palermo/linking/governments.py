"""A State by what its government is called: `Gouvernement français`, `правительство Франции`, `中国政府`."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from palermo.linking.places import places
from palermo.registry import Match, Registry
from palermo.registry.matching import authority
from palermo.statements import RefType, digest, normalised
from palermo.vocabulary.lines import parsed

FILE = "demonyms.yaml"
ADJECTIVES = ("fr", "es", "ru", "ar")
"""Languages whose adjectives are listed, in the order of the columns."""
SMALL = 3
"""Small words and articles that may stand between `government` and the name of the State."""


def government(name: str, language: str, registry: Registry) -> Match | None:
    """The State whose government, authorities or delegation a name names; None where it names none."""
    id = _english(name, registry) or _state(name, language, registry)
    return Match(id=id, type=RefType.STATE, reason=f"“{name}” read as the State") if id else None


def _english(name: str, registry: Registry) -> str | None:
    if authority(name) is None:
        return None
    found = registry.find(name, RefType.STATE)
    return found.id if found and found.type is RefType.STATE else None


def _state(name: str, language: str, registry: Registry) -> str | None:
    words = _rows()["words"].get(language)
    if words is None:
        return None
    rest = _rest(normalised(name), words, language)
    if not rest or re.search(_rows()["parts"][language], rest):
        return None
    if code := _adjective(rest, language):
        return _id(code, registry)
    named = places(_printed(name, rest, language), language, registry)
    if len(named) != 1:
        return None
    ((code, printed),) = named.items()
    whole = language == "zh" or len(rest.split()) <= len(printed.split()) + SMALL
    return _id(code, registry) if whole else None


def _printed(name: str, rest: str, language: str) -> str:
    """The rest of a name as it is printed: behind the word for a government a State is no place."""
    if language == "ru":
        return name
    return rest if language == "zh" else " ".join(name.split()[-len(rest.split()) :])


def _rest(folded: str, words: str, language: str) -> str:
    """What stands beside the word for a government; empty where there is none."""
    if language == "zh":
        found = re.fullmatch(rf"(?P<rest>.+?)(?:的)?{words}", folded)
        return found["rest"] if found else ""
    behind = re.fullmatch(rf"{words}\s+(?P<rest>.+)", folded)
    before = re.fullmatch(rf"(?P<rest>\S+)\s+{words}", folded) if language == "ru" else None
    found = behind or before
    return found["rest"] if found else ""


def _adjective(word: str, language: str) -> str | None:
    """The code of the State whose adjective a word is, in any gender and number."""
    if " " in word or language not in ADJECTIVES:
        return None
    bare = word.removeprefix("ال") if language == "ar" else word
    ending = re.compile(_rows()["endings"][language])
    for length in range(len(bare), max(2, len(bare) - 4), -1):
        code = _stems(language).get(bare[:length])
        if code and ending.fullmatch(bare[length:]):
            return code
    return None


@lru_cache(maxsize=8)
def _stems(language: str) -> Mapping[str, str]:
    return dict(_stem_rows(language))


def _stem_rows(language: str) -> Iterator[tuple[str, str]]:
    column = ADJECTIVES.index(language)
    for code, stems in _rows()["states"].items():
        if stems[column]:
            yield normalised(stems[column]), code


def _id(code: str, registry: Registry) -> str | None:
    return f"state:{code}" if f"state:{code}" in registry.states else None


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, Any]:
    rows: Mapping[str, Any] = parsed(_text())
    return rows


@lru_cache(maxsize=1)
def governments_version() -> str:
    """Changes with any adjective."""
    return digest("demonyms", _text())[:12]


def _text() -> str:
    return (files("palermo.linking") / FILE).read_text(encoding="utf-8")
