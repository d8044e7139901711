"""Streamed downloads of records: CSV, JSON or JSON Lines."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from django.http import StreamingHttpResponse

from palermo.publishing.records import format_csv, format_jsonl

ExportRow = Mapping[str, Any]
MIN_BLOCK_BYTES = 64 * 1024
"""Least bytes that are sent at a time."""


def _format_json_lines(rows: Iterable[ExportRow]) -> Iterator[str]:
    """Format rows as one JSON array."""
    yield "["
    for at, row in enumerate(rows):
        yield (",\n" if at else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


FORMATS: dict[str, tuple[str, Callable[[Iterable[ExportRow]], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", format_csv),
    "json": ("application/json", _format_json_lines),
    "jsonl": ("application/x-ndjson; charset=utf-8", format_jsonl),
}
"""File extension -> media type and formatter."""


def stream_rows(rows: Iterable[ExportRow], format: str, name: str) -> StreamingHttpResponse:
    """Stream rows as `name.format`; the first row is computed at once, so that an error still gets its page."""
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
    """Join lines to blocks: many small writes cost more than one large one."""
    held: list[str] = []
    size = 0
    for line in text_lines:
        held.append(line)
        size += len(line)
        if size >= MIN_BLOCK_BYTES:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()
