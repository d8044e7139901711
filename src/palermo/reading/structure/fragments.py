"""One page as fragments: its elements with text, position and style, and the untagged lines."""

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from palermo.reading.bidi import RTL_LETTER
from palermo.reading.layout.line_corrections import MirroredPages
from palermo.reading.layout.text_lines import TextLine
from palermo.reading.pdfium import bindings
from palermo.reading.pdfium.line_extraction import PLACEHOLDER, extract_lines
from palermo.reading.pdfium.text_metrics import TextMetrics, compute_bounding_box, find_middle_letter
from palermo.reading.structure.tree import ElementRole, TaggedElement, TreePath
from palermo.reading.un_masthead import DISTRIBUTION, UN_SYMBOL

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


MIN_TAGGED_SHARE = 0.9
"""Minimum share of a page's characters in tagged paragraphs, ignoring artifacts, for tags to be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """The part of an element on one page, as one line of any height with newlines between printed lines."""

    path: TreePath
    role: ElementRole
    line: TextLine
    row: TreePath | None = None
    table: TreePath | None = None

    def mirror(self, mirrored_pages: MirroredPages) -> "Fragment":
        """Return the fragment with its page, as the layout code expects."""
        return replace(self, line=mirrored_pages.mirror_line(self.line)) if mirrored_pages.widths else self


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedPage:
    """A page whose tags contain its text."""

    fragments: tuple[Fragment, ...]
    loose: tuple[TextLine, ...]
    """Untagged lines; on page 1 also artifacts with a UN masthead, which Word sets as a running head."""


def build_tagged_page(
    metrics: TextMetrics, text: str, page_geometry: tuple[int, float], elements: Sequence[TaggedElement]
) -> TaggedPage | None:
    """Assign a page's text to its elements; None if they contain too little of it.

    `page_geometry` is the page's number (1-based) and its height in points; `text` has one character for each of
    PDFium's.
    """
    cut = find_runs(metrics.page, len(text))
    placed_contents = set(chain.from_iterable(e.content for e in elements if e.role is not ElementRole.LOOSE))
    tagged_ink = sum(_count_ink(text, run) for run in cut if run.content in placed_contents)
    ink_count = sum(_count_ink(text, run) for run in cut if run.content != ARTIFACT)
    if not ink_count or tagged_ink < MIN_TAGGED_SHARE * ink_count:
        return None
    placed_contents.update(*(element.content for element in elements))
    artifacts = "".join(text[r.start : r.end] for r in cut if r.content == ARTIFACT)
    masthead = page_geometry[0] == 1 and (DISTRIBUTION.search(artifacts) or UN_SYMBOL.search(artifacts))
    outside = [r for r in cut if r.content not in placed_contents and (r.content != ARTIFACT or masthead)]
    lines = (extract_lines(metrics, text[r.start : r.end], page_geometry, r.start) for r in _join_runs(outside))
    loose = tuple(chain.from_iterable(lines))
    return TaggedPage(fragments=tuple(_build_fragments(metrics, text, page_geometry, (elements, cut))), loose=loose)


def _count_ink(text: str, run: ContentRun) -> int:
    return len(text[run.start : run.end].strip())


def _join_runs(outside: Sequence[ContentRun]) -> Sequence[ContentRun]:
    """Join adjacent runs, so that a line with mixed content is one line."""
    joined: list[ContentRun] = []
    for run in outside:
        if joined and joined[-1].end == run.start:
            joined[-1] = replace(joined[-1], end=run.end)
        else:
            joined.append(run)
    return joined


def _build_fragments(
    metrics: TextMetrics,
    text: str,
    page_geometry: tuple[int, float],
    elements_and_runs: tuple[Sequence[TaggedElement], Sequence[ContentRun]],
) -> Iterator[Fragment]:
    elements, cut = elements_and_runs
    places: dict[int, list[ContentRun]] = {}
    for run in cut:
        places.setdefault(run.content, []).append(run)
    for element in elements:
        own = _join_runs([run for content in element.content for run in places.get(content, ())])
        if line := _build_line(metrics, text, page_geometry, own):
            yield Fragment(path=element.path, role=element.role, line=line, row=element.row, table=element.table)


def _build_line(
    metrics: TextMetrics, text: str, page_geometry: tuple[int, float], own: Sequence[ContentRun]
) -> TextLine | None:
    words = _join_texts([text[run.start : run.end] for run in own])
    if RTL_LETTER.search(words):
        ordered = _join_runs(sorted(own, key=lambda run: run.start))
        words = "\n".join(
            x.text for r in ordered for x in extract_lines(metrics, text[r.start : r.end], page_geometry, r.start)
        )
    inked = [run for run in own if not text[run.start : run.end].isspace()]
    boxes = [rect for run in inked for rect in metrics.get_rects(run.start, run.end - run.start)]
    if not words.strip() or not boxes:
        return None
    widest = max(inked, key=lambda run: run.end - run.start)
    letter = widest.start + find_middle_letter(text[widest.start : widest.end])
    page, height = page_geometry
    ((_, size, (bold, italic)),) = metrics.get_styles([letter], [boxes])
    left, top, right, bottom = compute_bounding_box(boxes)
    top, bottom = height - top, height - bottom
    return TextLine(page, words, left, right, top, bottom, bottom, size, bold, italic)


def _join_texts(texts: Sequence[str]) -> str:
    """Join runs that are apart on the page, with one space between them if neither has one."""
    joined = ""
    for text in texts:
        needs_space = joined and not joined[-1].isspace() and not text[:1].isspace()
        joined += f" {text}" if needs_space else text
    return joined.replace("\r\n", "\n").replace(PLACEHOLDER, "")
