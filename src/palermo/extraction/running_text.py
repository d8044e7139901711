"""Statements in running text, sentence by sentence: each recipe reads a clause, and the first that can has it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from palermo.extraction.discourse.antecedents import done_by_no_party
from palermo.extraction.discourse.bylines import behind_dateline
from palermo.extraction.discourse.context import Setting, Surroundings, surroundings
from palermo.extraction.discourse.discourse_model import Memory
from palermo.extraction.discourse.speakers import Speakers
from palermo.extraction.kinds.activities import achieved, activity, deliverable, planned_action
from palermo.extraction.kinds.commitments import pledged_on
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.debates import Debate, heard
from palermo.extraction.kinds.factors import factor
from palermo.extraction.kinds.mandates import given_by_law, mandate
from palermo.extraction.kinds.precedence import ASKING, clause_of, judged
from palermo.extraction.kinds.recommendations import also_asked, asked, clause_like, recommendation
from palermo.extraction.language.sentences import sentences
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.lists.inline import LONGEST_HEADING, items_within
from palermo.extraction.role_labelling import remember, statement
from palermo.extraction.second_reading import Reading, read_again
from palermo.extraction.syntax.clause_chains import whole_clauses
from palermo.extraction.syntax.clauses import MOST_JOINS, Clause, halves, is_actor, lead
from palermo.extraction.syntax.elliptic_parts import own_parts
from palermo.extraction.syntax.sentence_parts import parts
from palermo.statements import Kind, Masthead, Passage, Statement
from palermo.vectors import Encoder

SHORTEST = 12
"""Characters of a sentence that may state something; of a Chinese one a third."""
FURTHEST_VERB = 70
"""Characters of a second half before its verb."""
MOST_COMMAS = 6
_COMMA = re.compile(r"[,،，]\s*")
_STOPS = re.compile(r"[،؛]\s*")


def told(
    passages: Iterable[Passage],
    masthead: Masthead,
    taken: Callable[[str, int, int], bool],
    counted: Mapping[tuple[Kind, str], int],
    speaking: Speakers,
    encoder: Encoder | None = None,
) -> Iterator[Statement]:
    """Find what running text states.

    `taken` says whether a stretch of a passage is stated already; `counted`, how often a kind's quote, normalised, is;
    `speaking`, whom `we` is. With an encoder, what the recipes made of it is read a second time.
    """
    everything = tuple(passages)
    read = dict(read_by_recipes(everything, masthead, taken))
    decided = iter(_decided([reading for _, readings in read.values() for reading in readings], encoder))
    memory = Memory(occurrences=Counter(counted), speakers=speaking)
    for passage in everything:
        memory.names.note(passage)
        if passage.id not in read:
            continue
        around, readings = read[passage.id]
        for reading, found in zip(readings, decided, strict=False):
            if found is None or (found.kind is Kind.ACTIVITY and done_by_no_party(reading.at, around, memory.before)):
                continue
            if not taken(passage.id, around.printed(reading.at.start), around.printed(reading.at.end)):
                yield statement(found, reading.at, around, memory)
            remember(found, reading.at, around, memory)
        memory.before.appendleft(around)


def _decided(readings: Sequence[Reading], encoder: Encoder | None) -> Sequence[Finding | None]:
    return read_again(readings, encoder) if encoder else [reading.found for reading in readings]


def read_by_recipes(
    passages: Iterable[Passage], masthead: Masthead, taken: Callable[[str, int, int], bool]
) -> Iterator[tuple[str, tuple[Surroundings, tuple[Reading, ...]]]]:
    """What recipes make of the running text of each passage that may state something, by the passage's id, in order.

    A sentence in which they find nothing is one reading.
    """
    debate = Debate(reviewed=masthead.under_review)
    for around in surroundings(passages, lambda passage: None):
        made = tuple(
            Reading(around=around, at=at, found=found) for found, at in _in_course(_found(around, debate, taken))
        )
        yield around.passage.id, (around, made)


def _in_course(told: Iterable[tuple[Finding | None, Clause]]) -> Iterator[tuple[Finding | None, Clause]]:
    """Findings of a passage with what goes before: what `it will` do behind a pledge is pledged.

    What an article of a law tells of somebody is a task. Only of languages whose wordings know labels of paragraphs.
    """
    before: Finding | None = None
    for found, at in told:
        if found is not None and at.words.labels and found.kind is Kind.ACTIVITY:
            if before and before.kind is Kind.COMMITMENT and found.tense == "planned":
                found = pledged_on(found) if at.words.pronouns.match(at.about) else found
            elif found.tense == "ongoing" and at.subject and _ARTICLE.search(at.text, max(0, at.start - 30), at.start):
                found = given_by_law(found, at)
        before = found or before
        yield found, at


_ARTICLE = re.compile(r"(?:^|\s)Art(?:icle|\.)\s*\d+(?:er|bis)?\s?[.:–—-]+(?:\s?[–—-])?\s+$")
"""The label of an article of a law."""


def _found(
    around: Surroundings, debate: Debate, taken: Callable[[str, int, int], bool]
) -> Iterator[tuple[Finding | None, Clause]]:
    text, words = around.text, around.words
    if debate.summarises(around):
        yield from _in_debate(around, debate, taken)
        return
    if debate.over:
        return
    if around.setting is Setting.DELIVERABLE:
        whole = clause_of(text, 0, len(text), words)
        if found := deliverable(whole, around):
            yield found, whole
        return
    heading = ""
    for start, end in _sentences(around):
        if taken(around.passage.id, around.printed(start), around.printed(end)):
            continue
        if words.verb_first and _BULLET.match(text, max(0, start - 3)):
            if found := _below(heading, clause_of(text, start, end, words), around):
                yield found, clause_of(text, start, end, words)
                continue
        else:
            heading = text[start:end]
        for begin, stop in whole_clauses(text, start, end, words):
            stated = tuple(_in_sentence(around, begin, stop))
            yield from stated or _unsaid(around, begin, stop)


def _sentences(around: Surroundings) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a passage, of several that are printed as one, too."""
    for start, end in _bulleted(around.text, around):
        yield from parts(around.text, start, end, around.words)


def _unsaid(around: Surroundings, start: int, end: int) -> Iterator[tuple[None, Clause]]:
    """A sentence in which no recipe found anything, without what only opens or reports it."""
    start = behind_dateline(around.text, start, end) if around.words.language == "en" else start
    start, end, _ = _framed(around.text, lead(around.text, start, end), end, around.words)
    at = clause_of(around.text, start, end, around.words)
    if at.end - at.start >= SHORTEST // (3 if around.words.language == "zh" else 1):
        yield None, at


def _below(heading: str, at: Clause, around: Surroundings) -> Finding | None:
    """A bullet that names a deed by a noun, below a heading in one passage with it: `Recommendations`, `Results`."""
    words = around.words
    if len(heading) > LONGEST_HEADING or not (words.nominal and words.nominal.match(at.said)):
        return None
    if words.asked.match(heading):
        return asked(at, replace(around, asked=heading))
    return achieved(heading, at)


def _bulleted(text: str, around: Surroundings) -> Iterator[tuple[int, int]]:
    """The sentences of a passage; in Arabic a bullet begins one, unless its list is introduced with a colon."""
    for start, end in sentences(text, around.passage.language):
        bullets = list(_BULLET.finditer(text, start, end)) if around.words.verb_first else []
        if bullets and text[: bullets[0].start()].rstrip().endswith(":"):
            bullets = []
        begins = [start, *(bullet.end() for bullet in bullets)]
        yield from zip(begins, [*(bullet.start() for bullet in bullets), end], strict=True)


_BULLET = re.compile(r"\s+[•●▪]\s+|(?<=[؛.])\s+(?=\d{1,3}[-–]\d{1,3}\s+[ء-ي])")
_REVIEWED = re.compile(r"\d{1,3}[-–]\d{1,3}\s+(?P<what>[^؛]{10,600}?)\s*\((?P<who>[ء-ي،\s]{3,200})\)[.؛\s]*$")
"""A numbered recommendation of a State's review in Arabic, with those who made it."""


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
    start = behind_dateline(text, start, end) if words.language == "en" else start
    if dated := _dated(around, start, end):
        yield dated
        return
    if words.nominal and (reviewed := _REVIEWED.match(text[start:end])) and words.nominal.match(reviewed["what"]):
        at = clause_of(text, start + reviewed.start("what"), start + reviewed.end("what"), words)
        if found := asked(at, replace(around, asked=reviewed["who"])):
            yield replace(found, actor=reviewed["who"]), at
            return
    start, end = lead(text, start, end), end
    if end - start < SHORTEST // (3 if words.language == "zh" else 1):
        return
    said = text[start:end]
    if said.rstrip('"”»’ ').endswith(("?", "؟", "？")):
        return
    if words.claims and (claimed := words.claims.match(said)):
        at = clause_of(text, start + claimed.end(), end, words)
        worrying = claimed.group().strip() if _CONCERN.search(claimed.group()) else ""
        found = factor(at, worrying) or (mandate(at) if words.language == "es" else None)
        if found and not _asks_later(at):
            yield found, at
            return
    if words.language == "en" and (_CUT_OFF.match(said) or _QUESTION.match(said)):
        return
    if words.nothing.hold(said):
        if (behind := _asked_behind_preamble(text, start, end, words)) is not None:
            yield from _cut(around, behind, end)
        return
    if (
        words.testimony.search(said)
        and words.language != "zh"
        and around.setting is Setting.PROSE
        and _quoting(text, start)
    ):
        return
    if listed := list(items_within(around, start, end)):
        yield from listed
        return
    if planned := planned_action(clause_of(text, start, end, words)):
        yield planned, clause_of(text, start, end, words)
        return
    start, end, teller = _framed(text, start, end, words)
    for begin, stop in own_parts(text, start, end, words):
        yield from _cut(around, begin, stop, teller)
        teller = clause_of(text, begin, stop, words).subject


def _asked_behind_preamble(text: str, start: int, end: int, words: Wordings) -> int | None:
    """Where somebody asks behind a preamble in one sentence: `Recalling its recommendation, the Committee asks`."""
    if words.language == "en" or not words.nothing.begins(text[start:end]):
        return None
    stops = _STOPS if words.verb_first else _COMMA
    for comma in islice(stops.finditer(text, start, end), MOST_COMMAS):
        found = recommendation(clause_of(text, comma.end(), end, words))
        if found and found.spoken and (found.actor or words.verb_first):
            return comma.end()
    return None


def _asks_later(at: Clause) -> bool:
    """Whether behind a comma of a claim somebody asks for something: `Noting that ..., the Committee recommends`."""
    commas = islice(_COMMA.finditer(at.text, at.start, at.end), MOST_COMMAS)
    return any(recommendation(clause_of(at.text, comma.end(), at.end, at.words)) for comma in commas)


def _quoting(text: str, start: int) -> bool:
    """Whether a sentence begins behind an opening quotation mark."""
    return text[max(0, start - 1) : start + 1].strip()[:1] in ('"', "“", "«", "‘")


def _dated(around: Surroundings, start: int, end: int) -> tuple[Finding, Clause] | None:
    """What a line tells behind its date, `2022: IOM opened a shelter`, or behind who acts and its date."""
    text, words = around.text, around.words
    opened = _DATE.match(text, start, end) if words.language == "en" else None
    if opened is None:
        return None
    at = clause_of(text, opened.end(), end, words)
    if opened["who"]:
        at = replace(at, subject=opened.span("who"), verb=at.verb or _first_verb(at))
    if at.verb is None or _WITHIN.search(text, at.start, at.verb[0]):
        return None
    found = judged(at, around)
    return (found, replace(at, start=opened.start("said"))) if found else None


def _first_verb(at: Clause) -> tuple[int, int] | None:
    return next(iter(at.words.verbs.spans(at.text, at.start, at.end)), None)


_WITHIN = re.compile(r"\b(?:that|which|who)\s+(?:[\w-]+\s+){0,3}$")
"""What stands before the verb of a relative clause: `2019: the first time that two members | shared the chair`."""
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:(?:\d{{1,2}}\s+)?{_MONTH}\s+(?:\d{{1,2}},\s+)?)?"
_DATE = re.compile(
    rf"[\s•–-]*(?P<said>(?:(?P<who>[A-Z][^,;:.]{{1,80}}),\s+)?{_DAY}(?:19|20)\d\d"
    rf"(?:\s*(?:[-–—/]|to)\s*(?:{_DAY}(?:(?:19|20)\d\d|\d\d\b)|present|now|ongoing))?\s*(?::|\s[–—-])\s+)(?=\w)"
)
"""The date that begins a line of a chronicle, `March 2023 – June 2024: `, with who acts before it or not."""
_CONCERN = re.compile(
    r"\b(?:concern|alarm|worr|disturb|troubl|dismay|preocup|inquiet|lament)\w*|قلق|جزع|انشغال|[يأ]ؤسف|أسف", re.I
)
"""What tells that a claim is of something bad."""
_CUT_OFF = re.compile(r"(?:of|than|whose)\s")
"""The end of a sentence whose beginning stands elsewhere: it claims nothing whole."""
_QUESTION = re.compile(
    r"(?:(?:how|why)\s+(?:do|does|did|can|could|should|is|are|was|were|will|would|must|has|have)"
    r"|(?:when|where)\s+(?:do|does|did|can|should)|(?:what|which|who|whom)\s+(?:do|does|did|can|should))\s+\w",
    re.I,
)
"""A question whose mark is not printed, as of a heading."""
FEW = 3
"""Characters before the verb of a second half that has the subject of the first."""
_TELLING = re.compile(
    r"(?:(?:is|are)\s+(?:now\s+|currently\s+|also\s+)?(?!making\b|being\b|facing\b|having\b)\w+ing|has\s+\w+ed|have\s+\w+ed|will\s+(?!be\b|not\b|have\b)\w+)\b"
)
"""A second half that tells what is, was or will be done."""


def _framed(text: str, start: int, end: int, words: Wordings) -> tuple[int, int, tuple[int, int] | None]:
    """Cut off what only reports a statement, `the Committee was informed that`, and tell where who says it stands."""
    for pattern in words.after:
        if found := pattern.search(text[start:end]):
            end = start + found.start()
    for pattern in words.before:
        if found := pattern.match(text[start:end]):
            who = found.span("who") if found.groupdict().get("who") else None
            return start + found.end(), end, (start + who[0], start + who[1]) if who else None
    return start, end, None


def _cut(
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
            yield from _cut(around, right_start, end)
            return
        if first and first.kind is Kind.RECOMMENDATION and left.verb is None and words.language == "en":
            continue  # `Recommendation 4: the Fund | and the Ministry should ...`
        if first and second and _apart(first, second, left, right):
            yield first, left
            yield from _cut(around, right_start, end) if right.subject != whole.subject else iter([(second, right)])
            return
    found = judged(whole, around)
    if found and found.kind is Kind.RECOMMENDATION and _only_announced(whole):
        return
    if found and found.kind is Kind.RECOMMENDATION and words.also_asked:
        yield from also_asked(found, whole)
    elif found and found.kind is Kind.RECOMMENDATION and words.duties:
        yield from ((found, part) for part in _shared_duty(whole))
    elif found:
        yield found, whole
    elif behind := _asked_behind(around, whole) or _done_behind(around, whole):
        yield behind


def _only_announced(at: Clause) -> bool:
    """Whether it only announces in English what is asked: `It is recommended that:`, `It calls for the following:`."""
    return at.words.language == "en" and _ANNOUNCING.search(at.said) is not None


_ANNOUNCING = re.compile(r"\b(?:that|(?:(?:for|recommends?)\s+)?the\s+following(?:\s+\w+)?|for)$", re.I)


def _alone_asks(second: Finding, join: str, words: Wordings) -> bool:
    """Whether in Arabic only the half behind a comma states something, what it asks or pledges."""
    return words.verb_first and second.kind in ASKING and join.strip() != ""


def _asked_behind(around: Surroundings, whole: Clause) -> tuple[Finding, Clause] | None:
    """What the second half of a sentence asks of its own addressee, where the first states nothing."""
    text, words = around.text, around.words
    for _, start in halves(text, whole.start, whole.end, words) if whole.verb and words.duties else ():
        right = clause_of(text, start, whole.end, words)
        if right.verb is None or right.subject is None or not _near(text, start, right.verb[0], words):
            continue
        found = judged(right, around)
        if found and found.kind is Kind.RECOMMENDATION and found.addressee:
            return found, right
    return None


def _done_behind(around: Surroundings, whole: Clause) -> tuple[Finding, Clause] | None:
    """What a party does that is told behind `and` of what it is: `It has a unit and is training judges`."""
    text, words = around.text, around.words
    if words.language != "en" or around.setting is not Setting.PROSE or whole.subject is None or not whole.acts():
        return None
    for _, start in halves(text, whole.start, whole.end, words):
        right = clause_of(text, start, whole.end, words)
        if right.verb is None or right.verb[0] > start + FEW or not _TELLING.match(text, start):
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
    if (mark := next(told, None)) is None or not (behind := list(_cut(around, mark.end(), end))):
        return []
    before, left = list(_cut(around, start, mark.start())), clause_of(text, start, mark.start(), around.words)
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
    if second is None or "," in between or _INFINITIVE.search(between):
        yield at
        return
    yield replace(at, end=second.start())
    yield replace(at, start=second.end())


_INFINITIVE = re.compile(r"\s(?:to|in order to|aimed at)\s+\w+")
"""What goes on behind it: `take measures to investigate complicity and punish officials` asks for one thing."""


def _near(text: str, start: int, verb: int, words: Wordings) -> bool:
    """Whether the verb of a second half stands near its beginning, with no list between."""
    before = text[start:verb]
    return len(before) <= FURTHEST_VERB and "," not in before and not words.joins.search(before)


def _apart(first: Finding, second: Finding, left: Clause, right: Clause) -> bool:
    """Whether two halves are two statements."""
    join = right.text[left.end : right.start]
    kinds = {first.kind, second.kind}
    own = right.subject is not None and right.subject[0] >= right.start
    if kinds == {Kind.RECOMMENDATION}:
        return bool(second.addressee) and second.addressee != first.addressee and right.said.strip() != second.addressee
    if kinds == {Kind.MANDATE}:
        return own
    if second.kind is Kind.ACTIVITY and not right.words.verb_first and right.words.deeds.match(right.said):
        return False
    if kinds == {Kind.RECOMMENDATION, Kind.ACTIVITY} and second.kind is Kind.ACTIVITY and right.words.language == "en":
        return own and is_actor(right.about, right.words)
    if (first.kind, second.kind) == (Kind.COMMITMENT, Kind.ACTIVITY) and own and not is_actor(right.about, right.words):
        return right.words.language != "en"
    if right.words.language == "es" and own and first.kind is not second.kind and right.acts():
        return True
    if right.words.parts and not own and (first.kind, second.kind) == (Kind.COMMITMENT, Kind.ACTIVITY):
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
        now = right.words.verb_first and first.tense == "done" and _NOW.search(right.said)
        return first.tense != second.tense and bool(planned or now)
    if kinds == {Kind.FACTOR} and right.about.casefold() in left.about.casefold():
        return False  # `traffickers exploit ..., and traffickers exploit ...`
    if kinds == {Kind.FACTOR} and join.strip(" ,") == "а":
        return False
    if Kind.FACTOR in kinds:
        return own and not join.strip().isalpha() and (kinds == {Kind.FACTOR} or join.strip(" ,") not in ("and", ""))
    return right.words.verb_first and len(kinds) > 1 and join.strip() != ""


_NOW = re.compile(r"^[وف]?ه[وي]\s|(?<!\w)(?:حاليا|الآن|اليوم|في\s+الوقت\s+(?:الراهن|الحاضر|الحالي))(?!\w)")
"""What tells in an Arabic second half that it goes on, behind what was done."""
