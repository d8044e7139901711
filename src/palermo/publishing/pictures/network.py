"""Ties as an SVG network: the strongest inked, those that fell silent broken, each label readable."""

from collections.abc import Callable
from html import escape

from palermo.analysis.partnerships.network import LINE, Node, Picture
from palermo.analysis.partnerships.ties import Standing, Tie
from palermo.publishing.pictures.ink import STYLE

SOME, STRONG = 1.0, 3.0
"""Strengths from which a tie is drawn plainer, and inked."""

Address = Callable[[str], str | None]
TieAddress = Callable[[Tie], str | None]


def band(strength: float) -> str:
    """How strongly a tie is drawn.

    >>> band(0.4), band(1.0), band(5.5)
    ('slight', 'some', 'strong')
    """
    return "strong" if strength >= STRONG else "some" if strength >= SOME else "slight"


def network_svg(
    picture: Picture,
    title: str,
    *,
    alone: bool = True,
    centre: str | None = None,
    bodies: Callable[[str], bool] = bool,
    opened: tuple[Address, TieAddress] = (lambda _id: None, lambda _tie: None),
) -> str:
    """The picture as SVG.

    alone: with its inks, for a file; else for a page whose stylesheet has them. bodies: which ends are organisations,
    drawn as circles, rather than mechanisms, drawn as squares. opened: addresses of bodies and of ties.
    """
    at = {node.id: node for node in picture.nodes}
    size = f'viewBox="0 0 {picture.width:g} {picture.height:g}" width="{picture.width:g}" height="{picture.height:g}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="group" aria-label="{escape(title)}" class="network">'
    ]
    if alone:
        parts += [f"<title>{escape(title)}</title>", STYLE]
    parts += [_tie(tie, at, opened[1](tie)) for tie in picture.ties]
    parts += [_node(node, bodies(node.id), node.id == centre, opened[0](node.id)) for node in picture.nodes]
    return "\n".join([*parts, "</svg>"])


def _tie(tie: Tie, at: dict[str, Node], address: str | None) -> str:
    one, other = at[tie.one], at[tie.other]
    old = " old" if tie.standing is Standing.SILENT else ""
    drawn = f'<path class="tie {band(tie.strength)}{old}" d="M{one.x:g} {one.y:g}L{other.x:g} {other.y:g}"/>'
    if address is None:
        return drawn
    words = escape(f"{' '.join(one.lines)} – {' '.join(other.lines)}")
    return f'<a href="{escape(address)}" tabindex="-1" aria-label="{words}"><title>{words}</title>{drawn}</a>'


def _node(node: Node, body: bool, centre: bool, address: str | None) -> str:
    kind = "mark body" if body else "mark"
    kind += " centre" if centre else ""
    r = node.radius
    if body:
        mark = f'<circle class="{kind}" cx="{node.x:g}" cy="{node.y:g}" r="{r:g}"/>'
    else:
        side = f"{2 * r:g}"
        mark = f'<rect class="{kind}" x="{node.x - r:g}" y="{node.y - r:g}" width="{side}" height="{side}"/>'
    lines = "".join(
        f'<text class="label" text-anchor="middle" x="{node.x:g}" y="{node.y + r + LINE * n - 3:g}">'
        f"{escape(line)}</text>"
        for n, line in enumerate(node.lines, 1)
    )
    return f'<a href="{escape(address)}">{mark}{lines}</a>' if address else f"<g>{mark}{lines}</g>"
