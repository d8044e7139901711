"""Charts in Typst, which shapes all scripts: bars, and countries as tiles."""

import re

from palermo.analysis.geographic_distribution import compute_shade
from palermo.reports.model import Chart, ChartKind, Tile
from palermo.reports.writers.charts import TILE_COLOURS
from palermo.statements import RTL_LANGUAGES

MAX_BAR_PERCENT = 80
"""Width of the longest bar, in percent of its column."""


def format_chart(chart: Chart, language: str) -> str:
    """Return a chart as an expression of Typst's code."""
    direction = "rtl" if language in RTL_LANGUAGES else "ltr"
    rows = _list_tile_rows(chart, direction) if chart.kind is ChartKind.TILES else _list_bars(chart, direction)
    cells = ", ".join(f"[#{quote_text(label)}], {picture}" for label, picture in rows)
    layout = "columns: (38%, 1fr), column-gutter: 6pt, row-gutter: 5pt, align: (end + horizon, start + horizon)"
    return f"grid({layout}, {cells})"


def quote_text(text: str) -> str:
    """Return a text as a string literal of Typst; control characters, which no font shows, become blanks."""
    escaped = re.sub(r"[\x00-\x1f\x7f]", " ", text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _list_bars(chart: Chart, direction: str) -> list[tuple[str, str]]:
    values = [(row[0].text, row[-1].figure.value if row[-1].figure else 0, row[-1].text) for row in chart.table.rows]
    largest = max((value for _label, value, _text in values), default=0) or 1
    bars = []
    for label, value, text in values:
        bar = f'rect(width: {MAX_BAR_PERCENT * value / largest:.1f}%, height: 9pt, fill: rgb("#0a56a5"))'
        bars.append((label, f"stack(dir: {direction}, spacing: 4pt, {bar}, [#{quote_text(text)}])"))
    return bars


def _list_tile_rows(chart: Chart, direction: str) -> list[tuple[str, str]]:
    regions: dict[str, list[Tile]] = {}
    for tile in chart.tiles:
        regions.setdefault(tile.region, []).append(tile)
    largest = max((tile.value for tile in chart.tiles), default=1)
    return [
        (region, f"[{' '.join(_format_tile(tile, largest) for tile in tiles)}]") for region, tiles in regions.items()
    ]


def _format_tile(tile: Tile, largest: int) -> str:
    shade = compute_shade(tile.value, largest, len(TILE_COLOURS))
    ink = "white" if shade >= len(TILE_COLOURS) - 1 else "black"
    words = f"#set text(size: 7pt, fill: {ink}, dir: ltr)\n#{quote_text(tile.code)} \\ #{quote_text(str(tile.value))}"
    style = f'width: 30pt, inset: 3pt, fill: rgb("{TILE_COLOURS[shade - 1]}")'
    return f"#box({style})[#align(center)[{words}]]"
