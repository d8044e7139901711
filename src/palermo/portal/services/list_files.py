"""Responses that browsers save as files; records are streamed as CSV, JSON and JSON Lines, XLSX is built at once."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse

from palermo.portal.services.current_edition import get_current_view
from palermo.portal.services.workbook_texts import get_workbook_texts
from palermo.publishing.record_workbook import MEDIA_TYPE, build_record_workbook
from palermo.publishing.row_writers import format_csv, format_jsonl

ExportRow = Mapping[str, Any]
MIN_BLOCK_BYTES = 64 * 1024


def build_download(content: bytes | str, media_type: str, file_name: str) -> HttpResponse:
    """Return a file of this name."""
    return HttpResponse(content, content_type=media_type, headers=_build_headers(file_name))


def stream_download(content: Iterable[bytes], media_type: str, file_name: str) -> StreamingHttpResponse:
    """Return a file of this name that is written while it is sent."""
    return StreamingHttpResponse(content, content_type=media_type, headers=_build_headers(file_name))


def _build_headers(file_name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{file_name}"'}


def _format_json_lines(rows: Iterable[ExportRow]) -> Iterator[str]:
    """Format rows as one JSON array."""
    yield "["
    for at, row in enumerate(rows):
        yield (",\n" if at else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


_LINE_FORMATS: Mapping[str, tuple[str, Callable[[Iterable[ExportRow]], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", format_csv),
    "json": ("application/json", _format_json_lines),
    "jsonl": ("application/x-ndjson; charset=utf-8", format_jsonl),
}
"""File extension -> media type and formatter."""
FORMATS: Mapping[str, str] = {
    **{ending: media_type for ending, (media_type, _) in _LINE_FORMATS.items()},
    "xlsx": MEDIA_TYPE,
}
"""File extension -> media type."""


def stream_rows(
    rows: Iterable[ExportRow], format: str, name: str, columns: Sequence[str] = ()
) -> StreamingHttpResponse:
    """Stream rows as `name.format`; tables have these columns, or else those of the first row.

    Raises Http404 for an unknown format. The first row is computed immediately, so that an error still results in an
    error page.
    """
    if format == "xlsx":
        content = build_record_workbook(rows, name, get_current_view().manifest, get_workbook_texts(), columns)
        return stream_download([content], FORMATS[format], f"{name}.{format}")
    if format not in _LINE_FORMATS:
        raise Http404
    media_type, lines = _LINE_FORMATS[format]
    if format == "csv":
        lines = partial(format_csv, columns=columns)
    iterator = iter(rows)
    first = list(islice(iterator, 1))
    return stream_download(_join_blocks(lines(chain(first, iterator))), media_type, f"{name}.{format}")


def _join_blocks(text_lines: Iterable[str]) -> Iterator[bytes]:
    """Join lines to blocks: many small writes cost more than one large one."""
    pending: list[str] = []
    size = 0
    for line in text_lines:
        pending.append(line)
        size += len(line)
        if size >= MIN_BLOCK_BYTES:
            yield "".join(pending).encode()
            pending, size = [], 0
    yield "".join(pending).encode()
