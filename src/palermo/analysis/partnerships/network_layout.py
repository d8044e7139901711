"""Network layout: deterministic positions of bodies and labels, without overlaps."""

import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from palermo.analysis.partnerships.current_ties import MIN_SOME_STRENGTH, PartnershipTie, PartnershipTies

MAX_BODIES = 60
"""Maximum bodies of a layout; more are unreadable."""
LINE_HEIGHT_PX = 17
LETTER_WIDTH_PX = 7.4
"""Upper estimate of the width of a letter at 13 pixels; Chinese characters are nearly twice as wide."""
MAX_LINE_LETTERS = 18
MAX_LABEL_LINES = 3
LABEL_GAP_PX = 7
MARGIN_PX = 12
LAYOUT_STEPS = 300
ASPECT_RATIO = 1.45
"""Ratio of width to height."""

PointArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkNode:
    """A body with its position and label."""

    id: str
    x: float
    y: float
    """Centre of its mark, in pixels."""
    radius: float
    label_lines: tuple[str, ...]
    """Its label, below the mark."""
    width: float
    """Width of mark and label; their height is `height`."""

    @property
    def height(self) -> float:
        """Height of mark and label."""
        return 2 * self.radius + LINE_HEIGHT_PX * len(self.label_lines) + 2

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of mark and label."""
        top = self.y - self.radius
        return self.x - self.width / 2, top, self.x + self.width / 2, top + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkLayout:
    """Positions of bodies, and the ties between them."""

    nodes: tuple[NetworkNode, ...]
    ties: tuple[PartnershipTie, ...]
    """Weakest first, so that the strongest are drawn on top."""
    width: float
    height: float


def lay_out_network(
    ties: PartnershipTies, labels: Mapping[str, str], *, centre: str | None = None, max_bodies: int = MAX_BODIES
) -> NetworkLayout:
    """Lay out the bodies with the highest sum of strengths, or one body and those that it has a tie with.

    `labels` are short names by id; an id without one is its own label.
    """
    neighbours = ties.find_by_party(centre) if centre else ()
    bodies = [centre, *(tie.get_other_party(centre) for tie in neighbours)] if centre else list(ties.bodies)
    candidates = bodies[:max_bodies]
    drawn_ties = _select_drawn_ties(ties, frozenset(candidates), centre)
    tied_bodies = {body for tie in drawn_ties for body in tie.parties}
    # Without a drawn tie, a body would float unconnected: its ties are with bodies beyond the maximum, or too slight.
    shown_bodies = [body for body in candidates if body in tied_bodies or body == centre]
    places = _place_bodies(shown_bodies, drawn_ties)
    nodes = _separate_nodes(
        [
            _build_node(body, labels.get(body, body), drawn_ties, place)
            for body, place in zip(shown_bodies, places, strict=True)
        ]
    )
    right = max((node.box[2] for node in nodes), default=0.0)
    bottom = max((node.box[3] for node in nodes), default=0.0)
    return NetworkLayout(
        nodes=nodes,
        ties=drawn_ties,
        width=round(right + MARGIN_PX),
        height=round(bottom + MARGIN_PX),
    )


def _select_drawn_ties(ties: PartnershipTies, bodies: frozenset[str], centre: str | None) -> tuple[PartnershipTie, ...]:
    """Return the ties between these bodies, weakest first; around a centre, without slight ties of others."""
    return tuple(
        tie
        for tie in reversed(ties.ties)
        if bodies.issuperset(tie.parties) and (not centre or centre in tie.parties or tie.strength >= MIN_SOME_STRENGTH)
    )


def _place_bodies(bodies: Sequence[str], ties: Sequence[PartnershipTie]) -> PointArray:
    """Place bodies with a force-directed layout, which starts from a spiral and is deterministic.

    Bodies repel each other, ties attract them, and a pull to the centre keeps them together.
    """
    count = len(bodies)
    turns = np.arange(count) * 2.399963  # the golden angle
    places = np.stack([np.cos(turns), np.sin(turns)], axis=1) * np.sqrt(np.arange(count) + 0.5)[:, None]
    indices = {body: n for n, body in enumerate(bodies)}
    pulls = np.zeros((count, count))
    for tie in ties:
        a, b = indices[tie.party_a], indices[tie.party_b]
        pulls[a, b] = pulls[b, a] = np.log1p(tie.strength)
    for step in range(LAYOUT_STEPS):
        away = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.linalg.norm(away, axis=2), 0.05)
        force = 1.6 / distance**2 - pulls * distance * 0.25
        moves = (away / distance[:, :, None] * force[:, :, None]).sum(axis=1) - 0.06 * places
        longest = np.maximum(np.linalg.norm(moves, axis=1, keepdims=True), 1e-9)
        places = places + moves / longest * np.minimum(longest, 0.6 * (1 - step / LAYOUT_STEPS))
    return np.asarray(places * np.array([ASPECT_RATIO, 1.0]))


def _build_node(body: str, label: str, ties: Sequence[PartnershipTie], position: PointArray) -> NetworkNode:
    weight = sum(tie.strength for tie in ties if body in tie.parties)
    lines = tuple(wrap_label(label))
    radius = round(4 + min(7.0, 1.6 * float(np.sqrt(weight))), 1)
    width = max(2 * radius, *(measure_text(line) for line in lines)) + 2
    return NetworkNode(
        id=body, x=float(position[0]), y=float(position[1]), radius=radius, label_lines=lines, width=width
    )


def wrap_label(label: str) -> list[str]:
    """Split a label into at most MAX_LABEL_LINES lines of MAX_LINE_LETTERS letters.

    >>> wrap_label("Department of Economic and Social Affairs")
    ['Department of', 'Economic and', 'Social Affairs']
    """
    letters = MAX_LINE_LETTERS // 2 if _is_wide(label) else MAX_LINE_LETTERS
    return textwrap.wrap(label, letters, max_lines=MAX_LABEL_LINES, placeholder=" …") or [label[:letters]]


def measure_text(text: str) -> float:
    """Return an upper estimate of the width of a line of a label, in pixels."""
    return sum(
        LETTER_WIDTH_PX * (1.85 if unicodedata.east_asian_width(c) in "WF" else 1.15 if c.isupper() else 1)
        for c in text
    )


def _is_wide(label: str) -> bool:
    return sum(unicodedata.east_asian_width(c) in "WF" for c in label) * 2 > len(label)


def _separate_nodes(nodes: Sequence[NetworkNode]) -> tuple[NetworkNode, ...]:
    """Scale positions to a sheet that is large enough, and move boxes apart until none overlap."""
    if not nodes:
        return ()
    half_sizes = np.array([[node.width / 2 + LABEL_GAP_PX, node.height / 2 + LABEL_GAP_PX] for node in nodes])
    centres = np.array([[node.x, node.y] for node in nodes])
    area = float((half_sizes[:, 0] * half_sizes[:, 1] * 4).sum())
    spread = np.maximum(np.ptp(centres, axis=0), 1e-6)
    scale = np.sqrt(2.8 * area / float(spread[0] * spread[1])) if len(nodes) > 1 else 1.0
    centres = _resolve_overlaps(centres * scale, half_sizes)
    centres = centres - (centres - half_sizes).min(axis=0) + MARGIN_PX - LABEL_GAP_PX
    return tuple(_move_node(node, centre) for node, centre in zip(nodes, centres, strict=True))


def _resolve_overlaps(centres: PointArray, half_sizes: PointArray) -> PointArray:
    """Move overlapping boxes apart along the shorter side; if rounds do not suffice, spread all a little."""
    order = np.arange(len(centres))
    while True:
        for _ in range(200):
            away = centres[:, None, :] - centres[None, :, :]
            over = half_sizes[:, None, :] + half_sizes[None, :, :] - np.abs(away)
            overlapping = (over > 0.01).all(axis=2) & (order[:, None] != order[None, :])
            if not overlapping.any():
                return centres
            direction = np.where(
                away == 0, np.where(order[:, None] > order[None, :], 1.0, -1.0)[:, :, None], np.sign(away)
            )
            shorter = over[:, :, 0] <= over[:, :, 1]
            push = np.where(overlapping, np.where(shorter, over[:, :, 0], over[:, :, 1]), 0.0) / 2
            moves = np.stack([np.where(shorter, push, 0.0), np.where(shorter, 0.0, push)], axis=2) * direction
            hit = np.maximum(overlapping.sum(axis=1, keepdims=True), 1)
            centres = centres + moves.sum(axis=1) / np.sqrt(hit)
        centres = centres * 1.06


def _move_node(node: NetworkNode, centre: PointArray) -> NetworkNode:
    """Return the node moved so that its box has this centre."""
    y = float(centre[1]) - node.height / 2 + node.radius
    return replace(node, x=round(float(centre[0]), 1), y=round(y, 1), width=round(node.width, 1))
