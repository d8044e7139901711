"""Tests of charts: SVG without scripts or requests, with the given values."""

from lxml import etree

from palermo.publishing.charts import INK, INK_ON_DARK, SERIES_COLOURS, ChartFigure, draw_year_chart

FIGURES = [
    ChartFigure(year="2021", series="English", count=3),
    ChartFigure(year="2023", series="English", count=1),
    ChartFigure(year="2021", series="العربية", count=2),
]


def test_a_chart_shows_its_years_series_and_titles() -> None:
    drawn = draw_year_chart(FIGURES, "Year", "Documents")
    words = set(etree.fromstring(drawn.encode()).itertext())
    assert {"2021", "2023", "English", "العربية", "Year", "Documents"} <= words
    assert drawn.count(SERIES_COLOURS[0]) >= 2
    assert SERIES_COLOURS[1] in drawn


def test_a_chart_loads_and_runs_nothing() -> None:
    hostile = [ChartFigure(year="2021", series="<script>alert(1)</script>", count=1)]
    for drawn in (
        draw_year_chart(FIGURES, "Year", "Documents"),
        draw_year_chart(hostile, "Year", "https://example.org/"),
    ):
        root = etree.fromstring(drawn.encode())
        assert not root.findall(".//{*}script")
        assert not root.findall(".//{*}image")


def test_a_chart_of_nothing_and_of_many_series_is_drawn() -> None:
    assert draw_year_chart([], "Year", "Documents").startswith("<svg")
    several = [ChartFigure(year=str(1990 + at), series=f"S{at}", count=at) for at in range(30)]
    assert "S29" in draw_year_chart(several, "Year", "Documents")


def test_letters_of_a_chart_can_be_read_on_either_paper() -> None:
    light, dark = (draw_year_chart(FIGURES, "Year", "Documents", dark=paper) for paper in (False, True))
    assert INK in light
    assert INK_ON_DARK not in light
    assert INK_ON_DARK in dark
    assert INK not in dark
    for ink, paper in ((INK, "#fcfcfb"), (INK_ON_DARK, "#12161b")):
        assert _contrast(ink, paper) >= 4.5


def _contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [item / 12.92 if item <= 0.04045 else ((item + 0.055) / 1.055) ** 2.4 for item in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
