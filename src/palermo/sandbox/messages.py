"""What the sandboxed reader and its parent say to each other: JSON after a length of eight bytes.

The child reads hostile bytes, so what comes back from it is data to check: never pickle, never code.
"""

import base64
import json
from pathlib import Path
from typing import Any, NoReturn

from palermo.errors import DocumentFailed, NoText, ReaderDied, TableInvalid, TooLarge, UnknownFormat, Unreadable
from palermo.reading.parsed_document import PageImageRequest, ParsedDocument
from palermo.statements import (
    Box,
    Extraction,
    Masthead,
    Passage,
    PassageKind,
    RecognisedPage,
    parse_private_span,
    parse_statement,
    to_dict,
)

LENGTH_BYTES = 8
"""Bytes of a message's length, big-endian, ahead of it."""
MAX_INTEGER = 2**31 - 1
"""The largest number that a page, a count or a size can be."""
FAILURE_TYPES: dict[str, type[DocumentFailed]] = {
    kind.__name__: kind
    for kind in (DocumentFailed, UnknownFormat, Unreadable, NoText, TableInvalid, TooLarge, ReaderDied)
}


def frame_message(message: object) -> bytes:
    """Write a message with its length; half a surrogate pair, which no table can hold, becomes `?`."""
    content = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return len(content).to_bytes(LENGTH_BYTES, "big") + content


def encode_read_request(path: Path, source: str) -> bytes:
    """Ask to read; names that are not UTF-8 travel as escaped surrogates and open the same file again."""
    content = json.dumps({"read": [str(path), source]}).encode("ascii")
    return len(content).to_bytes(LENGTH_BYTES, "big") + content


def encode_extraction_request(target: str, parsed_document: ParsedDocument) -> bytes:
    """Ask for the extraction of what was read; `target` names the function as `module:function`."""
    return frame_message({"extract": target} | build_document_message(parsed_document))


def encode_page_image_request(path: Path, source: str, image_request: PageImageRequest) -> bytes:
    """Ask for a page's picture; names travel as in `asked`."""
    content = json.dumps({"picture": [str(path), source], "wanted": to_dict(image_request)}).encode("ascii")
    return len(content).to_bytes(LENGTH_BYTES, "big") + content


def parse_page_image_request(fields: dict[str, Any]) -> PageImageRequest:
    """Read which page is asked for."""
    return PageImageRequest(**fields | {"boxes": tuple(Box(**box) for box in fields["boxes"])})


def build_page_image_message(image: bytes) -> dict[str, Any]:
    """Turn a picture into JSON values."""
    return {"drawn": base64.b64encode(image).decode("ascii")}


def parse_page_image(content: bytes) -> bytes:
    """Read the answer to `encode_page_image_request`; raises the failure it reports, or ValueError if malformed."""
    try:
        answer = json.loads(content)
        if "failed" in answer:
            _raise_failure(answer["failed"])
        return base64.b64decode(answer["drawn"], validate=True)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not an answer: {error!r}") from error


def build_document_message(parsed_document: ParsedDocument) -> dict[str, Any]:
    """Turn a reading into JSON values."""
    return {"reading": to_dict(parsed_document)}


def build_extraction_message(extraction: Extraction) -> dict[str, Any]:
    """Turn an extraction into JSON values."""
    return {"extraction": to_dict(extraction)}


def build_failure_message(error: DocumentFailed) -> dict[str, Any]:
    """Turn a failure into JSON values, under the nearest name that the parent knows."""
    name = next(kind.__name__ for kind in type(error).__mro__ if kind.__name__ in FAILURE_TYPES)
    return {"failed": [name, error.thing, error.reason, error.mend]}


def build_time_request(seconds: float) -> dict[str, Any]:
    """Ask for time: the next part of the work may take so many seconds from now."""
    return {"more": seconds}


def parse_time_request(content: bytes) -> float | None:
    """Seconds that a message asks for; None where it is an answer."""
    if not content.startswith(b'{"more":'):
        return None
    try:
        return float(_check_type(json.loads(content)["more"], (int, float)))
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a request for time: {error!r}") from error


def parse_document(content: bytes) -> ParsedDocument:
    """Read an answer: gives the reading, raises the failure it tells of, and ValueError for any other content."""
    try:
        answer = json.loads(content)
        if "failed" in answer:
            _raise_failure(answer["failed"])
        return decode_document(answer)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not an answer: {error!r}") from error


def decode_document(answer: dict[str, Any]) -> ParsedDocument:
    """Take the reading out of a message's values; raises KeyError, TypeError and ValueError for another message."""
    return _build_document(answer["reading"])


def parse_extraction(content: bytes) -> Extraction:
    """Read the answer to `encode_extraction_request`; raises the failure it reports, or ValueError if malformed."""
    try:
        answer = json.loads(content)
        if "failed" in answer:
            _raise_failure(answer["failed"])
        fields = answer["extraction"]
        return Extraction(
            statements=tuple(parse_statement(one) for one in fields["statements"]),
            private_spans=tuple(parse_private_span(one) for one in fields["private_spans"]),
            stories=tuple(_check_type(one, str) for one in fields["stories"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not an answer: {error!r}") from error


def _raise_failure(failure_fields: list[str]) -> NoReturn:
    name, thing, reason, mend = (_check_type(part, str) for part in failure_fields)
    raise FAILURE_TYPES[name](thing, reason, mend)


def _build_document(fields: dict[str, Any]) -> ParsedDocument:
    document = _check_type(fields["document"], str)
    passages = tuple(
        _build_passage(ordinal, document, one) for ordinal, one in enumerate(_check_type(fields["passages"], list))
    )
    return ParsedDocument(
        document=document,
        media_type=_check_type(fields["media_type"], str),
        size=_check_type(fields["size"], int),
        pages=_check_optional(fields["pages"], int),
        language=_check_type(fields["language"], str),
        masthead=Masthead(**{name: _check_optional(value, str) for name, value in fields["masthead"].items()}),
        title=_check_type(fields["title"], str),
        passages=passages,
        recovered=_check_bool(fields["recovered"]),
        recognised=tuple(_build_recognised_page(one) for one in _check_type(fields["recognised"], list)),
    )


def _build_recognised_page(fields: dict[str, Any]) -> RecognisedPage:
    return RecognisedPage(
        page=_check_type(fields["page"], int), confidence=float(_check_type(fields["confidence"], (int, float)))
    )


def _check_bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r:.80} is neither true nor false")
    return value


def _build_passage(ordinal: int, document: str, fields: dict[str, Any]) -> Passage:
    if fields["document"] != document or fields["ordinal"] != ordinal:
        raise ValueError(f"passage {ordinal} is not the reading's own")
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


def _check_type(value: Any, expected_type: type | tuple[type, ...]) -> Any:
    small = not isinstance(value, int) or abs(value) <= MAX_INTEGER
    if not isinstance(value, expected_type) or isinstance(value, bool) or not small:
        raise TypeError(f"{value!r:.80} is not of type {expected_type}")
    return value


def _check_optional(value: Any, expected_type: type) -> Any:
    return None if value is None else _check_type(value, expected_type)
