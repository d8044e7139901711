"""Charts as SVG: bars, and countries as tiles.

Colours are attributes, so that a style sheet can replace them.
"""

from collections.abc import Iterator
from html import escape

from palermo.analysis.geographic_distribution import compute_shade
from palermo.grouping import group_items
from palermo.languages import RTL_LANGUAGES
from palermo.reports.model import Chart, Tile

WIDTH, LABEL_WIDTH, ROW_HEIGHT, BAR_HEIGHT = 640, 260, 26, 16
"""Pixels of a chart."""
TILE_WIDTH, TILE_HEIGHT, TILE_GAP = 46, 30, 4
"""Pixels of a tile."""
MAX_LABEL_CHARS = 40
"""Characters of a label; the table has all of it."""
TILE_COLOURS = ("#dbe8f5", "#b4d0ea", "#7fb0db", "#3f86c4", "#0a56a5")
"""Shades from few to many; safe for colour-blind readers."""
FONTS = "Noto Sans, Noto Sans Arabic, Noto Sans CJK SC, sans-serif"


def draw_chart(chart: Chart, language: str) -> str:
    """Return a chart as an SVG image with its description."""
    is_rtl = language in RTL_LANGUAGES
    height, parts = _draw_tiles(chart, is_rtl) if chart.tiles else _draw_bars(chart, is_rtl)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="report-chart" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" font-family="{FONTS}" font-size="13"><title>{escape(chart.table.caption)}</title>'
        f"<desc>{escape(chart.description)}</desc>{''.join(parts)}</svg>"
    )


def shorten_label(text: str) -> str:
    """Return a label that fits beside a bar."""
    return text if len(text) <= MAX_LABEL_CHARS else f"{text[: MAX_LABEL_CHARS - 1].rstrip()}…"


def list_bars(chart: Chart) -> tuple[list[tuple[str, int, str]], int]:
    """Return the label, value and printed value of each bar, and the largest value, or 1."""
    bars = [(row[0].text, row[-1].figure.value if row[-1].figure else 0, row[-1].text) for row in chart.table.rows]
    return bars, max((value for _label, value, _text in bars), default=0) or 1


def _draw_bars(chart: Chart, is_rtl: bool) -> tuple[int, Iterator[str]]:
    values, largest = list_bars(chart)

    def draw_rows() -> Iterator[str]:
        for index, (label, value, text) in enumerate(values):
            middle = index * ROW_HEIGHT + ROW_HEIGHT // 2
            length = round((WIDTH - LABEL_WIDTH - 60) * value / largest)
            start = WIDTH - LABEL_WIDTH - length if is_rtl else LABEL_WIDTH
            yield _draw_text(LABEL_WIDTH - 8, middle, shorten_label(label), "end", is_rtl)
            yield (
                f'<rect class="bar" x="{start}" y="{middle - BAR_HEIGHT // 2}" width="{length}" '
                f'height="{BAR_HEIGHT}" fill="#0a56a5"/>'
            )
            yield _draw_text(LABEL_WIDTH + length + 6, middle, text, "start", is_rtl)

    return len(values) * ROW_HEIGHT, draw_rows()


def _draw_text(x: int, y: int, text: str, anchor: str, is_rtl: bool) -> str:
    """Draw text beside a bar; in a right-to-left chart everything is mirrored."""
    place = WIDTH - x if is_rtl else x
    # text-anchor follows the direction of the text, so that "end" is at the left of Arabic
    turned = f' direction="{"rtl" if is_rtl else "ltr"}"'
    return f'<text x="{place}" y="{y + 5}" text-anchor="{anchor}"{turned} fill="#15191e">{escape(text)}</text>'


def _draw_tiles(chart: Chart, is_rtl: bool) -> tuple[int, Iterator[str]]:
    regions = group_items(chart.tiles, lambda tile: tile.region)
    largest = max((tile.value for tile in chart.tiles), default=1)
    per_row = (WIDTH - LABEL_WIDTH) // (TILE_WIDTH + TILE_GAP)
    rows = [
        (region if start == 0 else "", tiles[start : start + per_row])
        for region, tiles in regions.items()
        for start in range(0, len(tiles), per_row)
    ]
    step = TILE_HEIGHT + TILE_GAP

    def draw_rows() -> Iterator[str]:
        for index, (region, tiles) in enumerate(rows):
            middle = index * step + TILE_HEIGHT // 2
            yield _draw_text(LABEL_WIDTH - 8, middle, shorten_label(region), "end", is_rtl)
            for column, tile in enumerate(tiles):
                x = LABEL_WIDTH + column * (TILE_WIDTH + TILE_GAP)
                yield _draw_tile(WIDTH - x - TILE_WIDTH if is_rtl else x, index * step, tile, largest)

    return len(rows) * step, draw_rows()


def _draw_tile(x: int, y: int, tile: Tile, largest: int) -> str:
    shade = compute_shade(tile.value, largest, len(TILE_COLOURS))
    ink = "#ffffff" if shade >= len(TILE_COLOURS) - 1 else "#15191e"
    text = f'text-anchor="middle" font-size="11" fill="{ink}"'
    return (
        f'<g class="tile shade-{shade}"><rect x="{x}" y="{y}" width="{TILE_WIDTH}" height="{TILE_HEIGHT}" '
        f'fill="{TILE_COLOURS[shade - 1]}"/><text x="{x + TILE_WIDTH // 2}" y="{y + 13}" {text}>{escape(tile.code)}'
        f'</text><text x="{x + TILE_WIDTH // 2}" y="{y + 25}" {text}>{tile.value}</text></g>'
    )
