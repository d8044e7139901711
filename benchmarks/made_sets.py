"""Generated pages in layouts of lists, letters, slides, resolutions. Not run by itself; see `layouts.py`."""

import itertools
from collections.abc import Iterator, Sequence

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
    Frame,
    Sheets,
    Style,
    columns,
    pages,
    sections,
    wrapped,
)


def bullets(texts: Sequence[str]) -> Sheets:
    """Draw lists with round and small bullets, hanging indents, some nested."""
    sheets = Sheets()
    flow = Flow(sheets, pages(sheets, [(70, 70, 460, 760)]))
    outer, inner = Style(hang=14, after=3), Style(hang=30, after=3)
    for number, text in enumerate(texts):
        if number % 8 == 0:
            flow.heading(HEADINGS[number // 8 % len(HEADINGS)])
        if number % 4 == 0:
            flow.text(text)
        elif number % 4 == 3:
            flow.text(text, inner, lead="     –")
        else:
            flow.text(text, outer, lead="•")
    return sheets


def drop_caps(texts: Sequence[str]) -> Sheets:
    """Draw a magazine: the first letter of a section is three lines high."""
    sheets = Sheets()
    flow = Flow(sheets, pages(sheets, [(70, 70, 460, 740)]), Style(size=11, leading=14, after=8))
    for number, text in enumerate(texts):
        if number % 4 == 0:
            flow.heading(HEADINGS[number // 4 % len(HEADINGS)])
            flow.room(4 * 14)
            left = flow.frame[0]
            sheets.line(left, flow.y + 38, text[0], SERIF_BOLD, 50)
            wide = stringWidth(text[0], SERIF_BOLD, 50) + 4
            lines = wrapped(text[1:], 460 - wide, Style(size=11))[:3]
            for line in lines:
                flow.y += 14
                sheets.line(left + wide, flow.y, line, SERIF, 11)
            rest = text[1:][len(" ".join(lines)) :].strip()
            if rest:
                flow.text(rest)
                sheets.said.pop()
            flow.y += 0 if rest else 8
            sheets.says("text", text)
        else:
            flow.text(text)
    return sheets


def spaced_headings(texts: Sequence[str]) -> Sheets:
    """Draw letter-spaced headings, by spacing and by spaces, above ordinary text."""
    sheets = Sheets()
    flow = Flow(sheets, pages(sheets, [(70, 70, 460, 740)]))
    for number, text in enumerate(texts):
        if number % 4 == 0:
            name = HEADINGS[number // 4 % len(HEADINGS)].upper()
            flow.room(80)
            flow.y += 24
            if number % 8:
                sheets.canvas.setFont(SANS_BOLD, 11)
                sheets.canvas.drawString(70, HEIGHT - flow.y, name, charSpace=4)
            else:
                sheets.line(70, flow.y, "  ".join(" ".join(word) for word in name.split()), SANS_BOLD, 11)
            sheets.says("heading", name)
            flow.y += 6
        flow.text(text)
    return sheets


def forms_of_pages(texts: Sequence[str]) -> Sheets:
    """Draw pages that are one form object each, as some programs print them."""
    sheets = Sheets()
    drawn = itertools.count(1)

    def frames() -> Iterator[Frame]:
        for number in drawn:
            if number > 1:
                sheets.end_form(number - 1)
                sheets.turn()
            sheets.canvas.beginForm(f"page{number}", 0, 0, WIDTH, HEIGHT)
            sheets.line(300, 815, str(number), SANS, 8)
            yield (70.0, 70.0, 460.0, 760.0)

    sections(Flow(sheets, frames()), texts)
    sheets.end_form(next(drawn) - 1)
    return sheets


def slides(texts: Sequence[str]) -> Sheets:
    """Draw a presentation: a title and some bullets on each page, the speaker's name at the bottom."""
    sheets = Sheets(size=(720, 405))
    style = Style(font=SANS, size=15, leading=19, after=6, hang=18)
    for number, text in enumerate(texts):
        if len(text) > 300:
            continue
        if number % 2 == 0:
            if number:
                sheets.turn()
            sheets.line(40, 60, HEADINGS[number // 2 % len(HEADINGS)], SANS_BOLD, 26)
            sheets.says("heading", HEADINGS[number // 2 % len(HEADINGS)])
            sheets.furniture(40, 390, "A. Speaker, made-up forum", SANS, 9)
            sheets.line(680, 390, str(number // 2 + 1), SANS, 9)
            flow = Flow(sheets, iter([(40.0, 90.0, 640.0, 370.0)] * 9), style)
        flow.text(text, lead="•")
    return sheets


def boxes(texts: Sequence[str]) -> Sheets:
    """Draw two columns, interrupted by a shaded box over their whole width in the middle of each page."""
    sheets = Sheets()
    inside = iter(texts[: len(texts) // 5])
    columns_above = columns(2, bottom=340)
    columns_below = columns(2, top=480, bottom=770)

    def furniture(page: int) -> None:
        sheets.canvas.setFillGray(0.9)
        sheets.canvas.rect(56, HEIGHT - 462, WIDTH - 112, 105, fill=1, stroke=0)
        sheets.canvas.setFillGray(0)
        box = Flow(sheets, iter([(66.0, 362.0, WIDTH - 132, 460.0)]), Style(font=SANS, size=9, leading=11))
        text = next((one for one in inside if len(one) < 500), None)
        if text:
            box.text(f"Box {page}", Style(font=SANS_BOLD, size=9, leading=11, after=3), "heading")
            box.text(text, kind="aside")
        sheets.line(540, 815, str(page), SANS, 8)

    frames = [*columns_above, *columns_below]
    sections(Flow(sheets, pages(sheets, frames, furniture), Style(justified=True)), texts[len(texts) // 5 :])
    return sheets


def side_heads(texts: Sequence[str]) -> Sheets:
    """Draw a manual with headings in a margin to the left of their text."""
    sheets = Sheets()
    flow = Flow(sheets, pages(sheets, [(190, 70, 345, 760)]))
    for number, text in enumerate(texts):
        if number % 3 == 0:
            name = HEADINGS[number // 3 % len(HEADINGS)]
            flow.room(60)
            flow.y += 14
            for at, line in enumerate(wrapped(name, 110, Style(font=SANS_BOLD, size=10))):
                sheets.line(56, flow.y + 12.5 * (at + 1), line, SANS_BOLD, 10)
            sheets.says("heading", name)
        flow.text(text)
    return sheets


def resolution(texts: Sequence[str]) -> Sheets:
    """Draw a resolution: a preamble and numbered paragraphs with italic first words and lettered lists."""
    sheets = Sheets()

    def furniture(page: int) -> None:
        if page > 1:
            sheets.line(56, 45, "A/MADE/77/12", SERIF_BOLD, 9)
            sheets.furniture(56, 57, "Trafficking in made-up persons", SERIF, 9)
        sheets.line(56, 800, f"21-0{page}", SERIF, 8)
        sheets.line(530, 800, f"{page}/9", SERIF, 8)

    flow = Flow(sheets, pages(sheets, [(120, 80, 380, 770)], furniture), Style(indent=28))
    numbers = itertools.count(1)
    for number, text in enumerate(texts):
        if number < len(texts) // 4:
            flow.text(text)
        elif number % 5 in (3, 4):
            flow.text(text, Style(indent=28, hang=0), lead=f"      ({'ab'[number % 5 - 3]})")
        else:
            flow.text(text, Style(indent=28), lead=f"      {next(numbers)}.")
    return sheets


def turned(texts: Sequence[str]) -> Sheets:
    """Draw pages with a rotation of 90 degrees, as scans and broad annexes often have."""
    sheets = Sheets()

    def lie(page: int) -> None:
        sheets.canvas.setPageRotation(90)
        sheets.canvas.rotate(90)
        sheets.canvas.translate(0, -HEIGHT)

    sections(Flow(sheets, pages(sheets, [(60, 60, HEIGHT - 130, WIDTH - 60)], lie)), texts)
    return sheets


def captions(texts: Sequence[str]) -> Sheets:
    """Draw figures between paragraphs, each with a caption below it and labels within."""
    sheets = Sheets()
    flow = Flow(sheets, pages(sheets, [(70, 70, 460, 760)]))
    for number, text in enumerate(texts):
        if number % 6 == 0:
            flow.heading(HEADINGS[number // 6 % len(HEADINGS)])
        if number % 6 == 3:
            flow.room(190)
            sheets.canvas.rect(70, HEIGHT - flow.y - 130, 460, 120, fill=0)
            for bar in range(5):
                sheets.canvas.rect(100 + 80 * bar, HEIGHT - flow.y - 110, 40, 20 + 14 * bar, fill=1)
                sheets.line(110 + 80 * bar, flow.y + 122, str(2015 + bar), SANS, 7)
            flow.y += 135
            caption = f"Figure {number // 6 + 1}. Victims found in a made-up country, by year"
            flow.text(caption, Style(font=SERIF_ITALIC, size=9, leading=11, after=10), "aside")
        flow.text(text)
    return sheets


def tight(texts: Sequence[str]) -> Sheets:
    """Draw paragraphs without space between them, with first-line indents and hyphenated words."""
    sheets = Sheets()

    def furniture(page: int) -> None:
        sheets.furniture(56, 40, "Annual report of a made-up house", SANS, 8)
        sheets.line(540, 40, str(page), SANS, 8)

    style = Style(size=10, leading=12, after=0, indent=14, justified=True, broken=True)
    sections(Flow(sheets, pages(sheets, [(70, 70, 400, 760)], furniture), style), texts, 6)
    return sheets


def letter(texts: Sequence[str]) -> Sheets:
    """Draw a company's statement: name and address above, paragraphs, a signature, small print at the bottom."""
    sheets = Sheets()

    def furniture(page: int) -> None:
        sheets.furniture(70, 50, "Made-up Holdings plc", SANS_BOLD, 14)
        foot = "Made-up Holdings plc, 1 Nowhere Street. Registered in a made-up country under number 123456."
        sheets.furniture(70, 800, foot, SANS, 7)
        sheets.line(530, 812, f"Page {page} of 9", SANS, 7)

    style = Style(font=SANS, size=9.5, leading=13, after=10)
    sections(Flow(sheets, pages(sheets, [(70, 90, 455, 770)], furniture), style), texts, 3, size=11)
    return sheets
