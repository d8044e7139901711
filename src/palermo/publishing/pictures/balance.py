"""Demand beside supply as SVG bars, one pair for each of the cells given."""

from collections.abc import Sequence
from html import escape

from palermo.publishing.pictures.ink import STYLE
from palermo.publishing.sheets import Cell, Sheet

ROW, BAR = 34, 11
NAMES, BARS, NUMBERS = 380, 360, 60
"""Widths in pixels of names, bars and numbers."""
LETTERS = 54
"""Most letters of a name."""
HEAD = 54


SHOWN = 20
"""Rows of a sheet that a picture shows."""


def sheet_svg(sheet: Sheet, names: Sequence[str], asked: str, done: Sequence[str]) -> str:
    """The first rows of a sheet as bars, by the keys of its columns: what names a row, what is asked, what is done."""
    at = {column.key: place for place, column in enumerate(sheet.columns)}

    def number(row: Sequence[Cell], key: str) -> int:
        value = row[at[key]]
        return value if isinstance(value, int) else 0

    rows = [
        (
            ": ".join(str(row[at[name]]) for name in names if row[at[name]]),
            number(row, asked),
            sum(number(row, key) for key in done),
        )
        for row in sheet.rows[:SHOWN]
    ]
    labels = {column.key: column.label for column in sheet.columns}
    return balance_svg(rows, sheet.title, asked=labels[asked], done=", ".join(labels[key] for key in done))


def balance_svg(
    rows: Sequence[tuple[str, int, int]], title: str, *, asked: str = "asked", done: str = "told done"
) -> str:
    """Bars of (name, recommendations, activities); both in one scale."""
    largest = max((max(one, other) for _, one, other in rows), default=1) or 1
    width, height = NAMES + BARS + NUMBERS, HEAD + ROW * len(rows) + 12
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title>",
        STYLE,
        f'<text x="12" y="20" font-weight="700">{escape(title)}</text>',
        f'<rect class="asked" x="{NAMES}" y="30" width="10" height="10"/>'
        f'<text x="{NAMES + 16}" y="40">{escape(asked)}</text>',
        f'<rect class="done" x="{NAMES + 146}" y="30" width="10" height="10"/>'
        f'<text x="{NAMES + 162}" y="40">{escape(done)}</text>',
    ]
    for n, (name, demand, supply) in enumerate(rows):
        top = HEAD + ROW * n
        shown = name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…"
        parts.append(f'<text x="{NAMES - 10}" y="{top + 16}" text-anchor="end">{escape(shown)}</text>')
        for kind, value, y in (("asked", demand, top), ("done", supply, top + BAR + 2)):
            length = BARS * value / largest
            parts.append(f'<rect class="{kind}" x="{NAMES}" y="{y}" width="{length:.1f}" height="{BAR}"/>')
            parts.append(
                f'<text class="note" x="{NAMES + length + 5:.1f}" y="{y + BAR - 1}" font-size="11">{value:,}</text>'
            )
    return "\n".join([*parts, "</svg>"])
