"""Differences between two editions, as lines for a terminal and as JSON values."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from palermo.edition import Edition, EditionDifference, RecordChanges
from palermo.publishing.short_names import cut_end
from palermo.statements import Document, Statement, build_record

MAX_LISTED_CHANGES = 20
MAX_QUOTE_CHARS = 100


def format_difference(difference: EditionDifference) -> Iterator[str]:
    """Return the counts, then what was added (+), removed (-) and changed (~), at most twenty of each."""
    yield f"From       {difference.old.name} to {difference.new.name}"
    yield f"Documents  {_format_counts(difference.documents)}"
    yield f"Statements {_format_counts(difference.statements)}, counting what a document says again"
    yield from _format_changes(difference.documents, lambda item: f"{item.source}: {item.title}")
    yield from _format_changes(difference.statements, lambda item: _format_statement(item, difference.sources))


def build_difference_values(difference: EditionDifference) -> dict[str, Any]:
    """Return the whole difference: statements as export records, documents with all metadata."""

    def build_statement_record(statement: Statement) -> dict[str, Any]:
        return build_record(statement, difference.sources[statement.document])

    return {
        "old": difference.old.name,
        "new": difference.new.name,
        "documents": _build_change_values(difference.documents, _build_document_values),
        "statements": _build_change_values(difference.statements, build_statement_record),
    }


def _format_counts[T](changes: RecordChanges[T]) -> str:
    return f"{len(changes.added):,} added, {len(changes.removed):,} removed, {len(changes.changed):,} changed"


def _format_changes[T](changes: RecordChanges[T], format_record: Callable[[T], str]) -> Iterator[str]:
    added = [f"+ {format_record(item)}" for item in changes.added]
    removed = [f"- {format_record(item)}" for item in changes.removed]
    changed = [f"~ {format_record(item.after)} ({', '.join(item.fields)})" for item in changes.changed]
    for lines in (added, removed, changed):
        yield from lines[:MAX_LISTED_CHANGES]
        if len(lines) > MAX_LISTED_CHANGES:
            yield f"{lines[0][0]} and {len(lines) - MAX_LISTED_CHANGES:,} more"


def _format_statement(statement: Statement, sources: Mapping[str, Document]) -> str:
    page = f", page {statement.locator.page}" if statement.locator.page else ""
    quote = cut_end(statement.quote, MAX_QUOTE_CHARS)
    return f"{statement.id[:6]} {sources[statement.document].source}{page}: {quote}"


def _build_change_values[T](changes: RecordChanges[T], values: Callable[[T], dict[str, Any]]) -> dict[str, Any]:
    return {
        "added": [values(item) for item in changes.added],
        "removed": [values(item) for item in changes.removed],
        "changed": [
            {"fields": list(item.fields), "before": values(item.before), "after": values(item.after)}
            for item in changes.changed
        ],
    }


def _build_document_values(document: Document) -> dict[str, Any]:
    row = asdict(document)
    masthead = row.pop("masthead")
    return row | {"symbol": masthead["symbol"], "date": masthead["date"]}


def build_edition_values(edition: Edition) -> dict[str, Any]:
    """Return an edition as JSON values."""
    manifest, counts = edition.manifest, edition.manifest.counts
    return {
        "id": manifest.id,
        "name": manifest.name,
        "date": manifest.date.isoformat(),
        "current": edition.current,
        "previous": manifest.previous,
        "documents": counts.documents,
        "passages": counts.passages,
        "statements": dict(counts.statements),
    }
