"""The command that searches an edition: search."""

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console

from palermo.cli.door import complain, say, tell, terminal_width
from palermo.cli.options import EVERYBODY, AsJson, LibraryPath, cores, library_of
from palermo.edition import open_view
from palermo.pipeline import counted, make_searchable, telling
from palermo.publishing.found import hit_values, note_line, table_lines
from palermo.search import open_index
from palermo.settings import from_environment
from palermo.vectors import shipped_encoder


class Shown(StrEnum):
    """How hits can be shown."""

    TABLE = "table"
    JSONL = "jsonl"


def search(
    query: Annotated[
        str,
        typer.Argument(help='Words, "exact phrases", and filters: lang:fr kind:recommendation year:2018..2022.'),
    ],
    library: LibraryPath = None,
    limit: Annotated[int, typer.Option(min=1, max=300, help="Passages to show.")] = 20,
    format: Annotated[Shown, typer.Option(help="Form of what is found.")] = Shown.TABLE,
    as_json: AsJson = False,
) -> None:
    """Find passages by their words and their meaning, in any language, and say why each was found."""
    settings = from_environment()
    chosen = library_of(library)
    make_searchable(
        chosen, meaning=settings.meaning, progress=telling(Console(stderr=True, highlight=False)), workers=cores(None)
    )
    with open_view(chosen, visibility=EVERYBODY) as view:
        index = open_index(view, chosen.edition(view.manifest.id), shipped_encoder() if settings.meaning else None)
        answer = index.search(query)
        hits = index.flat(query, limit=limit)
        for note in answer.notes:
            complain(note_line(note))
        if answer.suggestion:
            tell(f"Did you mean: {answer.suggestion}")
        if as_json:
            found: dict[str, Any] = {"total": answer.total, "hits": [hit_values(hit) for hit in hits]}
            typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        elif format is Shown.JSONL:
            say(_lines([hit_values(hit) for hit in hits]))
        else:
            say(table_lines(hits, terminal_width()))
            tell(f"{counted(answer.by_words, 'passage')} with these words, {len(hits)} shown")


def _lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    return (json.dumps(row, ensure_ascii=False) for row in rows)
