"""Handlers of the reading stage that run in the sandbox; their requests are built in `messages`."""

from palermo.errors import TooLarge, Unreadable
from palermo.reading.messages import encode_document, parse_document, parse_file_request
from palermo.reading.page_images import render_page_image
from palermo.reading.parsed_document import FileRequest
from palermo.sandbox.messages import HandlerResult
from palermo.sandbox.process import MEGABYTE
from palermo.sandbox.worker import load_function


def read_file(payload: bytes, previous: object) -> HandlerResult:
    """Read a file with the reader that the request names; raises DocumentFailed."""
    request = parse_file_request(payload)
    try:
        parsed_document = load_function(request.reader)(_load_content(request), request.source)
    except RecursionError:
        raise TooLarge(
            request.source, "its parts are nested too deeply", "Save it again from a word processor"
        ) from None
    return HandlerResult(parsed_document, encode_document(parsed_document))


def load_document(payload: bytes, previous: object) -> HandlerResult:
    """Load a document that was read before."""
    return HandlerResult(parse_document(payload), b"")


def render_page(payload: bytes, previous: object) -> HandlerResult:
    """Render a page of a PDF as WebP; raises DocumentFailed."""
    request = parse_file_request(payload)
    assert request.image_request is not None
    return HandlerResult(None, render_page_image(_load_content(request), request.image_request))


def _load_content(request: FileRequest) -> bytes:
    try:
        with request.path.open("rb") as file:
            content = file.read(request.max_bytes + 1)
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror})"
        raise Unreadable(request.source, reason, "Check its permissions") from error
    if len(content) > request.max_bytes:
        reason = f"it is larger than {request.max_bytes // MEGABYTE} MB"
        raise TooLarge(request.source, reason, "Split it into smaller files")
    return content
