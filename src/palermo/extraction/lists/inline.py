"""Lists within a sentence: `States should: (a) train judges; (b) ...`, `The Centre: - opened a shelter; - ...`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from palermo.extraction.discourse.context import Surroundings
from palermo.extraction.kinds.activities import METHOD as ACTIVITIES
from palermo.extraction.kinds.commitments import METHOD as COMMITMENTS
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.factors import listed_cause
from palermo.extraction.kinds.precedence import ASKING, clause_of, judged
from palermo.extraction.kinds.recommendations import METHOD as RECOMMENDATIONS
from palermo.extraction.language.verbs import AUXILIARIES
from palermo.extraction.syntax.clauses import Clause
from palermo.extraction.syntax.tenses import tense_in
from palermo.statements import Kind, Reason

FEW = 3
"""Characters between an introduction and the verb of its item."""
_INLINE = re.compile(
    r"(?::|(?<=\bto)|(?<=\bwill)|(?<=\bshould)|(?<=\bmust)|(?<=\bby))\s+(?=[(]a[)]\s.{4,600}?\s[(]b[)]\s)|:\s+(?=[(]?(?:a|i|1)[).]\s|[–•·-]\s)|：\s*(?=[(（]?(?:a|i|1|一)[)）])"
)
_ITEM = re.compile(
    r"[(（]?(?:(?<![^\W\d_])[a-z]|[ivx]{1,4}|\d{1,2}|[一二三四五六七八九十])[)）]\s*|(?<=\s)\d{1,2}\.\s+|(?<=\s)[–•·-]\s+"
)
_PROBES = {
    "en": (" to do so", " do so"),
    "fr": (" à agir", " d'agir"),
    "es": (" a que actúen", " que actúen"),
    "ru": (" действовать",),
}
"""What makes the introduction of a list a sentence that can be read: `States should` + `to do so`."""


def items_within(around: Surroundings, start: int, end: int) -> Iterator[tuple[Finding, Clause]]:
    """Items of a list within a sentence, where its introduction asks, commits, or says who does what they tell."""
    opened = _INLINE.search(around.text[start:end])
    if opened is None and around.words.headed:
        yield from _headed(around, start, end)
        return
    if opened is None:
        return
    text, words = around.text, around.words
    colon = start + opened.start()
    introduction = clause_of(text, start, colon, words)
    found = _introducing(introduction, around)
    if found is None and words.headed and not words.causes_listed(introduction.said):
        yield from _headed(around, start, end)
        return
    if found is None and words.language != "en" and not words.causes_listed(introduction.said):
        return
    english = words.language == "en"
    for begin, stop in _stretches(text, colon, end):
        at = Clause(text=text, start=begin, end=stop, words=words, subject=introduction.subject, verb=None)
        if found is not None:
            yield found, at
        elif told := (_told_in(at, introduction, around) if english else None) or listed_cause(introduction, at):
            yield told, at


def _headed(around: Surroundings, start: int, end: int) -> Iterator[tuple[Finding, Clause]]:
    """Items below a heading in the same passage, `下一步计划 - 开设课程； - ...`, or behind who will do them."""
    text, words = around.text, around.words
    mark = _BELOW.search(text, start, min(end, start + FURTHEST))
    if mark is None:
        return
    heading = text[start : mark.start()].strip(" ：:")
    kind = next((kind for kind, pattern in words.headed.items() if pattern.search(heading)), None)
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


def _stretches(text: str, colon: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each item, without its mark and the stops behind it."""
    marks = list(_ITEM.finditer(text, colon, end))
    for mark, following in zip(marks, [*[m.start() for m in marks[1:]], end], strict=True):
        stop = following
        while stop > mark.end() and text[stop - 1] in " ;,.；，。":
            stop -= 1
        stretch = re.sub(r"[;,]?\s+(?:and|et|y|и|or)$", "", text[mark.end() : stop])
        if len(stretch) > 3:
            yield mark.end(), mark.end() + len(stretch)


def _told_in(at: Clause, introduction: Clause, around: Surroundings) -> Finding | None:
    """What an item tells whose introduction ends with who does it: `The Agency has: (a) opened a shelter`."""
    said = introduction.said.rstrip(" :：")
    probe = f"{said} {at.said}"
    read = clause_of(probe, 0, len(probe), at.words)
    if read.verb is None or read.subject is None:
        return None
    auxiliary = probe[slice(*read.verb)] in AUXILIARIES and read.verb[1] >= len(said) - FEW
    if not (auxiliary or len(said) < read.verb[0] <= len(said) + FEW):
        return None
    found = judged(read, around)
    if found is None or found.kind not in _TOLD:
        return None
    return found if found.actor is not None else replace(found, actor=read.about)


_TOLD = frozenset({Kind.ACTIVITY, Kind.PARTNERSHIP, Kind.COMMITMENT})


_TELLS = re.compile(r"\b(?:has|have|had|is|are|was|were)(?:\s+(?:also|already|since))?$", re.I)
"""The end of an introduction of what was done, `The Agency has: (a) opened ...`, which is not `has to`."""


def _introducing(introduction: Clause, around: Surroundings) -> Finding | None:
    """What the introduction of a list asks or commits to, as it stands or with a verb behind it."""
    found = judged(introduction, around)
    if found is not None and found.kind in ASKING and found.addressee:
        return found
    said = introduction.said.rstrip(" :：")
    if around.words.language == "en" and _TELLS.search(said):
        return found if found is not None and found.kind in ASKING else None
    probes = (said + ending for ending in _PROBES.get(around.words.language, ("",)))
    read = [judged(clause_of(probe, 0, len(probe), around.words), around) for probe in probes]
    asking = [one for one in (found, *read) if one is not None and one.kind in ASKING]
    named = (one for one in asking if one.addressee and not one.addressee.endswith(" to"))
    return next(named, asking[0] if asking else None)
