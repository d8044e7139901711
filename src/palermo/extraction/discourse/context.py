"""What a passage stands in: below `the Office will:`, in a table of deliverables, in a list of titles or of aims."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from palermo.extraction.discourse.legislative_mandates import BACKGROUND, ORGANISATION, TITLE, heading_of, proper_name
from palermo.extraction.language.arabic_diacritics import unvocalised
from palermo.extraction.language.wording_files import wordings
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.compound_names import is_known
from palermo.statements import Passage, PassageKind
from palermo.vocabulary import plain_chinese


class Setting(Enum):
    """How the words of a passage are meant."""

    PROSE = "prose"
    DOING = "doing"
    """An item below words such as `the subprogramme will:`."""
    CAUSING = "causing"
    """An item below words such as `the following risk factors appear:`."""
    DELIVERABLE = "deliverable"
    """A cell of a table of what will be delivered."""
    MEASURE = "measure"
    """A cell of a table that measures: only what is told as past counts."""
    SILENT = "silent"
    """A title, a heading, an aim, an expected result, a planning assumption, a note: it states nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Whose part of a document it is, and the passage that says so."""

    name: str
    """The whole name where the registry knows it, else the acronym that is introduced for it, else the whole name."""
    whole: str
    passage: Passage
    acronym: str | None = None
    """As the passage introduces it; a text that prints it is not given the whole name."""

    def is_called(self, short: str) -> bool:
        """Whether a word or a name stands for it: `the Commission`, `the Economic Commission for Europe`."""
        if short in (self.name, self.whole):
            return True
        return " " not in short and re.search(rf"\b{re.escape(short)}\b(?! [A-Z])", self.whole) is not None

    def goes_by(self, name: str) -> bool:
        """Whether a name stands for it, or is its acronym."""
        return self.is_called(name) or name == self.acronym


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """A passage and what it stands in."""

    passage: Passage
    setting: Setting
    words: Wordings
    text: str
    """The passage's, Arabic without short vowels, Chinese in simplified signs."""
    places: tuple[int, ...] | None = None
    """Where each letter of the text stands in the passage, where the two differ."""
    introduction: Passage | None = None
    """What introduces the list that it is an item of."""
    asked: str | None = None
    """The heading above it that makes its imperatives recommendations."""
    pledged: str | None = None
    """The heading above it below which what will be done is pledged."""
    entity: Entity | None = None
    """Whose part of the document it is."""

    def printed(self, place: int) -> int:
        """A place in the text as a place in the passage."""
        return place if self.places is None else self.places[place]


_NUMBERS = re.compile(r"[\d\s.,–—%$()+/-]*")
_TABLE = re.compile(r"\bdeliverables\b|\bproduits\b|\bproductos\b|\bмероприятия\b", re.I)
_TOPICS = re.compile(
    r"(?:^|[.;]\s+)(?:(?:its|the|their|these|other|main)\s+){0,2}(?:topics?|themes|subjects|headings|chapters|sections|categories"
    r"|indicators|types|forms|groups|members|questions|terms|sources)\b[^.;:]{0,80}\b(?:is|are)\s*:$",
    re.I,
)
"""An introduction of what a text is about, and of nothing that is done: `The topics are:`."""
_MEASURED = re.compile(r"\bperformance measure\b|\bevaluation of performance\b", re.I)
_GIVEN = re.compile(
    r"\b(?:is|are) (?:\w+ )?(?:responsible for|mandated to|the focal point|entrusted|tasked)"
    r"|\bmandates? (?:of|for) .{3,120} derive|\b(?:supports|promotes|assists|leads|serves)\b"
)
"""How the first paragraph of a background says whose it is."""
_AIMS = re.compile(r"^(?:objectives?|planned results|expected accomplishments?)\b", re.I)


def surroundings(passages: Iterable[Passage], note: Callable[[Passage], None]) -> Iterator[Surroundings]:
    """Give each passage of a document that may state something, with what it stands in; `note` is told of every one."""
    introduction: tuple[Passage, Setting] | None = None
    entity: Entity | None = None
    titles: list[Passage] = []
    for passage in passages:
        note(passage)
        words = wordings(passage.language)
        if passage.kind is PassageKind.HEADING:
            titles.append(passage)
            introduction = None
        entity = _entity(passage, titles) or entity
        if words is None:
            continue
        introduction = _introduction(passage, words, introduction)
        listed = introduction if introduction and introduction[0] is not passage else None
        setting = _setting(passage, words, listed[1] if listed else None)
        if setting is not Setting.SILENT:
            text, places = unvocalised(passage.text) if passage.language == "ar" else (passage.text, None)
            text = plain_chinese(text) if passage.language == "zh" else text
            yield Surroundings(
                passage=passage,
                text=text,
                places=places,
                setting=setting,
                words=words,
                introduction=listed[0] if listed else None,
                asked=next((h for h in passage.headings[-2:] if words.asked.match(h)), None),
                pledged=_pledged(passage, words),
                entity=entity,
            )


def _pledged(passage: Passage, words: Wordings) -> str | None:
    """The heading right above a passage, where it is of pledges."""
    heading = passage.headings[-1] if passage.headings else ""
    return heading if words.pledging and words.pledging.search(heading[:80]) else None


def _introduction(
    passage: Passage, words: Wordings, before: tuple[Passage, Setting] | None
) -> tuple[Passage, Setting] | None:
    """The introduction of a list that a passage is, or the one that it is still an item of."""
    if passage.text.endswith((":", "：")):
        if words.results.search(passage.text):
            return passage, Setting.SILENT
        if words.causes_listed(_last_sentence(passage.text).rstrip(" :：")):
            return passage, Setting.CAUSING
        if words.acting.search(passage.text) and not _TOPICS.search(passage.text):
            return passage, Setting.DOING
        return None
    if before and passage.kind is PassageKind.ITEM and _lettered(passage):
        return before
    return before if before and passage.kind is PassageKind.FOOTNOTE else None


def _last_sentence(text: str) -> str:
    return text.rpartition(". ")[2]


def _lettered(passage: Passage) -> bool:
    """Whether an item is of a list within a paragraph, `(a)`, and no paragraph with a number of its own."""
    return passage.paragraph is None or not re.match(r"\d+\.\d|[\dA-Z]+\.[\dIVX]", passage.paragraph)


def _setting(passage: Passage, words: Wordings, listed: Setting | None) -> Setting:
    if passage.kind in {PassageKind.HEADING, PassageKind.FOOTNOTE} or _NUMBERS.fullmatch(passage.text):
        return Setting.SILENT
    if any(TITLE.match(heading) for heading in passage.headings) and heading_of(passage) is None:
        return Setting.PROSE if passage.kind is PassageKind.PARAGRAPH and len(passage.text) > 400 else Setting.SILENT
    if passage.kind is PassageKind.CELL:
        if any(_MEASURED.search(heading) for heading in passage.headings[-2:]):
            return Setting.MEASURE
        table = any(_TABLE.search(heading) for heading in passage.headings[-2:])
        return Setting.DELIVERABLE if table else Setting.PROSE
    if listed is not None:
        return listed
    return Setting.SILENT if passage.headings and _AIMS.match(passage.headings[-1]) and _aim(passage) else Setting.PROSE


def _acronym(name: str, text: str) -> str | None:
    """The acronym that a text introduces right behind a name: it goes on with it."""
    found = re.search(re.escape(name) + r"\s+\(((?:UN-)?[A-Z][\w-]*[A-Z]|UN-[A-Z]\w+)\)", text)
    return found.group(1) if found else None


def _aim(passage: Passage) -> bool:
    return re.match(r"(?:the )?objective", passage.text, re.I) is not None


def _entity(passage: Passage, titles: list[Passage]) -> Entity | None:
    """Whom the first paragraph of a background names; where it says only "the Mechanism", a heading above it."""
    if not (passage.headings and BACKGROUND.match(passage.headings[-1])) or passage.kind is PassageKind.HEADING:
        return None
    opening = passage.text.partition(". ")[0][:400]
    given = _GIVEN.search(opening)
    if given is None:
        return None
    named = proper_name(opening[: given.end()])
    if named is None and proper_name(opening):
        return None  # whoever is named behind its task is another: `is responsible for wells, with | the Board`
    if named:
        acronym = _acronym(named, opening)
        name = named if is_known(named) else acronym or named
        return Entity(name=name, whole=named, passage=passage, acronym=acronym)
    above = (title for title in reversed(titles) if ORGANISATION.search(proper_name(title.text) or ""))
    title = next(above, None)
    if title is None:
        return None
    whole = re.sub(r"^(?:[IVX]+|[A-Z])\.\s+", "", title.text)
    return Entity(name=whole, whole=whole, passage=title)
