"""Lists of mandates in a document: where they begin and end, and the entity and organ of each line.

The United Nations prints them in its budgets: "The list below ... provides all mandates entrusted to the programme.",
then headings such as "General Assembly resolutions", and below each the numbers and titles.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from palermo.statements import Passage, PassageKind
from palermo.vocabulary import Organ, load_organs

INTRODUCTION = re.compile(
    r"\b(?:lists?|tables?) below\b.*\bmandates?\b(?:.*\bentrusted to\s+(?P<whom>[^.:,;]+))?", re.I
)
TITLE = re.compile(r"^(?:[A-Z]\.\s+)?legislative mandates?$|^list of (?:legislative )?mandates\b", re.I)
BACKGROUND = re.compile(r"^(?:[A-Z]\.\s+)?mandates? and background$", re.I)
LEGAL_BASIS_CUES = re.compile(
    r"\bmandate[sd]?\b|\bpursuant to\b|\bin accordance with\b|\bestablished (?:by|in|pursuant)\b|\bentrusted\b"
    r"|\bset out in\b|\bguided by\b|\bfunctions of the \w+ are described in\b",
    re.I,
)
"""Words by which a paragraph of the background says what a task rests on."""

TEXT_TYPE = re.compile(
    r"\b(?P<resolutions>resolutions?)\b|\b(?P<decisions>decisions?)\b"
    r"|\b(?:mandates?|declarations?|reports?|conclusions|statements?|recommendations?|conventions?|statute|charter)\b",
    re.I,
)
"""What a heading within a list says that its lines are."""

MAX_HEADING_CHARS = 260

ORGANISATION = re.compile(
    r"\b(?:Department|Offices?|Programme|Commission|Commissioner|Entity|Agency|Conference|Organization|Group|Mechanism"
    r"|Unit|Board|Secretariat|Fund|Centre|Institute|University|Services?|Account|Representative|Envoy|Tribunal|Register"
    r"|Committee|Directorate|Coordinator|Adviser|Advocate|Mission|Court)\b"
)
_JOINING_WORDS = r"(?:of|the|for|and|on|in|at|to|against|with|under|from|by)"
PROPER_NAME = re.compile(
    rf"[A-Z][\w’'-]*(?:(?:,\s+(?!the\b)|\s+)(?:{_JOINING_WORDS}\s+)*(?:[A-Z][\w’'-]*))+|\b(?:UN-)?[A-Z]{{2,10}}\b(?!-)|\bUN-[A-Z][a-z]+\b"
)
"""A proper name: words with capitals and the small words that join them; or an acronym."""

ROMAN_NUMERAL = re.compile(r"[IVXLC]+")

NUMBERING = re.compile(r"^(?:[IVX]+|[A-Z])\.\s+")

CAPTION = re.compile(r"^(?:Table|Figure|Chart|Annex|Result|Subprogramme|Part|Section)\b", re.I)
"""Headings that name no entity although an entity's name may be in them."""

_AFTER_TEXT_TYPE = re.compile(
    r"\W*(?:$|(?:and|or|of|on|in|by|to|from|adopted|agreed|pertaining|relating|related|relevant|concerning|regarding"
    r"|entrusting|mandating)\b)",
    re.I,
)
"""What may follow the kind of text in a heading: `General Assembly resolutions | pertaining to ...`."""

_TEXT_TYPE_BEFORE_ORGAN = re.compile(
    r"(?:relevant\s+)?(?:resolutions?|decisions?)(?:\s+and\s+(?:resolutions?|decisions?))?\s+(?:of|adopted\s+by)\s+(?:the\s+)?",
    re.I,
)
"""`Resolutions of the | General Assembly`."""

_EXCLUDED_NAMES = re.compile(
    r"^(?:The |Under-|Assistant )?(?:United Nations$|Secretary|General Assembly|Member States)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateHeading:
    """Under what a line of a list stands."""

    passage: Passage
    organ: Organ | None
    """None where it is no organ that numbers its texts."""
    decisions: bool
    """Whether its lines are decisions unless they say otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateHolder:
    """Who has the mandates of a part of a document, and the passage that says so."""

    name: str
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class MandatePassage:
    """A passage that gives mandates: a line of a list, or a paragraph that says what a task rests on."""

    passage: Passage
    holder: MandateHolder
    introduction: Passage | None
    """What announces the list; None for a paragraph of the background."""
    heading: MandateHeading | None
    title: Passage | None = None
    """The cell beside it."""


@dataclass(slots=True, kw_only=True)
class MandateReaderState:
    """Where in the document reading stands."""

    holder: MandateHolder | None = None
    settled: bool = False
    """Whether the part's own background has named who it is about."""
    background: bool = False
    introduction: Passage | None = None
    heading: MandateHeading | None = None
    title: Passage | None = None
    """The last heading that is an entity's name, until a background names whom it is about."""
    opening: set[str] = field(default_factory=set)
    """Headings before the first background: the running heads of later pages repeat them."""
    closed: Passage | None = None
    """The introduction of a list that a heading has ended."""


def find_mandate_passages(passages: Iterable[Passage]) -> Iterator[MandatePassage]:
    """Find the passages of a document that give mandates, in its order; those without an entity are left out."""
    state, all_passages = MandateReaderState(), tuple(passages)
    for passage, following in zip_longest(all_passages, all_passages[1:]):
        line = _process_passage(state, passage)
        if line is not None:
            has_title = passage.kind is PassageKind.CELL and following is not None and _is_title_cell(following)
            yield replace(line, title=following) if has_title else line


def find_section_holders(passages: Iterable[Passage]) -> dict[str, MandateHolder]:
    """Return the entity of the part in which each passage of a budget is, by the passage's id."""
    state = MandateReaderState()
    holders: dict[str, MandateHolder] = {}
    for passage in passages:
        _process_passage(state, passage)
        if state.holder is not None:
            holders[passage.id] = state.holder
    return holders


def _is_title_cell(passage: Passage) -> bool:
    """Return whether the cell after one of numbers has no number itself, so that it is the title of the text."""
    return passage.kind is PassageKind.CELL and not re.match(r"[\d(]", passage.text)


def _process_passage(state: MandateReaderState, passage: Passage) -> MandatePassage | None:
    """Take note of a passage, and give it back as a line where it is one."""
    if passage.kind is PassageKind.HEADING:
        _process_heading(state, passage)
    announced = INTRODUCTION.search(passage.text)
    if announced:
        _open_list(state, passage, announced["whom"] or "")
        return None
    if state.introduction is None and state.closed is not None:
        _reopen_list(state, passage)
    if state.introduction is not None:
        return _read_list_passage(state, passage)
    if state.background and passage.kind is not PassageKind.HEADING:
        return _read_background_passage(state, passage)
    return None


def _process_heading(state: MandateReaderState, passage: Passage) -> None:
    if state.introduction is not None and passage.text in state.opening:
        return
    state.background = bool(BACKGROUND.match(passage.text))
    if state.background:
        state.settled, state.closed = False, None
    if state.holder is None and not state.background:
        state.opening.add(passage.text)
    if TITLE.match(passage.text):
        _open_list(state, passage, "")
    elif state.introduction is not None and not _is_within_section(state.introduction, passage):
        state.closed, state.introduction, state.heading = state.introduction, None, None
    if state.introduction is None and _is_entity_name(passage):
        state.title = passage


def _is_entity_name(heading: Passage) -> bool:
    """Return whether a heading is an entity's name, as the titles of a budget's sections are."""
    text = NUMBERING.sub("", heading.text)
    name = find_proper_name(text)
    return (
        name is not None and ORGANISATION.search(name) is not None and text.startswith(name) and not CAPTION.match(text)
    )


def _is_within_section(introduction: Passage, passage: Passage) -> bool:
    """Return whether a passage is in the section of the list's introduction, or is one of the list's headings."""
    heading = parse_heading(passage)
    section = next((text for text in reversed((*introduction.headings, introduction.text)) if TITLE.match(text)), None)
    if section is not None:
        return section in passage.headings or (heading is not None and heading.organ is not None)
    return heading is not None or passage.text.startswith("Subprogramme")


def _reopen_list(state: MandateReaderState, passage: Passage) -> None:
    """Go on with a list that a heading has ended where a heading of an organ's texts follows."""
    heading = parse_heading(passage)
    if heading is not None and heading.organ is not None:
        state.introduction, state.closed = state.closed, None


def _open_list(state: MandateReaderState, passage: Passage, holder_text: str) -> None:
    state.introduction, state.heading, state.background = passage, None, False
    named = find_proper_name(holder_text)
    if named and (state.holder is None or named not in state.holder.name):
        state.holder = MandateHolder(name=named, passage=passage)
    elif state.title is not None and not state.settled:
        _set_holder_from_title(state, state.title)


def _read_list_passage(state: MandateReaderState, passage: Passage) -> MandatePassage | None:
    heading = parse_heading(passage)
    if heading is not None:
        state.heading = heading
        return None
    if state.holder is None or passage.kind is PassageKind.HEADING:
        return None
    return MandatePassage(passage=passage, holder=state.holder, introduction=state.introduction, heading=state.heading)


def _read_background_passage(state: MandateReaderState, passage: Passage) -> MandatePassage | None:
    if not state.settled:
        _set_holder(state, passage)
    if state.holder is None or not LEGAL_BASIS_CUES.search(passage.text):
        return None
    return MandatePassage(passage=passage, holder=state.holder, introduction=None, heading=None)


def _set_holder(state: MandateReaderState, passage: Passage) -> None:
    """Set the entity of the section from its title, else from the subject of its first paragraph."""
    if state.title is not None:
        _set_holder_from_title(state, state.title)
        return
    if passage.kind in {PassageKind.CELL, PassageKind.FOOTNOTE} or CAPTION.match(passage.text):
        return
    named = find_proper_name(passage.text.partition(". ")[0]) or find_proper_name(passage.text)
    if named:
        state.holder, state.settled = MandateHolder(name=named, passage=passage), True


def _set_holder_from_title(state: MandateReaderState, title: Passage) -> None:
    state.holder = MandateHolder(name=NUMBERING.sub("", title.text), passage=title)
    state.settled, state.title = True, None


def find_proper_name(text: str) -> str | None:
    """Return the first name or acronym of an organisation in a text, without a leading article.

    >>> find_proper_name("The Department of Peace Operations is responsible for peace.")
    'Department of Peace Operations'
    """
    for match in PROPER_NAME.finditer(text):
        name = re.sub(r"^(?:The|A|An)\s+", "", match.group())
        if _EXCLUDED_NAMES.match(name) or any(name == organ.labels["en"] for organ in load_organs()[:4]):
            continue
        acronym = len(name) > 2 and (name.isupper() or name.startswith("UN-")) and not ROMAN_NUMERAL.fullmatch(name)
        if acronym or (" " in name and ORGANISATION.search(name)):
            return name
    return None


def parse_heading(passage: Passage) -> MandateHeading | None:
    """Return the organ and type of text that a short passage without numbers announces, or None."""
    text = passage.text.strip()
    if len(text) > MAX_HEADING_CHARS or text.endswith(".") or re.search(r"\d+/\d+|\d \(", text):
        return None
    kinds = [match.lastgroup for match in TEXT_TYPE.finditer(text)]
    organ = next((organ for organ in load_organs() if _is_organ_heading(text, organ)), None)
    if organ is None and not (kinds and (passage.kind is PassageKind.HEADING or _is_other_body(passage))):
        return None
    return MandateHeading(passage=passage, organ=organ, decisions="decisions" in kinds and "resolutions" not in kinds)


def _is_organ_heading(text: str, organ: Organ) -> bool:
    """Return whether a text begins with an organ and a type of its texts, or as `Resolutions of the` organ."""
    text = _TEXT_TYPE_BEFORE_ORGAN.sub("", text) + " resolutions" if _TEXT_TYPE_BEFORE_ORGAN.match(text) else text
    folded = text.lower()
    form = next((form for form in organ.list_names("en") if folded.startswith(form.lower())), None)
    if form is None:
        return False
    words = re.findall(r"[\w-]+", text[len(form) :])
    if words and TEXT_TYPE.fullmatch(words[-1]):
        return True
    first = TEXT_TYPE.match(text[len(form) :].lstrip())
    return first is not None and _AFTER_TEXT_TYPE.match(text[len(form) :].lstrip(), first.end()) is not None


def _is_other_body(passage: Passage) -> bool:
    """Return whether a line of its own names a body that is not among our organs, and its texts."""
    words = re.findall(r"[\w-]+", passage.text)
    return (
        passage.kind is PassageKind.PARAGRAPH
        and len(words) > 2
        and words[-1].lower() in {"resolutions", "decisions"}
        and ORGANISATION.search(passage.text) is not None
    )
