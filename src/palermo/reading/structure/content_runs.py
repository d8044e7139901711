"""Characters of a page grouped by marked content."""

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from palermo.reading.pdfium import bindings

ARTIFACT = -2
"""Id for artifacts: running heads, page numbers and rules that the file marks as no content."""
UNMARKED = -1
STEP_CHARS = 8
"""Text objects of Word's files contain a word or a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRun:
    """Adjacent characters of one marked content."""

    content: int
    """Marked content id, ARTIFACT or UNMARKED."""
    start: int
    end: int


def find_runs(page: ctypes.c_void_p, length: int) -> list[ContentRun]:
    """Split a text page into runs; spaces added by PDFium belong to the preceding characters."""
    cut = _find_object_starts(page, length)
    contents = {mark: _get_content_id(mark) for mark in {mark for mark, _ in cut}}
    return list(_build_runs(cut, contents, length))


def _find_object_starts(page: ctypes.c_void_p, length: int) -> list[tuple[int, int]]:
    """Return each text object with the index of its first character, again for each part of an object.

    If the object STEP_CHARS characters later is the same, so are the characters in between, without a call for
    each.
    """
    text_object = bindings.get_text_object
    cut: list[tuple[int, int]] = []
    before: int | None = None
    place = 0
    while place < length:
        if before is not None and place + STEP_CHARS < length and text_object(page, place + STEP_CHARS) == before:
            place += STEP_CHARS + 1
            continue
        for index in range(place, min(place + STEP_CHARS, length)):
            text_object_id = text_object(page, index)
            if text_object_id is not None and text_object_id != before:
                cut.append((text_object_id, index))
                before = text_object_id
        place += STEP_CHARS
    return cut


def _build_runs(
    object_starts: Sequence[tuple[int, int]], contents: Mapping[int, int], length: int
) -> Iterator[ContentRun]:
    current = contents[object_starts[0][0]] if object_starts else UNMARKED
    start = 0
    for object_id, run_start in object_starts:
        if contents[object_id] == current:
            continue
        if run_start > start:
            yield ContentRun(content=current, start=start, end=run_start)
        current, start = contents[object_id], run_start
    if start < length:
        yield ContentRun(content=current, start=start, end=length)


def _get_content_id(text_object: int) -> int:
    content = int(bindings.get_marked_content_id(text_object))
    if content < 0:
        return ARTIFACT if "Artifact" in _read_mark_names(text_object) else UNMARKED
    return content


def _read_mark_names(text_object: int) -> Iterator[str]:
    buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
    for place in range(bindings.count_marks(text_object)):
        mark = bindings.get_mark(text_object, place)
        if mark and bindings.get_mark_name(mark, ctypes.addressof(buffer), len(buffer), length):
            yield buffer.raw[: max(0, min(length.value, len(buffer)) - 2)].decode("utf-16-le", "replace")
