"""Whom "the Office" or "it" is: the last full name with that head, or who acted before, in the same document."""

import re
from dataclasses import dataclass, field

from palermo.statements import Passage

FURTHEST = 400
"""Passages back in which a full name is looked for."""
STEM = 6
"""Letters by which a Russian head word is known in any case."""

_HEAD = re.compile(
    r"Office|Department|Mechanism|Centre|Center|Agency|Fund|Programme|Program|Commission|Committee|Council|Ministry|Service"
    r"|Institute|Secretariat|Mission|Bureau|Alliance|Network|Group|Division|Unit|Team|Authority|Board|Organi[sz]ation"
    r"|Academy|Foundation|Association|Company|Entity|Initiative|Platform|Partnership|Coalition|Federation|Union|University"
    r"|Bank|Tribunal|Court|Inspectorate|League|Pact|Forum|Facility|Force|Conference|Assembly|Society|Corporation|Rapporteur"
)
_JOINT = r"(?:(?:of|the|for|and|on|in|to|against|with|under)\s+)*"
_LEADING = re.compile(
    r"^.*\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Ii]ts)\s+|^(?:In|At|By|For|With|From|Under|Through|While|As|Since)\s+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A party and where its name stands."""

    name: str
    passage: Passage
    start: int
    end: int


@dataclass(slots=True)
class Names:
    """The passages of a document so far, in which full names are looked for when a short one asks."""

    passages: list[Passage] = field(default_factory=list)
    _known: dict[str, tuple[int, Named | None]] = field(default_factory=dict)
    """Head -> how many passages were looked through, and the last full name in them."""

    def note(self, passage: Passage) -> None:
        """Add a passage that has been come to."""
        self.passages.append(passage)

    def full(self, short: str) -> Named | None:
        """The last full name whose head is a short one, `Office`; None where there is none, or it is no head."""
        if not _HEAD.fullmatch(short):
            return None
        seen, last = self._known.get(short, (max(0, len(self.passages) - FURTHEST), None))
        for passage in reversed(self.passages[seen:]):
            if short in passage.text and (found := _last(short, passage)):
                last = found
                break
        self._known[short] = (len(self.passages), last)
        return last


def _last(head: str, passage: Passage) -> Named | None:
    """The last full name with a head in a passage."""
    pattern = (
        rf"((?:[A-Z][\w’'.-]*,?\s+{_JOINT}){{0,8}}){head}\b"
        rf"((?:\s+(?:of|for|on|against|to)\s+(?:the\s+)?[A-Z][\w’'-]*(?:,?\s+{_JOINT}[A-Z][\w’'-]*){{0,10}})?)"
    )
    best = None
    for found in re.finditer(pattern, passage.text):
        before = _LEADING.sub("", found[1])
        if re.fullmatch(r"(?:The|This|That|Each|Any|An?|Its|Our)?\s*", before) and not found[2]:
            continue
        start = found.start() + len(found[1]) - len(before)
        best = Named(name=passage.text[start : found.end()], passage=passage, start=start, end=found.end())
    return best
