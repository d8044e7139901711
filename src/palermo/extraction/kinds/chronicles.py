"""Lines of a chronicle, which tell something behind a date: `2022: IOM opened a shelter`."""

from dataclasses import replace

from palermo.extraction.discourse.context import Surroundings
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.precedence import clause_of, judged
from palermo.extraction.syntax.clauses import Clause


def dated(around: Surroundings, start: int, end: int) -> tuple[Finding, Clause] | None:
    """What a line tells behind its date, `2022: IOM opened a shelter`, or behind who acts and its date."""
    text, words = around.text, around.words
    opened = words.telling.line_date.match(text, start, end)
    if opened is None:
        return None
    at = clause_of(text, opened.end(), end, words)
    if opened["who"]:
        at = replace(at, subject=opened.span("who"), verb=at.verb or _first_verb(at))
    if at.verb is None or words.telling.before_relative.search(text, at.start, at.verb[0]):
        return None
    found = judged(at, around)
    return (found, replace(at, start=opened.start("said"))) if found else None


def _first_verb(at: Clause) -> tuple[int, int] | None:
    return next(iter(at.words.verbs.spans(at.text, at.start, at.end)), None)


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
