"""Items below a heading in one passage with them, which says what they are: `下一步计划 - 开设课程； - ...`.

Headings may be a noun with a colon, `Funciones del relator:`, words that a language lists, `下一步计划`, or of Arabic
items that name a deed, `التوصيات`. However it is met, an item below one is `item_below` it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from palermo.extraction.discourse.context import Surroundings
from palermo.extraction.kinds import activities, commitments, mandates, recommendations
from palermo.extraction.kinds.cues import SHOWN, Finding
from palermo.extraction.kinds.listed_activities import achieved
from palermo.extraction.kinds.precedence import clause_of, judged
from palermo.extraction.kinds.recommendations import asked
from palermo.extraction.syntax.clauses import Clause
from palermo.extraction.syntax.tenses import tense_in
from palermo.statements import Kind, Reason

LONGEST_HEADING = 80
"""Characters of a heading such as `Recommendations:` that stands in one passage with its items."""
_METHODS = {
    Kind.RECOMMENDATION: recommendations.METHOD,
    Kind.MANDATE: mandates.METHOD,
    Kind.COMMITMENT: commitments.METHOD,
    Kind.ACTIVITY: activities.METHOD,
}
"""Kinds that a heading may say of its items, in the order in which a noun is looked for."""


def item_below(
    heading: str,
    kind: Kind,
    *,
    actor: str = "",
    addressee: str | None = None,
    listed: bool = False,
    tense: str | None = None,
) -> Finding:
    """What an item states by the heading that it stands below."""
    told = Reason(feature=f"it is an item below “{heading}”", weight=0.65)
    return Finding(
        kind=kind,
        method=_METHODS[kind],
        reasons=(told,),
        actor=actor,
        addressee=addressee,
        listed=listed,
        tense=tense,
    )


def headed(introduction: Clause) -> Finding | None:
    """What a noun says that the items of a list are: `Funciones del relator:`, `Actividades previstas:`."""
    pattern = introduction.words.headed
    told = introduction.verb is None or introduction.words.language == "zh"
    found = pattern.match(introduction.said.rstrip("：")) if pattern and told else None
    if found is None:
        return None
    named = found.groupdict()
    kind = next(kind for kind in _METHODS if named.get(kind.value))
    activity = kind is Kind.ACTIVITY
    return item_below(
        introduction.said[:SHOWN],
        kind,
        actor=found["who"] or "",
        addressee=found["whom"],
        listed=activity,
        tense=("done" if named.get("done") else "planned") if activity else None,
    )


def deed_below(heading: str, at: Clause, around: Surroundings) -> Finding | None:
    """A bullet that names a deed by a noun, below a heading in one passage with it: `Recommendations`, `Results`."""
    words = around.words
    if len(heading) > LONGEST_HEADING or not (words.nominal and words.nominal.match(at.said)):
        return None
    if words.asked.match(heading):
        return asked(at, replace(around, asked=heading))
    return achieved(heading, at)


def below_heading(around: Surroundings, start: int, end: int) -> Iterator[tuple[Finding, Clause]]:
    """Items below a heading that a language lists, `下一步计划 - 开设课程； - ...`, or behind who will do them."""
    text, words = around.text, around.words
    mark = _BELOW.search(text, start, min(end, start + FURTHEST)) if words.below else None
    if mark is None:
        return
    heading = text[start : mark.start()].strip(" ：:")
    told = next((told for told, pattern in words.below.items() if pattern.search(heading)), None)
    if told is None:
        return
    whole = clause_of(text, start, mark.start(), words)
    for begin, stop in _items(text, mark.end(), end):
        at = clause_of(text, begin, stop, words)
        if words.nothing.hold(at.said) or _KEYED.match(at.said) or len(at.said) < SHORTEST:
            continue
        own = judged(at, around)
        if own is not None and own.kind in (Kind.RECOMMENDATION, Kind.PARTNERSHIP):
            yield own, at
        else:
            yield _listed(heading, told, at, whole), replace(at, subject=None)


def _listed(heading: str, told: str, at: Clause, whole: Clause) -> Finding:
    """An item below a heading that says what its items are: a kind, or when they are done."""
    shown = heading[-LONGEST_SHOWN:]
    if told == Kind.RECOMMENDATION.value:
        return item_below(shown, Kind.RECOMMENDATION, listed=True)
    actor = whole.about if whole.acts() else ""
    if told == Kind.COMMITMENT.value:
        return item_below(shown, Kind.COMMITMENT, actor=actor, listed=True)
    tense = tense_in(at.said[:NEAR], at.words) or told
    return item_below(shown, Kind.ACTIVITY, actor=actor, listed=True, tense=tense)


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each item below a heading: between marks, or between semicolons."""
    begin = start
    for found in [*_MARK.finditer(text, start, end), None]:
        stop = found.start() if found else end
        stretch = text[begin:stop]
        begin += len(stretch) - len(stretch.lstrip(" ：:"))
        yield begin, begin + len(text[begin:stop].rstrip(" ；;。"))
        begin = found.end() if found else end


LONGEST_SHOWN = 60
"""Characters of a heading that are shown."""
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
