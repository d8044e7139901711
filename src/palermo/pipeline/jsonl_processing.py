"""Processing of JSON lines: passages to statements (`palermo extract`), names to ids (`palermo resolve`)."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

from palermo import linking, registry
from palermo.errors import RunStopped, SourceMissing
from palermo.evaluation import StatementPrediction
from palermo.pipeline.stages import Stages
from palermo.publishing.records import write_jsonl
from palermo.reading.language_detection import detect_languages
from palermo.statements import Document, Masthead, Passage, PassageKind, build_record, compute_passage_id, hash_json


def extract_passages(source: Path, output: Path, stages: Stages) -> tuple[int, int]:
    """Extract statements from JSON lines `{"id", "text", "language"?, "headings"?, "document"?}`.

    Consecutive lines of one document are extracted together, so that pronouns can be resolved.
    Returns the numbers of passages and of statements; writes records as `palermo export` does, in order.
    Raises SourceMissing for a missing file, and RunStopped for a line without text and for an output that cannot be
    written.
    """
    rows = list(_read_rows(source))
    statements = (
        record for _, rows in groupby(rows, key=_get_document_name) for record in _build_records(list(rows), stages)
    )
    try:
        written = write_jsonl(statements, output)
    except OSError as error:
        raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error
    return len(rows), written


def _get_document_name(row: dict[str, Any]) -> str:
    return str(row.get("document") or row["id"])


def _build_records(rows: list[dict[str, Any]], stages: Stages) -> Iterator[dict[str, Any]]:
    yield from (
        build_record(linked_statement.statement, linked_statement.document)
        for linked_statement in extract_linked_statements(rows, stages)
    )


def extract_linked_statements(rows: list[dict[str, Any]], stages: Stages) -> Iterator[StatementPrediction]:
    """Yield the linked statements of the passages of one document; rows are those of `extract_passages`."""
    name = _get_document_name(rows[0])
    document_id = hash_json("passages", name)
    languages, main_language = detect_languages([row["text"] for row in rows])
    passages = [
        Passage(
            id=compute_passage_id(document_id, row["text"], ordinal),
            document=document_id,
            ordinal=ordinal,
            page=None,
            paragraph=None,
            kind=PassageKind.PARAGRAPH,
            headings=tuple(str(heading) for heading in row.get("headings") or ()),
            language=str(row.get("language") or languages[ordinal]),
            text=row["text"],
        )
        for ordinal, row in enumerate(rows)
    ]
    size = sum(len(row["text"].encode()) for row in rows)
    document = Document(
        id=document_id,
        work=document_id,
        source=name,
        media_type="text/plain",
        size=size,
        pages=None,
        language=main_language,
        title=name,
    )
    extraction = stages.spec.extract_function(passages, Masthead())
    texts = {passage.id: passage.text for passage in passages}
    for statement in stages.link_statements(extraction.statements, document, passages):
        yield StatementPrediction(statement=statement, document=document, passage=texts[statement.locator.passage])


def _read_rows(source: Path) -> Iterator[dict[str, Any]]:
    for number, line in _read_json_lines(source):
        yield _parse_row(line, f"{source}, line {number}", number)


def _parse_row(json_line: str, location: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(json_line)
    except ValueError as error:
        raise RunStopped(location, f"it is not JSON ({error})", "Write one object in each line") from error
    text = row.get("text") if isinstance(row, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise RunStopped(location, "it contains no text", 'Write `{"id": "...", "text": "..."}`')
    return {"id": str(number), **row, "text": " ".join(text.split())}


def resolve_names(source: Path, output: Path) -> tuple[int, int]:
    """Resolve the names of JSON lines `{"name": ...}`; return the numbers of names and organisations.

    Writes one line for each in order: name, id, score, why. Raises SourceMissing for a missing file, and RunStopped for
    a line without a name and for an output that cannot be written.
    """
    names = list(_read_names(source))
    answers = linking.resolve_names(names, registry.load_registry())
    try:
        write_jsonl((asdict(answer) for answer in answers), output)
    except OSError as error:
        raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error
    return len(names), len({answer.id for answer in answers})


def _read_names(source: Path) -> Iterator[str]:
    for number, line in _read_json_lines(source):
        yield _parse_name(line, f"{source}, line {number}")


def _parse_name(json_line: str, location: str) -> str:
    try:
        row = json.loads(json_line)
    except ValueError as error:
        raise RunStopped(location, f"it is not JSON ({error})", "Write one object in each line") from error
    name = row.get("name") if isinstance(row, dict) else None
    if not isinstance(name, str) or not name.strip():
        raise RunStopped(location, "it contains no name", 'Write `{"name": "..."}`')
    return name


def _read_json_lines(source: Path) -> Iterator[tuple[int, str]]:
    """Yield number (1-based) and text of each line that is not empty.

    Raises SourceMissing for an unreadable file.
    """
    try:
        lines = source.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        hint = "Name a file of JSON lines in UTF-8"
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else "it is not UTF-8"
        raise SourceMissing(str(source), f"it cannot be read ({reason})", hint) from error
    yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
