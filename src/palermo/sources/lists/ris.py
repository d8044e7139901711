"""RIS, as reference managers export it: two letters, two blanks, a dash, and a value; `TY` begins an entry."""

import re
from collections import defaultdict
from collections.abc import Iterator

from palermo.sources.lists.dates import iso
from palermo.sources.lists.entries import Entry, Listed, language_of, symbol_of

type _Fields = dict[str, list[str]]
_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$")
_TITLES, _DATES = ("TI", "T1", "CT"), ("DA", "PY", "Y1")
_FILES, _SYMBOLS = ("L1", "L2", "L4"), ("M1", "IS", "SN", "AN")


def parse(content: bytes, what: str) -> Listed:
    """Read the entries; `what` names the file in messages."""
    faults: list[str] = []
    entries = [_entry(line, fields, what, faults) for line, fields in _records(content, what, faults)]
    if not entries and not faults:
        faults.append(f"{what}: it holds no entry. Export it as RIS.")
    return Listed(entries=tuple(entries), faults=tuple(faults))


def _records(content: bytes, what: str, faults: list[str]) -> Iterator[tuple[int, _Fields]]:
    """The line on which each entry begins, and its values by tag."""
    fields: _Fields = defaultdict(list)
    began, last = 0, ""
    for number, line in enumerate(content.decode("utf-8-sig", "replace").splitlines(), 1):
        found = _LINE.match(line.rstrip())
        tag, value = (found[1], (found[2] or "").strip()) if found else ("", line.strip())
        if tag == "TY":
            if began:
                faults.append(f"{what}, line {began}: the entry has no end. It is taken as it is.")
                yield began, fields
            fields, began = defaultdict(list), number
        elif not began:
            if line.strip():
                faults.append(f"{what}, line {number}: {line.strip()[:60]!r} stands in no entry. It is left out.")
        elif tag == "ER":
            yield began, fields
            fields, began = defaultdict(list), 0
        elif tag:
            fields[tag].append(value)
            last = tag
        elif value and fields[last]:
            fields[last][-1] += f" {value}"
    if began:
        faults.append(f"{what}, line {began}: the entry has no end. It is taken as it is.")
        yield began, fields


def _entry(line: int, fields: _Fields, what: str, faults: list[str]) -> Entry:
    place = f"{what}, line {line}"
    links = [value for tag in ("UR", *_FILES) for value in fields.get(tag, ())]
    web = [link for link in links if re.match(r"https?://", link, re.IGNORECASE)]
    dates = [value for tag in _DATES for value in fields.get(tag, ())]
    found = [day for value in dates if (day := _date(value))]
    if dates and not found:
        faults.append(f"{place}: {dates[0]!r} is not a date. Write it as 2026/11/24.")
    return Entry(
        place=place,
        address=web[0] if web else None,
        files=tuple(link for link in links if link not in web),
        title=next((value for tag in _TITLES for value in fields.get(tag, ()) if value), None),
        date=max(found, key=len) if found else None,
        publisher=next(iter(fields.get("PB", ())), None),
        symbol=symbol_of([value for tag in _SYMBOLS for value in fields.get(tag, ())]),
        language=next((code for value in fields.get("LA", ()) if (code := language_of(value))), None),
    )


def _date(value: str) -> str | None:
    year, month, day, *_ = [*re.split(r"[/-]", value.strip()), "", ""]
    return iso(year, month, day)
