"""Numbers of list items as printed by browsers: type, start, value and reversed order."""

import re
from typing import Any

from palermo.reading.word.numbering import format_list_number

_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "none": "none",
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)


def number_items(ordered_list: Any) -> dict[Any, str | None]:
    """Return the numbers of the items of an `ol`, by item, without dots; None if its style prints none."""
    items = ordered_list.findall("li")
    backwards = ordered_list.get("reversed") is not None
    count = _parse_integer(ordered_list.get("start"))
    if count is None:
        count = len(items) if backwards else 1
    form = _get_number_format(ordered_list) or "decimal"
    numbers: dict[Any, str | None] = {}
    for item in items:
        value = _parse_integer(item.get("value"))
        count = count if value is None else value
        own = _get_number_format(item) or form
        numbers[item] = None if own == "none" else format_list_number(count, own)
        count += -1 if backwards else 1
    return numbers


def _get_number_format(element: Any) -> str | None:
    style = _STYLE.search(element.get("style", ""))
    named = _STYLES.get(style.group(1).lower()) if style else None
    return named or _TYPES.get(element.get("type", ""))


def _parse_integer(value: str | None) -> int | None:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value.strip(), re.ASCII) else None
