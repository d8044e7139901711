"""Passages to statements with names as printed; one file per kind; grammars are data."""

from collections.abc import Iterable, Iterator

from palermo.extraction.grammar import grammars_version
from palermo.extraction.recommendations import METHOD, recommendations
from palermo.statements import Masthead, Passage, Statement

__all__ = ["VERSION", "extract"]

VERSION = f"{METHOD}+{grammars_version()}"
"""Part of the key under which extractions are kept: recipes and grammars."""


def extract(passages: Iterable[Passage], masthead: Masthead) -> Iterator[Statement]:
    """Find the statements of one document, in its order, names as printed."""
    return recommendations(passages, masthead)
