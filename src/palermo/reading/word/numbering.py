"""Numbers that Word counts itself: lists of numbering.xml, counted on as the body is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from palermo.reading.word.names import VAL, w
from palermo.reading.word.styles import whole, word

LEVELS = 9
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    """What is printed, where `%1` stands for the number of the first level."""
    restart: int | None = None
    """1-based level after which it begins anew; 0 never, None after every higher one."""
    legal: bool = False
    """Whether numbers of higher levels are printed as decimal ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What Word prints before a paragraph of a list."""

    text: str
    """As printed, such as `(a)` or `1.2.`; empty where nothing is."""
    form: str
    """Word's name of the number's form: decimal, lowerLetter, bullet and so on."""


class Numbering:
    """The lists of a document, and how far each has been counted; ask `label` for each paragraph once, in order."""

    def __init__(self, root: Any | None) -> None:
        """Read numbering.xml; None where the document has none."""
        self._levels: dict[str, list[Level]] = {}
        self._counters: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counted: dict[str, list[int | None]] = {}
        if root is not None:
            self._read(root)

    def label(self, number: str, level: int) -> Label | None:
        """Count a paragraph of list `number` at a 0-based level; None where the document defines no such list."""
        levels = self._levels.get(number)
        if levels is None or not 0 <= level < len(levels):
            return None
        counts = self._counted.setdefault(self._counters[number], [None] * LEVELS)
        for restarted, start in self._restarts.pop(number, {}).items():
            counts[restarted : restarted + 1] = [start - 1]
        own = counts[level]
        counts[level] = levels[level].start if own is None else own + 1
        for deeper in range(level + 1, min(LEVELS, len(levels))):
            after = levels[deeper].restart
            if after is None or level < after:
                counts[deeper] = None
        return Label(text=_printed(levels, counts, level), form=levels[level].form)

    def _read(self, root: Any) -> None:
        abstract = {element.get(w("abstractNumId")): element for element in root.iterfind(w("abstractNum"))}
        styled = {word(e, w("styleLink")): e for e in abstract.values() if word(e, w("styleLink"))}
        for element in root.iterfind(w("num")):
            name = element.get(w("numId"))
            base = abstract.get(word(element, w("abstractNumId")))
            link = None if base is None else word(base, w("numStyleLink"))
            base = styled.get(link, base) if link else base
            if name is None or base is None:
                continue
            self._levels[name], self._restarts[name] = _levels(base, element)
            self._counters[name] = base.get(w("abstractNumId"), "")


def _levels(base: Any, element: Any) -> tuple[list[Level], dict[int, int]]:
    """The levels of a list, and the starts that it sets anew when it is first used."""
    levels = [Level()] * LEVELS
    restarts = {}
    for found in base.iterfind(w("lvl")):
        _put(levels, found)
    for override in element.iterfind(w("lvlOverride")):
        for found in override.iterfind(w("lvl")):
            _put(levels, found)
        index, start = override.get(w("ilvl"), ""), whole(override, w("startOverride"))
        if index.isdigit() and int(index) < LEVELS and start is not None:
            restarts[int(index)] = start
    return levels, restarts


def _put(levels: list[Level], found: Any) -> None:
    index = found.get(w("ilvl"), "")
    if not index.isdigit() or int(index) >= LEVELS:
        return
    start = whole(found, w("start"))
    legal = found.find(w("isLgl"))
    levels[int(index)] = Level(
        start=0 if start is None else start,
        form=word(found, w("numFmt")) or "decimal",
        text=word(found, w("lvlText")) or "",
        restart=whole(found, w("lvlRestart")),
        legal=legal is not None and legal.get(VAL, "1") not in {"0", "false", "off"},
    )


def _printed(levels: list[Level], counts: list[int | None], level: int) -> str:
    """Fill a level's text with the numbers of its own and higher levels."""
    if levels[level].form in {"bullet", "none"}:
        return ""

    def number(found: re.Match[str]) -> str:
        index = int(found.group(1)) - 1
        if index >= len(levels):
            return ""
        count = counts[index]
        form = "decimal" if levels[level].legal else levels[index].form
        return formatted(levels[index].start if count is None else count, form)

    return re.sub(r"%([1-9])", number, levels[level].text)


def formatted(count: int, form: str) -> str:
    """Write a number in one of Word's forms; one that we do not know is written as decimal.

    >>> formatted(4, "lowerRoman"), formatted(28, "lowerLetter")
    ('iv', 'bb')
    """
    write = _FORMS.get(form)
    return write(count) if write and count > 0 else str(count)


def _letter(count: int) -> str:
    """Word goes on after z with aa, bb, cc."""
    return chr(ord("a") + (count - 1) % 26) * min(20, (count - 1) // 26 + 1)


def _roman(count: int) -> str:
    digits = []
    for value, digit in _ROMAN if count < 4000 else ():
        times, count = divmod(count, value)
        digits.append(digit * times)
    return "".join(digits) or str(count)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": "{:02}".format,
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
}
