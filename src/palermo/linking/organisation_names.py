"""Names of organisations as words that can be compared: legal forms, small words, plurals and languages apart."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from palermo.statements import hash_json, normalise_text
from palermo.vocabulary.yaml_rows import YamlRow, parse_rows

BRACKETED_NAME = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]?")
NAME_SEPARATOR = re.compile(r"\s+[|/–—-]\s+|\s*\|\s*")
WORD_PATTERN = re.compile(r"[^\W_]+")

ACRONYM_PATTERN = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z0-9.]{1,11}(?:\s?[-/&]\s?[A-Z][A-Za-z]{0,5})*")

MAX_ACRONYM_CHARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationName:
    """A name taken apart."""

    name: str
    content_words: tuple[str, ...]
    """Folded words that tell it from others, in order, each in the form that all languages share."""
    tokens: tuple[str, ...]
    """All folded words in order, small ones too: what an acronym is made of."""
    aliases: tuple[str, ...]
    """Other names within it: what stands in brackets or behind a bar."""

    @property
    def key(self) -> tuple[str, ...]:
        """Words in alphabetical order: word order does not count."""
        return tuple(sorted(set(self.content_words)))

    @property
    def is_acronym(self) -> bool:
        """Whether the name is written as an acronym."""
        return is_acronym(self.name)


def is_acronym(name: str) -> bool:
    """Whether a name is one short word with two capitals or more, perhaps with a part behind a hyphen: MSF-H, CRLux."""
    return (
        ACRONYM_PATTERN.fullmatch(name.strip()) is not None and len(WORD_PATTERN.findall(name)[0]) <= MAX_ACRONYM_CHARS
    )


@lru_cache(maxsize=262_144)
def parse_organisation_name(name: str) -> OrganisationName:
    """Take a name apart.

    >>> parse_organisation_name("The Aid Foundation, Inc. (AF)").content_words
    ('aid', 'foundation')
    """
    bracketed = [part.strip() for part in BRACKETED_NAME.findall(name) if part.strip()]
    outside = BRACKETED_NAME.sub(" ", name).strip() or name
    parts = [part.strip() for part in NAME_SEPARATOR.split(outside) if part.strip()]
    other = [part for part in parts[1:] if is_acronym(part)]
    main = " ".join(part for part in parts if part not in other) or outside
    printed = tuple(WORD_PATTERN.findall(normalise_text(main)))
    known = _load_words()
    words = tuple(
        known.canonical_forms.get(strip_plural(word), strip_plural(word))
        for word in printed
        if word not in known.ignored
    )
    return OrganisationName(name=name, content_words=words or printed, tokens=printed, aliases=(*bracketed, *other))


def make_provisional_id(name: str) -> str:
    """The id of an organisation that no registry knows: the hash of the words that its variants share."""
    return f"new:{hash_json('organisation', list(parse_organisation_name(name).key) or name)}"


def strip_plural(token: str) -> str:
    """A word without the ending of its plural."""
    if len(token) > 4 and token.endswith("s") and not token.endswith(("ss", "us", "is")):
        return token[:-1]
    return token


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationWords:
    """The lists of `organisation_words.yaml`, folded."""

    small: frozenset[str]
    ignored: frozenset[str]
    """Small words and legal forms."""
    canonical_forms: dict[str, str]


@lru_cache(maxsize=1)
def _load_words() -> OrganisationWords:
    """Raises RegistryInvalid with file and line where the file is wrong."""
    by_id = {row.get_text("id"): row for row in parse_rows(_read_yaml(), "organisation_words.yaml")}
    small, legal = (frozenset(map(normalise_text, by_id[id].get_texts("words"))) for id in ("small", "legal"))
    return OrganisationWords(small=small, ignored=small | legal, canonical_forms=_parse_canonical_forms(by_id["same"]))


def compute_organisations_version() -> str:
    """Changes with any word by which names of one organisation are told to be the same."""
    return hash_json("organisations", _read_yaml())[:12]


def _read_yaml() -> str:
    return (files("palermo.linking") / "organisation_words.yaml").read_text(encoding="utf-8")


def _parse_canonical_forms(row: YamlRow) -> dict[str, str]:
    groups = row.values.get("groups", [])
    return {
        strip_plural(normalise_text(word)): strip_plural(normalise_text(group[0])) for group in groups for word in group
    }


def load_small_words() -> frozenset[str]:
    """Words that a name may have or not."""
    return _load_words().small
