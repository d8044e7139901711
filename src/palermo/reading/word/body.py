"""The body of a Word document as blocks in reading order: headings, paragraphs, items, cells and notes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.layout.printed_numbers import parse_printed_number
from palermo.reading.word.numbering import NumberLabel, WordNumbering
from palermo.reading.word.package import (
    ALTERNATIVES,
    CELL,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    TABLE,
    VAL,
    WRAPPERS,
    is_switched_on,
    w,
)
from palermo.reading.word.paragraph_text import (
    ParagraphText,
    WordNotes,
    choose_alternative,
    is_end_deleted,
    read_paragraph,
)
from palermo.reading.word.styles import StyleSheet, is_un_heading, read_integer, read_value
from palermo.statements import PassageKind

MAX_HEADER_CHARS = 120
"""Maximum characters of a cell that is the heading of a column."""
_EMPHASIS_PATHS = (
    f".//{w('rPr')}/{w('b')}",
    f".//{w('rPr')}/{w('i')}",
    f".//{PARAGRAPH_PROPERTIES}/{w('rPr')}/{w('b')}",
)

MAX_HEADING_CHARS = 400
"""Maximum characters; a longer text in the style of a heading is a paragraph."""
_TYPED_NUMBER = re.compile(
    r"""\s*(?P<number>
        \d{1,3}(?:\.(?:\d{1,3}|[IVX]{1,5}))+\.? | \d{1,4}[.)] | \(?[A-Za-zа-яء-ي]{1,5}\) | \(\d{1,3}\)
      | [IVXLC]{1,7}\. | [A-Z]\. | [•▪●◦‣·■□►➢➤✓*\uf0b7\uf0a7\uf0d8\uf0fc–—-]
    )\t\s*(?=\S)""",
    re.VERBOSE,
)
"""A typed number followed by a tab, as in UN documents."""
_TYPED_NOTE = re.compile(r"\s*(?P<sign>\*{1,4}|[a-z])\t\s*(?=\S)")
_ITEM_NUMBER = re.compile(r"\(?[^\W\d_]{1,5}\)|\(\d{1,3}\)|\d{1,3}(?:\.(?:\d{1,3}|[IVX]{1,5}))+")
"""Numbers of items: `(a)`, `a)`, `(12)`, `104.12`, `31.I.8`; a plain `12` numbers a paragraph."""
_CAPTION = re.compile(r"\d\.[\dIVX]+$")
"""End of the first line of a caption (`Table 26.1`), whose second line is separate."""
_BULLETS = frozenset("•▪●◦‣·■□►➢➤✓*\uf0b7\uf0a7\uf0d8\uf0fc–—-")


def place_cells(row: Any) -> Iterator[tuple[int, Any]]:
    """Yield the cells of a row, each with its column; one may span several."""
    column = 0
    for cell in _unwrap_cells(row):
        yield column, cell
        column += read_integer(cell, f"{w('tcPr')}/{w('gridSpan')}") or 1


def _unwrap_cells(blocks: Iterable[Any]) -> Iterator[Any]:
    for block in blocks:
        if block.tag in WRAPPERS:
            yield from _unwrap_cells(block)
        elif block.tag == CELL:
            yield block


def is_repeated_header(row: Any) -> bool:
    """Return whether Word repeats a row at the top of each page."""
    return row.find(f"{w('trPr')}/{w('tblHeader')}") is not None


def has_header_row(rows: Sequence[Any]) -> bool:
    """Return whether the first row has short text, in bold or italics or above figures.

    The second row must differ from it.
    """
    if len(rows) < 2:
        return False
    first, second = ([_get_text(cell) for _, cell in place_cells(row)] for row in rows[:2])
    if (
        len(first) < 2
        or not all(first[1:])
        or max(map(len, first)) > MAX_HEADER_CHARS
        or not any(map(_has_letters, first))
    ):
        return False
    over_figures = len(second) > 1 and not any(map(_has_letters, second[1:]))
    return over_figures or (_is_emphasised(rows[0]) and not _is_emphasised(rows[1]))


def _is_emphasised(row: Any) -> bool:
    return any(is_switched_on(mark) for path in _EMPHASIS_PATHS for mark in row.iterfind(path))


def _get_text(cell: Any) -> str:
    return "".join(cell.itertext()).strip()


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledBlock:
    """A block with the name of its style, or an empty paragraph, which separates headings of one style."""

    block: DocumentBlock | None
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordBody:
    """The parts that the paragraphs of a body refer to."""

    styles: StyleSheet
    numbering: WordNumbering
    notes: WordNotes

    def build_blocks(self, blocks: Iterable[Any]) -> Iterator[DocumentBlock]:
        """Return the blocks of a body; headings that UN documents set in several paragraphs are joined."""
        return _join_headings(self._convert_blocks(blocks, in_cell=False))

    def _convert_blocks(self, blocks: Iterable[Any], *, in_cell: bool) -> Iterator[StyledBlock]:
        waiting_paragraph: ParagraphText | None = None
        for block in _unwrap_blocks(blocks):
            if block.tag == TABLE:
                yield from self._convert_table(block)
            elif block.tag == PARAGRAPH:
                words = read_paragraph(block, waiting_paragraph)
                waiting_paragraph = words if is_end_deleted(block) else None
                if waiting_paragraph is None:
                    yield from self._convert_paragraph(block, words, in_cell=in_cell)

    def _convert_table(self, table: Any) -> Iterator[StyledBlock]:
        heads: dict[int, str] = {}
        rows = [row for row in _unwrap_blocks(table) if row.tag == ROW and row.find(f"{w('trPr')}/{w('del')}") is None]
        for row in rows:
            names_columns = is_repeated_header(row) or (row is rows[0] and has_header_row(rows))
            for column, cell in place_cells(row):
                if _is_merged_continuation(cell):
                    continue
                styled_blocks = list(self._convert_blocks(cell, in_cell=True))
                if not names_columns:
                    styled_blocks = [_add_header(heads.get(column), block) for block in styled_blocks]
                elif texts := [block.block.text for block in styled_blocks if block.block]:
                    heads[column] = " ".join(texts)
                yield from styled_blocks

    def _convert_paragraph(
        self, paragraph: Any, paragraph_text: ParagraphText, *, in_cell: bool
    ) -> Iterator[StyledBlock]:
        style = read_value(paragraph, f"{PARAGRAPH_PROPERTIES}/{w('pStyle')}")
        name = self.styles.get_name(style)
        outline_level = read_integer(paragraph, f"{PARAGRAPH_PROPERTIES}/{w('outlineLvl')}")
        level = self.styles.get_heading_level(style, outline_level)
        label = self._find_label(paragraph, style) if paragraph_text.text.strip() else None
        block = _build_block(paragraph_text.text, label, style_name=name, level=level, in_cell=in_cell)
        yield StyledBlock(block=block, style=name)
        for mark in paragraph_text.notes:
            yield from (StyledBlock(block=note) for note in self.notes.cite_note(mark))
        for box in paragraph_text.boxes:
            yield from self._convert_blocks(box, in_cell=in_cell)

    def _find_label(self, paragraph: Any, style: str | None) -> NumberLabel | None:
        """Return the number that Word counts for a paragraph: by its own properties, else by its style's."""
        own = f"{PARAGRAPH_PROPERTIES}/{w('numPr')}/"
        number, level = read_value(paragraph, own + w("numId")), read_integer(paragraph, own + w("ilvl"))
        styled, styled_level = self.styles.get_numbering(style)
        number = number or styled
        if level is None:
            level = styled_level or 0
        return self.numbering.assign_label(number, level) if number and number != "0" else None


def _unwrap_blocks(blocks: Iterable[Any]) -> Iterator[Any]:
    for block in blocks:
        if block.tag in WRAPPERS:
            yield from _unwrap_blocks(block)
        elif block.tag == ALTERNATIVES:
            yield from _unwrap_blocks(choose_alternative(block))
        else:
            yield block


def _add_header(head: str | None, styled_block: StyledBlock) -> StyledBlock:
    """Return the content of a cell with the heading of its column."""
    if not head or styled_block.block is None or styled_block.block.kind is not PassageKind.CELL:
        return styled_block
    return replace(styled_block, block=replace(styled_block.block, header=head))


def _is_merged_continuation(cell: Any) -> bool:
    """Return whether a cell is the lower part of one that spans several rows."""
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and merge.get(VAL) != "restart"


def _build_block(
    text: str, label: NumberLabel | None, *, style_name: str, level: int | None, in_cell: bool
) -> DocumentBlock | None:
    """Return a block of a paragraph's text; None if it has none."""
    if not text.strip():
        return None
    note = None if in_cell or label or level else _TYPED_NOTE.match(text)
    own = note and (
        style_name == "footnote text" or note.group("sign").startswith("*") or not text[note.end()].islower()
    )
    if note and own:
        rest = _collapse_whitespace(text[note.end() :])
        return DocumentBlock(kind=PassageKind.FOOTNOTE, text=rest, number=note.group("sign"))
    number, bullet, rest = _split_number(text, label)
    line = _collapse_whitespace(rest)
    if level is not None and len(line) <= MAX_HEADING_CHARS:
        return DocumentBlock(kind=PassageKind.HEADING, text=line, number=number, level=level)
    kind = PassageKind.PARAGRAPH
    if in_cell:
        kind = PassageKind.CELL
    elif bullet or style_name.startswith("list") or (number and _ITEM_NUMBER.fullmatch(number)):
        kind = PassageKind.ITEM
    return DocumentBlock(kind=kind, text=line, number=number)


def _split_number(text: str, label: NumberLabel | None) -> tuple[str | None, bool, str]:
    """Split a paragraph's text into its number, whether it has a bullet instead, and the rest."""
    if label is not None:
        return _clean_number(label.text), label.number_format == "bullet", text
    if typed := _TYPED_NUMBER.match(text):
        is_bullet = typed.group("number") in _BULLETS
        return None if is_bullet else _clean_number(typed.group("number")), is_bullet, text[typed.end() :]
    printed = parse_printed_number(_collapse_whitespace(text))
    if printed and printed.rest.strip():
        return printed.number, printed.style == "bullet", printed.rest
    return None, False, text


def _clean_number(number: str) -> str | None:
    return " ".join(number.split()).rstrip(".") or None


def _collapse_whitespace(text: str) -> str:
    return " ".join(text.split())


def _join_headings(styled_blocks: Iterable[StyledBlock]) -> Iterator[DocumentBlock]:
    """Join a heading to the previous one of the same UN style without an empty paragraph between them.

    UN files contain `Subprogramme 1` and its title as two paragraphs of style `_ H_1`; an empty paragraph ends the
    heading.
    """
    styled_block = StyledBlock(block=None)
    for following_block in styled_blocks:
        upper, lower = styled_block.block, following_block.block
        if upper and lower and _is_same_heading(styled_block, following_block):
            styled_block = replace(styled_block, block=replace(upper, text=f"{upper.text} {lower.text}"))
            continue
        if upper:
            yield upper
        styled_block = following_block
    if styled_block.block:
        yield styled_block.block


def _is_same_heading(upper: StyledBlock, lower: StyledBlock) -> bool:
    if upper.block is None or lower.block is None or upper.style != lower.style or not is_un_heading(upper.style):
        return False
    is_second_line = lower.block.kind is PassageKind.HEADING and lower.block.number is None
    return is_second_line and not any(_CAPTION.search(item.block.text) for item in (upper, lower) if item.block)
