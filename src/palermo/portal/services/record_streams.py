"""Records as a file that is sent while it is made: CSV, JSON, or JSON lines."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from django.http import StreamingHttpResponse

from palermo.publishing.records import format_csv, format_jsonl

ExportRow = Mapping[str, Any]
MIN_BLOCK_BYTES = 64 * 1024
"""Bytes that are sent at a time, at least."""


def _format_json_lines(rows: Iterable[ExportRow]) -> Iterator[str]:
    """One array, so that any reader takes it."""
    yield "["
    for at, row in enumerate(rows):
        yield (",\n" if at else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


FORMATS: dict[str, tuple[str, Callable[[Iterable[ExportRow]], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", format_csv),
    "json": ("application/json", _format_json_lines),
    "jsonl": ("application/x-ndjson; charset=utf-8", format_jsonl),
}
"""Ending of the file -> its media type and how its lines are made."""


def stream_rows(rows: Iterable[ExportRow], format: str, name: str) -> StreamingHttpResponse:
    """Send rows as `name.format`; the first row is asked for at once, so that an error still has its page."""
    media_type, lines = FORMATS[format]
    iterator = iter(rows)
    first = list(_peek_first_row(iterator))
    content = _join_blocks(lines(chain(first, iterator)))
    response = StreamingHttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response


def _peek_first_row(iterator: Iterator[ExportRow]) -> Iterator[ExportRow]:
    for row in iterator:
        yield row
        return


def _join_blocks(text_lines: Iterable[str]) -> Iterator[bytes]:
    """Lines joined to blocks: a thousand small pieces cost more than one large one."""
    held: list[str] = []
    size = 0
    for line in text_lines:
        held.append(line)
        size += len(line)
        if size >= MIN_BLOCK_BYTES:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()
