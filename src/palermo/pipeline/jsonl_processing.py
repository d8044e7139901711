"""Processing of JSON lines: passages to statements (`palermo extract`), names to ids (`palermo resolve`)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

from palermo import linking, registry
from palermo.errors import RunStopped, SourceMissing
from palermo.evaluation import StatementPrediction
from palermo.pipeline.stages import Stages
from palermo.publishing.row_writers import write_jsonl
from palermo.reading.language_detection import detect_languages
from palermo.statements import Document, Masthead, Passage, PassageKind, build_record, compute_passage_id, hash_json


def extract_passages(source: Path, output: Path, stages: Stages) -> tuple[int, int]:
    """Extract statements from JSON lines `{"id", "text", "language"?, "headings"?, "document"?}`.

    Consecutive lines of one document are extracted together, so that pronouns can be resolved.
    Returns the numbers of passages and of statements; writes records as `palermo export` does, in order.
    Raises SourceMissing for a missing file, and RunStopped for a line without text and for an output that cannot be
    written.
    """
    rows = [
        {"id": str(number), **row, "text": " ".join(row["text"].split())}
        for number, row in _read_objects(source, "text", 'Write `{"id": "...", "text": "..."}`')
    ]
    statements = (
        record for _, rows in groupby(rows, key=_get_document_name) for record in _build_records(list(rows), stages)
    )
    return len(rows), _write_lines(statements, output)


def _get_document_name(row: dict[str, Any]) -> str:
    return str(row.get("document") or row["id"])


def _build_records(rows: list[dict[str, Any]], stages: Stages) -> Iterator[dict[str, Any]]:
    yield from (
        build_record(statement.statement, statement.document) for statement in extract_linked_statements(rows, stages)
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


def resolve_names(source: Path, output: Path) -> tuple[int, int]:
    """Resolve the names of JSON lines `{"name": ...}`; return the numbers of names and organisations.

    Writes one line for each in order: name, id, score, why. Raises SourceMissing for a missing file, and RunStopped for
    a line without a name and for an output that cannot be written.
    """
    names = [row["name"] for _, row in _read_objects(source, "name", 'Write `{"name": "..."}`')]
    answers = linking.resolve_names(names, registry.load_registry())
    _write_lines((asdict(answer) for answer in answers), output)
    return len(names), len({answer.id for answer in answers})


def _write_lines(rows: Iterable[Mapping[str, Any]], output: Path) -> int:
    try:
        return write_jsonl(rows, output)
    except OSError as error:
        raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error


def _read_objects(source: Path, field: str, hint: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number (1-based) and the object of each line that is not empty; each must have a text in `field`.

    Raises SourceMissing for an unreadable file.
    """
    try:
        lines = source.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else "it is not UTF-8"
        file_hint = "Name a file of JSON lines in UTF-8"
        raise SourceMissing(str(source), f"it cannot be read ({reason})", file_hint) from error
    for number, line in ((number, line) for number, line in enumerate(lines, 1) if line.strip()):
        location = f"{source}, line {number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise RunStopped(location, f"it is not JSON ({error})", "Write one object in each line") from error
        text = row.get(field) if isinstance(row, dict) else None
        if not isinstance(text, str) or not text.strip():
            raise RunStopped(location, f"it contains no {field}", hint)
        yield number, row
