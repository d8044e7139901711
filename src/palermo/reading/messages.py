"""Requests to the reading handlers in the sandbox, and their answers, as JSON.

The sandboxed process parses hostile bytes, so the type of every field of its answers is checked before they are used.
"""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from palermo.errors import Unreadable
from palermo.reading.parsed_document import FileRequest, PageImageRequest, ParsedDocument
from palermo.sandbox.messages import encode_json
from palermo.sandbox.sandbox import SandboxLimits, Step
from palermo.statements import Box, to_dict

MAX_INTEGER = 2**31 - 1
"""The largest number that a page, a count or a size can be."""
HANDLERS = "palermo.reading.sandbox_handlers"


def build_read_step(path: Path, source: str, reader: str, limits: SandboxLimits) -> Step[ParsedDocument]:
    """Return the step that reads a file with `reader`.

    The reader is named as `module:function`, and is called with content and source.
    """
    return Step(
        handler=f"{HANDLERS}:read_file",
        payload=encode_file_request(FileRequest(path=path, source=source, max_bytes=limits.size, reader=reader)),
        seconds=limits.compute_time_limit(path),
        activity="reading it",
        parse_answer=parse_document,
        build_failure=lambda error: Unreadable(source, f"its reader stopped with {error}", "Save it in another format"),
    )


def build_reuse_step(parsed_document: ParsedDocument, limits: SandboxLimits) -> Step[ParsedDocument]:
    """Return the step that passes a document that was read before to the next step."""
    return Step(
        handler=f"{HANDLERS}:load_document",
        payload=encode_document(parsed_document),
        seconds=limits.seconds,
        activity="loading its passages",
        parse_answer=lambda _: parsed_document,
        build_failure=lambda error: Unreadable(
            parsed_document.document, f"its cached passages cannot be loaded ({error})", "Build again"
        ),
    )


def build_page_image_step(
    path: Path, source: str, image_request: PageImageRequest, limits: SandboxLimits
) -> Step[bytes]:
    """Return the step that renders a page of a PDF as WebP."""
    return Step(
        handler=f"{HANDLERS}:render_page",
        payload=encode_file_request(
            FileRequest(path=path, source=source, max_bytes=limits.size, image_request=image_request)
        ),
        seconds=limits.compute_time_limit(path),
        activity="drawing its page",
        parse_answer=bytes,
        build_failure=lambda error: Unreadable(
            source, f"drawing its page stopped with {error}", "Open the file itself"
        ),
    )


def encode_file_request(request: FileRequest) -> bytes:
    """Encode a request; a path that is not UTF-8 is sent as escaped surrogates, and opens the same file."""
    return json.dumps(asdict(request) | {"path": str(request.path)}).encode("ascii")


def parse_file_request(content: bytes) -> FileRequest:
    """Decode a request."""
    fields = json.loads(content)
    image = fields["image_request"]
    if image is not None:
        image = PageImageRequest(**image | {"boxes": tuple(Box(**box) for box in image["boxes"])})
    return FileRequest(**fields | {"path": Path(fields["path"]), "image_request": image})


def encode_document(parsed_document: ParsedDocument) -> bytes:
    """Encode a document that was read."""
    return encode_json(to_dict(parsed_document))


def parse_document(content: bytes) -> ParsedDocument:
    """Decode a document that was read; raises ValueError if it is malformed."""
    document = _build_decoder().validate_json(content, strict=True)
    numbers = (document.size, document.pages, *(page.page for page in document.recognised))
    pages = (number for passage in document.passages for number in (passage.page, *(box.page for box in passage.boxes)))
    if any(number is not None and abs(number) > MAX_INTEGER for number in (*numbers, *pages)):
        raise ValueError("the answer is malformed: it has a number that no column can store")
    for ordinal, passage in enumerate(document.passages):
        if (passage.document, passage.ordinal) != (document.document, ordinal):
            raise ValueError(f"the answer is malformed: passage {ordinal} belongs to another document or place")
        if passage.sensitive or passage.redacted:
            raise ValueError(f"the answer is malformed: passage {ordinal} has marks that readers do not set")
    return document


@cache
def _build_decoder() -> TypeAdapter[ParsedDocument]:
    """Return the decoder of answers, which takes a moment to build and checks the type of every field."""
    return TypeAdapter(ParsedDocument)
