"""Lists in sections that ask for something: `Recommendations > For governments`, `Calls to action`.

No sentence introduces such a list. The section's heading makes its items into recommendations, and a heading or a line
above them says whom they are asked of. `find_section_lists` is the entry point.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from palermo.extraction.lists.item_lists import ItemList, ListAddressee, is_next_number
from palermo.extraction.lists.recommenders import UNICASE_LANGUAGES
from palermo.extraction.lists.section_grammar import MAX_MODAL_CHARS, SectionGrammar, load_section_grammar
from palermo.languages.language_words import LanguageWords
from palermo.statements import Passage, PassageKind

MAX_LINE_CHARS = 140
"""Characters of a line of its own: a heading in plain text, a topic, or the addressee of the items below it."""
MAX_TOPIC_WORDS = 10
MAX_PARAGRAPH_CHARS = 700
"""Characters of a paragraph that is an item; a longer one is running text."""
MIN_REQUEST_SHARE = 0.6
"""Share of a list's items that are worded as requests, from which on the list asks for something."""
MIN_UNIFORM_SHARE = 0.75
"""Share from which on the other items of the list do so too."""
MAX_NUMBER_STEP = 3
"""By how much the numbers of two items may differ between which a list is nested."""
MAX_SECTION_HEADINGS = 4
"""Innermost headings of a passage among which that of its section is."""
_LINE_END = re.compile(r"[.;,!?。；！？؟]\s*$")
_COLON = re.compile(r"[:：]\s*$")
_QUESTION = re.compile(r"[?？؟]\s*$")
_REFERENCE = LanguageWords("extraction").compile_pattern(
    r"^(?:https?:|www\.|\[?\d+\]?\s*$|(?:{lists.references})\b)", re.I
)
_WEB_ADDRESS = re.compile(r"https?://|\bwww\.")
_NUMBERED_HEADING = re.compile(r"^(?:[\w.()]{1,8}\.\s)?")


@dataclass(slots=True, kw_only=True)
class _SectionState:
    """State of reading: the section, its addressee, and what introduces the next items."""

    section: Passage | None = None
    language: SectionGrammar | None = None
    is_typed: bool = False
    """Whether the section's heading is a line of plain text, which no later heading ends."""
    addressee: ListAddressee | None = None
    introduction: Passage | None = None
    """The line that ends with a colon above the next items, if it is not their addressee."""
    items: list[Passage] = field(default_factory=list)
    last: Passage | None = None
    """The passage before."""
    seen: dict[str, Passage] = field(default_factory=dict)
    """Headings of the document by their text."""


def find_section_lists(passages: Iterable[Passage], stated: Iterable[str]) -> Iterator[ItemList]:
    """Find the lists of sections that ask for something.

    Passages that are `stated` already belong to other lists, and are skipped.
    """
    state, done = _SectionState(), frozenset(stated)
    for passage in passages:
        if (labelled := _read_labelled(state, passage)) is not None and passage.id not in done:
            yield labelled
            continue
        if passage.kind is PassageKind.HEADING or _is_line(passage):
            yield from _close_list(state)
            _read_line(state, passage)
        elif passage.kind in {PassageKind.FOOTNOTE, PassageKind.CELL, PassageKind.ROW}:
            continue
        elif state.section is not None and passage.id not in done and _is_item(state, passage):
            if _is_after_nested_list(state, passage):
                yield from _close_list(state)
                state.introduction = None
            state.items.append(passage)
            if _COLON.search(passage.text):
                yield from _close_list(state)
                state.introduction = passage
        else:
            yield from _close_list(state)
            _read_paragraph(state, passage)
        state.last = passage
    yield from _close_list(state)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSection:
    """A section that asks for something: its heading, and its addressee if it names one."""

    heading: Passage
    addressee: ListAddressee | None


def find_request_sections(passages: Iterable[Passage]) -> dict[str, RequestSection]:
    """Return the section of each passage that is in one, by the passage's id."""
    state = _SectionState()
    request_sections: dict[str, RequestSection] = {}
    for passage in passages:
        if passage.kind is PassageKind.HEADING or _is_line(passage):
            _read_line(state, passage)
        elif not (passage.kind is PassageKind.ITEM or passage.paragraph):
            _read_paragraph(state, passage)
        state.last = passage
        if state.section is not None:
            request_sections[passage.id] = RequestSection(heading=state.section, addressee=state.addressee)
    return request_sections


def _read_labelled(state: _SectionState, passage: Passage) -> ItemList | None:
    """Return a paragraph that names itself a recommendation (`Recommendation 3: ...`) as a list of one item."""
    language = load_section_grammar(passage.language)
    if language is None or passage.kind not in {PassageKind.PARAGRAPH, PassageKind.ITEM}:
        return None
    label = language.labels.match(passage.text)
    if not label or len(passage.text) < label.end() + 20 or _COLON.search(passage.text):
        return None
    text = passage.text[label.end() :]
    if not (language.begins_as_request(text) or language.modal.search(text[:MAX_MODAL_CHARS])):
        return None
    return ItemList(
        introduction=state.section or passage,
        grammar=language.grammar,
        section=language,
        addressee=state.addressee,
        items=[passage],
    )


def _is_line(passage: Passage) -> bool:
    """Return whether a passage is a line of its own that is no item: a topic, an addressee or a plain heading."""
    if passage.kind not in {PassageKind.PARAGRAPH, PassageKind.ITEM} or len(passage.text) > MAX_LINE_CHARS:
        return False
    if _COLON.search(passage.text):
        return True
    if passage.kind is PassageKind.ITEM or passage.paragraph or _LINE_END.search(passage.text):
        return False
    language = load_section_grammar(passage.language)
    if language is None or len(passage.text.split()) > MAX_TOPIC_WORDS:
        return False
    return (
        bool(language.section.match(passage.text) or language.ending.match(passage.text))
        or language.find_addressee(passage.text) is not None
        or not (language.is_request(passage.text) and passage.language not in UNICASE_LANGUAGES)
    )


def _read_line(state: _SectionState, passage: Passage) -> None:
    """Take note of a heading or a line of its own."""
    state.introduction = None
    if passage.kind is PassageKind.HEADING:
        state.seen[_fold_heading(passage.text)] = passage
        _enter_heading(state, passage)
        return
    language = state.language or load_section_grammar(passage.language)
    if language is None:
        return
    if _is_typed_heading(language, passage):
        state.section, state.language, state.is_typed = passage, language, True
        state.addressee = _find_addressee(language, passage, "heading")
    elif state.section is not None and state.is_typed and language.ending.match(passage.text):
        state.section = state.addressee = None
    elif state.section is not None:
        if (named := _find_addressee(language, passage, "introduction")) is not None:
            state.addressee = named
        elif _COLON.search(passage.text):
            state.introduction = passage


def _is_typed_heading(language: SectionGrammar, passage: Passage) -> bool:
    """Return whether a line of plain text is the heading of a section that asks for something."""
    text = _COLON.sub("", passage.text)
    if language.section.match(text) is None or len(text.split()) > MAX_TOPIC_WORDS:
        return False
    is_sentence = text != passage.text and language.foreign.search(text) is not None
    return not is_sentence and not language.labels.match(passage.text)


def _enter_heading(state: _SectionState, passage: Passage) -> None:
    """Find the section and the addressee that the headings down to this one give."""
    language = load_section_grammar(passage.language)
    trail = (*passage.headings, passage.text)[-MAX_SECTION_HEADINGS:]
    previous_section, state.section = state.section if not state.is_typed else None, None
    state.language, state.addressee, state.is_typed = language, None, False
    if language is None:
        return
    bare = [_NUMBERED_HEADING.sub("", heading, count=1) for heading in trail]
    places = [n for n, text in enumerate(bare) if language.section.match(text)]
    if not places:
        _extend_section(state, language, passage, previous_section)
        return
    if any(language.ending.match(text) for text in bare[places[-1] + 1 :]):
        return
    state.section = state.seen.get(_fold_heading(trail[places[-1]]), passage)
    for text, full_heading in zip(reversed(bare[places[-1] :]), reversed(trail[places[-1] :]), strict=True):
        heading = state.seen.get(_fold_heading(full_heading), passage)
        if (name := language.find_addressee(text)) is not None:
            state.addressee = ListAddressee(name=name, passage=heading, source="heading")
            return


def _extend_section(
    state: _SectionState, language: SectionGrammar, heading: Passage, previous_section: Passage | None
) -> None:
    """Continue a section below a heading of the same level, which names an addressee or directly follows its own."""
    named = _find_addressee(language, heading, "heading")
    is_below = (
        previous_section is not None and previous_section is state.last and not language.ending.match(heading.text)
    )
    if (previous_section is not None and named is not None) or is_below:
        state.section, state.addressee = previous_section, named


def _fold_heading(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold())[-12:])


def _find_addressee(language: SectionGrammar, passage: Passage, source: str) -> ListAddressee | None:
    name = language.find_addressee(passage.text)
    return ListAddressee(name=name, passage=passage, source=source) if name is not None else None


def _read_paragraph(state: _SectionState, passage: Passage) -> None:
    """Take note of running text, which may introduce the next items, or of a line that ends an addressee."""
    state.introduction = passage if _COLON.search(passage.text) else None
    is_unread_line = len(passage.text) <= MAX_LINE_CHARS and not (passage.paragraph or _LINE_END.search(passage.text))
    if is_unread_line and state.addressee is not None and state.addressee.source == "introduction":
        state.addressee = None


def _is_item(state: _SectionState, passage: Passage) -> bool:
    """Return whether a passage is an item: a list item, a numbered paragraph, or one that begins as a request."""
    if passage.kind is PassageKind.ITEM:
        return True
    language = state.language
    if language is None or len(passage.text) > MAX_PARAGRAPH_CHARS or _COLON.search(passage.text):
        return False
    if passage.paragraph:
        follows = bool(state.items) and is_next_number(state.items[-1].paragraph, passage.paragraph)
        return follows or language.is_request(passage.text)
    return language.begins_as_request(passage.text) and (state.addressee is not None or bool(state.items))


def _is_after_nested_list(state: _SectionState, passage: Passage) -> bool:
    """Return whether an item goes on with the numbers of the item that introduced the list above it."""
    introduction = state.introduction
    return introduction is not None and is_next_number(introduction.paragraph, passage.paragraph, MAX_NUMBER_STEP)


def _close_list(state: _SectionState) -> Iterator[ItemList]:
    """Yield the list that has ended, if it asks for something."""
    items, state.items = state.items, []
    if not items or state.section is None or state.language is None:
        return
    passages = list(_select_requests(items, state.introduction, state.language))
    if passages:
        addressee = _find_introduced_addressee(state) or state.addressee
        yield ItemList(
            introduction=state.introduction or (addressee.passage if addressee else state.section),
            grammar=state.language.grammar,
            section=state.language,
            heading=state.section,
            addressee=addressee,
            items=passages,
        )


def _find_introduced_addressee(state: _SectionState) -> ListAddressee | None:
    """Return the addressee that the introduction of a list names: `The Committee urges States to act, by:`."""
    if state.introduction is None or state.language is None:
        return None
    name = state.language.find_own_addressee(state.introduction.text)
    return ListAddressee(name=name, passage=state.introduction, source="introduction") if name is not None else None


def _is_reference(text: str, language: SectionGrammar) -> bool:
    """Return whether an item is a note: it begins as one, or gives the address of a work and asks for nothing."""
    return bool(_REFERENCE.match(text)) or (bool(_WEB_ADDRESS.search(text)) and not language.begins_as_request(text))


def _select_requests(
    items: Sequence[Passage], introduction: Passage | None, language: SectionGrammar
) -> Iterator[Passage]:
    """Yield the items that ask for something: all of a list whose items mostly do."""
    kept_items = [item for item in items if not _QUESTION.search(item.text) and not _is_reference(item.text, language)]
    if 2 * len(kept_items) < len(items):
        return  # questions, or references
    if introduction is not None and language.modal.search(introduction.text):
        yield from kept_items
        return
    is_foreign = introduction is not None and language.foreign.search(introduction.text) is not None
    requests = [
        item for item in kept_items if (language.modal.search if is_foreign else language.is_request)(item.text)
    ]
    if len(requests) >= MIN_UNIFORM_SHARE * len(items) and not is_foreign:
        yield from kept_items
    elif len(requests) >= MIN_REQUEST_SHARE * len(items):
        yield from requests
    elif not is_foreign:
        yield from (item for item in kept_items if language.begins_as_request(item.text))
