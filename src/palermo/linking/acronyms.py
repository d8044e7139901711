"""Acronyms that a document introduces: "the Bali Process (BP)" makes BP the Bali Process in that document."""

import re
import unicodedata
from collections.abc import Iterator

from palermo.linking.organisations import small_words

BRACKETED = re.compile(r"[(（][\"“«']?(?P<acronym>[A-ZА-Я][\w-]{0,9}[A-ZА-Я0-9])[\"”»']?[)）]")
WORD = re.compile(r"[\w-]+")

FURTHEST = 16
"""Words before a bracket in which the name may begin."""


def introduced(text: str) -> Iterator[tuple[str, str]]:
    """Acronym and full name of each that a text introduces.

    >>> list(introduced("States of the Budapest Process Group (BPG) met."))
    [('BPG', 'Budapest Process Group')]
    """
    for found in BRACKETED.finditer(text):
        name = name_before(text[: found.start()], found["acronym"])
        if name:
            yield found["acronym"], name


def name_before(text: str, acronym: str) -> str | None:
    """The words at the end of a text whose first letters spell an acronym, or None."""
    words = list(WORD.finditer(text))[-FURTHEST:]
    wanted = [letter.casefold() for letter in acronym if letter.isalnum()]
    for start in range(len(words) - 1, -1, -1):
        first = words[start].group()
        if not first[0].isupper() or _bare(first)[:1] != wanted[0]:
            continue
        if spells([word.group() for word in words[start:]], "".join(wanted)):
            return text[words[start].start() :].strip()
    return None


def spells(words: list[str], acronym: str) -> bool:
    """Whether words spell an acronym by first letters, small words passed over or counted.

    >>> spells(["International", "Organization", "for", "Migration"], "IOM")
    True
    """
    wanted = acronym.casefold()
    parts = [_bare(part) for word in words for part in re.split(r"[-’']", word) if part]
    return _initials(parts, small=False) == wanted or _initials(parts, small=True) == wanted


def _initials(parts: list[str], *, small: bool) -> str:
    return "".join(part[0] for part in parts if part and (small or part not in small_words()))


def _bare(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in folded if not unicodedata.combining(char))
