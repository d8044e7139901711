"""Names of organisations as words that can be compared: legal forms, small words, plurals and languages apart."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from palermo.statements import digest, normalised
from palermo.vocabulary.lines import Row, rows

BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]?")
PARTS = re.compile(r"\s+[|/–—-]\s+|\s*\|\s*")
WORD = re.compile(r"[^\W_]+")

ACRONYM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z0-9.]{1,11}(?:\s?[-/&]\s?[A-Z][A-Za-z]{0,5})*")

LONGEST_ACRONYM = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A name taken apart."""

    name: str
    words: tuple[str, ...]
    """Folded words that tell it from others, in order, each in the form that all languages share."""
    printed: tuple[str, ...]
    """All folded words in order, small ones too: what an acronym is made of."""
    aliases: tuple[str, ...]
    """Other names within it: what stands in brackets or behind a bar."""

    @property
    def key(self) -> tuple[str, ...]:
        """Words in alphabetical order: word order does not count."""
        return tuple(sorted(set(self.words)))

    @property
    def acronym(self) -> bool:
        """Whether the name is written as an acronym."""
        return is_acronym(self.name)


def is_acronym(name: str) -> bool:
    """Whether a name is one short word with two capitals or more, perhaps with a part behind a hyphen: MSF-H, CRLux."""
    return ACRONYM.fullmatch(name.strip()) is not None and len(WORD.findall(name)[0]) <= LONGEST_ACRONYM


@lru_cache(maxsize=262_144)
def organisation(name: str) -> Organisation:
    """Take a name apart.

    >>> organisation("The Aid Foundation, Inc. (AF)").words
    ('aid', 'foundation')
    """
    bracketed = [part.strip() for part in BRACKETS.findall(name) if part.strip()]
    outside = BRACKETS.sub(" ", name).strip() or name
    parts = [part.strip() for part in PARTS.split(outside) if part.strip()]
    other = [part for part in parts[1:] if is_acronym(part)]
    main = " ".join(part for part in parts if part not in other) or outside
    printed = tuple(WORD.findall(normalised(main)))
    known = _words()
    words = tuple(known.same.get(stem(word), stem(word)) for word in printed if word not in known.dropped)
    return Organisation(name=name, words=words or printed, printed=printed, aliases=(*bracketed, *other))


def provisional(name: str) -> str:
    """The id of an organisation that no registry knows: the hash of the words that its variants share."""
    return f"new:{digest('organisation', list(organisation(name).key) or name)}"


def stem(word: str) -> str:
    """A word without the ending of its plural."""
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The lists of `organisation_words.yaml`, folded."""

    small: frozenset[str]
    dropped: frozenset[str]
    """Small words and legal forms."""
    same: dict[str, str]


@lru_cache(maxsize=1)
def _words() -> Words:
    """Raises RegistryInvalid with file and line where the file is wrong."""
    by_id = {row.text("id"): row for row in rows(_text(), "organisation_words.yaml")}
    small, legal = (frozenset(map(normalised, by_id[id].texts("words"))) for id in ("small", "legal"))
    return Words(small=small, dropped=small | legal, same=_same(by_id["same"]))


def organisations_version() -> str:
    """Changes with any word by which names of one organisation are told to be the same."""
    return digest("organisations", _text())[:12]


def _text() -> str:
    return (files("palermo.linking") / "organisation_words.yaml").read_text(encoding="utf-8")


def _same(row: Row) -> dict[str, str]:
    groups = row.values.get("groups", [])
    return {stem(normalised(word)): stem(normalised(group[0])) for group in groups for word in group}


def small_words() -> frozenset[str]:
    """Words that a name may have or not."""
    return _words().small
