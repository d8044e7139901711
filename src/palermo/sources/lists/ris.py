"""RIS, as exported by reference managers: lines `TY  - value`; `TY` begins an entry."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from palermo.sources.lists.entries import EntryList, ListEntry, find_symbol, parse_language, to_iso_date

MAX_ENTRIES = 100_000
type _TaggedFields = dict[str, list[str]]
type _TaggedLines = dict[str, list[list[str]]]
"""By tag, the lines of each value: joined once, since an entry may have a million of them."""
_TAG_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$")
_TITLE_TAGS, _DATE_TAGS = ("TI", "T1", "CT"), ("DA", "PY", "Y1")
_AUTHOR_TAGS = ("AU", "A1", "A2")
_FILE_TAGS, _SYMBOL_TAGS = ("L1", "L2", "L4"), ("M1", "IS", "SN", "AN")


def parse(content: bytes, source_name: str) -> EntryList:
    """Read the entries; `what` names the file in messages."""
    faults: list[str] = []
    records = islice(_iterate_records(content, source_name, faults), MAX_ENTRIES + 1)
    entries = [_build_entry(line, fields, source_name, faults) for line, fields in records]
    if len(entries) > MAX_ENTRIES:
        faults.insert(
            0, f"{source_name}: it has more than {MAX_ENTRIES:,} entries, and the rest is left out. Split it."
        )
        entries.pop()
    if not entries and not faults:
        faults.append(f"{source_name}: it contains no entry. Export it as RIS.")
    return EntryList(entries=tuple(entries), faults=tuple(faults))


def _iterate_records(content: bytes, source_name: str, faults: list[str]) -> Iterator[tuple[int, _TaggedFields]]:
    """Yield the line on which each entry begins, and its values by tag."""
    fields: _TaggedLines = defaultdict(list)
    start, last = 0, ""
    for number, line in enumerate(content.decode("utf-8-sig", "replace").splitlines(), 1):
        match = _TAG_LINE.match(line.rstrip())
        tag, value = (match[1], (match[2] or "").strip()) if match else ("", line.strip())
        if tag == "TY":
            if start:
                faults.append(f"{source_name}, line {start}: the entry has no end. It is taken as it is.")
                yield start, _join_lines(fields)
            fields, start, last = defaultdict(list), number, ""
        elif not start:
            if line.strip():
                faults.append(
                    f"{source_name}, line {number}: {line.strip()[:60]!r} belongs to no entry. It is left out."
                )
        elif tag == "ER":
            yield start, _join_lines(fields)
            fields, start = defaultdict(list), 0
        elif tag:
            fields[tag].append([value])
            last = tag
        elif value and fields.get(last):
            fields[last][-1].append(value)
    if start:
        faults.append(f"{source_name}, line {start}: the entry has no end. It is taken as it is.")
        yield start, _join_lines(fields)


def _join_lines(fields: _TaggedLines) -> _TaggedFields:
    return {tag: [" ".join(lines) for lines in values] for tag, values in fields.items()}


def _build_entry(line_number: int, fields: _TaggedFields, source_name: str, faults: list[str]) -> ListEntry:
    place = f"{source_name}, line {line_number}"
    links = _list_values(fields, "UR", *_FILE_TAGS)
    web = [link for link in links if re.match(r"https?://", link, re.IGNORECASE)]
    dates = _list_values(fields, *_DATE_TAGS)
    days = [day for value in dates if (day := _parse_date(value))]
    if dates and not days:
        faults.append(f"{place}: {dates[0]!r} is not a date. Write it as 2026/11/24.")
    languages = map(parse_language, _list_values(fields, "LA"))
    return ListEntry(
        place=place,
        address=next(iter(web), None),
        files=tuple(link for link in links if link not in web),
        title=next(filter(None, _list_values(fields, *_TITLE_TAGS)), None),
        date=max(days, key=len, default=None),
        publisher=next(iter(_list_values(fields, "PB")), None) or _find_corporate_author(fields),
        symbol=find_symbol(_list_values(fields, *_SYMBOL_TAGS)),
        language=next(filter(None, languages), None),
    )


def _list_values(fields: _TaggedFields, *tags: str) -> list[str]:
    return [value for tag in tags for value in fields.get(tag, ())]


def _find_corporate_author(fields: _TaggedFields) -> str | None:
    """Return the first author that is a body: it has no first name after a comma."""
    names = _list_values(fields, *_AUTHOR_TAGS)
    return next((name.rstrip(", ") for name in names if name and "," not in name.rstrip(", ")), None)


def _parse_date(value: str) -> str | None:
    year, month, day, *_ = [*re.split(r"[/-]", value.strip()), "", ""]
    return to_iso_date(year, month, day)
