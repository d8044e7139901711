"""Values of printed names without an id: a class is one in any case, with or without article, singular or plural."""

import re
from functools import lru_cache

from palermo.languages.language_words import LanguageWords
from palermo.statements import NAME_PREFIX

_ACRONYM = r"\S*[A-Z]\S*[A-Z]\S*"
"""A word with two capitals, which keeps them: `RFA`, but not `FACILITATOR`."""
MAX_ACRONYM_CHARS = 10
MAX_CACHED_NAMES = 2**15


@lru_cache(maxsize=MAX_CACHED_NAMES)
def build_name_value(name: str) -> str:
    """Return the value by which a name without an id is counted and filtered.

    >>> {build_name_value(name) for name in ("Facilitators", "FACILITATOR", "the facilitator")}
    {'name:facilitator'}
    >>> build_name_value("NGOs"), build_name_value("RFA"), build_name_value("businesses")
    ('name:NGO', 'name:RFA', 'name:business')
    """
    name = _replace(name, (*_list_articles(), *_list_plurals()))
    if len(name) <= MAX_ACRONYM_CHARS and re.fullmatch(_ACRONYM, name, re.ASCII):
        return f"{NAME_PREFIX}{name}"
    lower = "".join(character.lower()[0] for character in name)  # one for each, even of `İ` and final `Σ`
    return f"{NAME_PREFIX}{_replace(lower, _list_plurals())}"


def _replace(name: str, replacements: tuple[tuple[str, str], ...]) -> str:
    for pattern, replacement in replacements:
        name = re.sub(pattern, replacement, name, flags=re.ASCII)  # only ASCII characters are spaces
    return name


def fold_name_value(value: str) -> str:
    """Return the value of a facet of names, that of a printed name folded as in `build_name_value`."""
    return build_name_value(value.removeprefix(NAME_PREFIX)) if value.startswith(NAME_PREFIX) else value


@lru_cache(maxsize=1)
def _list_articles() -> tuple[tuple[str, str], ...]:
    articles = "|".join(LanguageWords("analysis").list_words("classes", "articles"))
    return ((rf"^(?:(?i:{articles}) )+", ""),)


@lru_cache(maxsize=1)
def _list_plurals() -> tuple[tuple[str, str], ...]:
    """Return regular expressions of plural endings with their replacements, longest first; `ss` is none."""
    rows = sorted(LanguageWords("analysis").list_words("classes", "plurals"), key=lambda row: (-len(row), row))
    endings = (row.split(">") for row in rows)
    return (
        (r"(?:\(e?s\))+$", ""),
        *((rf"(\S\S[^\ss’'])({plural})(\s|$)", rf"\1{singular}\3") for plural, singular in endings),
    )
