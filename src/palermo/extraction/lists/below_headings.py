"""Items below a heading in one passage, which says what they are: `下一步计划 - 开设课程； - ...`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from palermo.extraction.discourse.context import Surroundings
from palermo.extraction.kinds.activities import METHOD as ACTIVITIES
from palermo.extraction.kinds.commitments import METHOD as COMMITMENTS
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.precedence import clause_of, judged
from palermo.extraction.kinds.recommendations import METHOD as RECOMMENDATIONS
from palermo.extraction.syntax.clauses import Clause
from palermo.extraction.syntax.tenses import tense_in
from palermo.statements import Kind, Reason


def below_heading(around: Surroundings, start: int, end: int) -> Iterator[tuple[Finding, Clause]]:
    """Items below a heading in the same passage, `下一步计划 - 开设课程； - ...`, or behind who will do them."""
    text, words = around.text, around.words
    mark = _BELOW.search(text, start, min(end, start + FURTHEST)) if words.below else None
    if mark is None:
        return
    heading = text[start : mark.start()].strip(" ：:")
    kind = next((kind for kind, pattern in words.below.items() if pattern.search(heading)), None)
    whole = clause_of(text, start, mark.start(), words)
    if kind is None:
        return
    for begin, stop in _below(text, mark.end(), end):
        at = clause_of(text, begin, stop, words)
        if words.nothing.hold(at.said) or _KEYED.match(at.said) or len(at.said) < SHORTEST:
            continue
        own = judged(at, around)
        if own is not None and own.kind in (Kind.RECOMMENDATION, Kind.PARTNERSHIP):
            yield own, at
            continue
        actor = whole.about if whole.acts() else ""
        told = Reason(feature=f"it is an item below “{heading[-60:]}”", weight=0.65)
        asks = kind == "recommendation"
        pledges = kind == "commitment"
        yield (
            Finding(
                kind=Kind.RECOMMENDATION if asks else Kind.COMMITMENT if pledges else Kind.ACTIVITY,
                method=RECOMMENDATIONS if asks else COMMITMENTS if pledges else ACTIVITIES,
                reasons=(told,),
                actor="" if asks else actor,
                listed=True,
                tense=None if asks or pledges else tense_in(at.said[:NEAR], words) or kind,
            ),
            replace(at, subject=None),
        )


def _below(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each item below a heading: between marks, or between semicolons."""
    begin = start
    for found in [*_MARK.finditer(text, start, end), None]:
        stop = found.start() if found else end
        stretch = text[begin:stop]
        begin += len(stretch) - len(stretch.lstrip(" ：:"))
        yield begin, begin + len(text[begin:stop].rstrip(" ；;。"))
        begin = found.end() if found else end


FURTHEST = 40
"""Characters of a heading in front of its items."""
SHORTEST = 5
NEAR = 12
"""Characters of an item in which its verb says when it is done."""
_BELOW = re.compile(r"[：:]\s*(?:[•·▪■◇●□–-]\s|[(（]?(?:a|1|一)[)）、])?|\s[•·▪■◇●□–-]\s")
_MARK = re.compile(
    r"[；;。]?\s*[•·▪■◇●□–-]\s+|[；;]\s*(?:[(（]?(?:[a-z]|\d{1,2}|[一二三四五六七八九十]{1,2})[)）、]\s*)?"
)
_KEYED = re.compile(r"[^，。；：]{2,10}[：:]")
"""A line of a table: `可持续性：中等`."""
