"""Lists within a sentence: `States should: (a) train judges; (b) ...`, `The Centre: - opened a shelter; - ...`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from palermo.extraction.discourse.context import Surroundings
from palermo.extraction.kinds import mandates
from palermo.extraction.kinds.activities import METHOD as ACTIVITIES
from palermo.extraction.kinds.cues import SHOWN, Finding
from palermo.extraction.kinds.factors import listed_cause
from palermo.extraction.kinds.listed_activities import achieved, listed_deed
from palermo.extraction.kinds.precedence import ASKING, clause_of, judged
from palermo.extraction.kinds.recommendations import METHOD as RECOMMENDATIONS
from palermo.extraction.kinds.recommendations import asked, listed_request
from palermo.extraction.language.verbs import AUXILIARIES
from palermo.extraction.lists.below_headings import LONGEST_HEADING, below_heading, headed, item_below
from palermo.extraction.syntax.clauses import Clause, is_actor
from palermo.statements import Kind, Reason

FEW = 3
"""Characters between an introduction and the verb of its item."""
_INLINE = re.compile(
    r"(?::|(?<=\bto)|(?<=\bwill)|(?<=\bshould)|(?<=\bmust)|(?<=\bby))\s+(?=[(]a[)]\s.{4,600}?\s[(]b[)]\s)"
    r"|:\s+(?=[(]?(?:a|i|1|أ|ا|١)[).]\s|[\d١-٩]{1,3}\s?[-–]\s|\d{1,3}[-–]\d{1,3}\s|\d{1,3}\.\d{1,2}\.\s|[–•·▪-]\s|\d\.\s+[A-ZÀ-Ý]\w+[aei]r(?:se)?\s)|：\s*(?=[(（]?(?:a|i|1|一)[)）]|一(?:、|是|要)|[㈠①⑴]|第一，|首先，)"
)
_ITEM = re.compile(
    r"[(（][أ-ي]{1,2}[)）]\s*|(?<![^\W\d_])[أ-ي]\)\s+|(?<=\s)[\d١-٩]{1,3}\s?[-–]\s+|(?<=\s)\d{1,3}[-–]\d{1,3}\s+(?=[ء-ي])|[(（]?(?:(?<![^\W\d_])[a-z]|[ivx]{1,4}|\d{1,2}|[一二三四五六七八九十])[)）]\s*|(?<=[：；])\s*(?:[一二三四五六七八九十](?:、|是|要)|[㈠-㈩①-⑳⑴-⒇]|第[一二三四五六七八九十]，|首先，|其次，|最后，)\s*|(?<=\s)\d{1,3}\.\d{1,2}\.\s+|(?<=\s)\d{1,2}\.\s+|(?<=\s)[–•·-]\s+"
)
_UNMARKED_ITEM = re.compile(r"[:;]\s+(?=\w)|[：；]\s*(?=\w)")
NEAR_VERB = 24
"""Characters of an item before the verb that it begins with: `quarterly | checks`."""


def items_within(around: Surroundings, start: int, end: int) -> Iterator[tuple[Finding, Clause]]:
    """Items of a list within a sentence, where its introduction asks, commits, or says who does what they tell."""
    text, words = around.text, around.words
    said = text[start:end]
    opened = _INLINE.search(said) or (words.unmarked and words.unmarked.search(said))
    if not opened:
        yield from below_heading(around, start, end)
        return
    colon = start + (opened.start() if opened.re is _INLINE else opened.end())
    introduction = clause_of(text, start, colon, words)
    found = _introducing(introduction, around) or headed(introduction) or _tasking(introduction, said, opened.end())
    read = _following(introduction, around) if found is None else None
    listing_causes = words.causes_listed(introduction.said)
    if found is None and not listing_causes and words.items in _READ:
        yield from _READ[words.items](introduction, list(_stretches(text, colon, end)), around)
        return
    if found is None and words.below and not listing_causes:
        yield from below_heading(around, start, end)
        return
    by_item = words.items == "behind introduction"
    if found is None and read is None and not by_item and not listing_causes:
        return
    for begin, stop in _stretches(text, colon, end):
        at = Clause(text=text, start=begin, end=stop, words=words, subject=introduction.subject, verb=None)
        if found is not None:
            yield found, at
        elif told := (_told_in(at, introduction, around) if by_item else None) or listed_cause(introduction, at):
            yield told, at
        elif read is not None:
            yield replace(read, listed=True), at
        elif words.language != "en" and (alone := _told_alone(at, introduction, around)):
            yield alone


def _tasking(introduction: Clause, said: str, items: int) -> Finding | None:
    """What the introduction of a list gives as tasks where its items are infinitives: `Le corresponde: a) velar`."""
    words = introduction.words
    begun = _ITEM.match(said, items)
    endings = words.listing.task_endings if begun and words.deeds.match(said, begun.end()) else ()
    probes = (introduction.said.rstrip(" :") + ending for ending in endings)
    return next((mandates.mandate(clause_of(probe, 0, len(probe), words)) for probe in probes), None)


def _by_themselves(
    introduction: Clause, stretches: list[tuple[int, int]], around: Surroundings
) -> Iterator[tuple[Finding, Clause]]:
    """What items state each by itself, or behind the subject of their introduction: `The Centre: a) will open`."""
    for begin, stop in stretches:
        own = clause_of(introduction.text, begin, stop, introduction.words)
        if own.verb and own.subject is None and introduction.subject is None and is_actor(introduction.said, own.words):
            own = replace(own, subject=(introduction.start, introduction.end))
        elif own.subject is None:
            own = replace(own, subject=introduction.subject)
        found = judged(own, around)
        if found and found.kind in ASKING and not found.actor and introduction.acts():
            found = replace(found, actor=introduction.about)
        if found:
            yield found, own


def _each_told(
    introduction: Clause, items: list[tuple[int, int]], around: Surroundings
) -> Iterator[tuple[Finding, Clause]]:
    """What items tell, each by itself, behind who does it, `The Fund: (a) opened ...`, or behind `What we do:`."""
    text, words = around.text, around.words
    doing = words.acting.search(introduction.said.rstrip(" :") + ":") is not None
    ours = (
        introduction.about if introduction.acts() else introduction.said if is_actor(introduction.said, words) else ""
    )
    for begin, stop in items:
        at = clause_of(text, begin, stop, words)
        if words.nothing.hold(at.said):
            continue
        asked = listed_request(introduction, at)
        if asked is None and introduction.verb is None and not doing and not ours:
            continue
        told = asked or judged(replace(at, subject=introduction.subject) if at.subject is None else at, around)
        if told is None and doing and (_begins_with_verb(at) or words.deeds.match(at.said)):
            told = listed_deed(introduction, at)
        if told is not None:
            yield (replace(told, actor=ours) if told.actor is None and at.subject is None else told), at


_READ = {"told by who acts": _each_told, "by themselves": _by_themselves}
"""How items are read of lists whose introduction says nothing, by what the wordings of a language call it."""


def _begins_with_verb(at: Clause) -> bool:
    return at.verb is not None and at.verb[0] - at.start <= NEAR_VERB


def _stretches(text: str, colon: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each item, without its mark and the stops behind it."""
    marks = list(_ITEM.finditer(text, colon, end)) or list(_UNMARKED_ITEM.finditer(text, colon, end))
    for mark, following in zip(marks, [*[m.start() for m in marks[1:]], end], strict=True):
        stop = following
        while stop > mark.end() and text[stop - 1] in " ;,.؛،；，。":
            stop -= 1
        stretch = re.sub(r"[;,]?\s+(?:and|et|y|и|or)$", "", text[mark.end() : stop])
        if len(stretch) > 3:
            yield mark.end(), mark.end() + len(stretch)


def _told_in(at: Clause, introduction: Clause, around: Surroundings) -> Finding | None:
    """What an item tells whose introduction ends with who does it: `The Agency has: (a) opened a shelter`."""
    forms = at.words.listing
    said = forms.adverbial_at_end.sub("", introduction.said.rstrip(" :："))
    if decided := forms.decided.fullmatch(said):
        return item_below(said[:SHOWN], Kind.MANDATE, actor=decided["who"])
    item = at.said[:1].lower() + at.said[1:] if at.words.language == "en" and at.said[1:2].islower() else at.said
    probe = f"{said} {item}"
    read = clause_of(probe, 0, len(probe), at.words)
    if read.verb is None or read.subject is None:
        return None
    verb = probe[slice(*read.verb)]
    charged = at.words.charged is not None and at.words.charged.search(said) is not None
    auxiliary = charged or ((verb in AUXILIARIES or at.words.language != "en") and read.verb[1] >= len(said) - FEW)
    if not (auxiliary or len(said) < read.verb[0] <= len(said) + FEW):
        return None
    found = judged(read, around)
    if found is None or found.kind not in _TOLD:
        return None
    return found if found.actor is not None else replace(found, actor=read.about)


def _told_alone(at: Clause, introduction: Clause, around: Surroundings) -> tuple[Finding, Clause] | None:
    """What an item tells by itself, below an introduction that tells nothing: `Conclusions: - the Fund may ...`.

    One that begins with its infinitive is asked for or planned, as the introduction says: `Our priorities: - train`.
    """
    read = clause_of(at.text, at.start, at.end, at.words)
    if at.words.deeds.match(at.text, at.start, at.end):
        announced = f"{introduction.said} :"
        if at.words.asked.match(introduction.said):
            return replace(_ASKED, reasons=(_below(introduction),)), read
        if at.words.acting.search(announced):
            return replace(_PLANNED, reasons=(_below(introduction),), actor=None), replace(read, subject=None)
        return None
    if read.verb is None or (introduction.verb is not None and not at.words.acting.search(introduction.said + " :")):
        return None
    found = judged(read, around)
    return (found, read) if found else None


def _below(introduction: Clause) -> Reason:
    return Reason(feature=f"it is an item below “{introduction.said[-SHOWN:]}”", weight=0.65)


_ASKED = Finding(kind=Kind.RECOMMENDATION, method=RECOMMENDATIONS, reasons=(), actor="")
_PLANNED = Finding(kind=Kind.ACTIVITY, method=ACTIVITIES, reasons=(), listed=True, tense="planned")
_TOLD = frozenset({Kind.ACTIVITY, Kind.PARTNERSHIP, Kind.COMMITMENT, Kind.MANDATE})


def _following(introduction: Clause, around: Surroundings) -> Finding | None:
    """What an Arabic introduction tells of somebody that its items spell out: `The Office does the following`."""
    words = introduction.words
    if not words.verb_first:
        return None
    if done := achieved(introduction.said, introduction):
        doer = words.listing.achieving.search(introduction.said)
        return replace(done, actor=doer["who"]) if doer else done
    following = words.listing.as_follows.search(introduction.said)
    if words.listing.recommending.search(introduction.said) and (following or len(introduction.said) < LONGEST_HEADING):
        return asked(introduction, replace(around, asked=introduction.said))
    if following is None:
        return None
    found = judged(introduction, around) or judged(
        clause_of(introduction.said, 0, len(introduction.said), words), around
    )
    if found is None or found.kind not in _SPELT_OUT:
        return None
    return found if found.actor is not None else replace(found, actor=introduction.about)


_SPELT_OUT = frozenset({Kind.ACTIVITY, Kind.MANDATE})


def _introducing(introduction: Clause, around: Surroundings) -> Finding | None:
    """What the introduction of a list asks or commits to, as it stands or with a verb behind it."""
    forms = around.words.listing
    if forms.decided.fullmatch(introduction.said.rstrip(" :")):
        return None
    found = judged(introduction, around)
    if found is not None and found.kind in ASKING and found.addressee:
        return found
    said = forms.adverbial_at_end.sub("", introduction.said.rstrip(" :："))
    if forms.tells_what_was_done.search(said):
        return found if found is not None and found.kind in ASKING else None
    probes = (said + ending for ending in forms.endings)
    read = [judged(clause_of(probe, 0, len(probe), around.words), around) for probe in probes]
    asking = [one for one in (found, *read) if one is not None and one.kind in ASKING]
    named = (one for one in asking if one.addressee and not one.addressee.endswith((" to", " à")))
    return next(named, asking[0] if asking else None)
