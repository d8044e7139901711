"""Who speaks in a text: the organ whose resolution it is, which its paragraphs do not repeat, and whom `we` is."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from palermo.extraction.discourse.bylines import speaker
from palermo.extraction.discourse.corporate_authors import Body, bodies_version, own_body
from palermo.extraction.discourse.full_names import Named
from palermo.extraction.language.referring_forms import referring
from palermo.extraction.language.speaker_wordings import speaker_wordings, speaking
from palermo.statements import Passage, PassageKind, digest
from palermo.vocabulary import plain_chinese

LONGEST_LINE = 200
"""Characters of a line that holds nothing but the name of who speaks."""


@dataclass(slots=True)
class Speakers:
    """Who speaks from which passage on."""

    _organs: list[tuple[int, Named]] = field(default_factory=list)
    _ourselves: list[tuple[int, Named]] = field(default_factory=list)
    own: Body | None = None
    """Whose the document is, by its title or first lines."""
    _headings: set[str] = field(default_factory=set)
    """Headings that have been looked at."""

    def organ(self, passage: Passage) -> Named | None:
        """The organ whose resolution a passage belongs to, or those who declare it; None where there is none."""
        return _in_force(self._organs, passage)

    def ourselves(self, passage: Passage) -> Named | None:
        """Whom `we` is in a passage: as introduced last, else as introduced later, else whose the document is."""
        if found := _in_force(self._ourselves, passage):
            return found
        if self._ourselves:
            return self._ourselves[0][1]
        return self.own.named if self.own and self.own.named.passage.language == passage.language else None

    def introduced(self, named: Named) -> bool:
        """Whether a line or title of the text says who speaks, which is no list: `We, the Heads of State and`."""
        lines = (one for _, one in (*self._organs, *self._ourselves))
        return named.end > 0 and named.passage.kind is not PassageKind.HEADING and any(one is named for one in lines)

    def note(self, passage: Passage) -> None:
        """Take from a passage who speaks from it on."""
        self._ourselves += [(passage.ordinal, named) for named in self._headed(passage)]
        if passage.kind in (PassageKind.FOOTNOTE, PassageKind.CELL):
            return
        introduced = list(_ourselves(passage))
        if organ := _organ(passage):
            self._organs.append((passage.ordinal, organ))
        elif introduced and (
            len(passage.text) <= LONGEST_LINE * 2 if passage.language != "en" else passage.text.startswith("We, ")
        ):
            self._organs.append((passage.ordinal, introduced[0]))  # `We, the Ministers of ...,` declare what follows
        self._ourselves += [(passage.ordinal, named) for named in introduced]

    def _headed(self, passage: Passage) -> Iterator[Named]:
        """Who speaks below the headings of a passage that have not been looked at, and below it if it is one."""
        if passage.kind is PassageKind.HEADING and passage.text not in self._headings:
            self._headings.add(passage.text)
            if name := speaker(passage.text):
                start = passage.text.find(name)
                yield Named(name=name, passage=passage, start=start, end=start + len(name))
        for heading in passage.headings:
            if heading not in self._headings:
                self._headings.add(heading)
                if name := speaker(heading):
                    yield Named(name=name, passage=passage, start=0, end=0)


def speakers(passages: Iterable[Passage]) -> Speakers:
    """Find who speaks in a document's passages."""
    everything = tuple(passages)
    found = Speakers(own=own_body(everything))
    for passage in everything:
        if passage.language == "en" or speaking(passage.language):
            found.note(passage)
    return found


def speaking_version() -> str:
    """Hash of the files of who speaks: part of the key under which extractions are kept."""
    return digest(speaker_wordings(), bodies_version())


def _in_force(known: list[tuple[int, Named]], passage: Passage) -> Named | None:
    at = bisect_right(known, passage.ordinal, key=lambda one: one[0])
    return known[at - 1][1] if at else None


def _organ(passage: Passage) -> Named | None:
    if known := speaking(passage.language):
        text = _plain(passage)[: LONGEST_LINE * 2]
        lines = known.organ if len(text) <= LONGEST_LINE else ()
        line = next((met for pattern in (*lines, *known.preamble) if (met := pattern.match(text))), None)
        return _named(passage, line) if line else None
    found = referring("en").organ.match(passage.text[: LONGEST_LINE * 2])
    if (
        found is None
        or found.end() > LONGEST_LINE
        or not (referring("en").head_of_body.search(found["name"]) or referring("en").of_people.search(found["name"]))
    ):
        return None
    return _named(passage, found)


def _ourselves(passage: Passage) -> Iterator[Named]:
    """Whom a passage says that `we` is."""
    if known := speaking(passage.language):
        met = next((found for pattern in known.ourselves if (found := pattern.search(_plain(passage)))), None)
        if met:
            yield _named(passage, met)
        return
    if (
        ("We, " in passage.text and (found := referring("en").we_introduced.search(passage.text)))
        or (found := referring("en").short_for_us.search(passage.text) if "(" in passage.text else None)
        or (found := referring("en").issued_by.search(passage.text))
    ):
        yield _named(passage, found)


def _plain(passage: Passage) -> str:
    return plain_chinese(passage.text) if passage.language == "zh" else passage.text


def _named(passage: Passage, found: re.Match[str]) -> Named:
    start = found.start("name") + len(found["name"]) - len(referring("en").leading_article.sub("", found["name"]))
    return Named(name=passage.text[start : found.end("name")], passage=passage, start=start, end=found.end("name"))
