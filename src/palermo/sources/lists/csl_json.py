"""CSL-JSON, as reference managers such as Zotero export it: a list of items, or an object with `items`."""

import json
import re
from typing import Any

from palermo.sources.lists.entries import EntryList, ListEntry, find_symbol, join_date_parts, parse_language


def parse(content: bytes, source_name: str) -> EntryList:
    """Read the items; what is no item is reported, the others are valid."""
    try:
        values = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return EntryList(entries=(), faults=(f"{source_name}: it is not JSON. Export it as CSL JSON.",))
    items = values.get("items") if isinstance(values, dict) else values
    if not isinstance(items, list) or not items:
        return EntryList(entries=(), faults=(f"{source_name}: it contains no item. Export it as CSL JSON.",))
    faults = [
        f"{source_name}, item {n}: it is not an item." for n, item in enumerate(items, 1) if not isinstance(item, dict)
    ]
    entries = [
        _build_entry(item, f"{source_name}, item {n}") for n, item in enumerate(items, 1) if isinstance(item, dict)
    ]
    return EntryList(entries=tuple(entries), faults=tuple(faults))


def _build_entry(item: dict[str, Any], place: str) -> ListEntry:
    address = _get_text(item, "URL")
    return ListEntry(
        place=place,
        address=address if re.match(r"https?://", address, re.IGNORECASE) else None,
        title=_get_text(item, "title") or None,
        date=_parse_date(item.get("issued")),
        publisher=_get_text(item, "publisher") or _find_corporate_author(item.get("author")),
        symbol=find_symbol([_get_text(item, name) for name in ("number", "genre", "note")]),
        language=parse_language(_get_text(item, "language")),
    )


def _get_text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    if not isinstance(value, str | int):
        return ""
    return " ".join(str(value).encode("utf-8", "replace").decode().split())  # JSON can escape lone surrogates


def _find_corporate_author(authors: Any) -> str | None:
    """Return the first author that is not split into names."""
    rows = authors if isinstance(authors, list) else []
    return next((name for row in rows if isinstance(row, dict) and (name := _get_text(row, "literal"))), None)


def _parse_date(issued: Any) -> str | None:
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    return join_date_parts(first)
