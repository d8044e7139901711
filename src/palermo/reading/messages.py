"""Requests to the reading handlers in the sandbox, and their answers, as JSON.

The sandboxed process parses hostile bytes, so its answers are checked field by field before they are used.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from palermo.errors import Unreadable
from palermo.reading.parsed_document import FileRequest, PageImageRequest, ParsedDocument
from palermo.sandbox.messages import encode_json
from palermo.sandbox.sandbox import SandboxLimits, Step
from palermo.statements import Box, Masthead, Passage, PassageKind, RecognisedPage, to_dict

MAX_INTEGER = 2**31 - 1
"""The largest number that a page, a count or a size can be."""
HANDLERS = "palermo.reading.handlers"


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
    return parse_fields(content, _build_document)


def parse_fields[T](content: bytes, build: Callable[[Any], T]) -> T:
    """Decode JSON and build a value from it; every error of malformed content becomes a ValueError."""
    try:
        return build(json.loads(content))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"the answer is malformed: {error!r}") from error


def _build_document(fields: dict[str, Any]) -> ParsedDocument:
    document = _check_type(fields["document"], str)
    passages = _check_type(fields["passages"], list)
    return ParsedDocument(
        document=document,
        media_type=_check_type(fields["media_type"], str),
        size=_check_type(fields["size"], int),
        pages=_check_optional(fields["pages"], int),
        language=_check_type(fields["language"], str),
        masthead=Masthead(**{name: _check_optional(value, str) for name, value in fields["masthead"].items()}),
        title=_check_type(fields["title"], str),
        passages=tuple(_build_passage(ordinal, document, passage) for ordinal, passage in enumerate(passages)),
        recovered=_check_bool(fields["recovered"]),
        recognised=tuple(_build_recognised_page(page) for page in _check_type(fields["recognised"], list)),
        is_digest=_check_bool(fields["is_digest"]),
    )


def _build_recognised_page(fields: dict[str, Any]) -> RecognisedPage:
    confidence = float(_check_type(fields["confidence"], (int, float)))
    return RecognisedPage(page=_check_type(fields["page"], int), confidence=confidence)


def _build_passage(ordinal: int, document: str, fields: dict[str, Any]) -> Passage:
    if fields["document"] != document or fields["ordinal"] != ordinal:
        raise ValueError(f"the answer is malformed: passage {ordinal} belongs to another document or place")
    return Passage(
        id=_check_type(fields["id"], str),
        document=document,
        ordinal=ordinal,
        page=_check_optional(fields["page"], int),
        paragraph=_check_optional(fields["paragraph"], str),
        kind=PassageKind(fields["kind"]),
        headings=tuple(_check_type(heading, str) for heading in fields["headings"]),
        language=_check_type(fields["language"], str),
        text=_check_type(fields["text"], str),
        boxes=tuple(_build_box(box) for box in fields["boxes"]),
    )


def _build_box(fields: dict[str, Any]) -> Box:
    sides = {side: float(_check_type(fields[side], (int, float))) for side in ("left", "top", "right", "bottom")}
    return Box(page=_check_type(fields["page"], int), **sides)


def _check_bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r:.80} is neither true nor false")
    return value


def _check_type(value: Any, expected_type: type | tuple[type, ...]) -> Any:
    is_small = not isinstance(value, int) or abs(value) <= MAX_INTEGER
    if not isinstance(value, expected_type) or isinstance(value, bool) or not is_small:
        raise TypeError(f"{value!r:.80} is not of type {expected_type}")
    return value


def _check_optional(value: Any, expected_type: type) -> Any:
    return None if value is None else _check_type(value, expected_type)
