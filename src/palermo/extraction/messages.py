"""Requests to the extraction handler in the sandbox, and its answers, as JSON."""

import json

from palermo.errors import DocumentFailed
from palermo.sandbox.sandbox import Step
from palermo.statements import Extraction, PrivateSpan, parse_records, parse_statement_rows

SECONDS_PER_PASSAGE = 0.3
"""Time allowed for each passage in addition to that for the file; the tagger needs a tenth of it."""


def build_extract_step(source: str, extractor: str, seconds: float) -> Step[Extraction]:
    """Return the step that extracts from the previous step's document with `extractor`.

    It is named as `module:function`.

    `seconds` is the time allowed for the file, in addition to that for its passages.
    """
    return Step(
        handler="palermo.extraction.sandbox_handlers:extract_document",
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
            statements=tuple(parse_statement_rows(fields["statements"])),
            private_spans=tuple(parse_records(PrivateSpan, fields["private_spans"])),
            stories=tuple(parse_records(str, fields["stories"])),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"the answer is malformed: {error!r}") from error
