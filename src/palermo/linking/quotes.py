"""What of a quote is tagged: its words without the names of those who speak and act in it.

"The Migration Agency trained judges" is not about migration: a name is not what a statement says.
"""

import re
from collections.abc import Callable

from palermo.statements import RefType, Statement

SHORTEST = 2
"""Words that a name needs before it is left out: "States" and "the Agency" say nothing that is tagged."""


def spoken(statement: Statement, stays: Callable[[str], bool] = lambda name: False) -> str:
    """The quote with the printed names of its entities blanked out; groups of actors stay, for they are words.

    `stays` says of a name whether it stays too.
    """
    quote = statement.quote
    for ref in (*statement.actors, *statement.partners, *statement.addressees):
        if ref.type is RefType.ENTITY and is_name(ref.name) and not stays(ref.name):
            quote = quote.replace(ref.name, "—")
    return quote


def is_name(name: str) -> bool:
    """Whether a printed name is a proper name: several words with capitals, or a script without capitals."""
    words: list[str] = re.findall(r"\w+", name)
    if name.upper() == name.lower():
        return len(words) >= SHORTEST or len(name) > SHORTEST
    return sum(word[0].isupper() for word in words) >= SHORTEST
