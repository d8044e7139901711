"""Numbers of a report's headings: 1, 1.1, 1.2, 2."""

from collections.abc import Mapping

from palermo.reports.model import Heading, Report


def number_headings(report: Report) -> Mapping[str, str]:
    """Return the number of each heading by its anchor."""
    counters = [0, 0, 0]
    numbers = {}
    for block in report.blocks:
        if isinstance(block, Heading):
            counters[block.level - 1] += 1
            counters[block.level :] = [0] * (len(counters) - block.level)
            numbers[block.anchor] = ".".join(str(number) for number in counters[: block.level])
    return numbers
