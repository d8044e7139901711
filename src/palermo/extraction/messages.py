"""Requests to the extraction handler in the sandbox, and its answers, as JSON."""

import json
from collections.abc import Sequence
from typing import Any

from palermo.errors import DocumentFailed
from palermo.sandbox.sandbox import Step
from palermo.statements import Extraction, parse_private_span, parse_statement

SECONDS_PER_PASSAGE = 0.3
"""Time allowed for each passage in addition to that for the file; the tagger needs a tenth of it."""


def build_extract_step(source: str, extractor: str, seconds: float) -> Step[Extraction]:
    """Return the step that extracts from the previous step's document with `extractor`.

    It is named as `module:function`.

    `seconds` is the time allowed for the file, in addition to that for its passages.
    """
    return Step(
        handler="palermo.extraction.handlers:extract_document",
        payload=extractor.encode(),
        seconds=lambda document: seconds + SECONDS_PER_PASSAGE * len(document.passages),
        activity="finding its statements",
        parse_answer=parse_extraction,
        build_failure=lambda error: DocumentFailed(
            source,
            f"its statements cannot be extracted ({error})",
            "Report it with the file; this is a fault of Palermo",
        ),
    )


def parse_extraction(content: bytes) -> Extraction:
    """Decode an extraction; raises ValueError if it is malformed."""
    try:
        fields = json.loads(content)
        return Extraction(
            statements=tuple(parse_statement(statement) for statement in fields["statements"]),
            private_spans=tuple(parse_private_span(span) for span in fields["private_spans"]),
            stories=tuple(_check_texts(fields["stories"])),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"the answer is malformed: {error!r}") from error


def _check_texts(values: Any) -> Sequence[str]:
    texts: list[str] = values
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"{values!r:.80} is not a list of texts")
    return texts
