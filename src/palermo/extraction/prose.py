"""Statements in running text, sentence by sentence: each recipe reads a clause, and the first that can has it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from palermo.extraction.calls import asked, recommendation
from palermo.extraction.causes import factor, shields
from palermo.extraction.clauses import Clause, clause, halves, lead
from palermo.extraction.debates import Debate, heard
from palermo.extraction.deeds import activity, deliverable, item
from palermo.extraction.duties import mandate
from palermo.extraction.finding import Finding
from palermo.extraction.pledges import commitment
from palermo.extraction.sentences import sentences
from palermo.extraction.surroundings import Setting, Surroundings, surroundings
from palermo.extraction.telling import Memory, remember, statement
from palermo.extraction.ties import partnership
from palermo.extraction.wordings import Wordings
from palermo.statements import Kind, Masthead, Passage, Statement

SHORTEST = 12
"""Characters of a sentence that may state something; of a Chinese one a third."""
FURTHEST_VERB = 70
"""Characters of a second half before its verb."""
_ASKING = frozenset({Kind.RECOMMENDATION, Kind.COMMITMENT})
_HELPING = re.compile(
    r"(?:support|promot|develop|establish|build|creat|engage|enhanc|foster|strengthen|facilitat|encourag)", re.I
)
"""Verbs with which an item tells what is done for the ties of others."""
_INLINE = re.compile(r":\s+(?=[(]?(?:a|i|1)[).]\s|[–•·-]\s)|：\s*(?=[(（]?(?:a|i|1|一)[)）])")
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


def told(
    passages: Iterable[Passage],
    masthead: Masthead,
    taken: Callable[[str, int, int], bool],
    counted: Mapping[tuple[Kind, str], int],
) -> Iterator[Statement]:
    """Find what running text states.

    `taken` says whether a stretch of a passage is stated already; `counted`, how often a kind's quote, normalised, is.
    """
    memory = Memory(occurrences=Counter(counted))
    debate = Debate(reviewed=masthead.under_review)
    for around in surroundings(passages, memory.names.note):
        for found, at in _found(around, debate, taken):
            if not taken(around.passage.id, around.printed(at.start), around.printed(at.end)):
                yield statement(found, at, around, memory)
            remember(found, at, around, memory)


def _found(
    around: Surroundings, debate: Debate, taken: Callable[[str, int, int], bool]
) -> Iterator[tuple[Finding, Clause]]:
    text, words = around.text, around.words
    if debate.summarises(around):
        yield from _in_debate(around, debate, taken)
        return
    if debate.over:
        return
    if around.setting is Setting.DELIVERABLE:
        whole = _clause(text, 0, len(text), words)
        if found := deliverable(whole, around):
            yield found, whole
        return
    for start, end in sentences(text, around.passage.language):
        if not taken(around.passage.id, around.printed(start), around.printed(end)):
            yield from _in_sentence(around, start, end)


def _in_debate(
    around: Surroundings, debate: Debate, taken: Callable[[str, int, int], bool]
) -> Iterator[tuple[Finding, Clause]]:
    """What the summary of a State's review states."""
    text = around.text
    for begin, end in sentences(text, around.passage.language):
        start = lead(text, begin, end)
        voice = debate.says(around, start, end)
        stated = taken(around.passage.id, around.printed(begin), around.printed(end))
        shortest = SHORTEST // (3 if around.words.language == "zh" else 1)
        if voice and not stated and end - start >= shortest and not around.words.nothing.hold(text[start:end]):
            yield from heard(around, voice, start, end, debate.reviewed or "")


def _in_sentence(around: Surroundings, start: int, end: int) -> Iterator[tuple[Finding, Clause]]:
    text, words = around.text, around.words
    start, end = lead(text, start, end), end
    if end - start < SHORTEST // (3 if words.language == "zh" else 1):
        return
    said = text[start:end]
    if words.nothing.hold(said):
        return
    if words.testimony.search(said) and words.language != "zh" and around.setting is Setting.PROSE and '"' in said[:1]:
        return
    opened = _INLINE.search(said)
    if opened:
        listed = list(_inline(around, start, start + opened.start(), end))
        if listed:
            yield from listed
            return
    start, end = _framed(text, start, end, words)
    yield from _cut(around, start, end)


def _inline(around: Surroundings, start: int, colon: int, end: int) -> Iterator[tuple[Finding, Clause]]:
    """Items of a list within a sentence, where its introduction asks or commits."""
    text, words = around.text, around.words
    introduction = _clause(text, start, colon, words)
    found = _introducing(introduction, around)
    if found is None:
        return
    marks = list(_ITEM.finditer(text, colon, end))
    for mark, following in zip(marks, [*[m.start() for m in marks[1:]], end], strict=True):
        stop = following
        while stop > mark.end() and text[stop - 1] in " ;,.；，。":
            stop -= 1
        stretch = re.sub(r"[;,]?\s+(?:and|et|y|и|or)$", "", text[mark.end() : stop])
        if len(stretch) > 3:
            at = Clause(
                text=text,
                start=mark.end(),
                end=mark.end() + len(stretch),
                words=words,
                subject=introduction.subject,
                verb=None,
            )
            yield found, at


def _introducing(introduction: Clause, around: Surroundings) -> Finding | None:
    """What the introduction of a list asks or commits to, as it stands or with a verb behind it."""
    found = _judged(introduction, around)
    if found is not None and found.kind in _ASKING:
        return found
    said = introduction.said.rstrip(" :：")
    for ending in _PROBES.get(around.words.language, ("",)):
        probe = said + ending
        found = _judged(_clause(probe, 0, len(probe), around.words), around)
        if found is not None and found.kind in _ASKING:
            return found
    return None


def _framed(text: str, start: int, end: int, words: Wordings) -> tuple[int, int]:
    """Cut off what only reports a statement: `the Committee was informed that`, `, the members added`."""
    for pattern in words.after:
        if found := pattern.search(text[start:end]):
            end = start + found.start()
    for pattern in words.before:
        if found := pattern.match(text[start:end]):
            return start + found.end(), end
    return start, end


def _cut(around: Surroundings, start: int, end: int) -> Iterator[tuple[Finding, Clause]]:
    """What a sentence states; two things where its halves are of different kinds, or tell of different times."""
    text, words = around.text, around.words
    whole = _clause(text, start, end, words)
    for left_end, right_start in halves(text, start, end, words) if whole.verb else ():
        right = _clause(text, right_start, end, words)
        if right.verb is None or not _near(text, right_start, right.verb[0], words):
            continue
        if right.subject is None and whole.subject:
            right = replace(right, subject=whole.subject)
        second = _judged(right, around)
        left = _clause(text, start, left_end, words)
        first = _judged(left, around) if second else None
        if first and second and _apart(first, second, right, text[left_end:right_start]):
            yield first, left
            yield from _cut(around, right_start, end) if right.subject != whole.subject else iter([(second, right)])
            return
    found = _judged(whole, around)
    if found and found.kind is Kind.RECOMMENDATION and words.duties:
        yield from ((found, part) for part in _shared_duty(whole))
    elif found:
        yield found, whole


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
    if second is None or "," in at.text[at.start + duty.end() : second.start()]:
        yield at
        return
    yield replace(at, end=second.start())
    yield replace(at, start=second.end())


def _near(text: str, start: int, verb: int, words: Wordings) -> bool:
    """Whether the verb of a second half stands near its beginning, with no list between."""
    before = text[start:verb]
    return len(before) <= FURTHEST_VERB and "," not in before and not words.joins.search(before)


def _apart(first: Finding, second: Finding, right: Clause, join: str) -> bool:
    """Whether two halves are two statements."""
    kinds = {first.kind, second.kind}
    own = right.subject is not None and right.subject[0] >= right.start
    if kinds == {Kind.RECOMMENDATION}:
        return bool(second.addressee) and second.addressee != first.addressee and right.said.strip() != second.addressee
    if second.kind is Kind.ACTIVITY and right.words.deeds.match(right.said):
        return False
    if second.kind in _ASKING or first.kind in _ASKING:
        return second.kind is not first.kind and second.kind is not Kind.FACTOR
    if kinds == {Kind.ACTIVITY}:
        planned = right.verb is not None and right.words.planned.search(right.text, right.start, right.verb[1] + 12)
        return first.tense != second.tense and bool(planned)
    if Kind.FACTOR in kinds:
        return own and not join.strip().isalpha() and (kinds == {Kind.FACTOR} or join.strip(" ,") not in ("and", ""))
    return False


def _judged(at: Clause, around: Surroundings) -> Finding | None:
    """The first recipe that can read a clause has it."""
    if pledged := commitment(at) if _may_pledge(at) else None:
        return pledged if recommendation(at) is None else recommendation(at)
    administration = at.words.administration
    if administration and administration.hold(at.text[at.start : min(at.end, at.start + 220)]):
        return None
    if around.setting is Setting.DOING and (
        at.subject is None or at.text[at.subject[0]].isupper() is False or at.words.deeds.match(at.said)
    ):
        return _partnership_of_item(at, around) or item(at, around)
    found = recommendation(at) or mandate(at) or partnership(at, around) or commitment(at)
    found = found or shields(at) or activity(at, around) or factor(at)
    if found is None and around.asked and at.words.deeds.match(at.text, at.start, at.end):
        found = asked(at, around)
    if found and around.setting is Setting.MEASURE and not (found.kind in _ASKING or found.tense == "done"):
        return None
    return found


def _may_pledge(at: Clause) -> bool:
    """Whether a clause is said of somebody who can commit: in English subjects are plain to see."""
    return at.words.language != "en" or at.subject is None or at.acts() or "commitment" in at.about


def _partnership_of_item(at: Clause, around: Surroundings) -> Finding | None:
    """An item whose first verb is a tie: `Play a leading role in the network`."""
    found = partnership(replace(at, verb=None), around)
    return found if found and not _HELPING.match(at.said) else None


def _clause(text: str, start: int, end: int, words: Wordings) -> Clause:
    stripped = text[start:end].rstrip(" ;,.:；，。：،؛")
    return clause(text, start, start + len(stripped), words)
