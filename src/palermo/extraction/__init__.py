"""Passages to statements with names as printed; one file per kind; grammars are data."""

from collections import Counter
from collections.abc import Iterable, Iterator

from palermo.extraction import calls, causes, debates, deeds, duties, mandates, pledges, recommendations, ties
from palermo.extraction.agreement import agreement_version
from palermo.extraction.compounds import compounds_version
from palermo.extraction.grammar import grammars_version
from palermo.extraction.naming import naming_version
from palermo.extraction.privacy import caught, masked, privacy_version, without_private
from palermo.extraction.prose import told
from palermo.extraction.rows import FORM, columns_version, presence
from palermo.extraction.rows import METHOD as ROWS
from palermo.extraction.speakers import speakers, speaking_version
from palermo.extraction.telling import METHOD as ROLES
from palermo.extraction.wordings import wordings_version
from palermo.statements import Kind, Masthead, Passage, PassageKind, Statement, normalised
from palermo.vocabulary import hanzi_version, organs_version, periods_version

__all__ = ["METHODS", "VERSION", "caught", "extract", "get_ready", "masked"]

RECIPES = (recommendations, mandates, calls, pledges, duties, ties, deeds, causes)
METHODS = (ROWS, *(recipe.METHOD for recipe in RECIPES), debates.METHOD, debates.PROMISED)
"""The recipes, one for each kind and shape, with their versions."""

PARTS = (
    ROLES,
    columns_version(),
    agreement_version(),
    compounds_version(),
    naming_version(),
    grammars_version(),
    wordings_version(),
    speaking_version(),
    organs_version(),
    periods_version(),
    privacy_version(),
    hanzi_version(),
)
VERSION = "+".join((*METHODS, *PARTS))
"""Part of the key under which extractions are kept: recipes, grammars, and the organs whose numbers make symbols."""


def extract(passages: Iterable[Passage], masthead: Masthead) -> Iterator[Statement]:
    """Find the statements of one document, in its order, names as printed."""
    everything = tuple(passages)
    rows: Counter[tuple[Kind, str]] = Counter()
    present = presence(everything, rows)
    if any(passage.text.startswith(FORM) for passage in everything):
        yield from present  # the form's own words of help state nothing
        return
    in_rows = {made.locator.passage for made in present}
    place = {passage.id: passage.ordinal for passage in everything}
    speaking = speakers(everything)
    listed = (
        *recommendations.recommendations(everything, masthead, speaking),
        *mandates.once(mandates.mandates(everything, masthead)),
    )
    spans: dict[str, list[tuple[int, int]]] = {}
    for made in listed:
        for locator in (made.locator, *(s.locator for s in made.support if s.role == "introduction")):
            spans.setdefault(locator.passage, []).append((locator.start, locator.end))

    def taken(passage: str, start: int, end: int) -> bool:
        return passage in in_rows or any(begin < end and start < stop for begin, stop in spans.get(passage, ()))

    counted = rows + Counter((made.kind, normalised(made.quote)) for made in listed)
    found = without_private((*present, *listed, *told(everything, masthead, taken, counted, speaking)), everything)
    yield from sorted(found, key=lambda made: (place[made.locator.passage], made.locator.start))


def get_ready() -> None:
    """Load what statements of English texts need, before there is one: grammars, names of States, vocabulary."""
    words = "1. The Conference recommends that States protect victims of trafficking, and IOM trains judges in France."
    said = Passage(
        id="ready",
        document="ready",
        ordinal=0,
        page=1,
        paragraph="1",
        kind=PassageKind.PARAGRAPH,
        headings=(),
        language="en",
        text=words,
    )
    tuple(extract([said], Masthead()))
