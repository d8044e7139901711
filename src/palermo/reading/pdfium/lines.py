"""Lines of a page: its text cut at line ends, with the place and look of each as PDFium tells them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from palermo.reading.arabic.glyphs import box_height, righted, rows
from palermo.reading.arabic.letters import RIGHT
from palermo.reading.layout.drafts import LEAST, are_of_prose, count_lines, flush, rise_as_lines
from palermo.reading.layout.lines import Line
from palermo.reading.pdfium.blanks import NOTHING, Doubts
from palermo.reading.pdfium.looks import Looks, Rect, around, middle_letter
from palermo.reading.pdfium.pages import OpenPage

HYPHEN = "\ufffe"
"""PDFium's sign for a hyphen at a line's end; it gives the two lines as one."""
_BROKEN = f"{HYPHEN}\r\n"
Placed = tuple[int, str, list[Rect]]
"""A printed line: place of its first character, its text, boxes."""
Part = tuple[str, int, Sequence[Rect], float | None]
"""A line or what a wide strip leaves of it: words, place of the letter whose look is its own, boxes, and the height of
its font's box where that is known beforehand."""
NARROW = 24.0
"""Points of an empty strip that never divides a line."""
_LED = re.compile(r"(\d{1,4})(?: +(?=\S)|\s*$)")
"""A number without a stop before a line's words, or alone."""
_TURNED = re.compile(rf"[\u3400-\u9fff\U00010000-\U0010ffff]|{RIGHT.pattern}")
_NEVER_TURNED = bytes((*range(0x05), *range(0x1E, 0x26), 0xF0, 0xFF))
"""Blocks of 256 signs with Latin, Greek and Cyrillic letters, punctuation, and signs of PDFium and of fonts alone."""
_WORD = re.compile(r"\S+\s*|\s+")
_ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")


def text_of(page: OpenPage, looks: Looks) -> str:
    """The page's text, CR LF at line ends, HYPHEN where a hyphen ends a line.

    One character for each of PDFium's, as long as all are of the basic plane.
    """
    text = page.text().replace("\x02", HYPHEN)
    looks.turned = not text.isascii() and _holds_turned(text)
    return text


def _holds_turned(text: str) -> bool:
    """Whether a text holds signs that may be turned: most hold none of their blocks, which takes less time to tell."""
    others = text.encode("utf-16-le", "surrogatepass")[1::2].translate(None, _NEVER_TURNED)
    return bool(others) and bool(_TURNED.search(text))


def without_false_blanks(text: str, looks: Looks, doubts: Doubts) -> str:
    """The same with NOTHING for blanks that nobody printed.

    Where words run from right to left, their blanks are looked at line by line.
    """
    return text if _leftwards(looks, text) else _cleared(text, 0, doubts.false_blanks(looks, text, [(0, text)]))


def _leftwards(looks: Looks, text: str) -> bool:
    return looks.turned and bool(_ASTRAL.search(text) or RIGHT.search(text))


def _cleared(text: str, start: int, false: Iterable[int]) -> str:
    for place in false:
        text = f"{text[: place - start]}{NOTHING}{text[place - start + 1 :]}"
    return text


def page_lines(looks: Looks, text: str, where: tuple[int, float], doubts: Doubts) -> list[Line]:
    """The lines of a whole page; see `lines`."""
    if looks.turned:
        return lines(looks, without_false_blanks(text, looks, doubts), where)
    placed = _unnumbered(looks, _with_boxes(looks, text, 0))
    false = doubts.false_blanks(looks, text, [(begin, raw) for begin, raw, found in placed if len(found) > 1])
    return _seen(looks, _plain(looks, list(_freed(placed, false)) if false else placed), where)


def lines(looks: Looks, text: str, where: tuple[int, float], start: int = 0) -> list[Line]:
    """Split a text at its line ends and ask PDFium for the place and look of each line.

    `where` is page (1-based) and the page's height in points; `start` is the text's place among the page's characters.
    """
    if not looks.turned:
        return _seen(looks, _plain(looks, _with_boxes(looks, text, start)), where)
    cut = _cut_at_ends(text, start)
    placed = rows(looks.handle, cut) if RIGHT.search(text) else cut
    return _seen(looks, [part for begin, raw in placed for part in _turned(looks, begin, raw)], where)


def _seen(looks: Looks, parts: Sequence[Part], where: tuple[int, float]) -> list[Line]:
    page, height = where
    found = []
    looked = looks.of([part[1] for part in parts], [part[2] for part in parts])
    for (text, _, group, size), (baseline, box, (bold, italic)) in zip(parts, looked, strict=True):
        left, top, right, bottom = group[0] if len(group) == 1 else around(group)
        top, bottom, baseline = height - top, height - bottom, height - baseline
        found.append(Line(page, text, left, right, top, bottom, baseline, size or box, bold, italic))
    return found


def _with_boxes(looks: Looks, text: str, start: int) -> list[Placed]:
    cut = text.replace(HYPHEN, _BROKEN).split("\r\n")
    lengths, starts = list(map(len, cut)), []
    for raw, length in zip(cut, lengths, strict=True):
        starts.append(start)
        start += length if raw[-1:] == HYPHEN else length + 2
    boxes = map(looks.rects, starts, lengths)
    return [(at, raw, found) for at, raw, found in zip(starts, cut, boxes, strict=True) if found and not raw.isspace()]


def _unnumbered(looks: Looks, placed: list[Placed]) -> list[Placed]:
    """Lines of a page without the numbers that a draft prints before them, close enough to be one with them."""
    led = [(at, found) for at, (_, raw, _) in enumerate(placed) if raw[0].isdigit() and (found := _LED.match(raw))]
    if len(led) < LEAST or 2 * sum(found.end() < len(placed[at][1]) for at, found in led) < len(led):
        return placed
    boxes = [around(looks.rects(placed[at][0], len(found[1]))) for at, found in led]
    numbered = [led[place] for place in sorted(flush([(box[0], box[2]) for box in boxes]), key=lambda x: -boxes[x][1])]
    words = {at: placed[at][1][found.end() :] for at, found in numbered}
    counted, lines = [int(found[1]) for _, found in numbered], max(words) - min(words) + 1
    if rise_as_lines(counted) and count_lines(counted, lines) and are_of_prose(words.values()):
        return list(_without(looks, placed, words))
    return placed


def _without(looks: Looks, placed: Sequence[Placed], words: Mapping[int, str]) -> Iterator[Placed]:
    """Lines of which those at some places keep but their last words."""
    for at, (begin, raw, rects) in enumerate(placed):
        kept = words.get(at)
        if kept is None:
            yield begin, raw, rects
        elif found := looks.rects(begin + len(raw) - len(kept), len(kept)) if kept.strip() else []:
            yield begin + len(raw) - len(kept), kept, found


def _freed(placed: Iterable[Placed], false: Sequence[int]) -> Iterator[Placed]:
    """Lines without the blanks at some places of the page."""
    for begin, raw, found in placed:
        yield begin, _cleared(raw, begin, [place for place in false if begin <= place < begin + len(raw)]), found


def _plain(looks: Looks, placed: Iterable[Placed]) -> list[Part]:
    """Parts of the lines of a page whose words all run from the left."""
    parts: list[Part] = []
    for begin, raw, found in placed:
        words = raw.replace(NOTHING, "") if NOTHING in raw else raw
        if len(found) == 1 or not _has_gaps(found):
            parts.append((words, begin + middle_letter(words), found, None))
        else:
            cut = _split_at_gaps(looks, looks.handle, words, begin, found)
            parts += [(piece, first + middle_letter(piece), group, None) for piece, first, group in cut]
    return parts


def _turned(looks: Looks, start: int, raw: str) -> Iterator[Part]:
    """Parts of a line that may run from the right, or be Chinese."""
    found = looks.rects(start, _units(raw))
    if not found:
        return
    for piece, begin, group in righted(
        looks.handle, raw.replace(NOTHING, ""), start, found, partial(_split_at_gaps, looks)
    ):
        letter = begin + middle_letter(piece)
        yield piece, letter, group, box_height(looks.handle, letter, piece)


def _cut_at_ends(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Each printed line with the place of its first character, as PDFium counts: in units of UTF-16."""
    for raw in text.replace(HYPHEN, _BROKEN).split("\r\n"):
        if raw and not raw.isspace():
            yield start, raw
        start += _units(raw) if raw[-1:] == HYPHEN else _units(raw) + 2


def _units(text: str) -> int:
    """Length as PDFium counts it: in units of UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _has_gaps(rects: Sequence[Rect]) -> bool:
    """Whether a line may be divided by wide empty strips: seldom, where its boxes follow one another closely."""
    end = rects[0][2]
    for left, _, right, _ in rects:
        if left - end > NARROW or right < end:
            return True
        end = right
    return False


def _split_at_gaps(
    looks: Looks, handle: object, text: str, start: int, rects: list[Rect]
) -> Iterator[tuple[str, int, list[Rect]]]:
    """Cut a line where a wide empty strip divides it, as between two columns; most lines have none."""
    spans = sorted(rects)
    groups: list[list[Rect]] = [[spans[0]]]
    for rect in spans[1:]:
        if rect[0] - max(r[2] for r in groups[-1]) > max(NARROW, 3 * (rect[1] - rect[3])):
            groups.append([rect])
        else:
            groups[-1].append(rect)
    if len(groups) == 1:
        yield text, start, rects
        return
    yield from _cut(looks, text, start, groups)


def _cut(looks: Looks, text: str, start: int, groups: list[list[Rect]]) -> Iterator[tuple[str, int, list[Rect]]]:
    """Give each word to the group in whose width it begins, with the blanks after it."""
    limits = [max(r[2] for r in group) for group in groups]
    parts: list[list[str]] = [[] for _ in groups]
    begins = [start] * len(groups)
    current = 0
    for word in _WORD.finditer(text):
        left = next(
            (x for x in map(looks.left, range(start + word.start(), start + word.end())) if x is not None), None
        )
        if left is not None:
            current = next((i for i, limit in enumerate(limits) if left < limit + 1), len(groups) - 1)
            if not parts[current]:
                begins[current] = start + word.start()
        parts[current].append(word[0])
    for part, begin, group in zip(parts, begins, groups, strict=True):
        if "".join(part).strip():
            yield "".join(part), begin, group
