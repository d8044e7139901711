"""Lists of Russian names, divided where a part is somebody by itself: `the Office on Drugs and Crime | and the Bar`."""

import re
from collections.abc import Callable, Iterator

_QUOTED = re.compile(r"«[^«»]*»")


def divided_where(listed: str, joints: re.Pattern[str], alone: Callable[[str], bool]) -> Iterator[str]:
    """The parts of a list; what names nobody by itself, or stands in quotation marks, goes on with the part before."""
    quoted = [found.span() for found in _QUOTED.finditer(listed)]
    cuts = [
        joint.span()
        for joint in joints.finditer(listed)
        if not any(begin < joint.start() < end for begin, end in quoted)
    ]
    begins = 0
    for at, (stop, start) in enumerate(cuts):
        ends = cuts[at + 1][0] if at + 1 < len(cuts) else len(listed)
        if stop > begins and alone(listed[start:ends]):
            yield listed[begins:stop]
            begins = start
    yield listed[begins:]
