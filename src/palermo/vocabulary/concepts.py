"""Concepts of the controlled vocabulary with their labels, and their terms as written in the YAML.

`traffick* in women` is three words, the first of them a stem; `rehabilitat* .. victim*` allows up to three words
between the two. Case, diacritics, hyphens and apostrophes are ignored. Chinese terms match anywhere in the text, and
there `..` allows up to ten characters. `~platform*` is a weak term: it counts only in a text about trafficking or
exploitation.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from palermo.vocabulary.script_normalisation import restore_lam_alef

GAP = ".."
WEAK_PREFIX = "~"
MAX_GAP_WORDS = 3
"""Maximum words that `..` matches."""

TOKEN_PATTERN = re.compile(r"\w+|[.;:!?,()\[\]«»“”\"،؛؟]")
"""Words, and punctuation that separates phrases."""

HYPHEN = re.compile(r"[-\u2010-\u2015/]")
POSSESSIVE_SUFFIX = re.compile(r"['’]s\b")
INVISIBLE_CHARACTER = re.compile(r"[\u00ad\u0640\u200b-\u200f\ufffe]")
"""Soft hyphens, Arabic tatweel, zero-width marks and remains of hyphens in PDF text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermWord:
    """One word of a term: complete, or a stem that other letters may follow."""

    text: str
    is_stem: bool

    def is_match(self, token: str) -> bool:
        """Return True if a folded word of a text matches."""
        return token.startswith(self.text) if self.is_stem else token == self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term: its words in order; None stands for a gap of up to MAX_GAP_WORDS words."""

    source_text: str
    word_patterns: tuple[TermWord | None, ...]
    is_weak: bool = False
    """Whether it counts only in a text about exploitation, because its word has many other uses."""

    @property
    def is_single_word(self) -> bool:
        """Whether it is a single word, whose meaning adjacent words may change."""
        return len(self.word_patterns) == 1


def fold_text(text: str) -> str:
    """Fold a text for matching terms: case, diacritics, hyphens and invisible marks are ignored."""
    if not text.isascii():
        text = INVISIBLE_CHARACTER.sub("", unicodedata.normalize("NFKD", text))
        text = restore_lam_alef("".join(c for c in text if not unicodedata.combining(c)))
    return HYPHEN.sub(" ", POSSESSIVE_SUFFIX.sub("", text.casefold()))


def tokenize(text: str) -> list[str]:
    """Return the words and punctuation of a text, folded, in order.

    >>> tokenize("Victims’ and children’s rights, d’enfants")
    ['victims', 'and', 'children', 'rights', ',', 'd', 'enfants']
    """
    return TOKEN_PATTERN.findall(fold_text(text))


def parse_term(source_text: str) -> Term:
    """Parse a term; raises ValueError if it has no word, a gap at an end, or a stem of one letter."""
    weak = source_text.startswith(WEAK_PREFIX)
    words: list[TermWord | None] = []
    for part in fold_text(source_text.removeprefix(WEAK_PREFIX)).split():
        if part == GAP:
            words.append(None)
            continue
        stem = part.endswith("*")
        words += [TermWord(text=word, is_stem=False) for word in re.findall(r"\w+", part)]
        last = words[-1] if words else None
        if stem and last is not None:
            words[-1] = TermWord(text=last.text, is_stem=True)
    if not words or words[0] is None or words[-1] is None:
        raise ValueError(f"term {source_text!r} needs a word at both ends")
    if any(word is not None and word.is_stem and len(word.text) < 2 for word in words):
        raise ValueError(f"term {source_text!r} has a stem of one letter")
    return Term(source_text=source_text, word_patterns=tuple(words), is_weak=weak)


SCHEMES = ("exploitation", "interventions", "themes", "groups", "audiences", "documents")
"""Schemes, one YAML file each; `documents` are kinds of documents, `audiences` who is asked to act."""

TRAFFICKING_THEME = "trafficking-in-persons"
"""The theme that gives the field its name."""
FIELD_THEMES = (TRAFFICKING_THEME, "migrant-smuggling")


def format_inline_label(label: str) -> str:
    """Return a label as it is written within a sentence: in lower case but for acronyms.

    >>> format_inline_label("LGBTI persons"), format_inline_label("Labour rights")
    ('LGBTI persons', 'labour rights')
    """
    return " ".join(word if word[1:].isupper() else word.lower() for word in label.split(" "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept of the vocabulary."""

    id: str
    scheme: str
    """One of SCHEMES."""
    broader: str | None
    """Id of the broader concept in the same scheme."""
    targets: tuple[str, ...]
    """Relevant targets of the Sustainable Development Goals, such as `8.7`."""
    eurovoc: str | None = None
    """Id of the closest concept of EuroVoc, the thesaurus of the European Union; None if none is close."""
    labels: Mapping[str, str]
    """By language, in all six."""
    definitions: Mapping[str, str]
    """One sentence by language, always in English."""
    terms: Mapping[str, tuple[Term, ...]] = field(repr=False)
    """Terms in texts, by language."""
    unless: Mapping[str, tuple[Term, ...]] = field(repr=False)
    """Phrases in which a one-word term has another meaning, by language."""
