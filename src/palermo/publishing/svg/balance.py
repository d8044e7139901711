"""Demand beside supply as SVG bars, one pair for each of the given cells."""

from collections.abc import Sequence
from html import escape

from palermo.publishing.sheets import MapSheet, SheetCell
from palermo.publishing.short_names import shorten_names
from palermo.publishing.svg.styles import SVG_STYLE

ROW_HEIGHT, BAR_HEIGHT = 34, 11
NAME_WIDTH, BAR_AREA_WIDTH, NUMBER_WIDTH = 380, 360, 60
"""Widths in pixels of names, bars and numbers."""
MAX_NAME_CHARS = 54
HEADER_HEIGHT = 54


MAX_PICTURE_ROWS = 20


def draw_sheet(sheet: MapSheet, names: Sequence[str], demand_key: str, supply_keys: Sequence[str]) -> str:
    """Return the first rows of a sheet as bars; the keys of columns give names, demand and supply."""
    at = {column.key: place for place, column in enumerate(sheet.columns)}

    def get_number(row: Sequence[SheetCell], key: str) -> int:
        value = row[at[key]]
        return value if isinstance(value, int) else 0

    rows = [
        (
            ": ".join(str(row[at[name]]) for name in names if row[at[name]]),
            get_number(row, demand_key),
            sum(get_number(row, key) for key in supply_keys),
        )
        for row in sheet.rows[:MAX_PICTURE_ROWS]
    ]
    labels = {column.key: column.label for column in sheet.columns}
    supply_label = ", ".join(labels[key] for key in supply_keys)
    return draw_balance(rows, sheet.title, (labels[demand_key], supply_label), sheet.cite)


def draw_balance(rows: Sequence[tuple[str, int, int]], title: str, labels: tuple[str, str], cite: str) -> str:
    """Return bars of (name, demand, supply), both on one scale, with the labels of both and the citation."""
    largest = max((max(item, other) for _, item, other in rows), default=1) or 1
    width, height = NAME_WIDTH + BAR_AREA_WIDTH + NUMBER_WIDTH, HEADER_HEIGHT + ROW_HEIGHT * len(rows) + 28
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title>",
        SVG_STYLE,
        f'<text x="12" y="20" font-weight="700">{escape(title)}</text>',
        f'<rect class="asked" x="{NAME_WIDTH}" y="30" width="10" height="10"/>'
        f'<text x="{NAME_WIDTH + 16}" y="40">{escape(labels[0])}</text>',
        f'<rect class="done" x="{NAME_WIDTH + 146}" y="30" width="10" height="10"/>'
        f'<text x="{NAME_WIDTH + 162}" y="40">{escape(labels[1])}</text>',
    ]
    names = shorten_names([name for name, _, _ in rows], MAX_NAME_CHARS)
    for n, (shown_name, (_, demand, supply)) in enumerate(zip(names, rows, strict=True)):
        top = HEADER_HEIGHT + ROW_HEIGHT * n
        parts.append(f'<text x="{NAME_WIDTH - 10}" y="{top + 16}" text-anchor="end">{escape(shown_name)}</text>')
        for kind, value, y in (("asked", demand, top), ("done", supply, top + BAR_HEIGHT + 2)):
            length = BAR_AREA_WIDTH * value / largest
            parts.append(f'<rect class="{kind}" x="{NAME_WIDTH}" y="{y}" width="{length:.1f}" height="{BAR_HEIGHT}"/>')
            parts.append(
                f'<text class="note" x="{NAME_WIDTH + length + 5:.1f}" y="{y + BAR_HEIGHT - 1}" '
                f'font-size="11">{value:,}</text>'
            )
    parts.append(f'<text class="note" x="12" y="{height - 10}" font-size="10">{escape(cite)}</text>')
    return "\n".join([*parts, "</svg>"])
