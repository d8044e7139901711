"""Bodies that issue a document together, whose names are printed side by side."""

import re
from collections.abc import Sequence
from itertools import combinations

from palermo.languages.language_words import LanguageWords
from palermo.reading.metadata.organisation_names import clean_name, is_organisation_line
from palermo.registry import load_registry
from palermo.statements import JOINT_SEPARATOR

MAX_NAMES, MAX_PARTS = 6, 9
"""Maximum parties, and maximum parts between commas and conjunctions of their names."""
_WORDS = LanguageWords("reading")
_SEPARATOR = _WORDS.compile_pattern(
    r"\s*,\s*(?:(?:{joint.conjunctions})\s+)?|\s+(?:{joint.conjunctions})\s+|\s+(?=و\S)"
)
_ARTICLE = _WORDS.compile_pattern(r"^(?:{joint.articles})\s*", re.IGNORECASE)
_ONE_OFFICE = re.compile(r"\bPolice and Crime Commissioner\b", re.IGNORECASE)
"""An office whose name has a conjunction."""


def split_names(printed: str) -> tuple[str, ...]:
    """Return the parties that a text names side by side; none if it names one, or what is not a party's name.

    >>> split_names("the Government of Chad and the Ministry of Trade and Ports of Mali")
    ('Government of Chad', 'Ministry of Trade and Ports of Mali')
    >>> split_names("Ministry of Trade and Ports")
    ()
    """
    matches = [match for match in _SEPARATOR.finditer(printed) if match.start() and not _ONE_OFFICE.search(printed)]
    if not 1 <= len(matches) < MAX_PARTS:
        return ()
    for count in range(min(len(matches), MAX_NAMES - 1), 0, -1):
        for chosen in filter(_is_list, combinations(matches, count)):
            starts = [0, *(match.end() for match in chosen)]
            ends = [*(match.start() for match in chosen), len(printed)]
            parts = [_strip_name(printed[start:end]) for start, end in zip(starts, ends, strict=True)]
            if all(_is_party(part) for part in parts):
                return tuple(dict.fromkeys(parts)) if len(set(parts)) > 1 else ()
    return ()


def _is_list(separators: Sequence[re.Match[str]]) -> bool:
    """Return whether separators are those of a list: commas, with a conjunction only before the last name.

    In Arabic each name follows `و`, which is written together with it.
    """
    return all("," in separator[0] or not separator[0].strip() for separator in separators[:-1])


def join_names(names: Sequence[str]) -> str:
    """Return the names of joint publishers as the one text that a masthead has."""
    return JOINT_SEPARATOR.join(names)


def _strip_name(printed: str) -> str:
    name = clean_name(_ARTICLE.sub("", printed.strip()))
    return re.sub(r"^و(?=\S{3})", "", name)


def _is_party(name: str) -> bool:
    if len(name) < 3:
        return False
    return is_organisation_line(name) or bool(load_registry().find_state(name) or load_registry().find_entity(name))
