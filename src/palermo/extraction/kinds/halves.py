"""What a sentence states: one thing, or two where its halves are of different kinds or tell of different times."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from palermo.extraction.discourse.context import Setting, Surroundings
from palermo.extraction.kinds.activities import activity
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.precedence import ASKING, clause_of, judged
from palermo.extraction.kinds.recommendations import also_asked, clause_like
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.roles.beneficiaries import served
from palermo.extraction.syntax.clauses import MOST_JOINS, Clause, halves, is_actor
from palermo.statements import Kind

FURTHEST_VERB = 70
"""Characters of a second half before its verb."""
FEW = 3
"""Characters before the verb of a second half that has the subject of the first."""
_OF_PARTY = frozenset({Kind.ACTIVITY, Kind.COMMITMENT, Kind.MANDATE, Kind.PARTNERSHIP})
"""Kinds of what a party does or is tied to."""


def stated(
    around: Surroundings, start: int, end: int, teller: tuple[int, int] | None = None
) -> Iterator[tuple[Finding, Clause]]:
    """What a sentence states; two things where its halves are of different kinds, or tell of different times.

    `teller` is who reports it of themselves, or the subject of the part before it: who acts where no other does.
    """
    text, words = around.text, around.words
    if words.language == "es" and (parted := _parted(around, start, end)):
        yield from parted
        return
    whole = clause_of(text, start, end, words)
    if teller and whole.verb and whole.subject is None and not whole.of_us():
        whole = replace(whole, subject=teller)
    for left_end, right_start in halves(text, start, end, words) if whole.verb else ():
        if words.telling.joined_verbs.search(text, start, left_end):
            continue
        right_start = _behind_that(text, start, right_start, words)
        if words.language == "en" and text.startswith("that ", right_start):
            continue  # `The panel recommends that A act | and that B share data`
        right = clause_of(text, right_start, end, words)
        if right.verb is None or not _near(text, right_start, right.verb[0], words):
            continue
        if right.subject is None and words.duties and words.duties.match(right.said):
            continue  # `States should ... and should ...` is kept whole
        if right.subject is None and whole.subject:
            right = replace(right, subject=whole.subject)
        second = judged(right, around)
        if second and second.spoken and clause_like(second.actor, right):
            continue  # `the bodies are informed, and | encourages States to`
        left = clause_of(text, start, left_end, words)
        if left.subject is None and whole.subject and whole.subject[1] < start:
            left = replace(left, subject=whole.subject)
        first = judged(left, around) if second else None
        if second and first is None and _alone_asks(second, text[left_end:right_start], words):
            yield from stated(around, right_start, end)
            return
        if first and first.kind is Kind.RECOMMENDATION and left.verb is None and words.language == "en":
            continue  # `Recommendation 4: the Fund | and the Ministry should ...`
        if second and first is None and _alone_told(second, left, right):
            yield second, right
            return
        if first and second and _apart(first, second, left, right):
            yield first, left
            yield from stated(around, right_start, end) if right.subject != whole.subject else iter([(second, right)])
            return
    found = judged(whole, around)
    if found and found.kind is Kind.RECOMMENDATION and _only_announced(whole):
        return
    if found and found.kind is Kind.RECOMMENDATION and words.also_asked and words.also_asked.search(whole.said):
        yield from also_asked(found, whole)
    elif found and found.kind is Kind.RECOMMENDATION and words.duties:
        yield from ((found, part) for part in _shared_duty(whole))
    elif found:
        yield found, whole
    elif behind := _asked_behind(around, whole) or _done_behind(around, whole):
        yield behind


def _only_announced(at: Clause) -> bool:
    """Whether it only announces in English what is asked: `It is recommended that:`, `It calls for the following:`."""
    return at.words.telling.announces_list.search(at.said) is not None


def _alone_asks(second: Finding, join: str, words: Wordings) -> bool:
    """Whether in Arabic only the half behind a comma states something, what it asks or pledges."""
    return words.verb_first and second.kind in ASKING and join.strip() != ""


def _alone_told(second: Finding, left: Clause, right: Clause) -> bool:
    """Whether in English only the second half states something, a duty or a pledge of a party that it names itself."""
    own = right.subject is not None and right.subject[0] >= right.start and right.acts()
    whole = (
        left.subject is not None and left.verb is not None and right.text[left.end : right.start].strip()[:1] in ",;"
    )
    return right.words.language == "en" and own and whole and second.kind in (Kind.MANDATE, Kind.COMMITMENT)


def _asked_behind(around: Surroundings, whole: Clause) -> tuple[Finding, Clause] | None:
    """What the second half of a sentence asks of its own addressee, where the first states nothing."""
    text, words = around.text, around.words
    for left, start in halves(text, whole.start, whole.end, words) if whole.verb and words.duties else ():
        right = clause_of(text, start, whole.end, words)
        if right.verb is None or right.subject is None or not _near(text, start, right.verb[0], words):
            continue
        found = judged(right, around)
        if found and found.kind is Kind.RECOMMENDATION and found.addressee:
            return found, right
        if found and words.language == "en" and text[left] in ",;" and _of_party(found, right):
            return found, right  # `She called for help, and | the team passed a report to the police`
    return None


def _of_party(found: Finding, at: Clause) -> bool:
    """Whether it is surely stated of a party that is named: a tie, a duty, a pledge, or what is done for somebody."""
    if not at.acts() or at.words.pronouns.match(at.about) or found.kind not in _OF_PARTY:
        return False
    return found.kind is not Kind.ACTIVITY or bool(found.addressee or served(at, [], loose=False))


def _done_behind(around: Surroundings, whole: Clause) -> tuple[Finding, Clause] | None:
    """What a party does that is told behind `and` of what it is: `It has a unit and is training judges`."""
    text, words = around.text, around.words
    if words.language != "en" or around.setting is not Setting.PROSE or whole.subject is None or not whole.acts():
        return None
    for _, start in halves(text, whole.start, whole.end, words):
        right = clause_of(text, start, whole.end, words)
        if right.verb is None or right.verb[0] > start + FEW or not words.telling.telling_half.match(text, start):
            continue
        found = activity(replace(right, subject=whole.subject), around)
        if found:
            return found, replace(whole, verb=right.verb)
    return None


def _parted(around: Surroundings, start: int, end: int) -> list[tuple[Finding, Clause]]:
    """What a Spanish sentence states before and behind a semicolon or a colon; nothing where it is one statement."""
    text = around.text
    marks = list(islice(_MARK.finditer(text, start + 12, end), MOST_JOINS))
    marks.sort(key=lambda mark: mark.group()[0], reverse=True)  # a semicolon parts before a colon does
    told = (mark for mark in marks if clause_of(text, mark.end(), end, around.words).verb)
    if (mark := next(told, None)) is None or not (behind := list(stated(around, mark.end(), end))):
        return []
    before, left = list(stated(around, start, mark.start())), clause_of(text, start, mark.start(), around.words)
    found, at = behind[0]
    if at.subject is None and at.start == mark.end() and left.acts():
        behind[0] = found, replace(at, subject=left.subject)  # `El Gobierno progresa: | condenó a 18 tratantes`
    if not before:
        return behind
    apart = mark.group().startswith(";") and _two(before[-1][0], behind[0])
    return [*before, *behind] if apart else []


def _two(first: Finding, behind: tuple[Finding, Clause]) -> bool:
    """Whether what stands behind a semicolon is a statement of its own, and no more of the one before it."""
    second = behind[0]
    if first.kind is not second.kind:
        return True
    if second.kind is Kind.RECOMMENDATION:
        return bool(second.addressee) and second.addressee != first.addressee
    return second.kind in (Kind.ACTIVITY, Kind.COMMITMENT, Kind.MANDATE)


_MARK = re.compile(r"[:;]\s+(?=\w)")


def _shared_duty(at: Clause) -> Iterator[Clause]:
    """`They should write clauses and check suppliers` asks for two things; any other clause for one."""
    duty = at.words.duties.search(at.said) if at.words.duties else None
    if duty is None:
        yield at
        return
    found = at.words.deeds.pattern
    second = re.compile(rf",?\s+(?:and|et|y|и)\s+(?={found}\s\w+\s\w)", re.I).search(
        at.text, at.start + duty.end() + 12, at.end
    )
    between = at.text[at.start + duty.end() : second.start()] if second else ""
    if second is None or "," in between or at.words.telling.aim_behind.search(between):
        yield at
        return
    yield replace(at, end=second.start())
    yield replace(at, start=second.end())


def _behind_that(text: str, start: int, right: int, words: Wordings) -> int:
    """Where the second of two reported English clauses begins: `said that it closed and that | it reopened`."""
    reported = words.language == "en" and text[max(0, start - 12) : start].rstrip(" ,").endswith("that")
    return right + len("that ") if reported and text.startswith("that ", right) else right


def _near(text: str, start: int, verb: int, words: Wordings) -> bool:
    """Whether the verb of a second half stands near its beginning, with no list between."""
    before = text[start:verb]
    return len(before) <= FURTHEST_VERB and "," not in before and not words.joins.search(before)


def _apart(first: Finding, second: Finding, left: Clause, right: Clause) -> bool:
    """Whether two halves are two statements."""
    join = right.text[left.end : right.start]
    kinds = {first.kind, second.kind}
    own = right.subject is not None and right.subject[0] >= right.start
    if right.words.language == "en" and join.rstrip().endswith(" that"):
        return own
    if kinds == {Kind.RECOMMENDATION}:
        return bool(second.addressee) and second.addressee != first.addressee and right.said.strip() != second.addressee
    if kinds == {Kind.MANDATE} or (kinds == {Kind.COMMITMENT} and right.words.language == "en"):
        return own
    if second.kind is Kind.ACTIVITY and not right.words.verb_first and right.words.deeds.match(right.said):
        return False
    if kinds == {Kind.RECOMMENDATION, Kind.ACTIVITY} and second.kind is Kind.ACTIVITY and right.words.language == "en":
        return own and is_actor(right.about, right.words)
    if (first.kind, second.kind) == (Kind.COMMITMENT, Kind.ACTIVITY) and own and not is_actor(right.about, right.words):
        return right.words.language != "en"
    if right.words.language == "es" and own and first.kind is not second.kind and right.acts():
        return True
    if right.words.labels and not own and (first.kind, second.kind) == (Kind.COMMITMENT, Kind.ACTIVITY):
        return False
    if right.words.verb_first and not own and not join.strip():
        return False  # `we stand by survivors and pledge to listen`
    if right.words.language == "zh" and not own and first.kind is Kind.COMMITMENT and second.tense == "planned":
        return False  # `保证不收费，并将公布 ...` pledges both
    if second.kind in ASKING or first.kind in ASKING:
        return second.kind is not first.kind and second.kind is not Kind.FACTOR
    if kinds == {Kind.ACTIVITY} and own and join.startswith("；") and is_actor(right.about, right.words):
        return True
    if kinds == {Kind.ACTIVITY}:
        planned = right.verb is not None and right.words.planned.search(right.text, right.start, right.verb[1] + 12)
        now = right.words.verb_first and first.tense == "done" and right.words.telling.goes_on.search(right.said)
        return first.tense != second.tense and bool(planned or now)
    if kinds == {Kind.FACTOR} and right.about.casefold() in left.about.casefold():
        return False  # `traffickers exploit ..., and traffickers exploit ...`
    if kinds == {Kind.FACTOR} and join.strip(" ,") == "а":
        return False
    if Kind.FACTOR in kinds:
        return own and not join.strip().isalpha() and (kinds == {Kind.FACTOR} or join.strip(" ,") not in ("and", ""))
    return right.words.verb_first and len(kinds) > 1 and join.strip() != ""
