"""Whom "the Office" or "it" is: the last full name with that head, or who acted before, in the same document."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from palermo.extraction.language.referring_forms import referring
from palermo.statements import Passage

FURTHEST = 400
"""Passages back in which a full name is looked for."""
STEM = 6
"""Letters by which a Russian head word is known in any case."""

_JOINT = r"(?:(?:of|the|for|and|on|in|to|against|with|under)\s+)*"
_ACRONYM = r"(?:UN-)?[A-Z][\w-]*[A-Z]\b"
"""What is a name of its own in a list: `the Mission in Mali, | MONUSCO`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A party and where its name stands."""

    name: str
    passage: Passage
    start: int
    end: int

    def opens(self, words: str) -> bool:
        """Whether words are its name and an aside behind a comma: `the Council, recalling its decisions`."""
        return re.match(rf"(?:\w+\s)?{re.escape(self.name)}[^,，،]{{0,20}}[,，،]", words) is not None


@dataclass(slots=True)
class Heads:
    """The full names with one head so far: how often each came, and where it stands first and last."""

    seen: int = 0
    times: Counter[str] = field(default_factory=Counter)
    first: dict[str, Named] = field(default_factory=dict)
    last: dict[str, Named] = field(default_factory=dict)


@dataclass(slots=True)
class Names:
    """The passages of a document so far, in which full names are looked for when a short one asks."""

    passages: list[Passage] = field(default_factory=list)
    parties: list[Named] = field(default_factory=list)
    """Parties of more than one word that have acted, in order."""
    _known: dict[str, Heads] = field(default_factory=dict)
    _acting: dict[tuple[str, str], Named] = field(default_factory=dict)
    """The last party with each head, by language; and below, how many parties are among them."""
    _counted: int = 0

    def note(self, passage: Passage) -> None:
        """Add a passage that has been come to."""
        self.passages.append(passage)

    def full(self, short: str, language: str, before: tuple[int, int] | None = None) -> Named | None:
        """The full name that a short one, `Office`, stands for: the one most often met, then the last; None if none.

        `before`, a passage's ordinal and a place in it: only what was named by then.
        """
        if language != "en":
            return self._acted(short, language)
        if not referring("en").head_of_body.fullmatch(short):
            return None
        heads = self._known.setdefault(short, Heads(seen=max(0, len(self.passages) - FURTHEST)))
        for passage in self.passages[heads.seen :]:
            for named in _named(short, passage) if short in passage.text else ():
                heads.times[named.name] += 1
                heads.first.setdefault(named.name, named)
                heads.last[named.name] = named
        heads.seen = len(self.passages)
        met = [name for name, one in heads.first.items() if not before or (one.passage.ordinal, one.start) < before]
        most = max((heads.times[name] for name in met), default=0)
        common = [name for name in met if heads.times[name] == most]
        return max((heads.last[name] for name in common), key=lambda n: (n.passage.ordinal, n.start), default=None)

    def _acted(self, short: str, language: str) -> Named | None:
        """The last party whose name begins with a short one, in any case."""
        for one in self.parties[self._counted :]:
            self._acting[one.passage.language, _folded(one.name, one.passage.language)] = one
        self._counted = len(self.parties)
        return self._acting.get((language, _folded(short, language)))


def _folded(name: str, language: str) -> str:
    """The head of a name, as it is compared."""
    first = re.split(r"[\s-]", name.strip(), maxsplit=1)[0].casefold()
    if language == "ar":
        return re.sub(r"^(?:[وف])?(?:ال|لل)", "", first)
    return first[:STEM] if language == "ru" else first


def _named(head: str, passage: Passage) -> Iterator[Named]:
    """The full names with a head in a passage."""
    inside = "|in" if head in ("Mission", "Force") else ""
    pattern = (
        rf"((?:[A-Z][\w’'.-]{{0,60}},?\s+{_JOINT}){{0,8}}){head}\b"
        rf"((?:\s+(?:of|for|on|against|to{inside})\s+(?:the\s+)?[A-Z][\w’'-]*(?:,?\s+{_JOINT}(?!{_ACRONYM})[A-Z][\w’'-]*){{0,10}})?)"
    )
    for found in re.finditer(pattern, passage.text):
        before = referring("en").leading_words.sub("", found[1])
        if re.fullmatch(r"(?:The|This|That|Each|Any|An?|Its|Our)?\s*", before) and not found[2]:
            continue
        start = found.start() + len(found[1]) - len(before)
        yield Named(name=passage.text[start : found.end()], passage=passage, start=start, end=found.end())
