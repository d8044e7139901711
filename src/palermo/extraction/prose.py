"""Statements in running text, sentence by sentence: each recipe reads a clause, and the first that can has it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from palermo.extraction.calls import asked, recommendation
from palermo.extraction.causes import does_harm, factor, shields
from palermo.extraction.clauses import Clause, clause, halves, is_actor, lead
from palermo.extraction.debates import Debate, heard
from palermo.extraction.deeds import activity, deliverable, item
from palermo.extraction.duties import mandate
from palermo.extraction.finding import Finding
from palermo.extraction.pledges import commitment, pledged_below
from palermo.extraction.sentences import sentences
from palermo.extraction.speakers import Speakers
from palermo.extraction.surroundings import Setting, Surroundings, surroundings
from palermo.extraction.telling import Memory, remember, statement
from palermo.extraction.ties import partnership
from palermo.extraction.wordings import Wordings
from palermo.statements import Kind, Masthead, Passage, PassageKind, Statement

SHORTEST = 12
"""Characters of a sentence that may state something; of a Chinese one a third."""
FURTHEST_VERB = 70
"""Characters of a second half before its verb."""
MOST_COMMAS = 6
_COMMA = re.compile(r"[,،，]\s*")
_ASKING = frozenset({Kind.RECOMMENDATION, Kind.COMMITMENT})
_HELPING = re.compile(
    r"(?:support|promot|develop|establish|build|creat|engage|enhanc|foster|strengthen|facilitat|encourag)", re.I
)
"""Verbs with which an item tells what is done for the ties of others."""
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


def told(
    passages: Iterable[Passage],
    masthead: Masthead,
    taken: Callable[[str, int, int], bool],
    counted: Mapping[tuple[Kind, str], int],
    speaking: Speakers,
) -> Iterator[Statement]:
    """Find what running text states.

    `taken` says whether a stretch of a passage is stated already; `counted`, how often a kind's quote, normalised, is;
    `speaking`, whom `we` is.
    """
    memory = Memory(occurrences=Counter(counted), speakers=speaking)
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
    if words.claims and (claimed := words.claims.match(said)):
        at = _clause(text, start + claimed.end(), end, words)
        if (found := factor(at)) and not _asks_later(at):
            yield found, at
            return
    if words.nothing.hold(said):
        if (behind := _asked_behind_preamble(text, start, end, words)) is not None:
            yield from _cut(around, behind, end)
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


def _asked_behind_preamble(text: str, start: int, end: int, words: Wordings) -> int | None:
    """Where somebody asks behind a preamble in one sentence: `Recalling its recommendation, the Committee asks`."""
    if words.language == "en" or not words.nothing.begin.match(text[start:end]):
        return None
    for comma in islice(_COMMA.finditer(text, start, end), MOST_COMMAS):
        found = recommendation(_clause(text, comma.end(), end, words))
        if found and found.spoken and (found.actor or words.verb_first):
            return comma.end()
    return None


def _asks_later(at: Clause) -> bool:
    """Whether behind a comma of a claim somebody asks for something: `Noting that ..., the Committee recommends`."""
    commas = islice(_COMMA.finditer(at.text, at.start, at.end), MOST_COMMAS)
    return any(recommendation(_clause(at.text, comma.end(), at.end, at.words)) for comma in commas)


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


_TELLS = re.compile(r"\b(?:has|have|had|is|are|was|were)(?:\s+(?:also|already|since))?$", re.I)
"""The end of an introduction of what was done, `The Agency has: (a) opened ...`, which is not `has to`."""


def _introducing(introduction: Clause, around: Surroundings) -> Finding | None:
    """What the introduction of a list asks or commits to, as it stands or with a verb behind it."""
    found = _judged(introduction, around)
    if found is not None and found.kind in _ASKING:
        return found
    said = introduction.said.rstrip(" :：")
    if around.words.language == "en" and _TELLS.search(said):
        return None
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
        if right.subject is None and words.duties and words.duties.match(right.said):
            continue  # `States should ... and should ...` is kept whole
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
    elif behind := _asked_behind(around, whole):
        yield behind


def _asked_behind(around: Surroundings, whole: Clause) -> tuple[Finding, Clause] | None:
    """What the second half of a sentence asks of its own addressee, where the first states nothing."""
    text, words = around.text, around.words
    for _, start in halves(text, whole.start, whole.end, words) if whole.verb and words.duties else ():
        right = _clause(text, start, whole.end, words)
        if right.verb is None or right.subject is None or not _near(text, start, right.verb[0], words):
            continue
        found = _judged(right, around)
        if found and found.kind is Kind.RECOMMENDATION and found.addressee:
            return found, right
    return None


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
    if kinds == {Kind.MANDATE}:
        return own
    if second.kind is Kind.ACTIVITY and right.words.deeds.match(right.said):
        return False
    if kinds == {Kind.RECOMMENDATION, Kind.ACTIVITY} and second.kind is Kind.ACTIVITY and right.words.language == "en":
        return own and is_actor(right.about, right.words)
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
    pledged = commitment(at) if _may_pledge(at) else None
    if pledged and _OPEN.search(at.text, at.start, min(at.end + 2, len(at.text))):
        return None
    if pledged and at.words.language != "en" and _COLON.match(at.text, at.end):
        return None
    if pledged:
        return pledged if recommendation(at) is None else recommendation(at)
    administration = at.words.administration
    if administration and administration.hold(at.text[at.start : min(at.end, at.start + 220)]):
        return None
    if around.setting is Setting.DOING and (
        at.subject is None or at.text[at.subject[0]].isupper() is False or at.words.deeds.match(at.said)
    ):
        return _pledged_item(around) or _partnership_of_item(at, around) or item(at, around)
    found = recommendation(at) or mandate(at) or partnership(at, around) or commitment(at)
    if found is None and _asked_item(at, around):
        return asked(at, around)
    found = found or shields(at) or (factor(at) if does_harm(at) else None) or activity(at, around) or factor(at)
    if found is None and around.asked and at.words.deeds.match(at.text, at.start, at.end):
        found = asked(at, around)
    if found and found.kind is Kind.ACTIVITY and found.tense == "planned" and around.pledged:
        found = pledged_below(found, around.pledged)
    if found and around.setting is Setting.MEASURE and not (found.kind in _ASKING or found.tense == "done"):
        return None
    return found


def _asked_item(at: Clause, around: Surroundings) -> bool:
    """Whether it is an item below a heading of recommendations that begins with its infinitive; not of English."""
    item = around.passage.kind is PassageKind.ITEM and around.asked is not None and at.words.language != "en"
    return item and not at.acts() and at.words.deeds.match(at.text, at.start, at.end) is not None


_STRIVING = re.compile(r"\bs[’']\s?(?:emploie|attache|efforce)(?:ra|ront)\b", re.I)
"""French for what a programme will do, and no pledge."""
_COLON = re.compile(r"\s*[:：]\s*$")
_OPEN = re.compile(r"\b(?:will|shall|to|by|following)(?:\s+\w+){0,2}\s*:\s*$")
"""The end of the introduction of a list, whose items state what is pledged."""


def _may_pledge(at: Clause) -> bool:
    """Whether a clause is said of somebody who can commit: in English subjects are plain to see."""
    return at.words.language != "en" or at.subject is None or at.acts() or "commitment" in at.about


def _pledged_item(around: Surroundings) -> Finding | None:
    """An item of a list that is introduced as pledged: `In the coming year we will:`."""
    introduction = around.introduction
    if introduction is None or _STRIVING.search(introduction.text):
        return None
    probe = introduction.text.rstrip(" :：") + (" do so" if around.words.language == "en" else "")
    at = _clause(probe, 0, len(probe), around.words)
    pledged = commitment(at)
    return replace(pledged, actor=at.about) if pledged else None


def _partnership_of_item(at: Clause, around: Surroundings) -> Finding | None:
    """An item whose first verb is a tie: `Play a leading role in the network`."""
    found = partnership(replace(at, verb=None), around)
    return found if found and not _HELPING.match(at.said) else None


def _clause(text: str, start: int, end: int, words: Wordings) -> Clause:
    stripped = text[start:end].rstrip(" ;,.:；，。：،؛")
    return clause(text, start, start + len(stripped), words)
