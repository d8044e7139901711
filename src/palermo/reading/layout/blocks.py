"""Blocks: lines that belong together as one paragraph, item, heading or footnote; rejoined over pages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from palermo.reading.layout.lines import Line
from palermo.reading.layout.numbers import CAPTION, Printed, printed_number
from palermo.statements import PassageKind

_ENDED = re.compile(r"[.!?:;。！？；：؟][\"”’»)\]]*[\d*†∗]{0,3}\s*$")
_SIGN = re.compile(r"[*∗†‡]{1,3}")
_GOES_ON = frozenset(",-\ufffe")
"""What no sentence ends with."""
SHORT_WORD = 4
"""Letters of a word that a blank may tie to the next one: `para. 12`, `Mr. X`."""
FEW = 30
"""Characters of a paragraph's part that its rest may be looked for elsewhere."""
LARGER = 1.12
"""Times the ordinary size from which on print is large, as that of titles."""
SMALL = 0.93
"""Share of the ordinary size up to which print is small, as that of footnotes."""
_NOTE = re.compile(r"\s*(\d{1,3})\s*(?=[^\W\d_]|[\"“«(]|$)")
"""The number of a note, which has no stop after it."""
_UNFINISHED = re.compile(r"(?:,|[-–—]|\b(?:and|or|of|the|to|in|for|with|by|a|et|de|la|le|les|des|y|и|в))\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a document's ordinary lines look like; lengths in points."""

    size: float
    spacing: float
    """Distance between the baselines of two lines of one paragraph."""
    bold: bool
    """Whether most characters are bold."""
    numbered: bool
    """Whether most paragraphs carry a running number, as in UN reports."""

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Body":
        """Measure: the size of most characters, and the commonest distance of neighbouring lines of that size."""
        exact: dict[float, int] = {}
        for line in lines:
            exact[line.size] = exact.get(line.size, 0) + len(line.text)
        sizes: Counter[float] = Counter()
        for found, length in exact.items():
            sizes[_half(found)] += length
        size = sizes.most_common(1)[0][0] if sizes else 10.0
        spacing = _spacing(lines, size)
        bold = sum([len(x.text) for x in lines if x.bold]) > 0.5 * sum(sizes.values())
        return cls(size=size, spacing=spacing, bold=bold, numbered=_runs_numbered(lines, size))


@dataclass(slots=True, kw_only=True)
class Block:
    """Lines of one paragraph, with the printed number that its first line begins with."""

    lines: list[Line]
    printed: Printed | None = None
    parts: list[str] = field(default_factory=list)
    kind: PassageKind | None = None
    """What is known of it beforehand, from tags or from the cells of a table; None where its look tells."""
    header: "Block | None" = None
    """The cell at the head of a cell's column."""
    indented_from: float | None = None
    """Left edge of the lines that are not first ones, where the block before begins with an indented line."""
    may_head: bool = True
    """Whether its look may make it a heading; no where a file tags its headings and not this one."""

    @classmethod
    def of(cls, line: Line, printed: Printed | None) -> "Block":
        """Begin a block with a line and the number that it begins with."""
        return cls(lines=[line], printed=printed, parts=[(printed.rest if printed else line.text).strip()])

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The last line."""
        return self.lines[-1]

    @property
    def italic(self) -> bool:
        """Whether all lines are italic."""
        return all(line.italic for line in self.lines)

    @property
    def text(self) -> str:
        """Words without the printed number, newline between lines."""
        return self.parts[0] if len(self.parts) == 1 else "\n".join(self.parts)

    @property
    def bold(self) -> bool:
        """Whether most characters are bold."""
        if len(self.lines) == 1:
            return self.first.bold
        return 2 * sum([len(x.text) for x in self.lines if x.bold]) > sum([len(x.text) for x in self.lines])

    def add(self, line: Line) -> None:
        """Append a line."""
        self.lines.append(line)
        self.parts.append(line.text.strip())


def ended(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return not text.rstrip()[-1:].isalpha() and bool(_ENDED.search(text))


def blocks(lines: Iterable[Line | Block], body: Body) -> Iterator[Block]:
    """Group lines in reading order into blocks; a paragraph that runs over a page's end is one block.

    Blocks among the lines, as of a table, stay as they are. Footnotes at the foot of a page end no paragraph: a block
    may still grow after it was given.
    """
    block: Block | None = None
    running: Block | None = None
    sentence: Block | None = None
    edge: float | None = None
    for line in lines:
        if isinstance(line, Block):
            yield line
            block = None
            continue
        printed = printed_number(line.text)
        if running and running is not block and _resumes(running, block, line, printed, body):
            block = running
        if sentence and sentence is not block and _is_rest(sentence, block, line, printed):
            block = sentence
        if block is not None and _goes_on(block, line, printed, body):
            block.add(line)
            if len(block.lines) == 2:
                edge = line.left if _is_indent(block.first.left - line.left, body) else None
            continue
        block = Block.of(line, printed)
        block.indented_from = edge
        yield block
        if line.size > SMALL * body.size:
            running = block
            if line.bold == body.bold and line.size < LARGER * body.size:
                sentence = block


def _resumes(running: Block, block: Block | None, line: Line, printed: Printed | None, body: Body) -> bool:
    """Whether the first ordinary line of a page goes on with the last ordinary block, over the notes between."""
    notes = block is not None and block.last.size <= SMALL * body.size and block.last.page == running.last.page
    return (
        notes
        and line.page == running.last.page + 1
        and line.size > SMALL * body.size
        and runs_on(running, line, printed, body)
    )


def _is_rest(running: Block, block: Block | None, line: Line, printed: Printed | None) -> bool:
    """Whether a line in small letters is the rest of a broken sentence, over a title or box that looks otherwise."""
    last = running.last
    if printed or line.page > last.page + 1 or not line.text.strip()[:1].islower() or ended(last.text):
        return False
    alike = line.bold == last.bold and abs(line.size - last.size) < 0.3
    apart = block is None or block.last.bold != line.bold or abs(block.last.size - line.size) > 0.06 * line.size
    moved = line.page > last.page or line.bottom < last.bottom or (block is not None and block.last.size < last.size)
    return alike and apart and moved and len(running.text) > FEW


def _goes_on(block: Block, line: Line, printed: Printed | None, body: Body) -> bool:
    """Whether a line belongs to the block before it."""
    if line.size < SMALL * body.size and _is_next_note(block, line):
        return False
    return _follows(block, line, printed, body) or not _begins(block, line, printed, body)


def _is_next_note(block: Block, line: Line) -> bool:
    """Whether a line begins with the number after that of the note before it, as one note below another does."""
    before, after = _NOTE.match(block.text), _NOTE.match(line.text)
    if before is None or after is None or line.left > block.first.left + line.size:
        return False
    return int(after[1]) == int(before[1]) + 1


def _follows(block: Block, line: Line, printed: Printed | None, body: Body) -> bool:
    """Whether a line stands one line below its like, as most do: one after a word, or a later one of a paragraph."""
    last = block.lines[-1]
    like = printed is None and line.size == last.size and line.bold == last.bold and line.page == last.page
    if not like or not 0.5 * body.spacing <= line.bottom - last.bottom <= 1.18 * body.spacing:
        return False
    sign = block.parts[-1][-1:]
    if sign.islower() or sign in _GOES_ON:
        return True
    ordinary = len(block.parts) > 2 and line.size > SMALL * body.size
    return ordinary and -0.7 * body.size <= line.left - last.left <= body.size


def _begins(block: Block, line: Line, printed: Printed | None, body: Body) -> bool:
    """Whether a line that is not the next one of a paragraph's middle begins a new block after the one before it."""
    last = block.last
    if len(block.parts) <= 2 and (text := block.text.strip()):
        if (_SIGN.fullmatch(text) and line.page == last.page) or (text.isdigit() and _is_raised(last, line)):
            return False  # a footnote's sign on a line of its own, raised
        if (text[-1].isdigit() or text[-1] in "IVX") and CAPTION.fullmatch(text):
            return True
    if abs(line.size - last.size) > 0.12 * last.size and len(line.text.strip()) > 3:
        return True
    if last.page != line.page or line.bottom < last.bottom - body.spacing:
        return not runs_on(block, line, printed, body)
    if line.bottom - last.bottom < 0.5 * body.spacing and line.left >= last.right - 1:
        return line.left - last.right > 4 * body.size  # the same row: a tab or a table's next cell
    gap = line.bottom - last.bottom
    if gap > max(1.3 * body.spacing, 1.3 * line.size) or _stands_off(block, line, body):
        return True
    if _is_headed(block, line):
        return True
    if line.bold != last.bold and line.bold != block.first.bold and ended(last.text):
        return True
    if printed is not None:
        return _is_next(block, line, printed, gap, body)
    if _stops_short(block, line):
        return True
    return _indented(block, line, gap, body) or _outdented(block, line, body)


def _stands_off(block: Block, line: Line, body: Body) -> bool:
    """Whether a line of small print stands farther below its paragraph's last line than that one does below another."""
    if line.size >= SMALL * body.size or len(block.lines) < 2 or block.lines[-2].page != line.page:
        return False
    if not any(map(str.isalpha, block.last.text)):
        return False  # labels of a chart
    own = block.last.baseline - block.lines[-2].baseline
    return own > 0.8 * line.size and line.baseline - block.last.baseline > 1.3 * own


def _is_headed(block: Block, line: Line) -> bool:
    """Whether an ordinary line comes after one in bold that had room for its first word, as below a heading."""
    if line.bold or len(block.lines) > 1 or not block.last.bold or block.printed:
        return False
    if line.page == 1 and line.size >= block.last.size:
        return False  # a masthead's session above its item
    text = line.text.strip()
    needed = (line.right - line.left) * (len(text.split(" ", 1)[0]) + 1) / max(1, len(text))
    return (
        text[:1].isupper()
        and abs(line.left - block.first.left) < line.size
        and (line.right - block.last.right > needed + line.size)
    )


def _is_raised(sign: Line, line: Line) -> bool:
    """Whether a sign stands raised before the words of a line."""
    near = sign.left < line.left and line.left - sign.right < line.size and sign.page == line.page
    return near and sign.size < 0.8 * line.size and sign.top < line.bottom and sign.bottom < line.bottom


def _is_next(block: Block, line: Line, printed: Printed, gap: float, body: Body) -> bool:
    """Whether a line that begins with a number is a new paragraph, not words such as `article\\n12. The ...`."""
    if printed.style in {"plain", "decimal"} and printed.rest[:1].islower():
        return gap > 1.15 * body.spacing
    if printed.style in {"bullet", "roman", "upper"} and _UNFINISHED.search(block.last.text):
        return gap > 1.15 * body.spacing
    if printed.style == "bracketed" and line.left > block.first.left + body.size and gap < 1.05 * body.spacing:
        return ended(block.last.text) or line.left > block.last.left + 0.5 * body.size
    return gap > 1.1 * body.spacing or line.left <= block.first.left + 3 * body.size


def _stops_short(block: Block, line: Line) -> bool:
    """Whether the last line is finished and has room for the next line's first words, as a paragraph's last one has.

    How broad the lines may be is told by those of the block and the next one.
    """
    last, text = block.last, line.text.strip()
    if not text or text[0].islower() or line.left > last.right or not ended(last.text):
        return False
    head = text.split(" ", 2)
    first = " ".join(head[:2]) if len(head[0]) <= SHORT_WORD else head[0]
    needed = (line.right - line.left) * (len(first) + 1) / len(text)
    return max(line.right, max([x.right for x in block.lines])) - last.right > needed + 0.5 * line.size


def _indented(block: Block, line: Line, gap: float, body: Body) -> bool:
    """Whether a first-line indent after a finished line begins a paragraph that no space sets apart."""
    before = block.last.left if len(block.lines) > 1 else block.indented_from
    indented = before is not None and _is_indent(line.left - before, body)
    return (indented or gap > 1.18 * body.spacing) and ended(block.last.text)


def _is_indent(step: float, body: Body) -> bool:
    return body.size < step < 6 * body.size


def _outdented(block: Block, line: Line, body: Body) -> bool:
    """Whether a line after a finished item stands left of the item: the text goes on after its list."""
    if block.printed is None or line.left >= block.last.left - 0.7 * body.size:
        return False
    return line.left < min(x.left for x in block.lines) - 0.7 * body.size and ended(block.last.text)


def runs_on(block: Block, line: Line, printed: Printed | None, body: Body) -> bool:
    """Whether the first line of a column or page goes on with the paragraph before it.

    Where paragraphs carry running numbers, a page that begins with ordinary words goes on with the last one.
    """
    if line.bold != block.last.bold and ended(block.last.text):
        return False
    if printed is None and (indented := _is_indented_as(block, line, body)) is not None:
        return not indented
    if printed is not None and not (printed.style in {"plain", "decimal"} and printed.rest[:1].islower()):
        return False
    if not ended(block.last.text):
        # headings end with no sign, so that their last line tells nothing
        heads = block.bold and not body.bold and block.printed is None
        return (block.bold == line.bold and not heads) or not line.text.strip()[:1].isupper()
    if body.numbered and block.printed is not None and block.printed.style == "plain":
        return line.bold == block.last.bold and abs(line.size - body.size) < 0.6 and len(line.text.strip()) > 40
    return line.text.strip()[:1].islower()


def _is_indented_as(block: Block, line: Line, body: Body) -> bool | None:
    """Whether the first line of a page is indented as the paragraph before it is; None where that one is not.

    Told where it begins with a capital: small letters go on wherever they stand.
    """
    if len(block.lines) < 3 or block.bold or line.bold or not line.text.strip()[:1].isupper():
        return None
    first, second, third = (x.left for x in block.lines[:3])
    if not _is_indent(first - second, body) or abs(second - third) > 1 or abs(line.size - block.last.size) > 0.3:
        return None
    if abs(line.left - first) < 1:
        return True
    return False if abs(line.left - second) < 1 else None


def _spacing(lines: Sequence[Line], size: float) -> float:
    """Commonest distance below a line that is full, which a paragraph's last line or a short item seldom is."""
    least, most = size - 0.6, size + 0.6
    widths = sorted([x.right - x.left for x in lines if least < x.size < most])
    full = 0.85 * widths[int(0.9 * (len(widths) - 1))] if widths else 0.0
    closest, farthest = 0.8 * size, 2 * size
    gaps = Counter(
        [
            round(2 * gap)
            for a, b in pairwise(lines)
            if a.right - a.left > full and least < a.size < most and a.page == b.page
            if closest < (gap := b.bottom - a.bottom) < farthest
        ]
    )
    return gaps.most_common(1)[0][0] / 2 if gaps else 1.15 * size


def _runs_numbered(lines: Sequence[Line], size: float) -> bool:
    """Whether numbers at line starts run 1, 2, 3 ... through the document, at least one in thirty lines."""
    expected = 1
    sign = str(expected)
    for line in lines:
        if line.text.lstrip().startswith(sign) and abs(line.size - size) < 0.6:
            printed = printed_number(line.text)
            if printed and printed.style == "plain" and printed.number == sign:
                expected += 1
                sign = str(expected)
    return expected > max(5, len(lines) / 30)


def _half(value: float) -> float:
    return round(2 * value) / 2
