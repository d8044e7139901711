"""One page as fragments: its elements with words, place and look, and the lines that no tag holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from palermo.reading.arabic.letters import RIGHT
from palermo.reading.layout.facing import Facing
from palermo.reading.layout.lines import Line
from palermo.reading.masthead import DISTRIBUTION, SYMBOL
from palermo.reading.pdfium.blanks import NOTHING
from palermo.reading.pdfium.lines import lines
from palermo.reading.pdfium.looks import Looks, around, middle_letter
from palermo.reading.structure.characters import ARTIFACT, Run, runs
from palermo.reading.structure.tree import Element, Path, Role

LEAST = 0.9
"""Share of a page's characters, artifacts apart, that paragraphs' tags must hold for the tags to be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """An element as it stands on one page: one line, whatever its height, with newlines between printed lines."""

    path: Path
    role: Role
    line: Line
    row: Path | None = None
    table: Path | None = None

    def seen(self, facing: Facing) -> "Fragment":
        """The fragment on its page as the layout sees it."""
        return replace(self, line=facing.line(self.line)) if facing.widths else self


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A page whose tags hold its words."""

    fragments: tuple[Fragment, ...]
    loose: tuple[Line, ...]
    """Lines outside all tags; of page 1 artifacts too where they hold a UN masthead, which Word sets as a running head.
    """


def tagged(looks: Looks, text: str, where: tuple[int, float], found: Sequence[Element]) -> Tagged | None:
    """Put a page's text under its elements; None where they hold less than LEAST of it.

    `where` is page (1-based) and height in points; `text` has one character for each of PDFium's.
    """
    cut = runs(looks.page, len(text))
    held = {content for element in found if element.role is not Role.LOOSE for content in element.content}
    inside = sum(_ink(text, run) for run in cut if run.content in held)
    whole = sum(_ink(text, run) for run in cut if run.content != ARTIFACT)
    if not whole or inside < LEAST * whole:
        return None
    held.update(content for element in found for content in element.content)
    masthead = where[0] == 1 and _holds_masthead("".join(text[r.start : r.end] for r in cut if r.content == ARTIFACT))
    outside = [r for r in cut if r.content not in held and (r.content != ARTIFACT or masthead)]
    loose = [line for r in _joined(outside) for line in lines(looks, text[r.start : r.end], where, r.start)]
    return Tagged(fragments=tuple(_fragments(looks, text, where, (found, cut))), loose=tuple(loose))


def _holds_masthead(words: str) -> bool:
    return bool(DISTRIBUTION.search(words) or SYMBOL.search(words))


def _ink(text: str, run: Run) -> int:
    return len(text[run.start : run.end].strip())


def _joined(outside: Sequence[Run]) -> Iterator[Run]:
    """Join neighbours, so that a line which mixes kinds of content is one line."""
    held: Run | None = None
    for run in outside:
        if held and held.end == run.start:
            held = Run(content=held.content, start=held.start, end=run.end)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _fragments(
    looks: Looks, text: str, where: tuple[int, float], parts: tuple[Sequence[Element], Sequence[Run]]
) -> Iterator[Fragment]:
    found, cut = parts
    places: dict[int, list[Run]] = {}
    for run in cut:
        places.setdefault(run.content, []).append(run)
    for element in found:
        own = list(_joined([run for content in element.content for run in places.get(content, ())]))
        line = _line(looks, text, where, own)
        if line:
            yield Fragment(path=element.path, role=element.role, line=line, row=element.row, table=element.table)


def _line(looks: Looks, text: str, where: tuple[int, float], own: Sequence[Run]) -> Line | None:
    words = _words([text[run.start : run.end] for run in own])
    if RIGHT.search(words):
        ordered = _joined(sorted(own, key=lambda run: run.start))
        words = "\n".join(x.text for r in ordered for x in lines(looks, text[r.start : r.end], where, r.start))
    inked = [run for run in own if not text[run.start : run.end].isspace()]
    boxes = [rect for run in inked for rect in looks.rects(run.start, run.end - run.start)]
    if not words.strip() or not boxes:
        return None
    widest = max(inked, key=lambda run: run.end - run.start)
    letter = widest.start + middle_letter(text[widest.start : widest.end])
    page, height = where
    ((_, size, (bold, italic)),) = looks.of([letter], [boxes])
    left, top, right, bottom = around(boxes)
    return Line(
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


def _words(texts: Sequence[str]) -> str:
    """Join runs that stand apart on the page; where neither brings a blank, there is one between them."""
    joined = ""
    for text in texts:
        apart = joined and not joined[-1].isspace() and not text[:1].isspace()
        joined += f" {text}" if apart else text
    return joined.replace("\r\n", "\n").replace(NOTHING, "")
