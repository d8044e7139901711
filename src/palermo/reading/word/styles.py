"""Styles of a Word document: which of them are headings, and at what level."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from palermo.reading.word.package import PARAGRAPH_PROPERTIES, VAL, w

_BUILT_IN = re.compile(r"heading ([1-9])")
_OTHER_BUILT_IN = {"title": 1, "subtitle": 2, "toc heading": 1}
_UN_HEADING = re.compile(r"_ ?h ?_ ?(?P<rank>sm|m|ch|1|2/3|23|2|3|4|5/6|56|5|6)(?:_g)?")
"""Styles of headings in UN documents: `_ H_M`, `_ H _Ch`, `_ H_1`, `_ H_2/3`, in Geneva `_ H_Ch_G` and so on."""
_UN_HEADING_LEVELS = {"m": 1, "s": 1, "c": 2, "1": 3, "2": 4, "3": 4, "4": 5, "5": 6, "6": 6}
"""Levels by the first character of the rank."""
_UN_TITLE_LEVELS = {"title_h_m": 1, "title_h_ch": 1, "title_h1": 2}
_MASTHEAD_STYLES = frozenset({"session", "agenda_item_normal", "agenda_title_h2"})
"""UN styles derived from those of headings that precede the document's own title."""
MAX_STYLE_CHAIN = 20
"""Maximum length of a chain of base styles; a longer one is a cycle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphStyle:
    """The used properties of a paragraph style."""

    name: str
    """Lowercase; Word uses the English names of its own styles in every language."""
    based_on: str | None
    outline: int | None
    """0-based level in the outline; 9 is body text."""
    numbering: tuple[str | None, int | None]
    """Id of the list and level in it."""


class StyleSheet:
    """The paragraph styles of a document, by id."""

    def __init__(self, root: Any | None) -> None:
        """Read styles.xml; None if the document has none."""
        self._styles: dict[str, ParagraphStyle] = {}
        self._default = ""
        for element in () if root is None else root.iterfind(w("style")):
            if element.get(w("type"), "paragraph") != "paragraph":
                continue
            self._styles[element.get(w("styleId"), "")] = _parse_style(element)
            if element.get(w("default")) in {"1", "true", "on"}:
                self._default = element.get(w("styleId"), "")

    def get_name(self, style: str | None) -> str:
        """Return the lowercase name of a style, or of the default style if there is no such style."""
        paragraph_style = self._styles.get(style or "") or self._styles.get(self._default)
        return paragraph_style.name if paragraph_style else "normal"

    def get_heading_level(self, style: str | None, outline: int | None) -> int | None:
        """Return the 1-based level of a heading; `outline` is the paragraph's own 0-based level, if any."""
        if self.get_name(style) in _MASTHEAD_STYLES:
            return None
        for link in self._walk_chain(style):
            level = _find_named_level(link.name)
            if level is not None:
                return level
        if outline is None:
            outline = next((link.outline for link in self._walk_chain(style) if link.outline is not None), None)
        return outline + 1 if outline is not None and 0 <= outline < 9 else None

    def get_numbering(self, style: str | None) -> tuple[str | None, int | None]:
        """Return id and level of a style's list, each from the nearest style that has one."""
        chain = list(self._walk_chain(style))
        number = next((link.numbering[0] for link in chain if link.numbering[0] is not None), None)
        level = next((link.numbering[1] for link in chain if link.numbering[1] is not None), None)
        return number, level

    def _walk_chain(self, style: str | None) -> Iterator[ParagraphStyle]:
        """Yield the style and its base styles, nearest first."""
        current = style if style in self._styles else self._default
        for _ in range(MAX_STYLE_CHAIN):
            paragraph_style = self._styles.get(current or "")
            if paragraph_style is None:
                return
            yield paragraph_style
            current = paragraph_style.based_on or ""


def is_un_heading(name: str) -> bool:
    """Return whether a lowercase name of a style is one of the UN's for headings."""
    return name in _UN_TITLE_LEVELS or _UN_HEADING.fullmatch(name) is not None


def read_integer(element: Any, path: str) -> int | None:
    """Return the value of the first element at a path as a whole number, or None."""
    child = element.find(path)
    value = "" if child is None else child.get(VAL, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def read_value(element: Any, path: str) -> str | None:
    """Return the value of the first element at a path, or None."""
    child = element.find(path)
    return None if child is None else child.get(VAL)


def _parse_style(element: Any) -> ParagraphStyle:
    properties = f"{PARAGRAPH_PROPERTIES}/"
    return ParagraphStyle(
        name=(read_value(element, w("name")) or element.get(w("styleId")) or "").strip().casefold(),
        based_on=read_value(element, w("basedOn")),
        outline=read_integer(element, properties + w("outlineLvl")),
        numbering=(
            read_value(element, f"{properties}{w('numPr')}/{w('numId')}"),
            read_integer(element, f"{properties}{w('numPr')}/{w('ilvl')}"),
        ),
    )


def _find_named_level(name: str) -> int | None:
    built_in = _BUILT_IN.fullmatch(name)
    if built_in:
        return int(built_in.group(1))
    united_nations = _UN_HEADING.fullmatch(name)
    if united_nations:
        return _UN_HEADING_LEVELS[united_nations["rank"][0]]
    return _UN_TITLE_LEVELS.get(name) or _OTHER_BUILT_IN.get(name)
