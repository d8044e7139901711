"""Generated pages in layouts of columns, margins, running heads. Not run by itself; see `layouts.py`."""

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


def two_columns(texts: Sequence[str]) -> Sheets:
    """Draw a journal: a title over two justified columns, alternating running heads, first-line indents."""
    sheets = Sheets()

    def furniture(page: int) -> None:
        if page > 1:
            sheets.furniture(56, 40, "A. Writer and B. Author" if page % 2 else "Journal of Made-up Studies 12 (2021)")
        sheets.line(WIDTH / 2, 810, str(100 + page), SANS, 8)
        if page == 1:
            sheets.centred(95, "Recruitment fees and the long way", SERIF_BOLD, 18)
            sheets.centred(118, "from debt to forced labour", SERIF_BOLD, 18)
            sheets.says("heading", "Recruitment fees and the long way from debt to forced labour")

    first = [(x, 150, width, bottom) for x, _, width, bottom in columns(2)]
    frames = itertools.chain(first, columns(2))

    def following() -> Iterator[Frame]:
        furniture(1)
        yield from itertools.islice(frames, 2)
        for number in itertools.count(2):
            sheets.turn()
            furniture(number)
            yield from columns(2)

    sections(Flow(sheets, following(), Style(justified=True, indent=12, after=0)), texts)
    return sheets


def three_columns(texts: Sequence[str]) -> Sheets:
    """Draw a brochure: three narrow columns."""
    sheets = Sheets()

    def furniture(page: int) -> None:
        sheets.furniture(56, 40, "Made-up brochure on safe migration")
        sheets.line(540, 815, str(page), SANS, 8)

    style = Style(font=SANS, size=8.5, leading=10.5, after=6)
    sections(Flow(sheets, pages(sheets, columns(3, gap=14), furniture), style), texts, size=10)
    return sheets


def sidebar(texts: Sequence[str]) -> Sheets:
    """Draw a broad column with a shaded narrow one to its right."""
    sheets = Sheets()
    asides = iter(texts[: len(texts) // 4])
    small = Style(font=SANS, size=8, leading=10, after=5)

    def furniture(page: int) -> None:
        sheets.canvas.setFillGray(0.92)
        sheets.canvas.rect(395, HEIGHT - 420, 155, 340, fill=1, stroke=0)
        sheets.canvas.setFillGray(0)
        aside = Flow(sheets, iter([(403, 86, 140, 415)]), small)
        aside.text("Key facts", Style(font=SANS_BOLD, size=9, leading=11, after=4), "heading")
        for text in itertools.islice(asides, 2):
            if len(text) < 420:
                aside.text(text, kind="aside")
        sheets.line(540, 815, str(page), SANS, 8)

    main = [(56.0, 70.0, 320.0, 770.0)]
    sections(Flow(sheets, pages(sheets, main, furniture)), texts[len(texts) // 4 :])
    return sheets


def footnotes(texts: Sequence[str]) -> Sheets:
    """Draw a report with footnotes below a rule, superscripts, and paragraphs across page breaks."""
    sheets = Sheets()
    numbers = itertools.count(1)
    notes = iter(texts[: len(texts) // 3])

    def furniture(page: int) -> None:
        sheets.furniture(56, 40, "Report of the made-up forum")
        sheets.centred(815, f"- {page} -", SERIF, 9)
        sheets.canvas.line(56, HEIGHT - 690, 200, HEIGHT - 690)
        below = Flow(sheets, iter([(56.0, 694.0, 480.0, 790.0)]), Style(size=8, leading=9.5, after=2))
        for text in itertools.islice(notes, 2):
            short = text[:150].rsplit(" ", 1)[0] + "."
            sheets.line(56, below.y + 7, str(next(numbers)), SERIF, 5.5)
            below.text(short, Style(size=8, leading=9.5, after=2, indent=5), kind="aside")

    main = [(56.0, 70.0, 480.0, 680.0)]
    sections(Flow(sheets, pages(sheets, main, furniture)), texts[len(texts) // 3 :])
    return sheets


def chapter_heads(texts: Sequence[str]) -> Sheets:
    """Draw a book: running heads with its title on even pages and the chapter's on odd ones, and page numbers."""
    sheets = Sheets()

    def furniture(page: int) -> None:
        chapter = HEADINGS[(page - 1) // 3 % len(HEADINGS)]
        if page > 1 and page % 2:
            sheets.furniture(300, 42, f"Chapter {1 + (page - 1) // 3}: {chapter} on the way", SERIF_ITALIC, 9)
            sheets.line(535, 42, str(page), SERIF, 9)
        elif page > 1:
            sheets.line(56, 42, str(page), SERIF, 9)
            sheets.furniture(90, 42, "Journeys without papers", SERIF_ITALIC, 9)

    sections(Flow(sheets, pages(sheets, [(56, 75, 480, 470)], furniture), Style(size=11, leading=14)), texts)
    return sheets


def line_numbers(texts: Sequence[str]) -> Sheets:
    """Draw a draft with line numbers in the margin."""
    sheets = Sheets()

    def furniture(page: int) -> None:
        for number in range(1, 47):
            sheets.line(40, 70 + 14 * number, str(number), SANS, 7)
        sheets.centred(815, f"{page}", SERIF, 9)

    style = Style(leading=14, after=14)
    flow = Flow(sheets, pages(sheets, [(70, 70, 460, 720)], furniture), style)
    for text in texts:
        flow.text(text)
    return sheets


def watermark(texts: Sequence[str]) -> Sheets:
    """Draw a grey watermark across each page."""
    sheets = Sheets()

    def furniture(page: int) -> None:
        canvas = sheets.canvas
        canvas.saveState()
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(50)
        canvas.setFillGray(0.85)
        canvas.setFont(SANS_BOLD, 110)
        canvas.drawCentredString(0, 0, "DRAFT")
        canvas.restoreState()
        sheets.says("furniture", "DRAFT")
        sheets.centred(815, f"{page}", SERIF, 9)

    sections(Flow(sheets, pages(sheets, [(70, 70, 460, 760)], furniture)), texts)
    return sheets


def contents(texts: Sequence[str]) -> Sheets:
    """Draw a table of contents with leaders, then numbered headings, some over two lines."""
    sheets = Sheets()
    names = [
        f"{n}. {name} and what it means for those who work, travel and live far from their homes and families"
        if n % 3 == 0 else f"{n}. {name}"
        for n, name in enumerate(HEADINGS, 1)
    ]  # fmt: skip
    sheets.line(70, 90, "Contents", SANS_BOLD, 16)
    sheets.says("heading", "Contents")
    y = 120.0
    for n, name in enumerate(names):
        lines = wrapped(name, 400, Style(font=SANS))
        for at, line in enumerate(lines):
            dots = ""
            if at == len(lines) - 1:
                dots = " " + "." * int((430 - stringWidth(line, SANS, 10)) / stringWidth(".", SANS, 10))
            sheets.line(70, y, line + dots, SANS, 10)
            if dots:
                sheets.line(520, y, str(2 + n // 2), SANS, 10)
            y += 14
        y += 4
    sheets.turn()
    flow = Flow(sheets, pages(sheets, [(70, 70, 460, 760)]))
    for number in range(0, len(texts), 3):
        if number // 3 < len(names):
            flow.heading(names[number // 3], SANS_BOLD, 13)
        for text in texts[number : number + 3]:
            flow.text(text)
    return sheets
