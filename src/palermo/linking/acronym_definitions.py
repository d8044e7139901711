"""Acronym definitions in a document: "the Bali Process (BP)" defines BP for that document."""

import re
import unicodedata
from collections.abc import Iterator

from palermo.linking.organisation_names import load_small_words

BRACKETED_ACRONYM = re.compile(r"[(（][\"“«']?(?P<acronym>[A-ZА-Я][\w-]{0,9}[A-ZА-Я0-9])[\"”»']?[)）]")
WORD_PATTERN = re.compile(r"[\w-]+")

MAX_NAME_WORDS = 16
"""Maximum number of words before a bracket in which the full name is searched."""


def extract_acronym_definitions(text: str) -> Iterator[tuple[str, str]]:
    """Yield each acronym that a text defines, with its full name.

    >>> list(extract_acronym_definitions("States of the Budapest Process Group (BPG) met."))
    [('BPG', 'Budapest Process Group')]
    """
    for match in BRACKETED_ACRONYM.finditer(text):
        name = find_name_before(text[: match.start()], match["acronym"])
        if name:
            yield match["acronym"], name


def find_name_before(text: str, acronym: str) -> str | None:
    """Return the words at the end of a text whose first letters spell an acronym, or None."""
    words = list(WORD_PATTERN.finditer(text))[-MAX_NAME_WORDS:]
    letters = [letter.casefold() for letter in acronym if letter.isalnum()]
    for start in range(len(words) - 1, -1, -1):
        first = words[start].group()
        if not first[0].isupper() or _strip_diacritics(first)[:1] != letters[0]:
            continue
        if can_spell([word.group() for word in words[start:]], "".join(letters)):
            return text[words[start].start() :].strip()
    return None


def can_spell(name_words: list[str], acronym: str) -> bool:
    """Return whether the first letters of words spell an acronym; function words may be skipped or counted.

    >>> can_spell(["International", "Organization", "for", "Migration"], "IOM")
    True
    """
    letters = acronym.casefold()
    parts = [_strip_diacritics(part) for word in name_words for part in re.split(r"[-’']", word) if part]
    return (
        _join_initials(parts, with_small_words=False) == letters
        or _join_initials(parts, with_small_words=True) == letters
    )


def _join_initials(name_parts: list[str], *, with_small_words: bool) -> str:
    return "".join(part[0] for part in name_parts if part and (with_small_words or part not in load_small_words()))


def _strip_diacritics(token: str) -> str:
    folded = unicodedata.normalize("NFKD", token.casefold())
    return "".join(char for char in folded if not unicodedata.combining(char))
