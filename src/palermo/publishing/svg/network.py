"""Ties as an SVG network: strong ties are bold, old ones dashed, and no label is covered."""

from collections.abc import Callable
from html import escape

from palermo.analysis.partnerships.current_ties import PartnershipTie, TieContinuity, get_strength_band
from palermo.analysis.partnerships.network_layout import LINE_HEIGHT_PX, NetworkLayout, NetworkNode
from palermo.publishing.svg.styles import SVG_STYLE

TITLE_HEIGHT = 24
"""Pixels of the line with the title, below the network."""
BodyAddress = Callable[[str], str | None]
TieAddress = Callable[[PartnershipTie], str | None]


def draw_network(
    picture: NetworkLayout,
    title: str,
    *,
    is_standalone: bool = True,
    centre: str | None = None,
    is_body: Callable[[str], bool] = bool,
    addresses: tuple[BodyAddress, TieAddress] = (lambda _id: None, lambda _tie: None),
) -> str:
    """Return the network as SVG.

    With `is_standalone`, styles are included and the title is printed; else the page's stylesheet has them. `is_body`
    returns whether a node is an organisation (a circle) or a mechanism (a square). `addresses` returns the links of
    nodes and of ties.
    """
    at = {node.id: node for node in picture.nodes}
    height = picture.height + (TITLE_HEIGHT if is_standalone else 0)
    size = f'viewBox="0 0 {picture.width:g} {height:g}" width="{picture.width:g}" height="{height:g}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="group" aria-label="{escape(title)}" class="network">'
    ]
    if is_standalone:
        parts += [f"<title>{escape(title)}</title>", SVG_STYLE]
    parts += [_draw_tie(tie, at, addresses[1](tie)) for tie in picture.ties]
    parts += [_draw_node(node, is_body(node.id), node.id == centre, addresses[0](node.id)) for node in picture.nodes]
    if is_standalone:
        parts.append(f'<text class="note" x="8" y="{height - 8:g}" font-size="10">{escape(title)}</text>')
    return "\n".join([*parts, "</svg>"])


def _draw_tie(tie: PartnershipTie, nodes: dict[str, NetworkNode], address: str | None) -> str:
    item, other = nodes[tie.party_a], nodes[tie.party_b]
    old = " old" if tie.continuity is TieContinuity.SILENT else ""
    drawn = (
        f'<path class="tie {get_strength_band(tie.strength)}{old}" d="M{item.x:g} {item.y:g}L{other.x:g} {other.y:g}"/>'
    )
    if address is None:
        return drawn
    words = escape(f"{' '.join(item.label_lines)} – {' '.join(other.label_lines)}")
    return f'<a href="{escape(address)}" tabindex="-1" aria-label="{words}"><title>{words}</title>{drawn}</a>'


def _draw_node(node: NetworkNode, is_body: bool, is_centre: bool, address: str | None) -> str:
    kind = "mark body" if is_body else "mark"
    kind += " centre" if is_centre else ""
    r = node.radius
    if is_body:
        mark = f'<circle class="{kind}" cx="{node.x:g}" cy="{node.y:g}" r="{r:g}"/>'
    else:
        side = f"{2 * r:g}"
        mark = f'<rect class="{kind}" x="{node.x - r:g}" y="{node.y - r:g}" width="{side}" height="{side}"/>'
    lines = "".join(
        f'<text class="label" text-anchor="middle" x="{node.x:g}" y="{node.y + r + LINE_HEIGHT_PX * n - 3:g}">'
        f"{escape(line)}</text>"
        for n, line in enumerate(node.label_lines, 1)
    )
    return f'<a href="{escape(address)}">{mark}{lines}</a>' if address else f"<g>{mark}{lines}</g>"
