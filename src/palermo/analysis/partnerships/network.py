"""A picture of ties as places on a sheet: near what is tied, no label over another, the same ties the same picture."""

import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palermo.analysis.partnerships.ties import Tie, Ties

MOST = 60
"""Bodies of a picture; with more no one finds anything."""
LINE = 17
"""Height of a line of a label, in pixels."""
LETTER = 7.4
"""Width of a letter of 13 pixels, on the wide side; Chinese letters are nearly twice as wide."""
WRAPPED = 18
"""Letters of a line of a label."""
LINES = 3
GAP = 7
"""Pixels between labels."""
MARGIN = 12
STEPS = 300
WIDE = 1.45
"""The sheet is so many times as wide as high."""

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A body on the sheet."""

    id: str
    x: float
    y: float
    """Centre of its mark, in pixels."""
    radius: float
    lines: tuple[str, ...]
    """Its label, below the mark."""
    width: float
    """Of mark and label; their height is that of `height`."""

    @property
    def height(self) -> float:
        """Of mark and label."""
        return 2 * self.radius + LINE * len(self.lines) + 2

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of mark and label."""
        top = self.y - self.radius
        return self.x - self.width / 2, top, self.x + self.width / 2, top + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Bodies and ties on a sheet."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    """Weakest first, so that the strongest are drawn over them."""
    width: float
    height: float
    left_out: int
    """Bodies that were too many."""


def picture(ties: Ties, labels: Mapping[str, str], *, centre: str | None = None, most: int = MOST) -> Picture:
    """Draw the bodies whose ties add up to most, or one body and those that it is tied to.

    labels: short names for showing, by id; an id without one is its own label.
    """
    around = ties.of(centre) if centre else ()
    bodies = [centre, *(tie.beyond(centre) for tie in around)] if centre else list(ties.bodies)
    kept = bodies[:most]
    inside = set(kept)
    drawn = tuple(tie for tie in reversed(ties.ties) if inside.issuperset(tie.ends))
    drawn = tuple(tie for tie in drawn if not centre or centre in tie.ends or tie.strength >= 1)
    tied = {end for tie in drawn for end in tie.ends}
    kept = [body for body in kept if body in tied or body == centre]  # whose partners are all too slight to be drawn
    places = _placed(kept, drawn)
    nodes = _apart([_node(body, labels.get(body, body), drawn, at) for body, at in zip(kept, places, strict=True)])
    right = max((node.box[2] for node in nodes), default=0.0)
    bottom = max((node.box[3] for node in nodes), default=0.0)
    return Picture(
        nodes=nodes,
        ties=drawn,
        width=round(right + MARGIN),
        height=round(bottom + MARGIN),
        left_out=len(bodies) - len(kept),
    )


def _placed(bodies: Sequence[str], ties: Sequence[Tie]) -> Points:
    """Places by forces: bodies push each other off, ties pull, the middle holds all; from a spiral, always the same."""
    count = len(bodies)
    turns = np.arange(count) * 2.399963  # the golden angle
    places = np.stack([np.cos(turns), np.sin(turns)], axis=1) * np.sqrt(np.arange(count) + 0.5)[:, None]
    at = {body: n for n, body in enumerate(bodies)}
    pulls = np.zeros((count, count))
    for tie in ties:
        a, b = at[tie.one], at[tie.other]
        pulls[a, b] = pulls[b, a] = np.log1p(tie.strength)
    for step in range(STEPS):
        away = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.linalg.norm(away, axis=2), 0.05)
        force = 1.6 / distance**2 - pulls * distance * 0.25
        moves = (away / distance[:, :, None] * force[:, :, None]).sum(axis=1) - 0.06 * places
        longest = np.maximum(np.linalg.norm(moves, axis=1, keepdims=True), 1e-9)
        places = places + moves / longest * np.minimum(longest, 0.6 * (1 - step / STEPS))
    return np.asarray(places * np.array([WIDE, 1.0]))


def _node(body: str, label: str, ties: Sequence[Tie], at: Points) -> Node:
    weight = sum(tie.strength for tie in ties if body in tie.ends)
    lines = tuple(wrapped(label))
    radius = round(4 + min(7.0, 1.6 * float(np.sqrt(weight))), 1)
    width = max(2 * radius, *(measured(line) for line in lines)) + 2
    return Node(id=body, x=float(at[0]), y=float(at[1]), radius=radius, lines=lines, width=width)


def wrapped(label: str) -> list[str]:
    """A label in lines of WRAPPED letters, LINES at most.

    >>> wrapped("Department of Economic and Social Affairs")
    ['Department of', 'Economic and', 'Social Affairs']
    """
    letters = WRAPPED // 2 if _wide(label) else WRAPPED
    return textwrap.wrap(label, letters, max_lines=LINES, placeholder=" …") or [label[:letters]]


def measured(line: str) -> float:
    """Width of a line of a label in pixels, on the wide side."""
    return sum(LETTER * (1.85 if unicodedata.east_asian_width(c) in "WF" else 1.15 if c.isupper() else 1) for c in line)


def _wide(label: str) -> bool:
    return sum(unicodedata.east_asian_width(c) in "WF" for c in label) * 2 > len(label)


def _apart(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Put places on a sheet that is large enough, and push boxes apart until none is over another."""
    if not nodes:
        return ()
    half = np.array([[node.width / 2 + GAP, node.height / 2 + GAP] for node in nodes])
    centres = np.array([[node.x, node.y] for node in nodes])
    area = float((half[:, 0] * half[:, 1] * 4).sum())
    spread = np.maximum(np.ptp(centres, axis=0), 1e-6)
    scale = np.sqrt(2.8 * area / float(spread[0] * spread[1])) if len(nodes) > 1 else 1.0
    centres = _pushed(centres * scale, half)
    centres = centres - (centres - half).min(axis=0) + MARGIN - GAP
    return tuple(_moved(node, at) for node, at in zip(nodes, centres, strict=True))


def _pushed(centres: Points, half: Points) -> Points:
    """Each turn overlaps give way along the shorter side; when turns do not do it, all move apart a little."""
    order = np.arange(len(centres))
    while True:
        for _ in range(200):
            away = centres[:, None, :] - centres[None, :, :]
            over = half[:, None, :] + half[None, :, :] - np.abs(away)
            overlapping = (over > 0.01).all(axis=2) & (order[:, None] != order[None, :])
            if not overlapping.any():
                return centres
            sign = np.where(away == 0, np.where(order[:, None] > order[None, :], 1.0, -1.0)[:, :, None], np.sign(away))
            shorter = over[:, :, 0] <= over[:, :, 1]
            push = np.where(overlapping, np.where(shorter, over[:, :, 0], over[:, :, 1]), 0.0) / 2
            moves = np.stack([np.where(shorter, push, 0.0), np.where(shorter, 0.0, push)], axis=2) * sign
            hit = np.maximum(overlapping.sum(axis=1, keepdims=True), 1)
            centres = centres + moves.sum(axis=1) / np.sqrt(hit)
        centres = centres * 1.06


def _moved(node: Node, centre: Points) -> Node:
    """The node whose box has this centre."""
    return Node(
        id=node.id,
        x=round(float(centre[0]), 1),
        y=round(float(centre[1]) - node.height / 2 + node.radius, 1),
        radius=node.radius,
        lines=node.lines,
        width=round(node.width, 1),
    )
