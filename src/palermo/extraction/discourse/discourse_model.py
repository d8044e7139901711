"""The discourse model: who was named, acted or was asked before, for `it`, `they` and `we` in what follows."""

import re
from collections import Counter, deque
from dataclasses import dataclass, field

from palermo.extraction.discourse.context import Surroundings
from palermo.extraction.discourse.full_names import Named, Names
from palermo.extraction.discourse.short_forms import may_speak, only_body
from palermo.extraction.discourse.speakers import Speakers
from palermo.extraction.roles.parties import parties
from palermo.extraction.syntax.clauses import Clause
from palermo.statements import Kind

MOST_BEFORE = 6
THE_TWO = re.compile(
    r"(?:(?:the\s+two|both)\s+(?:organi[sz]ations|agencies|bodies|entities|institutions|partners|ministries|sides)"
    r"|les\s+deux\s+(?:organisations|institutions|organismes|parties|entités)|(?:las\s+dos|ambas)\s+(?:organizaciones|instituciones|partes|entidades)"
    r"|ال(?:منظمتان|وكالتان|مؤسستان|طرفان|وزارتان|جهتان|هيئتان)|обе\s+(?:организации|стороны|структуры)|两个?(?:组织|机构|部门|署))",
    re.I,
)
"""Two that acted just before: `the two organisations`."""

_SEVERAL = re.compile(r",|\s(?:and|et|y|и)\s")


@dataclass(slots=True)
class Memory:
    """What was said before in the document: who `it` and `the Office` are, and how often a quote has come."""

    actor: Named | None = None
    acted: Named | None = None
    """Who acted last, and was not asked alone: `we` may be no other."""
    speaker: Named | None = None
    """Who asked or urged last: `it also requests ...`."""
    asked: list[str] = field(default_factory=list)
    """Who was asked last: `they should also ...`."""
    before: deque[Surroundings] = field(default_factory=lambda: deque(maxlen=MOST_BEFORE))
    """The passages that were read before, the last first, in which a pronoun is looked for that opens the next."""
    names: Names = field(default_factory=Names)
    speakers: Speakers = field(default_factory=Speakers)
    occurrences: Counter[tuple[Kind, str]] = field(default_factory=Counter)

    def ourselves(self, at: Clause, around: Surroundings) -> Named | None:
        """Whom `we` is: who speaks in the document, else who acted before in the passage; never who is only asked."""
        passage = around.passage
        speaking = self.speakers.ourselves(passage)
        if speaking is None and passage.language != "en":
            speaking = self.speakers.organ(passage)
        if speaking:
            return speaking
        if self.acted and same_passage(self.acted, around) and may_speak(self.acted.name, at.words):
            return None if self.acted.name in at.said else self.acted
        body = only_body(around, self.asked)
        return body if body and body.name not in at.said else None

    def as_before(self, name: str) -> str:
        """Whoever acted before under a longer name: `the members`, of a Group."""
        before = self.acted.name if self.acted else ""
        return before if before.startswith(f"{name} ") else name

    def goes_on(self, at: Clause, around: Surroundings) -> Named | None:
        """Who acted just before, in a sentence that goes on: `The Committee finds it slow and | trusts`."""
        joined = at.text[: at.start].rstrip().endswith((" and", " but", ","))
        return self.acted if joined and same_passage(self.acted, around) else None


def same_passage(named: Named | None, around: Surroundings) -> bool:
    """Whether a party stands in the passage that is read."""
    return named is not None and named.passage.id == around.passage.id


def each_of(name: str, at: Clause) -> list[str]:
    """Those who acted before, each by itself: `they` of `ILO, Walk Free and IOM`."""
    several = list(parties(name, at.words)) if _SEVERAL.search(name) else []
    return several if len(several) > 1 else [name]


def just_before(named: Named | None, around: Surroundings) -> bool:
    """Whether a party acted in the same passage, or in Spanish, which leaves out who acts, in the one before."""
    if named is None or around.words.language != "es":
        return same_passage(named, around)
    return 0 <= around.passage.ordinal - named.passage.ordinal <= 1
