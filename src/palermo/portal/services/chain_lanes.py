"""The chart of a chain: a lane for each issuer, a dot for each recommendation, years from left to right."""

from collections import Counter
from dataclasses import dataclass

from palermo.analysis.follow_up import Chain, FollowUpItem

MAX_LANES = 8
"""Most lanes; the other issuers share one more."""
LEFT_X, RIGHT_X, TOP_Y, LANE_HEIGHT = 250, 1080, 46, 32
"""Units of the picture: where lanes begin and end, the first lane, and from lane to lane."""
MAX_YEAR_LABELS = 12
"""Most years that are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneDot:
    """Calls of one body at one time."""

    call: str
    """Id of the first of them."""
    x: float
    y: float
    calls: int
    year: int
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLane:
    """One body, or all the others (`name` is empty)."""

    name: str
    y: float
    label_y: float
    dots: tuple[LaneDot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneChart:
    """The picture."""

    height: int
    bottom: int
    years: tuple[tuple[int, float], ...]
    """Year and its place; years that are not written are left out."""
    lanes: tuple[ChainLane, ...]


def build_lane_chart(chain: Chain, current_id: str) -> LaneChart | None:
    """Return the chart of a chain; None if fewer than two calls have a date."""
    dated = [(call, call.year) for call in chain.calls if call.year]
    if len(dated) < 2:
        return None
    first, last = min(year for _, year in dated), max(year for _, year in dated)
    span = max(1, last - first)

    def compute_x(year: float) -> float:
        return round(LEFT_X + (year - first) * (RIGHT_X - LEFT_X) / (span + 1), 1)

    times = Counter(_get_issuer(call) for call, _ in dated)
    named = [name for name, _ in times.most_common(MAX_LANES) if name]
    has_further = any(_get_issuer(call) not in named for call, _ in dated)
    order = [*named, *([""] if has_further else [])]
    drawn = []
    for number, name in enumerate(order):
        y = TOP_Y + number * LANE_HEIGHT
        labels_by_dot: dict[tuple[int, int], list[str]] = {}
        for call, year in dated:
            body = _get_issuer(call)
            if (body if body in named else "") == name:
                month = int(call.date[5:7] or 1) if call.date[5:7].isdigit() else 1
                labels_by_dot.setdefault((year, month), []).append(call.id)
        dots = tuple(
            LaneDot(
                call=ids[0],
                x=compute_x(year + (month - 1) / 12),
                y=y,
                calls=len(ids),
                year=year,
                is_current=current_id in ids,
            )
            for (year, month), ids in sorted(labels_by_dot.items())
        )
        drawn.append(ChainLane(name=name, y=y, label_y=y + 5, dots=dots))
    step = -(-(last - first + 1) // MAX_YEAR_LABELS)
    bottom = TOP_Y + (len(order) - 1) * LANE_HEIGHT + 18
    return LaneChart(
        height=bottom + 8,
        bottom=bottom,
        years=tuple((year, compute_x(year)) for year in range(first, last + 1, step)),
        lanes=tuple(drawn),
    )


def _get_issuer(call: FollowUpItem) -> str:
    return call.get_printed_name(call.actors[0]) if call.actors else ""
