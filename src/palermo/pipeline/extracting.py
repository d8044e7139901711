"""A file of passages to a file of statements, without a library: `palermo extract`."""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from palermo.analysis import Found
from palermo.edition.export import write_jsonl
from palermo.errors import RunStopped
from palermo.pipeline.json_lines import json_lines
from palermo.pipeline.stages import Stages
from palermo.reading.language import languages
from palermo.statements import Document, Masthead, Passage, PassageKind, digest, passage_id, record


def extract_passages(source: Path, output: Path, stages: Stages) -> tuple[int, int]:
    """Extract from a file of JSON lines, `{"id", "text", "language"?, "headings"?, "document"?}`.

    Lines of one document that follow each other are read together, so that "it" can be told from the line before.
    Gives how many passages were read and statements written: records as `palermo export` writes them, in order.
    Raises SourceMissing for a file that is not there, and RunStopped for a line that holds no text and for an output
    that cannot be written.
    """
    given = list(_rows(source))
    statements = (made for _, rows in groupby(given, key=_document) for made in _records(list(rows), stages))
    try:
        written = write_jsonl(statements, output)
    except OSError as error:
        raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error
    return len(given), written


def _document(row: dict[str, Any]) -> str:
    return str(row.get("document") or row["id"])


def _records(rows: list[dict[str, Any]], stages: Stages) -> Iterator[dict[str, Any]]:
    yield from (record(made.statement, made.document) for made in stated(rows, stages))


def stated(rows: list[dict[str, Any]], stages: Stages) -> Iterator[Found]:
    """What the passages of one document state, linked; rows are those of `extract_passages`."""
    name = _document(rows[0])
    id = digest("passages", name)
    told, whole = languages([row["text"] for row in rows])
    passages = [
        Passage(
            id=passage_id(id, row["text"], ordinal),
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
    extraction = stages.recipe.extracting(passages, Masthead())
    texts = {passage.id: passage.text for passage in passages}
    for made in stages.link(extraction.statements, document, passages):
        yield Found(statement=made, document=document, passage=texts[made.locator.passage])


def _rows(source: Path) -> Iterator[dict[str, Any]]:
    for number, line in json_lines(source):
        yield _row(line, f"{source}, line {number}", number)


def _row(line: str, place: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise RunStopped(place, f"it is no JSON ({error})", "Write one object a line") from error
    text = row.get("text") if isinstance(row, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise RunStopped(place, "it holds no text", 'Write `{"id": "...", "text": "..."}`')
    return {"id": str(number), **row, "text": " ".join(text.split())}
