"""What changed between two editions, as lines for a terminal and as JSON values."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from palermo.edition import Changes, Difference, Edition
from palermo.statements import Document, Statement, record

SHOWN = 20
"""Most lines of each sort."""
WIDTH = 100
"""Most characters of a quote."""


def difference_lines(found: Difference) -> Iterator[str]:
    """The counts, and then what came (+), went (-) and changed (~), twenty of each at most."""
    yield f"From       {found.old.name} to {found.new.name}"
    yield f"Documents  {_counted(found.documents)}"
    yield f"Statements {_counted(found.statements)}, counting what a document says again"
    yield from _listed(found.documents, lambda one: f"{one.source}: {one.title}")
    yield from _listed(found.statements, lambda one: _statement(one, found.sources))


def difference_values(found: Difference) -> dict[str, Any]:
    """The whole difference; statements as contract records, documents with all that is known of them."""

    def said(statement: Statement) -> dict[str, Any]:
        return record(statement, found.sources[statement.document])

    return {
        "old": found.old.name,
        "new": found.new.name,
        "documents": _values(found.documents, _document),
        "statements": _values(found.statements, said),
    }


def _counted[T](changes: Changes[T]) -> str:
    return f"{len(changes.added):,} added, {len(changes.removed):,} removed, {len(changes.changed):,} changed"


def _listed[T](changes: Changes[T], line: Callable[[T], str]) -> Iterator[str]:
    came = [f"+ {line(one)}" for one in changes.added]
    went = [f"- {line(one)}" for one in changes.removed]
    other = [f"~ {line(one.after)} ({', '.join(one.fields)})" for one in changes.changed]
    for lines in (came, went, other):
        yield from lines[:SHOWN]
        if len(lines) > SHOWN:
            yield f"{lines[0][0]} and {len(lines) - SHOWN:,} more"


def _statement(statement: Statement, sources: Mapping[str, Document]) -> str:
    place = statement.locator.page
    page = f", page {place}" if place else ""
    quote = statement.quote if len(statement.quote) <= WIDTH else statement.quote[: WIDTH - 1].rstrip() + "…"
    return f"{statement.id[:6]} {sources[statement.document].source}{page}: {quote}"


def _values[T](changes: Changes[T], values: Callable[[T], dict[str, Any]]) -> dict[str, Any]:
    return {
        "added": [values(one) for one in changes.added],
        "removed": [values(one) for one in changes.removed],
        "changed": [
            {"fields": list(one.fields), "before": values(one.before), "after": values(one.after)}
            for one in changes.changed
        ],
    }


def _document(document: Document) -> dict[str, Any]:
    row = asdict(document)
    masthead = row.pop("masthead")
    return row | {"symbol": masthead["symbol"], "date": masthead["date"]}


def edition_values(edition: Edition) -> dict[str, Any]:
    """An edition as JSON values."""
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
