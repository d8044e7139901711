"""One page as fragments: its elements with text, position and style, and the untagged lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from palermo.reading.bidi.letters import RTL_LETTER
from palermo.reading.layout.mirroring import MirroredPages
from palermo.reading.layout.text_lines import TextLine
from palermo.reading.pdfium.line_extraction import PLACEHOLDER, extract_lines
from palermo.reading.pdfium.text_metrics import TextMetrics, compute_bounding_box, find_middle_letter
from palermo.reading.structure.content_runs import ARTIFACT, ContentRun, find_runs
from palermo.reading.structure.tree import ElementRole, TaggedElement, TreePath
from palermo.reading.un_masthead import DISTRIBUTION, UN_SYMBOL

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
    placed_contents = {
        content for element in elements if element.role is not ElementRole.LOOSE for content in element.content
    }
    tagged_ink = sum(_count_ink(text, run) for run in cut if run.content in placed_contents)
    ink_count = sum(_count_ink(text, run) for run in cut if run.content != ARTIFACT)
    if not ink_count or tagged_ink < MIN_TAGGED_SHARE * ink_count:
        return None
    placed_contents.update(content for element in elements for content in element.content)
    masthead = page_geometry[0] == 1 and _has_masthead(
        "".join(text[r.start : r.end] for r in cut if r.content == ARTIFACT)
    )
    outside = [r for r in cut if r.content not in placed_contents and (r.content != ARTIFACT or masthead)]
    lines = (extract_lines(metrics, text[r.start : r.end], page_geometry, r.start) for r in _join_runs(outside))
    loose = tuple(chain.from_iterable(lines))
    return TaggedPage(fragments=tuple(_build_fragments(metrics, text, page_geometry, (elements, cut))), loose=loose)


def _has_masthead(text: str) -> bool:
    return bool(DISTRIBUTION.search(text) or UN_SYMBOL.search(text))


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
        line = _build_line(metrics, text, page_geometry, own)
        if line:
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
    return TextLine(
        page=page,
        text=words,
        left=left,
        right=right,
        top=height - top,
        bottom=height - bottom,
        baseline=height - bottom,
        size=size,
        bold=bold,
        italic=italic,
    )


def _join_texts(texts: Sequence[str]) -> str:
    """Join runs that are apart on the page, with one space between them if neither has one."""
    joined = ""
    for text in texts:
        needs_space = joined and not joined[-1].isspace() and not text[:1].isspace()
        joined += f" {text}" if needs_space else text
    return joined.replace("\r\n", "\n").replace(PLACEHOLDER, "")
