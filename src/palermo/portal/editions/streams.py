"""Records as a file that is sent while it is made: CSV, JSON, or JSON lines."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from django.http import StreamingHttpResponse

from palermo.edition.export import csv_lines, jsonl_lines

Row = Mapping[str, Any]
BLOCK = 64 * 1024
"""Bytes that are sent at a time, at least."""


def _json(rows: Iterable[Row]) -> Iterator[str]:
    """One array, so that any reader takes it."""
    yield "["
    for at, row in enumerate(rows):
        yield (",\n" if at else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


FORMATS: dict[str, tuple[str, Callable[[Iterable[Row]], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", csv_lines),
    "json": ("application/json", _json),
    "jsonl": ("application/x-ndjson; charset=utf-8", jsonl_lines),
}
"""Ending of the file -> its media type and how its lines are made."""


def streamed(rows: Iterable[Row], format: str, name: str) -> StreamingHttpResponse:
    """Send rows as `name.format`; the first row is asked for at once, so that an error still has its page."""
    media_type, lines = FORMATS[format]
    iterator = iter(rows)
    first = list(_taken(iterator))
    content = _blocks(lines(chain(first, iterator)))
    response = StreamingHttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response


def _taken(iterator: Iterator[Row]) -> Iterator[Row]:
    for row in iterator:
        yield row
        return


def _blocks(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines joined to blocks: a thousand small pieces cost more than one large one."""
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= BLOCK:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()
