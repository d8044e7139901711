"""A concept of the vocabulary: one controlled word, its labels, what it means, and the terms that texts use for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from palermo.vocabulary.terms import Term

SCHEMES = ("exploitation", "interventions", "themes", "groups", "audiences", "documents")
"""The vocabulary's lists: one YAML file each; `documents` are kinds of document, `audiences` who is asked to act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One controlled word."""

    id: str
    scheme: str
    """One of SCHEMES."""
    broader: str | None
    """Id of the concept above it in the same scheme."""
    targets: tuple[str, ...]
    """Targets of the Sustainable Development Goals that it bears on: `8.7`."""
    labels: Mapping[str, str]
    """By language: all six."""
    definitions: Mapping[str, str]
    """One sentence, by language; English always."""
    terms: Mapping[str, tuple[Term, ...]] = field(repr=False)
    """What texts call it, by language."""
    unless: Mapping[str, tuple[Term, ...]] = field(repr=False)
    """Phrases in which a one-word term means something else, by language."""
