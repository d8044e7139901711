"""Who is served, trained, helped or advised by what is done: the addressees of activities and their like."""

import re
from collections.abc import Iterator

from palermo.extraction.clauses import Clause
from palermo.extraction.who import parties
from palermo.extraction.wordings import Wordings

FURTHEST = 220
"""Characters behind a wording in which those who are served stand."""
MOST = 12


def served(clause: Clause, others: list[str]) -> list[str]:
    """Those who are served, as printed, in their order; `others` act themselves and are left out."""
    words = clause.words
    start = clause.verb[0] if clause.verb and not words.verb_first and words.language != "zh" else clause.start
    found: list[tuple[int, str]] = []
    for pattern in words.served:
        for cue in pattern.finditer(clause.text, start, clause.end):
            found += [(cue.end(), name) for name in _behind(clause.text[cue.end() : clause.end], words)]
    known = {name.casefold() for name in others}
    ordered = (name for _, name in sorted(found, key=lambda each: each[0]))
    distinct = dict.fromkeys(name for name in ordered if name.casefold() not in known)
    return [name for name in distinct if not any(name != other and name in other for other in distinct)][:MOST]


def _behind(text: str, words: Wordings) -> Iterator[str]:
    """The parties that a text begins with, up to what ends a list of names."""
    text = text[:FURTHEST]
    stop = words.served_stops.search(text, 1)
    yield from parties(text[: stop.start()] if stop else re.sub(r"\s+\S*$", "", text), words, served=True)
