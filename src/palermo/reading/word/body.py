"""The body of a Word document as pieces, in reading order: headings, paragraphs, items, cells and notes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from palermo.reading.layout.numbers import printed_number
from palermo.reading.pieces import Piece
from palermo.reading.word import columns
from palermo.reading.word.names import (
    ALTERNATIVES,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    TABLE,
    VAL,
    WRAPPERS,
    w,
)
from palermo.reading.word.notes import Notes
from palermo.reading.word.numbering import Label, Numbering
from palermo.reading.word.paragraphs import Words, chosen, ends_deleted, read_words
from palermo.reading.word.styles import Styles, is_un_heading, whole, word
from palermo.statements import PassageKind

MAX_HEADING = 400
"""Characters; a longer text in the style of a heading is a paragraph that its author styled for its look."""
_TYPED = re.compile(
    r"""\s*(?P<number>
        \d{1,3}(?:\.(?:\d{1,3}|[IVX]{1,5}))+\.? | \d{1,4}[.)] | \(?[A-Za-zа-яء-ي]{1,5}\) | \(\d{1,3}\)
      | [IVXLC]{1,7}\. | [A-Z]\. | [•▪●◦‣·*\uf0b7\uf0a7–—-]
    )\t\s*(?=\S)""",
    re.VERBOSE,
)
"""A number that was typed and set off by a tab, as UN files do: the tab tells that it is a number."""
_NOTE_BELOW = re.compile(r"\s*(?P<sign>\*{1,4}|[a-z])\t\s*(?=\S)")
_ITEM = re.compile(r"\(?[^\W\d_]{1,5}\)|\(\d{1,3}\)|\d{1,3}(?:\.(?:\d{1,3}|[IVX]{1,5}))+")
"""Numbers of items: `(a)`, `a)`, `(12)`, `104.12`, `31.I.8`; a plain `12` numbers a paragraph."""
_CAPTION = re.compile(r"\d\.[\dIVX]+$")
"""End of the first line of a caption (`Table 26.1`), whose second line stands for itself."""
_BULLETS = frozenset("•▪●◦‣·*\uf0b7\uf0a7–—-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A piece with its style's name, or an empty paragraph, which parts two headings of one style."""

    piece: Piece | None
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What the paragraphs of a body refer to."""

    styles: Styles
    numbering: Numbering
    notes: Notes

    def pieces(self, blocks: Iterable[Any]) -> Iterator[Piece]:
        """Turn the blocks of a body into pieces; headings that UN files set in several paragraphs are joined."""
        return _joined(self._blocks(blocks, in_cell=False))

    def _blocks(self, blocks: Iterable[Any], *, in_cell: bool) -> Iterator[Found]:
        held: Words | None = None
        for block in _unwrapped(blocks):
            if block.tag == TABLE:
                yield from self._table(block)
            elif block.tag == PARAGRAPH:
                words = read_words(block, held)
                held = words if ends_deleted(block) else None
                if held is None:
                    yield from self._paragraph(block, words, in_cell=in_cell)

    def _table(self, table: Any) -> Iterator[Found]:
        heads: dict[int, str] = {}
        rows = [row for row in _unwrapped(table) if row.tag == ROW and row.find(f"{w('trPr')}/{w('del')}") is None]
        for row in rows:
            names_columns = columns.is_marked(row) or (row is rows[0] and columns.stands_apart(rows))
            for column, cell in columns.placed(row):
                if _goes_on(cell):
                    continue
                found = list(self._blocks(cell, in_cell=True))
                if names_columns and any(each.piece for each in found):
                    heads[column] = " ".join(each.piece.text for each in found if each.piece)
                yield from found if names_columns else (_under(heads.get(column), each) for each in found)

    def _paragraph(self, paragraph: Any, words: Words, *, in_cell: bool) -> Iterator[Found]:
        style = word(paragraph, f"{PARAGRAPH_PROPERTIES}/{w('pStyle')}")
        name = self.styles.name(style)
        level = self.styles.heading_level(style, whole(paragraph, f"{PARAGRAPH_PROPERTIES}/{w('outlineLvl')}"))
        label = self._label(paragraph, style) if words.text.strip() else None
        piece = _piece(words.text, label, name=name, level=level, in_cell=in_cell)
        yield Found(piece=piece, style=name)
        for mark in words.notes:
            yield from (Found(piece=note) for note in self.notes.cited(mark))
        for box in words.boxes:
            yield from self._blocks(box, in_cell=in_cell)

    def _label(self, paragraph: Any, style: str | None) -> Label | None:
        """The number that Word counts for a paragraph: by its own properties, else by its style's."""
        own = f"{PARAGRAPH_PROPERTIES}/{w('numPr')}/"
        number, level = word(paragraph, own + w("numId")), whole(paragraph, own + w("ilvl"))
        styled, styled_level = self.styles.numbering(style)
        number = number or styled
        if level is None:
            level = styled_level or 0
        return self.numbering.label(number, level) if number and number != "0" else None


def _unwrapped(blocks: Iterable[Any]) -> Iterator[Any]:
    for block in blocks:
        if block.tag in WRAPPERS:
            yield from _unwrapped(block)
        elif block.tag == ALTERNATIVES:
            yield from _unwrapped(chosen(block))
        else:
            yield block


def _under(head: str | None, found: Found) -> Found:
    """What a cell holds, with the words at the head of its column."""
    if not head or found.piece is None or found.piece.kind is not PassageKind.CELL:
        return found
    return replace(found, piece=replace(found.piece, header=head))


def _goes_on(cell: Any) -> bool:
    """Whether a cell is the lower part of one that spans several rows."""
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and merge.get(VAL) != "restart"


def _piece(text: str, label: Label | None, *, name: str, level: int | None, in_cell: bool) -> Piece | None:
    """Make a piece of a paragraph's words; None where it has none."""
    if not text.strip():
        return None
    note = None if in_cell or label or level else _NOTE_BELOW.match(text)
    own = note and (name == "footnote text" or note.group("sign").startswith("*") or not text[note.end()].islower())
    if note and own:
        return Piece(kind=PassageKind.FOOTNOTE, text=_line(text[note.end() :]), number=note.group("sign"))
    number, bullet, rest = _numbered(text, label)
    line = _line(rest)
    if level is not None and len(line) <= MAX_HEADING:
        return Piece(kind=PassageKind.HEADING, text=line, number=number, level=level)
    kind = PassageKind.PARAGRAPH
    if in_cell:
        kind = PassageKind.CELL
    elif bullet or name.startswith("list") or (number and _ITEM.fullmatch(number)):
        kind = PassageKind.ITEM
    return Piece(kind=kind, text=line, number=number)


def _numbered(text: str, label: Label | None) -> tuple[str | None, bool, str]:
    """Split a paragraph's words into its number, whether it has a bullet instead, and the rest."""
    if label is not None:
        return _bare(label.text), label.form == "bullet", text
    typed = _TYPED.match(text)
    if typed:
        number = typed.group("number")
        return (None, True, text[typed.end() :]) if number in _BULLETS else (_bare(number), False, text[typed.end() :])
    printed = printed_number(_line(text))
    if printed and printed.rest.strip():
        return printed.number, printed.style == "bullet", printed.rest
    return None, False, text


def _bare(number: str) -> str | None:
    return " ".join(number.split()).rstrip(".") or None


def _line(text: str) -> str:
    return " ".join(text.split())


def _joined(found: Iterable[Found]) -> Iterator[Piece]:
    """Join a heading to the one above it where both are of one UN style with no empty paragraph between.

    UN files set `Subprogramme 1` and its title as two paragraphs of style `_ H_1`; an empty one ends the heading.
    """
    held: Found | None = None
    for each in found:
        piece = each.piece
        if held and held.piece and piece and _goes_with(held, each):
            held = Found(piece=replace(held.piece, text=f"{held.piece.text} {piece.text}"), style=held.style)
            continue
        if held and held.piece:
            yield held.piece
        held = each
    if held and held.piece:
        yield held.piece


def _goes_with(above: Found, below: Found) -> bool:
    if above.piece is None or below.piece is None or above.style != below.style or not is_un_heading(above.style):
        return False
    is_second_line = below.piece.kind is PassageKind.HEADING and below.piece.number is None
    return is_second_line and not any(_CAPTION.search(found.piece.text) for found in (above, below) if found.piece)
