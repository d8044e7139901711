"""Organisation names as comparable words, without legal form and function words, and scores of acronyms."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from palermo.statements import PROVISIONAL_PREFIX, hash_json, normalise_text
from palermo.vocabulary.script_normalisation import restore_lam_alef
from palermo.vocabulary.yaml_rows import YamlRow, parse_rows

BRACKETED_NAME = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]?")
NAME_SEPARATOR = re.compile(r"\s+[|/–—-]\s+|\s*\|\s*")
WORD_PATTERN = re.compile(r"[^\W_]+")

ACRONYM_PATTERN = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z0-9.]{1,11}(?:\s?[-/&]\s?[A-Z][A-Za-z]{0,5})*")

MAX_ACRONYM_CHARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationName:
    """A parsed name."""

    name: str
    content_words: tuple[str, ...]
    """Folded distinctive words in order, each in the form shared by all languages."""
    tokens: tuple[str, ...]
    """All folded words in order, including function words, from which acronyms are made."""
    aliases: tuple[str, ...]
    """Other names within it, in brackets or after a bar."""

    @property
    def key(self) -> tuple[str, ...]:
        """The words in alphabetical order, so that word order does not matter."""
        return tuple(sorted(set(self.content_words)))

    @property
    def is_acronym(self) -> bool:
        """Whether the name is written as an acronym."""
        return is_acronym(self.name)

    @property
    def initial_words(self) -> list[str]:
        """The words whose initials make an acronym: all but function words."""
        return [word for word in self.tokens if word not in load_small_words()]


def is_acronym(name: str) -> bool:
    """Return whether a name is one short word with two or more capitals, perhaps hyphenated: `MSF-H`, `CRLux`."""
    return (
        ACRONYM_PATTERN.fullmatch(name.strip()) is not None and len(WORD_PATTERN.findall(name)[0]) <= MAX_ACRONYM_CHARS
    )


@lru_cache(maxsize=262_144)
def parse_organisation_name(name: str) -> OrganisationName:
    """Parse a name.

    >>> parse_organisation_name("The Aid Foundation, Inc. (AF)").content_words
    ('aid', 'foundation')
    """
    bracketed = [part.strip() for part in BRACKETED_NAME.findall(name) if part.strip()]
    outside = BRACKETED_NAME.sub(" ", name).strip() or name
    parts = [part.strip() for part in NAME_SEPARATOR.split(outside) if part.strip()]
    other = [part for part in parts[1:] if is_acronym(part)]
    main = " ".join(part for part in parts if part not in other) or outside
    printed = tuple(WORD_PATTERN.findall(restore_lam_alef(normalise_text(main))))
    known = _load_words()
    words = tuple(
        known.canonical_forms.get(strip_plural(word), strip_plural(word))
        for word in printed
        if word not in known.ignored
    )
    return OrganisationName(name=name, content_words=words or printed, tokens=printed, aliases=(*bracketed, *other))


def make_provisional_id(name: str) -> str:
    """Return the id of an organisation outside of the registry: the hash of the words its variants share."""
    return f"{PROVISIONAL_PREFIX}{hash_json('organisation', list(parse_organisation_name(name).key) or name)}"


def strip_plural(token: str) -> str:
    """Return a word without its plural ending."""
    if len(token) > 4 and token.endswith("s") and not token.endswith(("ss", "us", "is")):
        return token[:-1]
    return token


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationWords:
    """The word lists of `organisation_words.yaml`, folded."""

    small: frozenset[str]
    ignored: frozenset[str]
    """Function words and legal forms."""
    canonical_forms: dict[str, str]


@lru_cache(maxsize=1)
def _load_words() -> OrganisationWords:
    """Load the word lists; raises RegistryInvalid with file and line."""
    text = (files("palermo.linking") / "organisation_words.yaml").read_text(encoding="utf-8")
    by_id = {row.get_text("id"): row for row in parse_rows(text, "organisation_words.yaml")}
    small, legal = (frozenset(map(normalise_text, by_id[id].get_texts("words"))) for id in ("small", "legal"))
    return OrganisationWords(small=small, ignored=small | legal, canonical_forms=_parse_canonical_forms(by_id["same"]))


def _parse_canonical_forms(row: YamlRow) -> dict[str, str]:
    groups = row.values.get("groups", [])
    return {
        strip_plural(normalise_text(word)): strip_plural(normalise_text(group[0])) for group in groups for word in group
    }


def load_small_words() -> frozenset[str]:
    """Return the words that a name may have or lack."""
    return _load_words().small


SKIPPED_WORD_COST = 1.0
"""Cost of a word of the name without a letter in the acronym."""
SKIPPED_SMALL_WORD_COST = 0.0
SMALL_WORD_LETTER_COST = 0.1
NEXT_LETTER_COST = 0.12
"""Cost of each further letter after a word's first."""
INNER_LETTER_COST = 0.45
"""Cost of a letter from the middle of a word."""
STRAY_LETTER_COST = 1.2
"""Cost of a letter of the acronym that is from no word."""


def score_acronym(acronym: str, name_words: tuple[str, ...]) -> float:
    """Return how well an acronym fits a name's folded words, from 0 to 1 (initials of all content words).

    >>> score_acronym("iom", ("international", "organization", "for", "migration"))
    1.0
    """
    content = sum(word not in load_small_words() for word in name_words)
    if not name_words or content == 0 or len(acronym) < 2:
        return 0.0
    cost = _compute_cost(acronym, name_words)
    return max(0.0, 1.0 - cost / max(len(acronym), content))


def _compute_cost(acronym: str, name_words: tuple[str, ...]) -> float:
    """Return the minimum cost of spelling the acronym by the words in their order."""
    small = load_small_words()
    best = [0.0] + [STRAY_LETTER_COST * letters for letters in range(1, len(acronym) + 1)]
    for place, word in enumerate(name_words):
        light = word in small
        skip = SKIPPED_SMALL_WORD_COST if light else SKIPPED_WORD_COST
        following = [cost + skip for cost in best]
        for start, cost in enumerate(best):
            if start > 0 and place == 0:
                break
            for length, price in _list_letter_matches(word, acronym[start:]):
                total = cost + price + (SMALL_WORD_LETTER_COST if light else 0.0)
                following[start + length] = min(following[start + length], total)
        for end in range(1, len(following)):
            following[end] = min(following[end], following[end - 1] + STRAY_LETTER_COST)
        best = following
    return best[-1]


@lru_cache(maxsize=65536)
def _list_letter_matches(token: str, letters: str) -> tuple[tuple[int, float], ...]:
    """Return how many of the next letters a word can give, from its first letter on, with their costs."""
    if not letters or token[0] != letters[0]:
        return ()
    matches, price, position = [(1, 0.0)], 0.0, 1
    for count, letter in enumerate(letters[1:4], 2):
        place = token.find(letter, position)
        if place < 0:
            break
        price += NEXT_LETTER_COST if place == position else INNER_LETTER_COST
        position = place + 1
        matches.append((count, price))
    return tuple(matches)
