"""What the sandboxed reader and its parent say to each other: JSON after a length of eight bytes.

The child reads hostile bytes, so what comes back from it is data to check: never pickle, never code.
"""

import base64
import json
from pathlib import Path
from typing import Any, NoReturn

from palermo.errors import DocumentFailed, NoText, ReaderDied, TableInvalid, TooLarge, UnknownFormat, Unreadable
from palermo.reading.readings import Reading, Wanted
from palermo.statements import (
    Box,
    Extraction,
    Masthead,
    Passage,
    PassageKind,
    Recognised,
    private_span_of,
    statement_of,
    values,
)

LENGTH = 8
"""Bytes of a message's length, big-endian, ahead of it."""
LARGEST = 2**31 - 1
"""The largest number that a page, a count or a size can be."""
FAILURES: dict[str, type[DocumentFailed]] = {
    kind.__name__: kind
    for kind in (DocumentFailed, UnknownFormat, Unreadable, NoText, TableInvalid, TooLarge, ReaderDied)
}


def framed(message: object) -> bytes:
    """Write a message with its length; half a surrogate pair, which no table can hold, becomes `?`."""
    content = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return len(content).to_bytes(LENGTH, "big") + content


def asked(path: Path, source: str) -> bytes:
    """Ask to read; names that are not UTF-8 travel as escaped surrogates and open the same file again."""
    content = json.dumps({"read": [str(path), source]}).encode("ascii")
    return len(content).to_bytes(LENGTH, "big") + content


def asked_to_extract(target: str, reading: Reading) -> bytes:
    """Ask for the extraction of what was read; `target` names the function as `module:function`."""
    return framed({"extract": target} | told(reading))


def asked_for_picture(path: Path, source: str, wanted: Wanted) -> bytes:
    """Ask for a page's picture; names travel as in `asked`."""
    content = json.dumps({"picture": [str(path), source], "wanted": values(wanted)}).encode("ascii")
    return len(content).to_bytes(LENGTH, "big") + content


def wanted_of(fields: dict[str, Any]) -> Wanted:
    """Read which page is asked for."""
    return Wanted(**fields | {"boxes": tuple(Box(**box) for box in fields["boxes"])})


def drawn(picture: bytes) -> dict[str, Any]:
    """Turn a picture into JSON values."""
    return {"drawn": base64.b64encode(picture).decode("ascii")}


def picture_in(content: bytes) -> bytes:
    """Read the answer to `asked_for_picture`; raises the failure it tells of, ValueError for any other content."""
    try:
        answer = json.loads(content)
        if "failed" in answer:
            _raise(answer["failed"])
        return base64.b64decode(answer["drawn"], validate=True)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not an answer: {error!r}") from error


def told(reading: Reading) -> dict[str, Any]:
    """Turn a reading into JSON values."""
    return {"reading": values(reading)}


def extraction_message(extraction: Extraction) -> dict[str, Any]:
    """Turn an extraction into JSON values."""
    return {"extraction": values(extraction)}


def failed(error: DocumentFailed) -> dict[str, Any]:
    """Turn a failure into JSON values, under the nearest name that the parent knows."""
    name = next(kind.__name__ for kind in type(error).__mro__ if kind.__name__ in FAILURES)
    return {"failed": [name, error.thing, error.reason, error.mend]}


def more(seconds: float) -> dict[str, Any]:
    """Ask for time: the next part of the work may take so many seconds from now."""
    return {"more": seconds}


def asked_for(content: bytes) -> float | None:
    """Seconds that a message asks for; None where it is an answer."""
    if not content.startswith(b'{"more":'):
        return None
    try:
        return float(_typed(json.loads(content)["more"], (int, float)))
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a request for time: {error!r}") from error


def understood(content: bytes) -> Reading:
    """Read an answer: gives the reading, raises the failure it tells of, and ValueError for any other content."""
    try:
        answer = json.loads(content)
        if "failed" in answer:
            _raise(answer["failed"])
        return reading_of(answer)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not an answer: {error!r}") from error


def reading_of(answer: dict[str, Any]) -> Reading:
    """Take the reading out of a message's values; raises KeyError, TypeError and ValueError for another message."""
    return _reading(answer["reading"])


def parse_extraction(content: bytes) -> Extraction:
    """Read the answer to `asked_to_extract`; raises DocumentFailed as the process did, ValueError for no answer."""
    try:
        answer = json.loads(content)
        if "failed" in answer:
            _raise(answer["failed"])
        fields = answer["extraction"]
        return Extraction(
            statements=tuple(statement_of(one) for one in fields["statements"]),
            private_spans=tuple(private_span_of(one) for one in fields["private_spans"]),
            stories=tuple(_typed(one, str) for one in fields["stories"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not an answer: {error!r}") from error


def _raise(parts: list[str]) -> NoReturn:
    name, thing, reason, mend = (_typed(part, str) for part in parts)
    raise FAILURES[name](thing, reason, mend)


def _reading(fields: dict[str, Any]) -> Reading:
    document = _typed(fields["document"], str)
    passages = tuple(_passage(ordinal, document, one) for ordinal, one in enumerate(_typed(fields["passages"], list)))
    return Reading(
        document=document,
        media_type=_typed(fields["media_type"], str),
        size=_typed(fields["size"], int),
        pages=_optional(fields["pages"], int),
        language=_typed(fields["language"], str),
        masthead=Masthead(**{name: _optional(value, str) for name, value in fields["masthead"].items()}),
        title=_typed(fields["title"], str),
        passages=passages,
        recovered=_flag(fields["recovered"]),
        recognised=tuple(_recognised(one) for one in _typed(fields["recognised"], list)),
    )


def _recognised(fields: dict[str, Any]) -> Recognised:
    return Recognised(page=_typed(fields["page"], int), confidence=float(_typed(fields["confidence"], (int, float))))


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r:.80} is neither true nor false")
    return value


def _passage(ordinal: int, document: str, fields: dict[str, Any]) -> Passage:
    if fields["document"] != document or fields["ordinal"] != ordinal:
        raise ValueError(f"passage {ordinal} is not the reading's own")
    return Passage(
        id=_typed(fields["id"], str),
        document=document,
        ordinal=ordinal,
        page=_optional(fields["page"], int),
        paragraph=_optional(fields["paragraph"], str),
        kind=PassageKind(fields["kind"]),
        headings=tuple(_typed(heading, str) for heading in fields["headings"]),
        language=_typed(fields["language"], str),
        text=_typed(fields["text"], str),
        boxes=tuple(_box(box) for box in fields["boxes"]),
    )


def _box(fields: dict[str, Any]) -> Box:
    sides = {side: float(_typed(fields[side], (int, float))) for side in ("left", "top", "right", "bottom")}
    return Box(page=_typed(fields["page"], int), **sides)


def _typed(value: Any, kind: type | tuple[type, ...]) -> Any:
    small = not isinstance(value, int) or abs(value) <= LARGEST
    if not isinstance(value, kind) or isinstance(value, bool) or not small:
        raise TypeError(f"{value!r:.80} is not of type {kind}")
    return value


def _optional(value: Any, kind: type) -> Any:
    return None if value is None else _typed(value, kind)
