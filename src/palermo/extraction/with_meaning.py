"""Extraction with its second reading, by the encoder that Palermo ships: what the readers of a build call."""

from collections.abc import Iterable

from palermo import extraction
from palermo.statements import Extraction, Masthead, Passage
from palermo.vectors import shipped_encoder


def extract(passages: Iterable[Passage], masthead: Masthead) -> Extraction:
    """As `palermo.extraction.extract`, with the encoder if it is installed."""
    return extraction.extract(passages, masthead, shipped_encoder())


def get_ready() -> None:
    """Load what statements of English texts need, and the encoder."""
    extraction.get_ready(shipped_encoder())
