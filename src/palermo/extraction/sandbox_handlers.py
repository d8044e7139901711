"""The handler of the extraction stage that runs in the sandbox; its request is built in `messages`."""

from collections.abc import Sequence
from typing import Protocol

from palermo.sandbox.messages import HandlerResult, encode_json
from palermo.sandbox.worker import load_function
from palermo.statements import Masthead, Passage, to_dict


class PassageSource(Protocol):
    """The part of a document that extraction needs."""

    @property
    def passages(self) -> Sequence[Passage]: ...
    @property
    def masthead(self) -> Masthead: ...


def extract_document(payload: bytes, previous: PassageSource) -> HandlerResult:
    """Extract from the document of the step before with the extractor that the payload names."""
    extract = load_function(payload.decode())
    extraction = extract(previous.passages, previous.masthead)
    return HandlerResult(extraction, encode_json(to_dict(extraction)))
