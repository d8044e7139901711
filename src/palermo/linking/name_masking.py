"""Masking of entity names before a quote is tagged.

"The Migration Agency trained judges" is not about migration: a name is not what a statement says.
"""

import re
from collections.abc import Callable

from palermo.languages.language_words import LanguageWords
from palermo.statements import RefType, Statement

MIN_NAME_WORDS = 2
"""Minimum number of words of a masked name: "States" and "the Agency" are never tagged anyway."""

GENERIC_BODY_NAME = LanguageWords("linking").compile_pattern(r"{names.generic_bodies}")
"""Arabic and Chinese generic words for a body: `the Committee`, `the Government`, `this project`."""


def mask_entity_names(statement: Statement, should_keep: Callable[[str], bool] = lambda name: False) -> str:
    """Return the quote without the printed names of its entities; groups of actors stay, as they are words.

    `should_keep` returns whether a name stays too.
    """
    quote = statement.quote
    for ref in statement.refs:
        if ref.type is RefType.ENTITY and is_proper_name(ref.name) and not should_keep(ref.name):
            quote = quote.replace(ref.name, "—")
    return quote


MAX_FUNCTION_CHARS = 3
"""Characters of words that may be small within a capitalised name: `of`, `for`, `del`."""


def is_proper_name(name: str) -> bool:
    """Return whether a name is a proper name: several capitalised words, or a script without capitals."""
    words: list[str] = re.findall(r"\w+", name)
    if name.upper() == name.lower():
        return (len(words) >= MIN_NAME_WORDS or len(name) > MIN_NAME_WORDS) and not GENERIC_BODY_NAME.fullmatch(
            name.strip()
        )
    return sum(word[0].isupper() for word in words) >= MIN_NAME_WORDS


def is_title_name(name: str) -> bool:
    """Return whether all longer words of a name are capitalised, as in that of one body that a list addresses.

    >>> is_title_name("Harbour Office for Crews"), is_title_name("Example Fund bodies"), is_title_name("BOAT OWNERS")
    (True, False, False)
    """
    words = [word for word in re.findall(r"[^\W\d_]+", name) if len(word) > MAX_FUNCTION_CHARS]
    return not name.isupper() and "(" not in name and bool(words) and all(word[0].isupper() for word in words)
