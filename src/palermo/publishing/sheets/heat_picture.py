"""A map as a picture: a heat table in SVG, which says what it rests on."""

from collections.abc import Iterator
from html import escape
from math import log1p

from palermo.analysis import Emptiness, Values
from palermo.analysis.who_does_what import Cell, WhoDoesWhat
from palermo.edition import Manifest
from palermo.publishing.sheets.who_does_what import citation_of, name_of

SHADES = ("#dbe8f5", "#b5d1ec", "#86b5df", "#2b70b1", "#18528e", "#0b3260")
"""From few to many, for those too who see few colours; as on the pages."""
INK = ("#15191e", "#15191e", "#15191e", "#ffffff", "#ffffff", "#ffffff")
SIDE, GAP, NAMES, HEADS, LETTERS = 34, 2, 270, 190, 38
MOST_FACETS = 6


def picture(found: WhoDoesWhat, manifest: Manifest, values: Values, language: str = "en") -> str:
    """The heat table of a map; one below the other for a map with a facet. Right to left in Arabic."""
    facets: list[str | None] = [line.id for line in found.facets[:MOST_FACETS]] or [None]
    columns = [line.id for line in found.columns if line.statements or len(found.columns) < 30]
    rows = [line.id for line in found.rows if line.statements]
    wide = NAMES + len(columns) * (SIDE + GAP) + 20
    each = HEADS + len(rows) * (SIDE + GAP) + 20
    high = each * len(facets) + 30
    cite = citation_of(found, manifest, values, language)
    largest = max((cell.statements for cell in found.cells), default=1)
    cells = {(cell.row, cell.column, cell.facet): cell for cell in found.cells}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'role="img" font-family="system-ui, Noto Sans, sans-serif" font-size="12" lang="{escape(language)}">',
        f"<title>{escape(cite)}</title>",
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
    ]
    for at, facet in enumerate(facets):
        parts.append(f'<g transform="translate(0 {at * each})">')
        if facet is not None:
            name = name_of(found.question.facet or "", facet, found, values, language)
            parts.append(f'<text x="8" y="20" font-weight="600">{escape(name)}</text>')
        parts += _heads(found, columns, values, language)
        for line, row in enumerate(rows):
            top = HEADS + line * (SIDE + GAP)
            name = name_of(found.question.rows, row, found, values, language)
            parts.append(f'<text x="{NAMES - 8}" y="{top + 21}" text-anchor="end">{escape(_cut(name))}</text>')
            for column, id in enumerate(columns):
                parts += _square(cells.get((row, id, facet)), NAMES + column * (SIDE + GAP), top, largest)
        parts.append("</g>")
    parts.append(f'<text x="8" y="{high - 10}" font-size="10" fill="#434a52">{escape(cite)}</text></svg>')
    return "\n".join(parts)


def _heads(found: WhoDoesWhat, columns: list[str], values: Values, language: str) -> Iterator[str]:
    for at, column in enumerate(columns):
        name = name_of(found.question.columns, column, found, values, language)
        x, y = NAMES + at * (SIDE + GAP) + 21, HEADS - 8
        yield f'<text x="{x}" y="{y}" transform="rotate(-90 {x} {y})">{escape(_cut(name, 26))}</text>'


def _square(cell: Cell | None, x: int, y: int, largest: int) -> Iterator[str]:
    """One cell: a shade and its number, a dot for nothing found, hatching for no document, a dashed year for old."""
    middle = f'x="{x + SIDE / 2}" y="{y + 21}" text-anchor="middle"'
    box = f'x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" rx="2"'
    match cell.emptiness if cell else Emptiness.NOTHING_FOUND:
        case Emptiness.NOTHING_FOUND:
            yield f'<text {middle} fill="#5d656e">·</text>'
        case Emptiness.NO_DOCUMENT:
            yield f'<path d="M{x} {y + SIDE}L{x + SIDE} {y}" stroke="#7f8891"/>'
        case Emptiness.OLD_EVIDENCE:
            yield f'<rect {box} fill="none" stroke="#5d656e" stroke-dasharray="3 2"/>'
            yield f'<text {middle} font-size="11" fill="#434a52">{cell.newest if cell else ""}</text>'
        case None if cell:
            shade = min(len(SHADES) - 1, int(len(SHADES) * log1p(cell.statements) / log1p(largest)))
            yield f'<rect {box} fill="{SHADES[shade]}"/>'
            yield f'<text {middle} fill="{INK[shade]}">{cell.statements}</text>'


def _cut(name: str, most: int = LETTERS) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
