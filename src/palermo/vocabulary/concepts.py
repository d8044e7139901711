"""Concepts of the controlled vocabulary, with labels, definitions and terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from palermo.vocabulary.terms import Term

SCHEMES = ("exploitation", "interventions", "themes", "groups", "audiences", "documents")
"""Schemes, one YAML file each; `documents` are kinds of documents, `audiences` who is asked to act."""

TRAFFICKING_THEME = "trafficking-in-persons"
"""The theme that gives the field its name."""
FIELD_THEMES = (TRAFFICKING_THEME, "migrant-smuggling")
"""Themes that belong to the field."""


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
