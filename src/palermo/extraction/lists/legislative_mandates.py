"""Lists of mandates in a document: where they begin and end, whose they are, under which organ each line stands.

The United Nations prints them in its budgets: "The list below ... provides all mandates entrusted to the programme.",
then headings such as "General Assembly resolutions", and below each the numbers and titles.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from palermo.statements import Passage, PassageKind
from palermo.vocabulary import Organ, organs

INTRODUCTION = re.compile(
    r"\b(?:lists?|tables?) below\b.*\bmandates?\b(?:.*\bentrusted to\s+(?P<whom>[^.:,;]+))?", re.I
)
TITLE = re.compile(r"^(?:[A-Z]\.\s+)?legislative mandates?$|^list of (?:legislative )?mandates\b", re.I)
BACKGROUND = re.compile(r"^(?:[A-Z]\.\s+)?mandates? and background$", re.I)
RESTS_ON = re.compile(
    r"\bmandate[sd]?\b|\bpursuant to\b|\bin accordance with\b|\bestablished (?:by|in|pursuant)\b|\bentrusted\b"
    r"|\bset out in\b|\bguided by\b",
    re.I,
)
"""Words by which a paragraph of the background says what a task rests on."""

KIND_OF_TEXT = re.compile(
    r"\b(?P<resolutions>resolutions?)\b|\b(?P<decisions>decisions?)\b"
    r"|\b(?:mandates?|declarations?|reports?|conclusions|statements?|recommendations?|conventions?|statute|charter)\b",
    re.I,
)
"""What a heading within a list says that its lines are."""

LONGEST_HEADING = 260

ORGANISATION = re.compile(
    r"\b(?:Department|Offices?|Programme|Commission|Commissioner|Entity|Agency|Conference|Organization|Group|Mechanism"
    r"|Unit|Board|Secretariat|Fund|Centre|Institute|University|Services?|Account|Representative|Envoy|Tribunal|Register"
    r"|Committee|Directorate|Coordinator|Adviser|Advocate|Mission|Court)\b"
)
_JOINT = r"(?:of|the|for|and|on|in|at|to|against|with|under|from|by)"
NAME = re.compile(
    rf"[A-Z][\w’'-]*(?:(?:,\s+(?!the\b)|\s+)(?:{_JOINT}\s+)*(?:[A-Z][\w’'-]*))+|\b(?:UN-)?[A-Z]{{2,10}}\b(?!-)|\bUN-[A-Z][a-z]+\b"
)
"""A proper name: words with capitals and the small words that join them; or an acronym."""

ROMAN = re.compile(r"[IVXLC]+")

NUMBERING = re.compile(r"^(?:[IVX]+|[A-Z])\.\s+")

CAPTION = re.compile(r"^(?:Table|Figure|Chart|Annex|Result|Subprogramme|Part|Section)\b", re.I)
"""Headings that name no entity although an entity's name may be in them."""

_BEHIND_KIND = re.compile(
    r"\W*(?:$|(?:and|or|of|on|in|by|to|from|adopted|agreed|pertaining|relating|related|relevant|concerning|regarding"
    r"|entrusting|mandating)\b)",
    re.I,
)
"""What may follow the kind of text in a heading: `General Assembly resolutions | pertaining to ...`."""

_KIND_FIRST = re.compile(
    r"(?:relevant\s+)?(?:resolutions?|decisions?)(?:\s+and\s+(?:resolutions?|decisions?))?\s+(?:of|adopted\s+by)\s+(?:the\s+)?",
    re.I,
)
"""`Resolutions of the | General Assembly`."""

_NO_NAMES = re.compile(r"^(?:The |Under-|Assistant )?(?:United Nations$|Secretary|General Assembly|Member States)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Under what a line of a list stands."""

    passage: Passage
    organ: Organ | None
    """None where it is no organ that numbers its texts."""
    decisions: bool
    """Whether its lines are decisions unless they say otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Who has the mandates of a part of a document, and the passage that says so."""

    name: str
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A passage that gives mandates: a line of a list, or a paragraph that says what a task rests on."""

    passage: Passage
    whose: Whose
    introduction: Passage | None
    """What announces the list; None for a paragraph of the background."""
    heading: Heading | None
    title: Passage | None = None
    """The cell beside it."""


@dataclass(slots=True, kw_only=True)
class Place:
    """Where in the document reading stands."""

    whose: Whose | None = None
    settled: bool = False
    """Whether the part's own background has named who it is about."""
    background: bool = False
    introduction: Passage | None = None
    heading: Heading | None = None
    headings: list[Passage] = field(default_factory=list)
    """Headings so far."""
    title: Passage | None = None
    """The last heading that is an entity's name, until a background names whom it is about."""
    opening: set[str] = field(default_factory=set)
    """Headings before the first background: the running heads of later pages repeat them."""
    closed: Passage | None = None
    """The introduction of a list that a heading has ended."""


def lines(passages: Iterable[Passage]) -> Iterator[Line]:
    """Find the passages of a document that give mandates, in its order; those of nobody in particular are left out."""
    place = Place()
    waiting: Line | None = None
    for passage in passages:
        if waiting is not None:
            yield _with_title(waiting, passage)
            waiting = None
        line = _line(place, passage)
        if line is not None and passage.kind is PassageKind.CELL:
            waiting = line
        elif line is not None:
            yield line
    if waiting is not None:
        yield waiting


def _with_title(line: Line, following: Passage) -> Line:
    """A cell of numbers with the cell beside it, which is the text's title where it holds no number itself."""
    if following.kind is not PassageKind.CELL or re.match(r"[\d(]", following.text):
        return line
    return Line(
        passage=line.passage,
        whose=line.whose,
        introduction=line.introduction,
        heading=line.heading,
        title=following,
    )


def _line(place: Place, passage: Passage) -> Line | None:
    """Take note of a passage, and give it back as a line where it is one."""
    if passage.kind is PassageKind.HEADING:
        _take_heading(place, passage)
    announced = INTRODUCTION.search(passage.text)
    if announced:
        _open(place, passage, announced["whom"] or "")
        return None
    if place.introduction is None and place.closed is not None:
        _reopen(place, passage)
    if place.introduction is not None:
        return _of_list(place, passage)
    if place.background and passage.kind is not PassageKind.HEADING:
        return _of_background(place, passage)
    return None


def _take_heading(place: Place, passage: Passage) -> None:
    if place.introduction is not None and passage.text in place.opening:
        return
    place.headings.append(passage)
    place.background = bool(BACKGROUND.match(passage.text))
    if place.background:
        place.settled, place.closed = False, None
    if place.whose is None and not place.background:
        place.opening.add(passage.text)
    if TITLE.match(passage.text):
        _open(place, passage, "")
    elif place.introduction is not None and not _within(place.introduction, passage):
        place.closed, place.introduction, place.heading = place.introduction, None, None
    if place.introduction is None and _names_entity(passage):
        place.title = passage


def _names_entity(heading: Passage) -> bool:
    """Whether a heading is an entity's name, as the titles of a budget's sections are."""
    text = NUMBERING.sub("", heading.text)
    name = proper_name(text)
    return (
        name is not None and ORGANISATION.search(name) is not None and text.startswith(name) and not CAPTION.match(text)
    )


def _within(introduction: Passage, passage: Passage) -> bool:
    """Whether a passage still stands in the section of the list's introduction, or is one of the list's headings."""
    heading = heading_of(passage)
    section = next((text for text in reversed((*introduction.headings, introduction.text)) if TITLE.match(text)), None)
    if section is not None:
        return section in passage.headings or (heading is not None and heading.organ is not None)
    return heading is not None or passage.text.startswith("Subprogramme")


def _reopen(place: Place, passage: Passage) -> None:
    """Go on with a list that a heading has ended where a heading of an organ's texts follows."""
    heading = heading_of(passage)
    if heading is not None and heading.organ is not None:
        place.introduction, place.closed = place.closed, None


def _open(place: Place, passage: Passage, whom: str) -> None:
    place.introduction, place.heading, place.background = passage, None, False
    named = proper_name(whom)
    if named and (place.whose is None or named not in place.whose.name):
        place.whose = Whose(name=named, passage=passage)
    elif place.title is not None and not place.settled:
        _settle_by_title(place, place.title)


def _of_list(place: Place, passage: Passage) -> Line | None:
    heading = heading_of(passage)
    if heading is not None:
        place.heading = heading
        return None
    if place.whose is None or passage.kind is PassageKind.HEADING:
        return None
    return Line(passage=passage, whose=place.whose, introduction=place.introduction, heading=place.heading)


def _of_background(place: Place, passage: Passage) -> Line | None:
    if not place.settled:
        _settle(place, passage)
    if place.whose is None or not RESTS_ON.search(passage.text):
        return None
    return Line(passage=passage, whose=place.whose, introduction=None, heading=None)


def _settle(place: Place, passage: Passage) -> None:
    """Take the entity of the section's title; where the title names none, whom the first paragraph is about."""
    if place.title is not None:
        _settle_by_title(place, place.title)
        return
    if passage.kind in {PassageKind.CELL, PassageKind.FOOTNOTE} or CAPTION.match(passage.text):
        return
    named = proper_name(passage.text.partition(". ")[0]) or proper_name(passage.text)
    if named:
        place.whose, place.settled = Whose(name=named, passage=passage), True


def _settle_by_title(place: Place, title: Passage) -> None:
    place.whose, place.settled, place.title = Whose(name=NUMBERING.sub("", title.text), passage=title), True, None


def proper_name(text: str) -> str | None:
    """The first name of an organisation in a text, or an acronym that stands for one; without a leading article.

    >>> proper_name("The Department of Peace Operations is responsible for peace.")
    'Department of Peace Operations'
    """
    for found in NAME.finditer(text):
        name = re.sub(r"^(?:The|A|An)\s+", "", found.group())
        if _NO_NAMES.match(name) or any(name == organ.labels["en"] for organ in organs()[:4]):
            continue
        acronym = len(name) > 2 and (name.isupper() or name.startswith("UN-")) and not ROMAN.fullmatch(name)
        if acronym or (" " in name and ORGANISATION.search(name)):
            return name
    return None


def heading_of(passage: Passage) -> Heading | None:
    """The organ and kind of text that a short passage without numbers announces, or None where it announces none."""
    text = passage.text.strip()
    if len(text) > LONGEST_HEADING or text.endswith(".") or re.search(r"\d+/\d+|\d \(", text):
        return None
    kinds = [found.lastgroup for found in KIND_OF_TEXT.finditer(text)]
    organ = next((organ for organ in organs() if _announces(text, organ)), None)
    if organ is None and not (kinds and (passage.kind is PassageKind.HEADING or _is_other_body(passage))):
        return None
    return Heading(passage=passage, organ=organ, decisions="decisions" in kinds and "resolutions" not in kinds)


def _announces(text: str, organ: Organ) -> bool:
    """Whether a text begins with an organ's name and the kind of its texts, or with `Resolutions of the` organ."""
    text = _KIND_FIRST.sub("", text) + " resolutions" if _KIND_FIRST.match(text) else text
    folded = text.lower()
    form = next((form for form in organ.forms("en") if folded.startswith(form.lower())), None)
    if form is None:
        return False
    words = re.findall(r"[\w-]+", text[len(form) :])
    if words and KIND_OF_TEXT.fullmatch(words[-1]):
        return True
    first = KIND_OF_TEXT.match(text[len(form) :].lstrip())
    return first is not None and _BEHIND_KIND.match(text[len(form) :].lstrip(), first.end()) is not None


def _is_other_body(passage: Passage) -> bool:
    """Whether a line of its own names a body that is not among our organs, and its texts."""
    words = re.findall(r"[\w-]+", passage.text)
    return (
        passage.kind is PassageKind.PARAGRAPH
        and len(words) > 2
        and words[-1].lower() in {"resolutions", "decisions"}
        and ORGANISATION.search(passage.text) is not None
    )
