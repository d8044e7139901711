"""A file of passages to a file of statements, without a library: `palermo extract`."""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from palermo.errors import RunStopped
from palermo.evaluation import StatementPrediction
from palermo.pipeline.json_lines import read_json_lines
from palermo.pipeline.stages import Stages
from palermo.publishing.records import write_jsonl
from palermo.reading.language_detection import detect_languages
from palermo.statements import Document, Masthead, Passage, PassageKind, build_record, compute_passage_id, hash_json


def extract_passages(source: Path, output: Path, stages: Stages) -> tuple[int, int]:
    """Extract from a file of JSON lines, `{"id", "text", "language"?, "headings"?, "document"?}`.

    Lines of one document that follow each other are read together, so that "it" can be told from the line before.
    Gives how many passages were read and statements written: records as `palermo export` writes them, in order.
    Raises SourceMissing for a file that is not there, and RunStopped for a line that holds no text and for an output
    that cannot be written.
    """
    given = list(_read_rows(source))
    statements = (
        made for _, rows in groupby(given, key=_get_document_name) for made in _build_records(list(rows), stages)
    )
    try:
        written = write_jsonl(statements, output)
    except OSError as error:
        raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error
    return len(given), written


def _get_document_name(row: dict[str, Any]) -> str:
    return str(row.get("document") or row["id"])


def _build_records(rows: list[dict[str, Any]], stages: Stages) -> Iterator[dict[str, Any]]:
    yield from (build_record(made.statement, made.document) for made in extract_linked_statements(rows, stages))


def extract_linked_statements(rows: list[dict[str, Any]], stages: Stages) -> Iterator[StatementPrediction]:
    """What the passages of one document state, linked; rows are those of `extract_passages`."""
    name = _get_document_name(rows[0])
    id = hash_json("passages", name)
    told, whole = detect_languages([row["text"] for row in rows])
    passages = [
        Passage(
            id=compute_passage_id(id, row["text"], ordinal),
            document=id,
            ordinal=ordinal,
            page=None,
            paragraph=None,
            kind=PassageKind.PARAGRAPH,
            headings=tuple(str(heading) for heading in row.get("headings") or ()),
            language=str(row.get("language") or told[ordinal]),
            text=row["text"],
        )
        for ordinal, row in enumerate(rows)
    ]
    size = sum(len(row["text"].encode()) for row in rows)
    document = Document(
        id=id, work=id, source=name, media_type="text/plain", size=size, pages=None, language=whole, title=name
    )
    extraction = stages.spec.extract_function(passages, Masthead())
    texts = {passage.id: passage.text for passage in passages}
    for made in stages.link_statements(extraction.statements, document, passages):
        yield StatementPrediction(statement=made, document=document, passage=texts[made.locator.passage])


def _read_rows(source: Path) -> Iterator[dict[str, Any]]:
    for number, line in read_json_lines(source):
        yield _parse_row(line, f"{source}, line {number}", number)


def _parse_row(json_line: str, location: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(json_line)
    except ValueError as error:
        raise RunStopped(location, f"it is no JSON ({error})", "Write one object a line") from error
    text = row.get("text") if isinstance(row, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise RunStopped(location, "it holds no text", 'Write `{"id": "...", "text": "..."}`')
    return {"id": str(number), **row, "text": " ".join(text.split())}
