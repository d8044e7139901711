"""Characters of a page by the marked content that they stand in."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from palermo.reading.pdfium import calls

ARTIFACT = -2
"""Stands for the id of what the file itself calls no content: running heads, page numbers, rules."""
UNMARKED = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Neighbouring characters of one marked content."""

    content: int
    """Marked content id, ARTIFACT or UNMARKED."""
    start: int
    end: int


def runs(page: int, length: int) -> list[Run]:
    """Cut a text page (a handle) into runs; blanks that PDFium made up go with the characters before them."""
    text_object = calls.text_object
    objects: list[int | None] = [text_object(page, index) for index in range(length)]
    contents = {found: _content(found) for found in set(objects) if found}
    return list(_runs(objects, contents))


def _runs(objects: list[int | None], contents: dict[int, int]) -> Iterator[Run]:
    current = next((contents[found] for found in objects if found), UNMARKED)
    start = 0
    for found, group in groupby(enumerate(objects), key=lambda each: each[1]):
        if found is None or contents[found] == current:
            continue
        here = next(group)[0]
        if here > start:
            yield Run(content=current, start=start, end=here)
        current, start = contents[found], here
    if start < len(objects):
        yield Run(content=current, start=start, end=len(objects))


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
