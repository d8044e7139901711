"""The header of a table: which of its first rows name the columns, and what stands above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from palermo.reading.tables.cells import Line

_LOOKED_AT = 25
"""Rows at the beginning among which the header is looked for; titles and notes stand above it."""
_MOST = 200
"""Characters of a header's cell."""
_FULL = 0.6
"""Share of the columns that a header names at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Names of a table's columns, and how the rows before its first are divided."""

    names: tuple[str, ...]
    """By column; empty where a column has no name."""
    above: int
    """Rows that stand above the header."""
    below: int
    """Rows up to the end of the header, those above it included."""
    tagged: bool = False
    """Whether the last of these rows has tags of the Humanitarian Exchange Language."""


def header(found: Sequence[Line]) -> Header:
    """Find the header among a table's first rows; a table without one has no names, and no row above it.

    A header names most columns in words, no two alike, and rows follow it. Where two rows do (`Children` over `Girls`
    and `Boys`), the names are joined. A row of tags of the Humanitarian Exchange Language (`#org`) is no data; where it
    stands above all names, the tags are the names.
    """
    width = max((len(line.filled) for line in found[: 4 * _LOOKED_AT]), default=0)
    named = [at for at in range(min(_LOOKED_AT, len(found) - 1)) if _names_columns(found, at, width)]
    tags = next((at for at, line in enumerate(found[:_LOOKED_AT]) if len(line.filled) > 1 and _tags(line)), None)
    if tags is not None and (not named or tags < named[0]):
        return Header(names=found[tags].cells, above=tags, below=tags + 1, tagged=True)
    if not named:
        return Header(names=(), above=0, below=0)
    at = named[0]
    if at and _spans(found, at - 1):
        return _of_two(found, at - 1)
    if at + 1 in named and _spans(found, at):
        return _of_two(found, at)
    if at + 1 in named and _is_note(found[at]) and not _is_note(found[at + 1]):
        at += 1
    return _after_tags(found, found[at].cells, at, at + 1)


def _names_columns(found: Sequence[Line], at: int, width: int) -> bool:
    line = found[at]
    filled = line.filled
    distinct = len({line.cells[place].casefold() for place in filled}) == len(filled)
    named = len(filled) >= max(2, _FULL * width) and line.words >= set(filled) and distinct
    if not named or max(len(line.cells[place]) for place in filled) > _MOST:
        return False
    return not _is_data(line, found[at + 1 : at + 6]) and not _tags(line)


def _is_data(line: Line, following: Sequence[Line]) -> bool:
    """Whether a row of words is much longer than what follows it, as the first record of a list of sentences is."""
    lengths = [len(cell) for one in following for cell in one.cells if cell]
    own = [len(cell) for cell in line.cells if cell]
    return bool(lengths) and median(own) > 60 and median(own) > 1.5 * median(lengths)


def _spans(found: Sequence[Line], at: int) -> bool:
    """Whether a row names groups of the columns that the next names: merged cells repeat a name, or leave gaps.

    Gaps alone do not tell, as a column may have no name: below a second row of names stand figures.
    """
    upper, lower, first = found[at], found[at + 1], found[at + 2]
    if len(upper.filled) < 2 or upper.words < set(upper.filled) or upper.number + 1 != lower.number:
        return False
    if _is_note(upper):
        return False
    repeated = len({upper.cells[place].casefold() for place in upper.filled}) < len(upper.filled)
    gaps = any(place >= len(upper.cells) or not upper.cells[place] for place in lower.filled)
    figures = any(place in lower.words and place not in first.words for place in first.filled)
    return repeated or (gaps and figures)


def _is_note(line: Line) -> bool:
    """Whether cells tell something (`Source: our own`), as notes above a header do."""
    return any(":" in cell.rstrip(": ") or len(cell) > _MOST // 2 for cell in line.cells)


def _of_two(found: Sequence[Line], at: int) -> Header:
    return _after_tags(found, _joined(found[at].cells, found[at + 1].cells), at, at + 2)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Names of two rows as one: the upper one goes on to the right where it is empty and the lower one is not."""
    names = []
    held = ""
    for place in range(max(len(upper), len(lower))):
        above = upper[place] if place < len(upper) else ""
        below = lower[place] if place < len(lower) else ""
        held = above or (held if below else "")
        names.append(f"{held}, {below}" if held and below and held != below else below or held)
    return tuple(names)


def _after_tags(found: Sequence[Line], names: tuple[str, ...], above: int, below: int) -> Header:
    tags = below < len(found) and _tags(found[below])
    return Header(names=names, above=above, below=below + tags, tagged=tags)


def _tags(line: Line) -> bool:
    return all(line.cells[place].startswith("#") for place in line.filled)
