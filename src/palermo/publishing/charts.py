"""Charts as SVG, drawn without a browser; pages show the table of figures beside them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import altair
import vl_convert

from palermo.analysis.cross_tabulation import list_years_between

WIDTH, HEIGHT = 560, 220
"""Size of the plot in pixels, without axes and legend."""
MAX_LEVEL_LABELS = 12
"""Number of years up to which their labels are level."""
INK, INK_ON_DARK = "#5d656e", "#98a1aa"
"""Colours of text and lines, with contrast 5.8 : 1 on light and 6.9 : 1 on dark backgrounds, as a picture does not know
its page's.
"""
SERIES_COLOURS = ("#2b70b1", "#86b5df", "#b45f06", "#8a8f98", "#4f8a5b", "#9a6fb0", "#c9a227")
"""Colours of series in order, which also differ in lightness; they repeat from the eighth series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFigure:
    """One part of a bar."""

    year: str
    series: str
    count: int


def draw_year_chart(figures: Sequence[ChartFigure], year: str, count: str, *, dark: bool = False) -> str:
    """Return stacked bars as SVG, one for each year from first to last.

    `year` and `count` are axis titles, and `dark` is for dark backgrounds. Series are in the order of first
    occurrence. Without figures, the plot is empty.
    """
    series = list(dict.fromkeys(figure.series for figure in figures))
    years = list_years_between(figure.year for figure in figures)
    colours = [SERIES_COLOURS[at % len(SERIES_COLOURS)] for at in range(len(series))]
    chart = (
        altair.Chart({"values": [asdict(figure) | {"place": series.index(figure.series)} for figure in figures]})
        .mark_bar()
        .encode(
            x=altair.X(
                "year:O",
                title=year,
                axis=altair.Axis(labelAngle=-90 if len(years) > MAX_LEVEL_LABELS else 0),
                scale=altair.Scale(domain=years) if years else altair.Undefined,
            ),
            y=altair.Y("sum(count):Q", title=count, axis=altair.Axis(format="d", tickMinStep=1)),
            color=altair.Color("series:N", title=None, sort=series, scale=altair.Scale(domain=series, range=colours)),
            order=altair.Order("place:Q"),
        )
        .properties(width=WIDTH, height=HEIGHT, background="transparent")
    )
    return str(vl_convert.vegalite_to_svg(_apply_text_colour(chart.to_dict(), INK_ON_DARK if dark else INK)))


def _apply_text_colour(chart: dict[str, Any], ink: str) -> dict[str, Any]:
    """Return the chart with the given colour for text and lines."""
    font = "system-ui, Noto Sans, sans-serif"
    lines = {"labelColor": ink, "titleColor": ink, "domainColor": ink, "tickColor": ink, "gridOpacity": 0.25}
    return chart | {
        "config": {
            "font": font,
            "view": {"stroke": None},
            "axis": lines | {"gridColor": ink, "titleFontWeight": "normal"},
            "legend": {"labelColor": ink, "orient": "top"},
        }
    }
