"""A chain as a picture: one lane for each body that asks, one dot for each call, years from left to right."""

from collections import Counter
from dataclasses import dataclass

from palermo.analysis.follow_up import Call, Chain

LANES = 8
"""Most lanes; bodies that ask less often share one more."""
LEFT, RIGHT, TOP, STEP = 250, 1080, 46, 32
"""Units of the picture: where lanes begin and end, the first lane, and from lane to lane."""
YEARS = 12
"""Most years that are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """Calls of one body at one time."""

    call: str
    """Id of the first of them."""
    x: float
    y: float
    calls: int
    year: int
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One body, or all the others (`name` is empty)."""

    name: str
    y: float
    label_y: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """The picture."""

    height: int
    bottom: int
    years: tuple[tuple[int, float], ...]
    """Year and its place; years that are not written are left out."""
    lanes: tuple[Lane, ...]


def lanes(chain: Chain, here: str) -> Lanes | None:
    """The picture of a chain; None where fewer than two calls are dated."""
    dated = [(call, call.year) for call in chain.calls if call.year]
    if len(dated) < 2:
        return None
    first, last = min(year for _, year in dated), max(year for _, year in dated)
    span = max(1, last - first)

    def at(year: float) -> float:
        return round(LEFT + (year - first) * (RIGHT - LEFT) / (span + 1), 1)

    times = Counter(_body(call) for call, _ in dated)
    named = [name for name, _ in times.most_common(LANES) if name]
    more = any(_body(call) not in named for call, _ in dated)
    order = [*named, *([""] if more else [])]
    drawn = []
    for number, name in enumerate(order):
        y = TOP + number * STEP
        met: dict[tuple[int, int], list[str]] = {}
        for call, year in dated:
            body = _body(call)
            if (body if body in named else "") == name:
                month = int(call.date[5:7] or 1) if call.date[5:7].isdigit() else 1
                met.setdefault((year, month), []).append(call.id)
        dots = tuple(
            Dot(call=ids[0], x=at(year + (month - 1) / 12), y=y, calls=len(ids), year=year, here=here in ids)
            for (year, month), ids in sorted(met.items())
        )
        drawn.append(Lane(name=name, y=y, label_y=y + 5, dots=dots))
    step = -(-(last - first + 1) // YEARS)
    bottom = TOP + (len(order) - 1) * STEP + 18
    return Lanes(
        height=bottom + 8,
        bottom=bottom,
        years=tuple((year, at(year)) for year in range(first, last + 1, step)),
        lanes=tuple(drawn),
    )


def _body(call: Call) -> str:
    return call.named(call.actors[0]) if call.actors else ""
