"""Responses that browsers save as files."""

from collections.abc import Iterable

from django.http import HttpResponse, StreamingHttpResponse


def build_download(content: bytes | str, media_type: str, file_name: str) -> HttpResponse:
    """Return a file of this name."""
    return HttpResponse(content, content_type=media_type, headers=_build_headers(file_name))


def stream_download(content: Iterable[bytes], media_type: str, file_name: str) -> StreamingHttpResponse:
    """Return a file of this name that is written while it is sent."""
    return StreamingHttpResponse(content, content_type=media_type, headers=_build_headers(file_name))


def _build_headers(file_name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{file_name}"'}
