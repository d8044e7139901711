"""Layout blocks: lines of one paragraph, item, heading or footnote, joined across pages."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from palermo.languages.language_words import LanguageWords
from palermo.reading.layout.printed_numbers import CAPTION, PrintedNumber, parse_printed_number
from palermo.reading.layout.text_lines import BodyStyle, TextLine
from palermo.statements import PassageKind

_SENTENCE_END = re.compile(r"[.!?:;。！？；：؟][\"”’»)\]]*[\d*†∗]{0,3}\s*$")
_NOTE_SIGN = re.compile(r"[*∗†‡]{1,3}")
_CONTINUATION_CHARS = frozenset(",-\ufffe")
"""Characters and words that do not end a sentence."""
MAX_SHORT_WORD_CHARS = 4
"""Maximum letters of an abbreviation before a space: `para. 12`, `Mr. X`."""
MIN_SENTENCE_CHARS = 30
"""Minimum characters of a part of a paragraph whose rest may be elsewhere."""
LARGE_SIZE_RATIO = 1.12
"""Minimum ratio to the body size of large print, as in titles."""
SMALL_SIZE_RATIO = 0.93
"""Maximum ratio to the body size of small print, as in footnotes."""
_NOTE_NUMBER = re.compile(r"\s*(\d{1,3})\s*(?=[^\W\d_]|[\"“«(]|$)")
"""The number of a note, without a full stop."""
_UNFINISHED_END = LanguageWords("reading").compile_pattern(r"(?:,|[-–—]|\b(?:{layout.unfinished_ends}))\s*$")


@dataclass(slots=True, kw_only=True)
class LayoutBlock:
    """Lines of one paragraph, with the printed number that its first line begins with."""

    text_lines: list[TextLine]
    printed: PrintedNumber | None = None
    texts: list[str] = field(default_factory=list)
    passage_kind: PassageKind | None = None
    """Kind known beforehand, from tags or from the cells of a table; None to determine it by style."""
    header: "LayoutBlock | None" = None
    """The heading cell of a cell's column."""
    indented_from: float | None = None
    """Left edge of lines other than first ones, if the preceding block begins with an indented line."""
    can_be_heading: bool = True
    """Whether its style may make it a heading; false if a file tags headings but not this one."""

    @classmethod
    def from_line(cls, text_line: TextLine, printed: PrintedNumber | None) -> "LayoutBlock":
        """Begin a block with a line and its number."""
        text = printed.rest if printed else text_line.text
        return cls(text_lines=[text_line], printed=printed, texts=[text.strip()])

    @property
    def first_text_line(self) -> TextLine:
        """Return the first line."""
        return self.text_lines[0]

    @property
    def last_text_line(self) -> TextLine:
        """Return the last line."""
        return self.text_lines[-1]

    @property
    def italic(self) -> bool:
        """Return whether all lines are italic."""
        return all(line.italic for line in self.text_lines)

    @property
    def text(self) -> str:
        """Return the text without the printed number, with newlines between lines."""
        return self.texts[0] if len(self.texts) == 1 else "\n".join(self.texts)

    @property
    def bold(self) -> bool:
        """Return whether most characters are bold."""
        if len(self.text_lines) == 1:
            return self.first_text_line.bold
        return 2 * sum([len(x.text) for x in self.text_lines if x.bold]) > sum([len(x.text) for x in self.text_lines])

    def add(self, text_line: TextLine) -> None:
        """Append a line."""
        self.text_lines.append(text_line)
        self.texts.append(text_line.text.strip())


def is_sentence_end(text: str) -> bool:
    """Return whether a line ends like a sentence."""
    return not text.rstrip()[-1:].isalpha() and bool(_SENTENCE_END.search(text))


def group_lines(layout_items: Iterable[TextLine | LayoutBlock], body: BodyStyle) -> Iterator[LayoutBlock]:
    """Group lines in reading order into blocks; a paragraph across pages is one block.

    Blocks among the lines, such as those of a table, are not changed. Footnotes at the foot of a page do not end a
    paragraph: a block may still grow after it was yielded.
    """
    block: LayoutBlock | None = None
    running: LayoutBlock | None = None
    sentence: LayoutBlock | None = None
    edge: float | None = None
    for line in layout_items:
        if isinstance(line, LayoutBlock):
            yield line
            block = None
            continue
        printed = parse_printed_number(line.text)
        if running and running is not block and _is_resumed(running, block, line, printed, body):
            block = running
        if sentence and sentence is not block and _is_sentence_rest(sentence, block, line, printed):
            block = sentence
        if block is not None and _is_continuation(block, line, printed, body):
            block.add(line)
            if len(block.text_lines) == 2:
                edge = line.left if _is_indent(block.first_text_line.left - line.left, body) else None
            continue
        block = LayoutBlock.from_line(line, printed)
        block.indented_from = edge
        yield block
        if line.size > SMALL_SIZE_RATIO * body.size:
            running = block
            if line.bold == body.bold and line.size < LARGE_SIZE_RATIO * body.size:
                sentence = block


def _is_resumed(
    running: LayoutBlock, block: LayoutBlock | None, text_line: TextLine, printed: PrintedNumber | None, body: BodyStyle
) -> bool:
    """Return whether a page's first body line continues the last body block, across notes between them."""
    notes = (
        block is not None
        and block.last_text_line.size <= SMALL_SIZE_RATIO * body.size
        and block.last_text_line.page == running.last_text_line.page
    )
    return (
        notes
        and text_line.page == running.last_text_line.page + 1
        and text_line.size > SMALL_SIZE_RATIO * body.size
        and is_page_continuation(running, text_line, printed, body)
    )


def _is_sentence_rest(
    running: LayoutBlock, block: LayoutBlock | None, text_line: TextLine, printed: PrintedNumber | None
) -> bool:
    """Return whether a lowercase line continues a sentence across a title or box in another style."""
    last = running.last_text_line
    if printed or text_line.page > last.page + 1 or is_sentence_end(last.text):
        return False
    if not text_line.text.strip()[:1].islower():
        return False
    is_same_style = text_line.bold == last.bold and abs(text_line.size - last.size) < 0.3
    is_separate = (
        block is None
        or block.last_text_line.bold != text_line.bold
        or abs(block.last_text_line.size - text_line.size) > 0.06 * text_line.size
    )
    moved = (
        text_line.page > last.page
        or text_line.bottom < last.bottom
        or (block is not None and block.last_text_line.size < last.size)
    )
    return is_same_style and is_separate and moved and len(running.text) > MIN_SENTENCE_CHARS


def _is_continuation(block: LayoutBlock, text_line: TextLine, printed: PrintedNumber | None, body: BodyStyle) -> bool:
    """Return whether a line belongs to the previous block."""
    if text_line.size < SMALL_SIZE_RATIO * body.size and _is_next_note(block, text_line):
        return False
    return _is_next_paragraph_line(block, text_line, printed, body) or not _is_block_start(
        block, text_line, printed, body
    )


def _is_next_note(block: LayoutBlock, text_line: TextLine) -> bool:
    """Return whether a line begins with the number after that of the previous note."""
    before, after = _NOTE_NUMBER.match(block.text), _NOTE_NUMBER.match(text_line.text)
    if before is None or after is None or text_line.left > block.first_text_line.left + text_line.size:
        return False
    return int(after[1]) == int(before[1]) + 1


def _is_next_paragraph_line(
    block: LayoutBlock, text_line: TextLine, printed: PrintedNumber | None, body: BodyStyle
) -> bool:
    """Return whether a line follows its predecessor at the usual distance.

    The predecessor must end within a sentence, or the line must come later in its paragraph.
    """
    last = block.text_lines[-1]
    is_similar = (
        printed is None and text_line.size == last.size and text_line.bold == last.bold and text_line.page == last.page
    )
    if not is_similar or not 0.5 * body.spacing <= text_line.bottom - last.bottom <= 1.18 * body.spacing:
        return False
    last_char = block.texts[-1][-1:]
    if last_char.islower() or last_char in _CONTINUATION_CHARS:
        return True
    ordinary = len(block.texts) > 2 and text_line.size > SMALL_SIZE_RATIO * body.size
    return ordinary and -0.7 * body.size <= text_line.left - last.left <= body.size


def _is_block_start(block: LayoutBlock, text_line: TextLine, printed: PrintedNumber | None, body: BodyStyle) -> bool:
    """Return whether a line that does not continue a paragraph begins a new block."""
    last = block.last_text_line
    if len(block.texts) <= 2 and (text := block.text.strip()):
        if _is_note_sign(text, last, text_line):
            return False
        if (text[-1].isdigit() or text[-1] in "IVX") and CAPTION.fullmatch(text):
            return True
    if abs(text_line.size - last.size) > 0.12 * last.size and len(text_line.text.strip()) > 3:
        return True
    gap = text_line.bottom - last.bottom
    if last.page != text_line.page or text_line.bottom < last.bottom - body.spacing:
        return not is_page_continuation(block, text_line, printed, body)
    if gap < 0.5 * body.spacing and text_line.left >= last.right - 1:
        return text_line.left - last.right > 4 * body.size  # the same row: a tab or a table's next cell
    if gap > max(1.3 * body.spacing, 1.3 * text_line.size) or _is_set_off(block, text_line, body):
        return True
    if _is_below_heading(block, text_line) or _has_other_weight(block, text_line):
        return True
    if printed is not None:
        return _is_new_numbered_paragraph(block, text_line, printed, gap, body)
    return (
        _is_last_line_short(block, text_line)
        or _is_indented_start(block, text_line, gap, body)
        or _is_outdented(block, text_line, body)
    )


def _is_note_sign(text: str, last: TextLine, text_line: TextLine) -> bool:
    """Return whether a block is a footnote's raised sign on a line of its own."""
    is_sign = _NOTE_SIGN.fullmatch(text) is not None and text_line.page == last.page
    return is_sign or (text.isdigit() and _is_raised(last, text_line))


def _has_other_weight(block: LayoutBlock, text_line: TextLine) -> bool:
    """Return whether a line after the end of a sentence differs in weight from its block."""
    last = block.last_text_line
    is_other = text_line.bold not in {last.bold, block.first_text_line.bold}
    return is_other and is_sentence_end(last.text)


def _is_set_off(block: LayoutBlock, text_line: TextLine, body: BodyStyle) -> bool:
    """Return whether a line of small print is farther from its paragraph's last line than usual."""
    if (
        text_line.size >= SMALL_SIZE_RATIO * body.size
        or len(block.text_lines) < 2
        or block.text_lines[-2].page != text_line.page
    ):
        return False
    if not any(map(str.isalpha, block.last_text_line.text)):
        return False  # labels of a chart
    own = block.last_text_line.baseline - block.text_lines[-2].baseline
    return own > 0.8 * text_line.size and text_line.baseline - block.last_text_line.baseline > 1.3 * own


def _is_below_heading(block: LayoutBlock, text_line: TextLine) -> bool:
    """Return whether a body line follows a bold one that had room for its first word, as below a heading."""
    if text_line.bold or len(block.text_lines) > 1 or not block.last_text_line.bold or block.printed:
        return False
    if text_line.page == 1 and text_line.size >= block.last_text_line.size:
        return False  # a masthead's session above its item
    text = text_line.text.strip()
    needed = (text_line.right - text_line.left) * (len(text.split(" ", 1)[0]) + 1) / max(1, len(text))
    return (
        text[:1].isupper()
        and abs(text_line.left - block.first_text_line.left) < text_line.size
        and (text_line.right - block.last_text_line.right > needed + text_line.size)
    )


def _is_raised(note_sign: TextLine, text_line: TextLine) -> bool:
    """Return whether a raised sign precedes the text of a line."""
    is_close = note_sign.left < text_line.left and text_line.left - note_sign.right < text_line.size
    is_small = note_sign.size < 0.8 * text_line.size
    return is_close and is_small and note_sign.page == text_line.page and note_sign.bottom < text_line.bottom


def _is_new_numbered_paragraph(
    block: LayoutBlock, text_line: TextLine, printed: PrintedNumber, gap: float, body: BodyStyle
) -> bool:
    """Return whether a line that begins with a number is a new paragraph, unlike `article\
12. The ...`."""
    if printed.style in {"plain", "decimal"} and printed.rest[:1].islower():
        return gap > 1.15 * body.spacing
    if printed.style in {"bullet", "roman", "upper"} and _UNFINISHED_END.search(block.last_text_line.text):
        return gap > 1.15 * body.spacing
    last, is_inner = block.last_text_line, text_line.left > block.first_text_line.left + body.size
    if printed.style == "bracketed" and is_inner and gap < 1.05 * body.spacing:
        return is_sentence_end(last.text) or text_line.left > last.left + 0.5 * body.size
    return gap > 1.1 * body.spacing or text_line.left <= block.first_text_line.left + 3 * body.size


def _is_last_line_short(block: LayoutBlock, text_line: TextLine) -> bool:
    """Return whether the last line is complete and has room for the next line's first words.

    The available width is that of the lines of the block and the next one.
    """
    last, text = block.last_text_line, text_line.text.strip()
    if not text or text[0].islower() or text_line.left > last.right or not is_sentence_end(last.text):
        return False
    head = text.split(" ", 2)
    first = " ".join(head[:2]) if len(head[0]) <= MAX_SHORT_WORD_CHARS else head[0]
    needed = (text_line.right - text_line.left) * (len(first) + 1) / len(text)
    return max(text_line.right, max([x.right for x in block.text_lines])) - last.right > needed + 0.5 * text_line.size


def _is_indented_start(block: LayoutBlock, text_line: TextLine, gap: float, body: BodyStyle) -> bool:
    """Return whether a first-line indent after a complete line begins a paragraph without space above it."""
    before = block.last_text_line.left if len(block.text_lines) > 1 else block.indented_from
    indented = before is not None and _is_indent(text_line.left - before, body)
    return (indented or gap > 1.18 * body.spacing) and is_sentence_end(block.last_text_line.text)


def _is_indent(indent: float, body: BodyStyle) -> bool:
    return body.size < indent < 6 * body.size


def _is_outdented(block: LayoutBlock, text_line: TextLine, body: BodyStyle) -> bool:
    """Return whether a line after a complete item is left of the item: the text continues after its list."""
    if block.printed is None or text_line.left >= min(x.left for x in block.text_lines) - 0.7 * body.size:
        return False
    return is_sentence_end(block.last_text_line.text)


def is_page_continuation(
    block: LayoutBlock, text_line: TextLine, printed: PrintedNumber | None, body: BodyStyle
) -> bool:
    """Return whether the first line of a column or page continues the previous paragraph.

    If paragraphs have running numbers, a page that begins with ordinary words continues the last paragraph.
    """
    if text_line.bold != block.last_text_line.bold and is_sentence_end(block.last_text_line.text):
        return False
    if printed is None and (indented := _has_same_indent(block, text_line, body)) is not None:
        return not indented
    if printed is not None and not (printed.style in {"plain", "decimal"} and printed.rest[:1].islower()):
        return False
    if not is_sentence_end(block.last_text_line.text):
        # headings have no final punctuation
        heads = block.bold and not body.bold and block.printed is None
        return (block.bold == text_line.bold and not heads) or not text_line.text.strip()[:1].isupper()
    if body.numbered and block.printed is not None and block.printed.style == "plain":
        is_body = text_line.bold == block.last_text_line.bold and abs(text_line.size - body.size) < 0.6
        return is_body and len(text_line.text.strip()) > 40
    return text_line.text.strip()[:1].islower()


def _has_same_indent(block: LayoutBlock, text_line: TextLine, body: BodyStyle) -> bool | None:
    """Return whether the first line of a page is indented like the previous paragraph, or None if that is not indented.

    The test is only for lines that begin with a capital: lowercase lines continue at any position.
    """
    if len(block.text_lines) < 3 or block.bold or text_line.bold or not text_line.text.strip()[:1].isupper():
        return None
    first, second, third = (x.left for x in block.text_lines[:3])
    is_indented = _is_indent(first - second, body) and abs(second - third) <= 1
    if not is_indented or abs(text_line.size - block.last_text_line.size) > 0.3:
        return None
    if abs(text_line.left - first) < 1:
        return True
    return False if abs(text_line.left - second) < 1 else None
