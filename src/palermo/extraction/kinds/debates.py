"""The summary of a State's review: who speaks in each sentence, and what follows for what it states.

What a State under review reports of itself is done, or promised, by it. What other States note, praise, fear or ask
states nothing; what they recommend is a recommendation to the State under review.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from palermo import registry
from palermo.extraction.discourse.context import Surroundings
from palermo.extraction.discourse.debate_speakers import Voice
from palermo.extraction.kinds.activities import done_at_all, only_said
from palermo.extraction.kinds.commitments import commitment
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.factors import VULNERABILITY, factor
from palermo.extraction.kinds.partnerships import partnership
from palermo.extraction.kinds.recommendations import recommendation
from palermo.extraction.names.arabic_noun_phrases import name_at_start
from palermo.extraction.names.states import is_state
from palermo.extraction.roles.agents import agent
from palermo.extraction.roles.name_lists import bare
from palermo.extraction.roles.parties import party
from palermo.extraction.syntax.clauses import Clause, clause
from palermo.extraction.syntax.tenses import suffered, tense_of
from palermo.statements import Kind, Passage, Reason, RefType

METHOD = "activities.debates.1"
PROMISED = "commitments.debates.1"
LONGEST_LIST = 12
LONGEST_STATE = 60

_SUMMARY = re.compile(
    r"\bproceedings\b|\bpresentation by the state\b|\binteractive dialogue\b|\bd[ée]bats?\b|\bdialogue interactif\b"
    r"|\bpr[ée]sentation par\b|\bexpos[ée]\b|\bdeliberaciones\b|\bexposici[óo]n\b|\bdi[áa]logo interactivo\b"
    r"|مداولات|الحوار|التحاور|عرض|\bдиалог|\bрассмотрени|\bпредставлени|审议情况|互动对话|陈述|纪要",
    re.I,
)
"""Headings below which a report summarises what was said."""
_PLEDGES = re.compile(
    r"\bvoluntary\b|\bpledges?\b|\bengagements?\b|\bvolontaires?\b|\bcompromisos\b|\bvoluntari[ao]s\b|طوعية|تعهدات"
    r"|\bдобровольн|\bобязательств|自愿|承诺",
    re.I,
)
_ENUMERATED = re.compile(r"(?<![^\s,;:])[(（](?P<mark>[a-z]|[ivx]{1,4})[)）]\s*")
_HELP = re.compile(r"stresses a need|says what is needed")
_ABROAD = re.compile(
    r"\binternational (?:community|assistance|support|cooperation|solidarity)|\btechnical assistance", re.I
)
"""A need of help from abroad is nothing that the State under review is asked to do."""
_INVITED = re.compile(r"\binvite[sd]? ", re.I)
"""What the State does when it invites experts, and does not ask."""
_WHAT = re.compile(r"(?:what|how|which|whether|why|when|who)\b", re.I)
_TRAILING = re.compile(r"(?:[\s;,.]|(?<=\s)(?:and|et|y|e|и)(?=[\s;,.]*$))+$")


@lru_cache(maxsize=512)
def _is_summary(heading: str) -> bool:
    """Whether a heading is of the summary of a debate, or of the State's own pledges."""
    return bool(_SUMMARY.search(heading) or _PLEDGES.search(heading))


@dataclass(slots=True)
class Debate:
    """Follows who speaks, passage by passage; silent where a document reviews no State."""

    reviewed: str | None
    own: Passage | None = None
    voice: Voice | None = None
    """Who speaks in the passage under way; None: nobody in particular."""
    begun: bool = False
    over: bool = False
    """Whether what follows a summary has been come to: its lists are read elsewhere, and the rest is procedure."""
    passage: str = ""
    unclear: bool = False
    """Whether the sentence before was of a thing: `it` is then nobody who can be told."""

    def summarises(self, around: Surroundings) -> bool:
        """Whether a passage stands in the summary of a debate, or among the State's own pledges."""
        headings = around.passage.headings
        return self.reviewed is not None and any(map(_is_summary, headings))

    def says(self, around: Surroundings, start: int, end: int) -> Voice | None:
        """Who speaks in a sentence; None: nobody in particular."""
        said = clause(around.text, start, end, around.words)
        if around.passage.id != self.passage:
            self.passage = around.passage.id
            self.voice = self._own(around, start, end)
        if said.words.pronouns.match(said.about) and self.unclear and self.voice and self.voice.own:
            return None
        self.unclear = said.subject is not None and party(said.about, said.words) is None and not is_state(said.about)
        if around.words.crowds and around.words.crowds.match(said.said):
            self.voice = None
            return None
        state = _state(said)
        if state is None:
            return self.voice
        name, first, last = state
        printed = around.printed(first), around.printed(last)
        if _same(name, self.reviewed):
            if self.voice is None or self.voice.own or start == 0:
                self.voice = self._own(around, start, end)
        else:
            self.voice = Voice(name=name, own=False, passage=around.passage, start=printed[0], end=printed[1])
        return self.voice

    def _own(self, around: Surroundings, start: int, end: int) -> Voice:
        """The State under review: it speaks unless another is named."""
        return Voice(
            name=self.reviewed or "",
            own=True,
            passage=around.passage,
            start=around.printed(start),
            end=around.printed(end),
        )


def heard(around: Surroundings, voice: Voice, start: int, end: int, reviewed: str) -> Iterator[tuple[Finding, Clause]]:
    """What a sentence of a debate states."""
    said = clause(around.text, start, _stripped(around.text, start, end), around.words)
    words = around.words
    if words.questions and words.questions.search(said.said):
        return
    if not voice.own:
        yield from _recommended(said, voice, reviewed)
        return
    yield from _reported(said, around, voice)


def _recommended(said: Clause, voice: Voice, reviewed: str) -> Iterator[tuple[Finding, Clause]]:
    """What another State recommends: one statement for each item that it counts up."""
    found = recommendation(said)
    if found is None or not found.spoken or (_HELP.search(found.reasons[0].feature) and _ABROAD.search(said.said)):
        return
    addressee = found.addressee if party(found.addressee, said.words) else None
    if addressee and _same(party(addressee, said.words) or "", reviewed):
        addressee = None
    if addressee and said.words.itself and said.words.itself.fullmatch(party(addressee, said.words) or ""):
        addressee = None  # "recommended the Government to ..."
    made = replace(found, voice=voice, addressee=addressee, reviewed=reviewed)
    yield from ((made, part) for part in items(said))


def items(said: Clause) -> Iterator[Clause]:
    """Items counted up within a sentence, `(a) ...; (b) ...`; the whole where there are none."""
    marks = list(_ENUMERATED.finditer(said.text, said.start, said.end))
    if len(marks) < 2 or marks[0]["mark"] not in ("a", "i") or not _asks(said, marks[0].end()):
        yield said
        return
    ends = [mark.start() for mark in marks[1:]] + [said.end]
    for mark, end in zip(marks[:LONGEST_LIST], ends, strict=False):
        stop = mark.end() + len(_TRAILING.sub("", said.text[mark.end() : end]))
        if stop - mark.end() > 8 and not _WHAT.match(said.text, mark.end()):
            yield replace(said, start=mark.end(), end=stop, subject=None, verb=None)


def _asks(said: Clause, at: int) -> bool:
    """Whether an item begins with what is to be done, and not with a mere name: `ratify (a) the Convention`."""
    words = said.words
    if words.language != "en":
        return True
    if re.compile(r"(?:\w+ly\s+)?(?:to\s|\w+ing\b|that\b)").match(said.text, at):
        return True
    return (
        bool(words.deeds.match(said.text, at))
        or next(words.verbs.spans(said.text, at, at + 40), (at + 20,))[0] < at + 16
    )


def _reported(said: Clause, around: Surroundings, voice: Voice) -> Iterator[tuple[Finding, Clause]]:
    """What the State under review says of itself, without `the delegation stated that`."""
    words = said.words
    reported = said
    if words.tells and (frame := words.tells.match(said.said)):
        reported = clause(said.text, said.start + frame.end(), said.end, words)
    found = _asked(said, voice) or _of_itself(reported, around, voice)
    if found is not None:
        yield found, said if found.kind is Kind.RECOMMENDATION else reported


def _asked(said: Clause, voice: Voice) -> Finding | None:
    """What the State asks of others, in so many words; what a law says that people must do is none."""
    found = recommendation(said)
    if found is None or not found.spoken or not party(found.addressee, said.words):
        return None
    if _INVITED.search(found.reasons[0].feature):
        return None
    return replace(found, voice=_speaking(said, voice))


def _of_itself(said: Clause, around: Surroundings, voice: Voice) -> Finding | None:
    """A deed, a promise or a tie of the State; what it says of people at risk is a factor."""
    if said.verb is None:
        return None
    if promised := commitment(said):
        return replace(promised, voice=_speaking(said, voice))
    if only_said(said):
        return None if _acting(said) else _at_risk(said)
    if tied := partnership(said, around):
        return replace(tied, voice=_speaking(said, voice)) if _acting(said) else None
    if not done_at_all(said):
        return None if _acting(said) else _at_risk(said)
    passive = suffered(said)
    if passive and not _wrought(said, said.verb[0]):
        return _at_risk(said)
    if not passive and not _acting(said):
        return _at_risk(said)
    tense = tense_of(said)
    reasons = (
        Reason(feature="the State under review reports it of itself", weight=0.4),
        Reason(feature=f"its verb tells what is done: “{said.text[slice(*said.verb)]}”", weight=0.25),
    )
    by = agent(said) if passive else None
    acting = None if by else voice if passive else _speaking(said, voice)
    if tense == "planned" and acting is not None:
        return Finding(kind=Kind.COMMITMENT, method=PROMISED, reasons=reasons, voice=acting)
    return Finding(kind=Kind.ACTIVITY, method=METHOD, reasons=reasons, tense=tense, voice=acting, actor=by)


def _at_risk(said: Clause) -> Finding | None:
    """What the State says of people at risk; laws and figures of a debate are no factors."""
    if said.words.things and said.words.things.search(said.about):
        return None
    found = factor(said)
    return found if found and VULNERABILITY in found.themes else None


def _acting(said: Clause) -> bool:
    return said.acts() and (bool(said.words.pronouns.match(said.about)) or party(said.about, said.words) is not None)


def _wrought(said: Clause, at: int) -> bool:
    """Whether what is done to the subject is done on purpose: `was adopted`, not `was limited`."""
    return bool(said.words.wrought and said.words.wrought.match(said.text, at, said.end))


def _speaking(said: Clause, voice: Voice) -> Voice | None:
    """The State itself, where a clause says `it`, `the Government`, `the delegation`; None where it names another."""
    about = party(said.about, said.words)
    if about is None or said.words.pronouns.match(said.about) or _same(about, voice.name):
        return voice
    return voice if said.words.itself and said.words.itself.fullmatch(about) else None


def _state(said: Clause) -> tuple[str, int, int] | None:
    """The State that is a sentence's subject, and where its name stands."""
    if said.subject is None:
        return None
    name = bare(said.words.clauses.adverbs_behind_subject.sub("", said.about), said.words)
    if said.words.language == "ar":
        name, _ = name_at_start(name)
    if not name or len(name) > LONGEST_STATE or not _is_state(name):
        return None
    at = said.text.find(name, *said.subject)
    return (name, at, at + len(name)) if at >= 0 else None


@lru_cache(maxsize=4096)
def _is_state(name: str) -> bool:
    found = registry.load().find(name, RefType.STATE)
    return found is not None and found.type is RefType.STATE


@lru_cache(maxsize=4096)
def _same(name: str, other: str | None) -> bool:
    """Whether two names are one State's."""
    if not other:
        return False
    first, second = (registry.load().find(each, RefType.STATE) for each in (name, other))
    return first is not None and second is not None and first.id == second.id


def _stripped(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" ;,.:；，。：،؛"))
