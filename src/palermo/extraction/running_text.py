"""Statements in running text, sentence by sentence: each recipe reads a clause, and the first that can has it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from palermo.extraction.discourse.antecedents import done_by_no_party
from palermo.extraction.discourse.bylines import behind_dateline
from palermo.extraction.discourse.context import Setting, Surroundings, surroundings
from palermo.extraction.discourse.discourse_model import Memory
from palermo.extraction.discourse.speakers import Speakers
from palermo.extraction.kinds.activities import activity
from palermo.extraction.kinds.chronicles import dated
from palermo.extraction.kinds.commitments import pledged_on
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.debates import Debate, heard
from palermo.extraction.kinds.factors import factor
from palermo.extraction.kinds.halves import stated
from palermo.extraction.kinds.listed_activities import deliverable, planned_action
from palermo.extraction.kinds.mandates import mandate
from palermo.extraction.kinds.partnerships import partnership
from palermo.extraction.kinds.precedence import clause_of
from palermo.extraction.kinds.recommendations import asked, recommendation
from palermo.extraction.language.sentences import sentences
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.lists.below_headings import deed_below
from palermo.extraction.lists.inline import items_within
from palermo.extraction.names.printed_signs import as_printed
from palermo.extraction.role_labelling import remember, statement
from palermo.extraction.role_reading import READ, Told, remembered, roles_again
from palermo.extraction.second_reading import Reading, read_again
from palermo.extraction.syntax.clauses import Clause, lead
from palermo.extraction.syntax.sentence_parts import after_bullet, parts
from palermo.statements import Kind, Masthead, Passage, Statement
from palermo.vectors import Encoder

SHORTEST = 12
"""Characters of a sentence that may state something; of a Chinese one a third."""
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
    made = list(stated_in(everything, masthead, taken, counted, speaking, encoder))
    again = iter(roles_again([one.told for one in made if one.told], encoder) if encoder else ())
    for one in made:
        yield as_printed(next(again, one.statement) if one.told else one.statement, one.passage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A statement of running text, with its roles as recipes see them."""

    statement: Statement
    passage: Passage
    told: Told | None
    """What a second look at its roles goes by; None where they are settled."""


def stated_in(
    everything: Sequence[Passage],
    masthead: Masthead,
    taken: Callable[[str, int, int], bool],
    counted: Mapping[tuple[Kind, str], int],
    speaking: Speakers,
    encoder: Encoder | None = None,
) -> Iterator[Made]:
    """The statements of running text, as `told` finds them, before their roles are read again."""
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
                yield _made(found, reading, memory)
            remember(found, reading.at, around, memory)
        memory.before.appendleft(around)


def _made(found: Finding, reading: Reading, memory: Memory) -> Made:
    """A finding as a statement; what is remembered before it is made says whom it may speak of."""
    at, around = reading.at, reading.around
    known = remembered(around, memory)
    made = statement(found, at, around, memory)
    again = found.kind in READ and not reading.settled
    looked = Told(statement=made, found=found, at=at, around=around, **known) if again else None
    return Made(statement=made, passage=around.passage, told=looked)


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

    Only of languages whose wordings know labels of paragraphs.
    """
    before: Finding | None = None
    for found, at in told:
        if before and before.kind is Kind.COMMITMENT and found and found.tense == "planned" and at.words.labels:
            found = pledged_on(found) if at.words.pronouns.match(at.about) else found
        before = found or before
        yield found, at


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
    for start, end in sentences(text, around.passage.language):
        before: tuple[int, int] | None = None
        for begin, stop in parts(text, start, end, words):
            if taken(around.passage.id, around.printed(begin), around.printed(stop)):
                continue
            if not after_bullet(text, begin, words):
                heading = text[begin:stop]
            elif named := deed_below(heading, at := clause_of(text, begin, stop, words), around):
                yield named, at
                continue
            made = tuple(_in_sentence(around, begin, stop, before))
            yield from made or _unsaid(around, begin, stop)
            going_on = before if words.language == "en" else None
            passes_on = words.parting and not words.verb_first  # behind an Arabic verb of asking stands who is asked
            before = (clause_of(text, begin, stop, words).subject or going_on) if passes_on else None


def _shortest(words: Wordings) -> int:
    """Characters of a sentence that may state something."""
    return SHORTEST // (3 if words.language == "zh" else 1)


def _unsaid(around: Surroundings, start: int, end: int) -> Iterator[tuple[None, Clause]]:
    """A sentence in which no recipe found anything, without what only opens or reports it."""
    start = behind_dateline(around.text, start, end, around.words)
    start, end, _ = _framed(around.text, lead(around.text, start, end), end, around.words)
    at = clause_of(around.text, start, end, around.words)
    if at.end - at.start >= _shortest(around.words):
        yield None, at


def _in_debate(
    around: Surroundings, debate: Debate, taken: Callable[[str, int, int], bool]
) -> Iterator[tuple[Finding, Clause]]:
    """What the summary of a State's review states."""
    text = around.text
    for begin, end in sentences(text, around.passage.language):
        start = lead(text, begin, end)
        voice = debate.says(around, start, end)
        stated = taken(around.passage.id, around.printed(begin), around.printed(end))
        shortest = _shortest(around.words)
        if voice and not stated and end - start >= shortest and not around.words.nothing.hold(text[start:end]):
            yield from heard(around, voice, start, end, debate.reviewed or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence that is read by rules."""

    around: Surroundings
    begun: int
    """Where it begins, behind a dateline."""
    start: int
    """The same behind its printed number."""
    end: int
    before: tuple[int, int] | None
    """The subject of the part before it, which its first clause may leave out."""

    @property
    def said(self) -> str:
        return self.around.text[self.start : self.end]

    @property
    def words(self) -> Wordings:
        return self.around.words


type _Told = Iterable[tuple[Finding, Clause]] | None
"""What a rule finds in a sentence, which may be nothing; None where the next rule is to be tried."""


def _in_sentence(
    around: Surroundings, start: int, end: int, before: tuple[int, int] | None
) -> Iterable[tuple[Finding, Clause]]:
    """What the first rule makes of a sentence that applies to it."""
    begun = behind_dateline(around.text, start, end, around.words)
    sentence = _Sentence(around=around, begun=begun, start=lead(around.text, begun, end), end=end, before=before)
    return next(told for rule in _RULES if (told := rule(sentence)) is not None)


def _dated(sentence: _Sentence) -> _Told:
    """A line of a chronicle."""
    told = dated(sentence.around, sentence.begun, sentence.end)
    return [told] if told else None


def _reviewed(sentence: _Sentence) -> _Told:
    """A numbered recommendation of a State's review in Arabic, with those who made it."""
    words, begun, around = sentence.words, sentence.begun, sentence.around
    found = words.telling.reviewed_item.match(around.text[begun : sentence.end])
    if found is None or not (words.nominal and words.nominal.match(found["what"])):
        return None
    at = clause_of(around.text, begun + found.start("what"), begun + found.end("what"), words)
    made = asked(at, replace(around, asked=found["who"]))
    return [(replace(made, actor=found["who"]), at)] if made else None


def _too_short_or_question(sentence: _Sentence) -> _Told:
    short = sentence.end - sentence.start < _shortest(sentence.words)
    return () if short or sentence.said.rstrip('"”»’ ').endswith(("?", "؟", "？")) else None


def _claim(sentence: _Sentence) -> _Told:
    """What stands behind `Recognizing that`, if it claims something of the problem."""
    words, said = sentence.words, sentence.said
    if words.claims is None or (claimed := words.claims.match(said)) is None:
        return None
    at = clause_of(sentence.around.text, sentence.start + claimed.end(), sentence.end, words)
    worrying = claimed.group().strip() if words.telling.concern.search(claimed.group()) else ""
    found = factor(at, worrying) or _claimed_otherwise(at, sentence.around, said, worrying)
    return [(found, at)] if found and not _asks_later(at) else None


def _no_sentence(sentence: _Sentence) -> _Told:
    """The end of a sentence that begins elsewhere, or a question without its mark."""
    forms = sentence.words.telling
    return () if forms.cut_off.match(sentence.said) or forms.question.match(sentence.said) else None


def _of_nothing(sentence: _Sentence) -> _Told:
    """What states nothing by its wording, but for what is asked behind a preamble."""
    if not sentence.words.nothing.hold(sentence.said):
        return None
    behind = _asked_behind_preamble(sentence.around.text, sentence.start, sentence.end, sentence.words)
    return stated(sentence.around, behind, sentence.end) if behind is not None else ()


def _testimony(sentence: _Sentence) -> _Told:
    """What somebody tells of themselves between quotation marks, which states nothing."""
    words, around = sentence.words, sentence.around
    told = words.language != "zh" and around.setting is Setting.PROSE and words.testimony.search(sentence.said)
    return () if told and _quoting(around.text, sentence.start) else None


def _listed(sentence: _Sentence) -> _Told:
    """Items of a list within it."""
    return list(items_within(sentence.around, sentence.start, sentence.end)) or None


def _planned(sentence: _Sentence) -> _Told:
    """A numbered line of a plan."""
    at = clause_of(sentence.around.text, sentence.start, sentence.end, sentence.words)
    planned = planned_action(at)
    return [(planned, at)] if planned else None


def _said(sentence: _Sentence) -> _Told:
    """What it states as a sentence, without what only reports it."""
    text, words = sentence.around.text, sentence.words
    start, end, teller = _framed(text, sentence.start, sentence.end, words)
    return stated(sentence.around, start, end, teller or sentence.before)


_RULES = (
    _dated,
    _reviewed,
    _too_short_or_question,
    _claim,
    _no_sentence,
    _of_nothing,
    _testimony,
    _listed,
    _planned,
    _said,
)
"""How a sentence is read; the last always tells."""


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


def _claimed_otherwise(at: Clause, around: Surroundings, said: str, worrying: str) -> Finding | None:
    """What a claim tells that is no factor: in Spanish a task, in Arabic what somebody does, `notes that X trained`."""
    if at.words.language == "es":
        return mandate(at)
    if at.words.language != "ar" or worrying or not at.words.nothing.begins(said):
        return None
    preamble = said.startswith(("إذ", "وإذ"))
    return mandate(at) or (None if preamble else partnership(at, around) or activity(at, around))


def _asks_later(at: Clause) -> bool:
    """Whether behind a comma of a claim somebody asks for something: `Noting that ..., the Committee recommends`."""
    commas = islice(_COMMA.finditer(at.text, at.start, at.end), MOST_COMMAS)
    return any(recommendation(clause_of(at.text, comma.end(), at.end, at.words)) for comma in commas)


def _quoting(text: str, start: int) -> bool:
    """Whether a sentence begins behind an opening quotation mark."""
    return text[max(0, start - 1) : start + 1].strip()[:1] in ('"', "“", "«", "‘")


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
