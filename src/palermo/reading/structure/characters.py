"""Characters of a page by the marked content that they stand in."""

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from palermo.reading.pdfium import calls

ARTIFACT = -2
"""Stands for the id of what the file itself calls no content: running heads, page numbers, rules."""
UNMARKED = -1
STEP = 8
"""Text objects of Word's files hold a word or a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Neighbouring characters of one marked content."""

    content: int
    """Marked content id, ARTIFACT or UNMARKED."""
    start: int
    end: int


def runs(page: ctypes.c_void_p, length: int) -> list[Run]:
    """Cut a text page into runs; blanks that PDFium made up go with the characters before them."""
    cut = _by_object(page, length)
    contents = {found: _content(found) for found in {found for found, _ in cut}}
    return list(_runs(cut, contents, length))


def _by_object(page: ctypes.c_void_p, length: int) -> list[tuple[int, int]]:
    """Each text object with the place where its characters begin, as often as they begin.

    Where the object STEP characters on is the same, so are those between, which need no call.
    """
    text_object = calls.text_object
    cut: list[tuple[int, int]] = []
    before: int | None = None
    place = 0
    while place < length:
        if before is not None and place + STEP < length and text_object(page, place + STEP) == before:
            place += STEP + 1
            continue
        for index in range(place, min(place + STEP, length)):
            found = text_object(page, index)
            if found is not None and found != before:
                cut.append((found, index))
                before = found
        place += STEP
    return cut


def _runs(cut: Sequence[tuple[int, int]], contents: Mapping[int, int], length: int) -> Iterator[Run]:
    current = contents[cut[0][0]] if cut else UNMARKED
    start = 0
    for found, here in cut:
        if contents[found] == current:
            continue
        if here > start:
            yield Run(content=current, start=start, end=here)
        current, start = contents[found], here
    if start < length:
        yield Run(content=current, start=start, end=length)


def _content(found: int) -> int:
    content = int(calls.marked_id(found))
    if content < 0:
        return ARTIFACT if "Artifact" in _marks(found) else UNMARKED
    return content


def _marks(found: int) -> Iterator[str]:
    buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
    for place in range(calls.count_marks(found)):
        mark = calls.mark(found, place)
        if mark and calls.mark_name(mark, ctypes.addressof(buffer), len(buffer), length):
            yield buffer.raw[: max(0, min(length.value, len(buffer)) - 2)].decode("utf-16-le", "replace")
