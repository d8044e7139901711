"""How fast a step goes, and what time it still takes: told only once that is known, and without jumps."""

MIN_ITEMS_DONE = 5
"""Things that must be done before a time is told: the first ones wait for readers to start."""
MIN_SHARE_DONE = 0.02
"""And the share of all."""
MIN_ELAPSED_S = 3.0
"""Seconds after the first one was done, before which no time is told."""
OVERALL_RATE_WEIGHT = 0.5
"""Weight of the whole run against its last stretch."""
RECENT_WINDOW_S = 20.0
"""Seconds of the last stretch."""


class EtaEstimator:
    """Follows how many things of a step are done when. Times are seconds of one clock that never goes back."""

    def __init__(self, total: int, now: float) -> None:
        self._total = total
        self._first: tuple[float, int] | None = None
        self._marks: list[tuple[float, int]] = []
        self._began = now
        self.count = 0

    def advance(self, count: int, now: float) -> None:
        """So many more are done."""
        self.count += count
        if count and self._first is None:
            self._first = (now, self.count)
        if not self._marks or now - self._marks[-1][0] >= RECENT_WINDOW_S / 20:
            self._marks.append((now, self.count))
            while len(self._marks) > 2 and now - self._marks[1][0] > RECENT_WINDOW_S:
                self._marks.pop(0)

    def format_time_left(self, now: float) -> str:
        """The time left in words, such as `45 s left` or `4 min left`; nothing while it is not known."""
        left = self.estimate_seconds_left(now)
        if left is None:
            return ""
        return f"{left:.0f} s left" if left < 100 else f"{left / 60:.0f} min left"

    def compute_rate(self, now: float) -> float:
        """Things a second since the step began."""
        return self.count / (now - self._began) if now > self._began else 0.0

    def estimate_seconds_left(self, now: float) -> float | None:
        """Seconds until all are done; None while that is not known.

        The first thing is left out of the reckoning: it waited for what had to be made ready.
        """
        if self._first is None or not self._total or self.count < max(MIN_ITEMS_DONE, MIN_SHARE_DONE * self._total):
            return None
        when, already = self._first
        if now - when < MIN_ELAPSED_S or self.count <= already:
            return None
        whole = (self.count - already) / (now - when)
        then, before = self._marks[0]
        lately = (self.count - before) / (now - then) if now > then else whole
        return max(0, self._total - self.count) / (OVERALL_RATE_WEIGHT * whole + (1 - OVERALL_RATE_WEIGHT) * lately)
