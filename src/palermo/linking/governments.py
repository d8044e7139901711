"""States named by their government: `Gouvernement français`, `правительство Франции`, `中国政府`."""

import re
from collections.abc import Mapping
from functools import lru_cache

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords, Section
from palermo.linking.gazetteer import extract_places
from palermo.registry import NameMatch, Registry
from palermo.registry.name_matching import extract_governed_state
from palermo.statements import RefType, build_reason, normalise_text

MAX_SMALL_WORDS = 3
"""Maximum number of function words between `government` and the name of the State."""


def match_government(name: str, language: str, registry: Registry) -> NameMatch | None:
    """Return the State whose government, authorities or delegation a name denotes, or None."""
    id = _match_english(name, registry) or _match_state(name, language, registry)
    return NameMatch(id=id, type=RefType.STATE, reason=build_reason("name-government", words=name)) if id else None


def _match_english(name: str, registry: Registry) -> str | None:
    if extract_governed_state(name) is None:
        return None
    name_match = registry.match_name(name, RefType.STATE)
    return name_match.id if name_match and name_match.type is RefType.STATE else None


def _match_state(name: str, language: str, registry: Registry) -> str | None:
    section = _get_section(language)
    if not section or not section["words"]:
        return None
    rest = _extract_rest(normalise_text(name), section["words"], language)
    if not rest or re.search(section["parts"], rest):
        return None
    if code := _match_adjective(rest, language):
        return _build_state_id(code, registry)
    named = extract_places(_extract_printed_rest(name, rest, language), language, registry)
    if len(named) != 1:
        return None
    ((code, printed),) = named.items()
    is_whole_name = language == "zh" or len(rest.split()) <= len(printed.split()) + MAX_SMALL_WORDS
    return _build_state_id(code, registry) if is_whole_name else None


def _extract_printed_rest(name: str, rest: str, language: str) -> str:
    """Return the rest of a name as printed, as a State right after the word for a government is no place."""
    if language == "ru":
        return name
    return rest if language == "zh" else " ".join(name.split()[-len(rest.split()) :])


def _extract_rest(folded: str, pattern: str, language: str) -> str:
    """Return the words beside the word for a government; empty if there is none."""
    if language == "zh":
        match = re.fullmatch(rf"(?P<rest>.+?)(?:的)?{pattern}", folded)
        return match["rest"] if match else ""
    rest_match = re.fullmatch(rf"{pattern}\s+(?P<rest>.+)", folded)
    first_match = re.fullmatch(rf"(?P<rest>\S+)\s+{pattern}", folded) if language == "ru" else None
    match = rest_match or first_match
    return match["rest"] if match else ""


def match_state_adjective(word: str, language: str, registry: Registry) -> str | None:
    """Return the code of the State of an adjective in lower case, as `moroccan`; None for another word."""
    id = registry.demonyms.get(word) if language == "en" else None
    return id.removeprefix("state:") if id else _match_adjective(normalise_text(word), language)


def _match_adjective(token: str, language: str) -> str | None:
    """Return the code of the State of an adjective, in any gender and number."""
    if " " in token or not _load_stems(language):
        return None
    bare = token.removeprefix("ال") if language == "ar" else token
    ending = re.compile(_get_section(language)["endings"])
    for length in range(len(bare), max(2, len(bare) - 4), -1):
        code = _load_stems(language).get(bare[:length])
        if code and ending.fullmatch(bare[length:]):
            return code
    return None


@lru_cache(maxsize=8)
def _load_stems(language: str) -> Mapping[str, str]:
    return {normalise_text(stem): code for code, stem in _get_section(language)["adjectives"].items()}


def _build_state_id(code: str, registry: Registry) -> str | None:
    return f"state:{code}" if f"state:{code}" in registry.states else None


def _get_section(language: str) -> Section:
    """Return the words of a language; none of one that is not of the table."""
    return LanguageWords("linking").get_section(language, "governments") if language in LANGUAGES else {}
