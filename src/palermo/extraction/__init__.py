"""Passages to statements with names as printed; one file per kind; grammars are data."""

from collections.abc import Iterable, Iterator

from palermo.extraction.grammar import grammars_version
from palermo.extraction.mandates import METHOD as MANDATES
from palermo.extraction.mandates import mandates
from palermo.extraction.recommendations import METHOD as RECOMMENDATIONS
from palermo.extraction.recommendations import recommendations
from palermo.statements import Masthead, Passage, Statement
from palermo.vocabulary import organs_version

__all__ = ["VERSION", "extract"]

VERSION = f"{RECOMMENDATIONS}+{MANDATES}+{grammars_version()}+{organs_version()}"
"""Part of the key under which extractions are kept: recipes, grammars, and the organs whose numbers make symbols."""


def extract(passages: Iterable[Passage], masthead: Masthead) -> Iterator[Statement]:
    """Find the statements of one document, in its order, names as printed."""
    everything = tuple(passages)
    place = {passage.id: passage.ordinal for passage in everything}
    found = (*recommendations(everything, masthead), *mandates(everything, masthead))
    yield from sorted(found, key=lambda made: (place[made.locator.passage], made.locator.start))
