"""Pages drawn line by line, with their true texts in order and their furniture. Not run by itself."""

import io
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
SERIF, SERIF_BOLD, SERIF_ITALIC = "Times-Roman", "Times-Bold", "Times-Italic"
SANS, SANS_BOLD = "Helvetica", "Helvetica-Bold"
Frame = tuple[float, float, float, float]
"""Left, top, width and bottom in points from the page's upper left corner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A drawn text: `heading`, `text` or `aside` (each ordered within its kind), or `furniture`."""

    kind: str
    text: str


@dataclass(slots=True)
class Sheets:
    """Drawn pages with their ground truth; lengths are points from the page's upper left corner."""

    size: tuple[float, float] = A4
    said: list[Said] = field(default_factory=list)
    out: io.BytesIO = field(default_factory=io.BytesIO)
    canvas: Canvas = field(init=False)

    def __post_init__(self) -> None:
        self.canvas = Canvas(self.out, pagesize=self.size, invariant=1)

    def line(self, x: float, y: float, words: str, font: str = SERIF, size: float = 10) -> None:
        """Draw one line with its baseline at `y`."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.size[1] - y, words)

    def centred(self, y: float, words: str, font: str, size: float) -> None:
        """Draw one line in the middle of the page."""
        self.line((self.size[0] - stringWidth(words, font, size)) / 2, y, words, font, size)

    def says(self, kind: str, text: str) -> None:
        """Record a text of the ground truth."""
        self.said.append(Said(kind=kind, text=text))

    def furniture(self, x: float, y: float, words: str, font: str = SANS, size: float = 8) -> None:
        """Draw a line that is not content: a running head, a page number."""
        self.line(x, y, words, font, size)
        if any(map(str.isalpha, words)):
            self.says("furniture", words)

    def turn(self) -> None:
        """End the page."""
        self.canvas.showPage()

    def end_form(self, number: int) -> None:
        """End the form object of a page, and draw it."""
        self.canvas.endForm()
        self.canvas.doForm(f"page{number}")

    def bytes(self) -> bytes:
        """Return the file."""
        self.canvas.save()
        return self.out.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How paragraphs are set; lengths are points."""

    font: str = SERIF
    size: float = 10
    leading: float = 12.5
    after: float = 7
    indent: float = 0
    """Indent of the first line."""
    justified: bool = False
    hang: float = 0
    """Indent of all lines but the first."""
    broken: bool = False
    """Whether long words may be hyphenated at line ends."""


def wrapped(text: str, width: float, style: Style) -> list[str]:
    """Return the lines of a text wrapped to a width."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        room = width - (style.hang if lines else style.indent)
        longer = f"{current} {word}".strip()
        if current and stringWidth(longer, style.font, style.size) > room:
            half = len(word) // 2
            begun = f"{current} {word[:half]}-"
            if style.broken and len(word) > 7 and word.isalpha() and stringWidth(begun, style.font, style.size) <= room:
                current, word = begun, word[half:]
            lines.append(current)
            current = word
        else:
            current = longer
    return [*lines, current] if current else lines


class Flow:
    """Flows texts through frames; frames may begin a new page."""

    def __init__(self, sheets: Sheets, frames: Iterator[Frame], style: Style | None = None) -> None:
        self.sheets, self._frames, self.style = sheets, frames, style or Style()
        self.frame = next(frames)
        self.y = self.frame[1]

    def room(self, needed: float) -> None:
        """Continue in the next frame if less than `needed` height is left."""
        while self.y + needed > self.frame[3]:
            self.frame = next(self._frames)
            self.y = self.frame[1]

    def text(self, text: str, style: Style | None = None, kind: str = "text", lead: str = "") -> None:
        """Draw a paragraph, broken over frames; `lead` (a number, a bullet) precedes its first line."""
        style = style or self.style
        left, _, width, _ = self.frame
        lines = wrapped(text, width, style)
        for number, line in enumerate(lines):
            self.room(style.leading)
            left, _, width, _ = self.frame
            self.y += style.leading
            shift = style.hang if number else style.indent
            if lead and not number:
                self.sheets.line(left, self.y, lead, style.font, style.size)
                shift = style.hang or style.indent
            self._set(left + shift, line, width - shift, style, last=number == len(lines) - 1)
        self.y += style.after
        self.sheets.says(kind, text)

    def _set(self, x: float, line: str, width: float, style: Style, *, last: bool) -> None:
        words = line.split(" ")
        free = width - stringWidth(line, style.font, style.size)
        if style.justified and not last and len(words) > 1:
            canvas = self.sheets.canvas
            canvas.setFont(style.font, style.size)
            canvas.drawString(x, self.sheets.size[1] - self.y, line, wordSpace=free / (len(words) - 1))
        else:
            self.sheets.line(x, self.y, line, style.font, style.size)

    def heading(self, text: str, font: str = SANS_BOLD, size: float = 12, keep: float = 40) -> None:
        """Draw a heading, kept with some lines below it in the same frame."""
        style = Style(font=font, size=size, leading=size * 1.2, after=5)
        self.room(style.leading * 3 + keep)
        self.y += 6
        self.text(text, style, "heading")


def pages(sheets: Sheets, frames: Sequence[Frame], furniture: Callable[[int], None] | None = None) -> Iterator[Frame]:
    """Yield the same frames page after page; `furniture` draws the rest of each page (from 1)."""
    for number in itertools.count(1):
        if number > 1:
            sheets.turn()
        if furniture:
            furniture(number)
        yield from frames


HEADINGS = (
    "Introduction", "How victims are found", "Protection and assistance", "The role of labour inspectors",
    "Prosecution", "What the law says of recruitment fees", "Partnerships", "Children on the move",
    "Data and its gaps", "Supply chains and public procurement", "Access to justice", "Recommendations",
)  # fmt: skip


def sections(flow: Flow, texts: Sequence[str], each: int = 4, *, font: str = SANS_BOLD, size: float = 12) -> None:
    """Draw texts in sections of `each` texts with a heading."""
    for number in range(0, len(texts), each):
        flow.heading(HEADINGS[number // each % len(HEADINGS)], font, size)
        for text in texts[number : number + each]:
            flow.text(text)


def columns(count: int, *, left: float = 56, top: float = 70, gap: float = 18, bottom: float = 770) -> list[Frame]:
    """Return equal columns side by side."""
    width = (WIDTH - 2 * left - gap * (count - 1)) / count
    return [(left + n * (width + gap), top, width, bottom) for n in range(count)]
