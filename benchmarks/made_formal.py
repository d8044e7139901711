"""Generated pages in layouts of laws, judgments and papers. Not run by itself; see `layouts.py`."""

import itertools
from collections.abc import Iterator, Sequence

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
)

OPENINGS = ("Recalling", "Noting", "Deeply concerned", "Reaffirming", "Bearing in mind")
ACTS = ("Decides", "Urges", "Requests", "Calls upon", "Takes note")


def abstract(texts: Sequence[str]) -> Sheets:
    """Draw a paper: its abstract over the whole width, then two columns, figures with captions at the bottom."""
    sheets = Sheets()
    above, rest = texts[0], texts[1:]
    sheets.centred(90, "What made-up inspectors see", SERIF_BOLD, 17)
    sheets.says("heading", "What made-up inspectors see")
    top = Flow(sheets, iter([(90.0, 110.0, WIDTH - 180, 300.0)] * 9), Style(size=9, leading=11))
    top.text("Abstract", Style(font=SERIF_BOLD, size=10, leading=13, after=2), "heading")
    top.text(above)

    def frames() -> Iterator[Frame]:
        yield from columns(2, top=top.y + 14)
        for number in itertools.count(2):
            sheets.turn()
            sheets.line(540, 815, str(number), SANS, 8)
            yield from columns(2)

    sections(Flow(sheets, frames(), Style(justified=True, size=9.5, leading=11.5, after=5)), rest)
    return sheets


def recitals(texts: Sequence[str]) -> Sheets:
    """Draw a directive: numbered recitals with hanging indents, then titled articles with numbered paragraphs."""
    sheets = Sheets()

    def furniture(page: int) -> None:
        sheets.line(56, 45, "21.3.2021", SERIF, 9)
        sheets.line(250, 45, "Official Journal of Made-up States", SERIF_ITALIC, 9)
        sheets.line(520, 45, f"L 77/{page}", SERIF, 9)

    flow = Flow(sheets, pages(sheets, [(70, 70, 455, 780)], furniture), Style(hang=28, indent=28))
    flow.text("Whereas:", Style())
    half = len(texts) // 2
    for number, text in enumerate(texts[:half], 1):
        flow.text(text, lead=f"({number})")
    for number, text in enumerate(texts[half:]):
        if number % 3 == 0:
            article = 1 + number // 3
            flow.room(90)
            flow.y += 20
            sheets.centred(flow.y, f"Article {article}", SERIF_ITALIC, 10)
            sheets.says("heading", f"Article {article}")
            flow.y += 18
            sheets.centred(flow.y, HEADINGS[number // 3 % len(HEADINGS)], SERIF_BOLD, 10)
            sheets.says("heading", HEADINGS[number // 3 % len(HEADINGS)])
            flow.y += 8
        flow.text(text, Style(indent=18), lead=f"{1 + number % 3}.")
    return sheets


def judgment(texts: Sequence[str]) -> Sheets:
    """Draw a judgment: paragraphs numbered throughout, quotes in small print, indented on both sides."""
    sheets = Sheets()

    def furniture(page: int) -> None:
        sheets.furniture(56, 45, "A. AND B. v. A MADE-UP STATE JUDGMENT", SERIF, 9)
        sheets.line(530, 45, str(page), SERIF, 9)

    flow = Flow(sheets, pages(sheets, [(90, 75, 415, 770)], furniture), Style(size=11, leading=13.5, after=8))
    numbers = itertools.count(1)
    for number, text in enumerate(texts):
        if number % 8 == 0:
            flow.heading(f"{'ABCDEFGH'[number // 8 % 8]}. {HEADINGS[number // 8 % len(HEADINGS)]}", SERIF_BOLD, 11)
        if number % 4 == 2:
            left, top, width, bottom = flow.frame
            lines = Style(size=9.5, leading=11.5, after=8, hang=24, indent=24)
            flow.text(f"“{text}”", lines)
            flow.frame = (left, top, width, bottom)
        else:
            flow.text(text, Style(size=11, leading=13.5, after=8, indent=22), lead=f"{next(numbers)}.")
    return sheets


def council(texts: Sequence[str]) -> Sheets:
    """Draw a resolution whose paragraphs begin with italics; only operative paragraphs are numbered."""
    sheets = Sheets()

    def furniture(page: int) -> None:
        sheets.line(56, 45, "S/RES/9999 (2021)", SERIF_BOLD, 10)
        sheets.line(56, 800, f"{page}/9", SERIF, 9)
        sheets.line(500, 800, "21-00001", SERIF, 9)

    flow = Flow(sheets, pages(sheets, [(120, 80, 380, 770)], furniture), Style(indent=24))
    numbers = itertools.count(1)
    for number, text in enumerate(texts):
        decided = number >= len(texts) // 3
        word = (ACTS if decided else OPENINGS)[number % 5]
        lead = f"{next(numbers)}." if decided else ""
        body = f"{word} that {text[0].lower()}{text[1:].rstrip('.')}{';' if decided else ','}"
        _slanted(flow, body, word, lead)
    return sheets


def _slanted(flow: Flow, text: str, word: str, lead: str) -> None:
    """Draw a paragraph whose first words are covered in white and drawn again in italics."""
    style = Style(indent=48 if lead else 24)
    flow.room(style.leading)
    left, y = flow.frame[0], flow.y
    before = len(flow.sheets.said)
    plain = text[len(word) + 1 :]
    canvas = flow.sheets.canvas
    shift = style.indent + canvas.stringWidth(f"{word} ", SERIF_ITALIC, 10)
    if lead:
        flow.sheets.line(left + 24, y + style.leading, lead, SERIF, 10)
    flow.sheets.line(left + style.indent, y + style.leading, word, SERIF_ITALIC, 10)
    flow.text(plain, Style(indent=shift))
    del flow.sheets.said[before:]
    flow.sheets.says("text", text)


def company(texts: Sequence[str]) -> Sheets:
    """Draw a company's report: a narrow column of small print beside a broad one, large quotes in between."""
    sheets = Sheets(size=(WIDTH, HEIGHT))
    asides = iter(text for text in texts[: len(texts) // 3] if len(text) < 330)

    def furniture(page: int) -> None:
        sheets.furniture(56, 40, "Made-up Foods Modern Slavery Statement 2021", SANS, 8)
        sheets.line(540, 40, str(page), SANS, 8)
        small = Style(font=SANS, size=7.5, leading=9.5, after=5)
        aside = Flow(sheets, iter([(56.0, 90.0, 120.0, 760.0)] * 9), small)
        aside.text("At a glance", Style(font=SANS_BOLD, size=9, leading=11, after=4), "heading")
        for text in itertools.islice(asides, 2):
            aside.text(text, kind="aside")

    style = Style(font=SANS, size=9.5, leading=12.5, after=8)
    flow = Flow(sheets, pages(sheets, [(205, 80, 335, 770)], furniture), style)
    sections(flow, texts[len(texts) // 3 :], 3, size=13)
    return sheets


def landscape(texts: Sequence[str]) -> Sheets:
    """Draw a landscape page with three columns below common titles, as in NGO summaries."""
    sheets = Sheets(size=(HEIGHT, WIDTH))

    def furniture(page: int) -> None:
        sheets.line(40, 60, HEADINGS[(page - 1) % len(HEADINGS)], SANS_BOLD, 20)
        sheets.says("heading", HEADINGS[(page - 1) % len(HEADINGS)])
        sheets.furniture(40, 575, "Made-up Watch: a summary", SANS, 8)
        sheets.line(790, 575, str(page), SANS, 8)

    frames = [(40.0 + 260 * n, 85.0, 240.0, 550.0) for n in range(3)]
    flow = Flow(sheets, pages(sheets, frames, furniture), Style(font=SANS, size=9, leading=11.5, after=7))
    for text in texts:
        flow.text(text)
    return sheets
