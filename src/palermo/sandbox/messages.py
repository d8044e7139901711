"""Frames between the sandboxed process and its parent.

A frame has eight bytes of length, one byte of type, and then the content. The child parses hostile bytes, so its
answers are data that the parent checks: JSON or plain bytes, never pickle or code.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from palermo.errors import DocumentFailed, NoText, ReaderDied, TableInvalid, TooLarge, UnknownFormat, Unreadable

LENGTH_BYTES = 8
"""Bytes of a frame's length, big-endian, in front of it."""
FAILURE_TYPES: dict[str, type[DocumentFailed]] = {
    failure_type.__name__: failure_type
    for failure_type in (DocumentFailed, UnknownFormat, Unreadable, NoText, TableInvalid, TooLarge, ReaderDied)
}


class FrameType(Enum):
    """What a frame contains."""

    READY = b"R"
    """Nothing: the process has loaded its modules."""
    REQUEST = b"Q"
    """The handlers to run, with their payloads."""
    TIME = b"T"
    """Seconds that the running handler requests from now on."""
    ANSWER = b"A"
    """The answer of one handler."""
    FAILURE = b"F"
    """The DocumentFailed that a handler raised."""


@dataclass(frozen=True, slots=True)
class HandlerResult:
    """What a handler returns."""

    value: Any
    """Passed to the next handler of the same request; stays in the process."""
    content: bytes
    """Sent to the parent process."""


def build_frame(frame_type: FrameType, content: bytes = b"") -> bytes:
    """Return a frame with its length in front."""
    return (len(content) + 1).to_bytes(LENGTH_BYTES, "big") + frame_type.value + content


def parse_frame(frame: bytes) -> tuple[FrameType, bytes]:
    """Split a frame without its length into type and content; raises ValueError for an unknown type."""
    return FrameType(frame[:1]), frame[1:]


def encode_json(message: object) -> bytes:
    """Encode a message as JSON; an unpaired surrogate, which no table can store, becomes `?`."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def encode_request(calls: Sequence[tuple[str, bytes]]) -> bytes:
    """Encode the handlers (`module:function`) of a request, each with its payload."""
    header = json.dumps([[handler, len(payload)] for handler, payload in calls]).encode("ascii")
    return header + b"\n" + b"".join(payload for _, payload in calls)


def parse_request(content: bytes) -> list[tuple[str, bytes]]:
    """Decode the handlers of a request with their payloads."""
    header, _, payloads = content.partition(b"\n")
    calls, start = [], 0
    for handler, length in json.loads(header):
        calls.append((handler, payloads[start : start + length]))
        start += length
    return calls


def encode_failure(error: DocumentFailed) -> bytes:
    """Encode a failure under the nearest type that the parent process knows."""
    name = next(base.__name__ for base in type(error).__mro__ if base.__name__ in FAILURE_TYPES)
    return encode_json([name, error.subject, error.reason, error.hint])


def parse_failure(content: bytes) -> DocumentFailed:
    """Decode a failure; raises ValueError if malformed."""
    fields = json.loads(content)
    if not isinstance(fields, list) or len(fields) != 4 or not all(isinstance(field, str) for field in fields):
        raise ValueError("the failure does not have four texts")
    name, subject, reason, hint = fields
    if name not in FAILURE_TYPES:
        raise ValueError(f"{name!r:.80} is not a failure of documents")
    return FAILURE_TYPES[name](subject, reason, hint)


def parse_time_request(content: bytes) -> float:
    """Decode a request for time, in seconds; raises ValueError if malformed."""
    seconds = json.loads(content)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise ValueError(f"{seconds!r:.80} is not a number of seconds")
    return float(seconds)
