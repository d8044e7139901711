"""Generated pages in the layouts of drafts, annexes and letters. Not run by itself; see `layouts.py`."""

import itertools
from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth

from made_pages import (
    HEADINGS,
    HEIGHT,
    SANS,
    SANS_BOLD,
    SERIF,
    SERIF_BOLD,
    SERIF_ITALIC,
    WIDTH,
    Flow,
    Sheets,
    Style,
    columns,
    pages,
    sections,
    wrapped,
)


class Numbered(Flow):
    """Writes each line after its number, which continues through the document."""

    number = 0

    def _set(self, x: float, line: str, width: float, style: Style, *, last: bool) -> None:
        self.number += 1
        sign = str(self.number)
        self.sheets.line(58 - stringWidth(sign, SERIF, 10), self.y, sign, SERIF, 10)
        super()._set(x, line, width, style, last=last)


def drafts(texts: Sequence[str]) -> Sheets:
    """Draw a draft from a word processor: each line directly follows its number, including headings."""
    sheets = Sheets()

    def furniture(page: int) -> None:
        sheets.centred(815, f"{page}", SERIF, 9)

    sections(Numbered(sheets, pages(sheets, [(76, 70, 450, 770)], furniture), Style(leading=14, after=14)), texts)
    return sheets


def column_notes(texts: Sequence[str]) -> Sheets:
    """Draw two columns, each with its own notes below a short rule."""
    sheets = Sheets()
    notes = iter(texts[: len(texts) // 3])
    numbers = itertools.count(1)
    style = Style(size=7.5, leading=9, after=2, indent=6)

    def furniture(page: int) -> None:
        sheets.furniture(56, 40, "Journal of Made-up Studies")
        sheets.line(540, 815, str(page), SANS, 8)
        for left, _, width, _ in columns(2):
            sheets.canvas.line(left, HEIGHT - 696, left + 60, HEIGHT - 696)
            below = Flow(sheets, iter([(left, 700.0, width, 790.0)]), style)
            for text in itertools.islice(notes, 2):
                sheets.line(left, below.y + 7, str(next(numbers)), SERIF, 5)
                below.text(text[:140].rsplit(" ", 1)[0] + ".", style, "aside")

    frames = columns(2, bottom=685)
    sections(Flow(sheets, pages(sheets, frames, furniture), Style(justified=True)), texts[len(texts) // 3 :])
    return sheets


def long_table(texts: Sequence[str]) -> Sheets:
    """Draw a table over several landscape pages: repeated header, rules between rows."""
    sheets = Sheets(size=(HEIGHT, WIDTH))
    lefts, widths = (50.0, 140.0, 420.0, 680.0), (80.0, 265.0, 245.0, 110.0)
    style = Style(font=SANS, size=8.5, leading=10.5)
    y = 0.0
    pairs = list(zip(texts[::2], texts[1::2], strict=False))
    for number, (first, second) in enumerate(pairs, 1):
        cells = (f"Target {number}", first, second, f"Step {number}")
        rows = [wrapped(cell, width, style) for cell, width in zip(cells, widths, strict=True)]
        high = style.leading * max(map(len, rows)) + 8
        if not y or y + high > 545:
            if y:
                sheets.turn()
            y = 60.0
            for left, name in zip(lefts, ("Target", "Measure", "Result so far", "Due"), strict=True):
                sheets.line(left, y, name, SANS_BOLD, 8.5)
            sheets.line(770, 580, str(number), SANS, 8)
            y += 10
        sheets.canvas.line(50, WIDTH - y, 790, WIDTH - y)
        for left, lines, cell in zip(lefts, rows, cells, strict=True):
            for at, line in enumerate(lines):
                sheets.line(left, y + 12 + style.leading * at, line, SANS, 8.5)
            sheets.says("text", cell)
        y += high
    return sheets


def pull_quotes(texts: Sequence[str]) -> Sheets:
    """Draw pull quotes: a sentence in large italics between rules, in the middle of a paragraph."""
    sheets = Sheets()
    quotes = iter(text[:110].rsplit(" ", 1)[0] for text in texts[: len(texts) // 5])

    def furniture(page: int) -> None:
        style = Style(font=SERIF_ITALIC, size=16, leading=20)
        box = Flow(sheets, iter([(90.0, 385.0, WIDTH - 180, 470.0)]), style)
        sheets.canvas.line(70, HEIGHT - 380, 530, HEIGHT - 380)
        box.text(next(quotes, "Nobody asked them."), kind="aside")
        sheets.canvas.line(70, HEIGHT - 462, 530, HEIGHT - 462)
        sheets.centred(815, f"{page}", SERIF, 9)

    frames = [(70.0, 70.0, 460.0, 370.0), (70.0, 475.0, 460.0, 770.0)]
    sections(Flow(sheets, pages(sheets, frames, furniture)), texts[len(texts) // 5 :])
    return sheets


def endnotes(texts: Sequence[str]) -> Sheets:
    """Draw endnotes: superscripts in the text, and all notes in small print at the end, with hanging indents."""
    sheets = Sheets()
    half = len(texts) // 2

    def furniture(page: int) -> None:
        sheets.furniture(56, 40, "Evaluation of a made-up programme")
        sheets.line(540, 815, str(page), SANS, 8)

    flow = Flow(sheets, pages(sheets, [(70, 70, 460, 770)], furniture))
    sections(flow, texts[:half])
    flow.heading("Notes")
    small = Style(size=8, leading=9.5, after=2, hang=16)
    for number, text in enumerate(texts[half:], 1):
        flow.text(text[:200].rsplit(" ", 1)[0] + ".", small, lead=str(number))
    return sheets


def addressed(texts: Sequence[str]) -> Sheets:
    """Draw letters: sender and date at the right, address lines, subject, paragraphs, signature."""
    sheets = Sheets()
    for number in range(0, len(texts), 5):
        if number:
            sheets.turn()
        for at, line in enumerate(("Permanent Mission of a Made-up State", "1 Nowhere Street", "Made-up Town")):
            sheets.line(360, 70 + 12 * at, line, SERIF, 10)
        sheets.line(360, 116, f"{1 + number} March 2021", SERIF, 10)
        for at, line in enumerate(("The Special Rapporteur", "Palace of Made-up Nations", "2 Nowhere Avenue")):
            sheets.line(70, 140 + 12 * at, line, SERIF, 10)
        subject = HEADINGS[number // 5 % len(HEADINGS)]
        sheets.line(70, 196, subject, SERIF_BOLD, 11)
        sheets.says("heading", subject)
        flow = Flow(sheets, iter([(70.0, 206.0, 450.0, 720.0)] * 9), Style(size=10.5, leading=13.5, after=9))
        for text in texts[number : number + 5]:
            flow.text(text)
        sheets.line(360, flow.y + 40, "A. N. Other", SERIF, 10)
        sheets.line(360, flow.y + 52, "Ambassador", SERIF, 10)
    return sheets
