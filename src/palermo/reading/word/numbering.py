"""Automatic numbers of Word: the lists of numbering.xml, counted while the body is read."""

import re
from dataclasses import dataclass
from typing import Any

from palermo.list_numbers import format_list_number
from palermo.reading.word.package import is_switched_on, w
from palermo.reading.word.styles import read_integer, read_value

MAX_LIST_LEVELS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLevel:
    """One level of a list."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    """Printed text, in which `%1` represents the number of the first level."""
    restart: int | None = None
    """1-based level after which numbering restarts; 0 for never, None for every higher level."""
    legal: bool = False
    """Whether numbers of higher levels are printed as decimals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLabel:
    """The label that Word prints before a paragraph of a list."""

    text: str
    """As printed, such as `(a)` or `1.2.`; empty if there is none."""
    number_format: str
    """Word's name of the number format: decimal, lowerLetter, bullet and so on."""


class WordNumbering:
    """The lists of a document with their counters; call `assign_label` once for each paragraph in order."""

    def __init__(self, root: Any | None) -> None:
        """Read numbering.xml; None if the document has none."""
        self._levels: dict[str, list[ListLevel]] = {}
        self._counters: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counted: dict[str, list[int | None]] = {}
        if root is not None:
            self._read_definitions(root)

    def assign_label(self, list_id: str, level: int) -> NumberLabel | None:
        """Count a paragraph of the list `list_id` at a 0-based level.

        Returns None if the document does not define such a list.
        """
        levels = self._levels.get(list_id)
        if levels is None or not 0 <= level < len(levels):
            return None
        counts = self._counted.setdefault(self._counters[list_id], [None] * MAX_LIST_LEVELS)
        for restarted, start in self._restarts.pop(list_id, {}).items():
            counts[restarted : restarted + 1] = [start - 1]
        own = counts[level]
        counts[level] = levels[level].start if own is None else own + 1
        for deeper in range(level + 1, min(MAX_LIST_LEVELS, len(levels))):
            after = levels[deeper].restart
            if after is None or level < after:
                counts[deeper] = None
        return NumberLabel(text=_format_label(levels, counts, level), number_format=levels[level].number_format)

    def _read_definitions(self, root: Any) -> None:
        abstract = {element.get(w("abstractNumId")): element for element in root.iterfind(w("abstractNum"))}
        styled = {read_value(e, w("styleLink")): e for e in abstract.values() if read_value(e, w("styleLink"))}
        for element in root.iterfind(w("num")):
            name = element.get(w("numId"))
            base = abstract.get(read_value(element, w("abstractNumId")))
            link = None if base is None else read_value(base, w("numStyleLink"))
            base = styled.get(link, base) if link else base
            if name is None or base is None:
                continue
            self._levels[name], self._restarts[name] = _build_levels(base, element)
            self._counters[name] = base.get(w("abstractNumId"), "")


def _build_levels(base: Any, element: Any) -> tuple[list[ListLevel], dict[int, int]]:
    """Return the levels of a list, and the starts that it overrides when it is first used."""
    levels = [ListLevel()] * MAX_LIST_LEVELS
    restarts = {}
    for level in base.iterfind(w("lvl")):
        _set_level(levels, level)
    for override in element.iterfind(w("lvlOverride")):
        for level in override.iterfind(w("lvl")):
            _set_level(levels, level)
        index, start = override.get(w("ilvl"), ""), read_integer(override, w("startOverride"))
        if index.isdigit() and int(index) < MAX_LIST_LEVELS and start is not None:
            restarts[int(index)] = start
    return levels, restarts


def _set_level(levels: list[ListLevel], level_element: Any) -> None:
    index = level_element.get(w("ilvl"), "")
    if not index.isdigit() or int(index) >= MAX_LIST_LEVELS:
        return
    start = read_integer(level_element, w("start"))
    levels[int(index)] = ListLevel(
        start=0 if start is None else start,
        number_format=read_value(level_element, w("numFmt")) or "decimal",
        text=read_value(level_element, w("lvlText")) or "",
        restart=read_integer(level_element, w("lvlRestart")),
        legal=is_switched_on(level_element.find(w("isLgl"))),
    )


def _format_label(levels: list[ListLevel], counts: list[int | None], level: int) -> str:
    """Fill a level's text with the numbers of its own and higher levels."""
    if levels[level].number_format in {"bullet", "none"}:
        return ""

    def format_level(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        if index >= len(levels):
            return ""
        count = counts[index]
        form = "decimal" if levels[level].legal else levels[index].number_format
        return format_list_number(levels[index].start if count is None else count, form)

    return re.sub(r"%([1-9])", format_level, levels[level].text)
