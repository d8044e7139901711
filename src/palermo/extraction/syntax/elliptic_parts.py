"""Parts of a sentence that each say something of their own, or leave out a verb that was said: `the court – aid`."""

from collections.abc import Iterator
from itertools import islice

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.syntax.clauses import lead

MOST_PARTS = 8


def own_parts(text: str, start: int, end: int, words: Wordings) -> Iterator[tuple[int, int]]:
    """The parts of a sentence that each say something of their own, `the police freed 12 women; | two are missing`.

    A part without a finite verb goes with the one before it.
    """
    begin = start
    for found in islice(words.parting.finditer(text, start, end), MOST_PARTS) if words.parting else ():
        if _says(text, begin, found.start(), words) and _says(text, found.end(), end, words):
            yield begin, found.start()
            begin = lead(text, found.end(), end)
    yield begin, end


def _says(text: str, start: int, end: int, words: Wordings) -> bool:
    """Whether a stretch up to its first stop has a finite verb, or leaves out one that was told: `the court — for`."""
    cut = words.parting.search(text, start, end) if words.parting else None
    end = cut.start() if cut else end
    told = words.elliptic and words.elliptic.match(text, start, end)
    return bool(told) or next(words.verbs.spans(text, start, end), None) is not None
