"""Items below a heading that asks: `Recommendations`, with `Governments` or `For employers:` below it.

The heading says that its items are recommendations, and the nearest heading or line that names a party says who is
asked. Only items that begin as a request do (a verb, a gerund, a noun of action) or that say `should` are taken.
`find_heading_lists` is the entry point; what an introduction asks for is read by `recommendations`.
"""

import re
from collections.abc import Container, Iterable, Iterator

from palermo.extraction.language.grammar import Grammar, grammar
from palermo.extraction.language.wording_files import wordings
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.lists.item_lists import ItemList
from palermo.extraction.roles.parties import asked_parties
from palermo.extraction.syntax.clauses import clause
from palermo.statements import Passage, PassageKind

MAX_LABEL_WORDS = 14
"""Words of a line that introduces items without asking for anything itself: `Prevention:`."""
MIN_ITEM_WORDS = 3
BULLET = re.compile(r"^\s*(?:[■▪•●◦◆►➢✓·–-]|\(?[a-z][).])\s+")
"""A mark that the reader has left at the beginning of an item."""


def find_heading_lists(passages: Iterable[Passage], read: Container[str]) -> Iterator[ItemList]:
    """Find the lists below headings that ask, in order, without the passages whose ids are in `read`."""
    printed: dict[str, Passage] = {}
    label: Passage | None = None
    found: ItemList | None = None
    for passage in passages:
        if passage.kind is PassageKind.HEADING:
            printed[passage.text] = passage
            label = None
            continue
        if passage.kind in {PassageKind.FOOTNOTE, PassageKind.CELL}:
            continue
        language, words = grammar(passage.language), wordings(passage.language)
        if language is None or words is None:
            continue
        ends_open = passage.text.rstrip().endswith((":", "："))
        if not is_item(passage) or (ends_open and not _is_request(passage, language, words)):
            label = passage if ends_open else None
            continue
        if passage.id in read or not _is_request(passage, language, words):
            continue
        headings = _asking_headings(passage, language, words)
        if not headings or (label is not None and _states_something(label, words)):
            continue
        asking = printed.get(headings[0], passage)
        if found is None or (found.introduction, found.label) != (asking, label) or found.language is not language:
            if found is not None:
                yield found
            lines = (*headings, label.text) if label is not None else headings
            found = ItemList(
                introduction=asking,
                language=language,
                label=label,
                heading=headings[0],
                addressees=_addressees(lines, language, words),
            )
        found.items.append(passage)
    if found is not None:
        yield found


def _states_something(label: Passage, words: Wordings) -> bool:
    """Whether the line above items is a sentence of its own, `The Office will:`, and no label, `Prevention:`."""
    text = label.text.rstrip(" :：")
    return len(text.split()) > MAX_LABEL_WORDS or clause(text, 0, len(text), words).verb is not None


def is_item(passage: Passage) -> bool:
    """Whether a passage is an item, or a paragraph that begins with the mark of one."""
    return passage.kind is PassageKind.ITEM or (
        passage.kind is PassageKind.PARAGRAPH and BULLET.match(passage.text) is not None
    )


def _asking_headings(passage: Passage, language: Grammar, words: Wordings) -> tuple[str, ...]:
    """Return the nearest heading that asks, and those between it and the passage; empty where none asks."""
    for place in range(len(passage.headings) - 1, -1, -1):
        heading = passage.headings[place]
        if words.asked.match(heading) or any(_addressed(heading, language, words)):
            return passage.headings[place:]
    return ()


def _addressed(line: str, language: Grammar, words: Wordings) -> Iterator[str]:
    """Whom a line such as `To States` or `For employers` is to, in languages that mark it so."""
    found = language.addressed.pattern.match(line.rstrip(" :：") + ":")
    if found and found.start("addressee") > 0:
        yield from asked_parties(found["addressee"], words)


def _addressees(lines: tuple[str, ...], language: Grammar, words: Wordings) -> tuple[str, ...]:
    """Return whom the innermost line with a party names: `Recommendations to States`, `Governments`, `For schools:`."""
    for line in reversed(lines):
        bare = _NUMBERING.sub("", line).strip(" :：")
        named = language.addressed.pattern.match(bare + ":")
        after = language.headed_for.search(bare)
        for text in (after["addressee"] if after else None, named["addressee"] if named else None, bare):
            if text and not words.asked.match(text) and (names := tuple(asked_parties(text, words))):
                return names
    return ()


_NUMBERING = re.compile(r"^(?:[IVXLC]+\.|[A-Za-z]\.|[\d.]+)\s+")


def _is_request(passage: Passage, language: Grammar, words: Wordings) -> bool:
    text = BULLET.sub("", passage.text)
    if len(text.split()) < MIN_ITEM_WORDS and passage.language != "zh":
        return False
    if words.imperative(text, 0, len(text)) or (words.nominal and words.nominal.match(text)):
        return True
    return language.requested.search(text) is not None
