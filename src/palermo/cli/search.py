"""The command that searches an edition: search."""

import json
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console

from palermo.cli.ask import one_of
from palermo.cli.door import complain, say, tell, terminal_width
from palermo.cli.options import EVERYBODY, AsJson, LibraryPath, cores, library_of
from palermo.edition import View, open_view
from palermo.pipeline import counted, make_searchable, telling
from palermo.publishing.found import hit_values, note_line, table_lines
from palermo.search import Answer, Hit, Note, SearchIndex, Trouble, open_index
from palermo.settings import from_environment
from palermo.statements import Passage, Statement
from palermo.vectors import shipped_encoder

type Answered = tuple[list[Hit], dict[str, int], str]
"""Hits, the numbers that stand beside them, and the same in words."""


class Shown(StrEnum):
    """How hits can be shown."""

    TABLE = "table"
    JSONL = "jsonl"


def search(
    query: Annotated[
        str | None,
        typer.Argument(help='Words, "exact phrases", and filters: lang:fr kind:recommendation year:2018..2022.'),
    ] = None,
    like: Annotated[
        str | None, typer.Option(help="Id of a statement or passage, in place of a query: what says something alike.")
    ] = None,
    library: LibraryPath = None,
    limit: Annotated[int, typer.Option(min=1, max=300, help="Passages to show.")] = 20,
    format: Annotated[Shown, typer.Option(help="Form of what is found.")] = Shown.TABLE,
    as_json: AsJson = False,
) -> None:
    """Find passages by their words and their meaning, in any language, and say why each was found."""
    if (query is None) == (like is None):
        raise typer.BadParameter("give a query, or --like with the id of a statement or passage")
    settings = from_environment()
    chosen = library_of(library)
    make_searchable(
        chosen, meaning=settings.meaning, progress=telling(Console(stderr=True, highlight=False)), workers=cores(None)
    )
    with open_view(chosen, visibility=EVERYBODY) as view:
        index = open_index(view, chosen.edition(view.manifest.id), shipped_encoder() if settings.meaning else None)
        hits, total, told = _alike(view, index, like, limit) if like else _found(index, query or "", limit)
    if as_json:
        found: dict[str, Any] = {**total, "hits": [hit_values(hit) for hit in hits]}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    elif format is Shown.JSONL:
        say(_lines([hit_values(hit) for hit in hits]))
    else:
        say(table_lines(hits, terminal_width()))
        tell(told)


def _found(index: SearchIndex, query: str, limit: int) -> Answered:
    """What a query finds; how it was understood is told at once."""
    answer = index.search(query)
    for note in answer.notes:
        complain(note_line(note))
    if answer.suggestion:
        tell(f"Did you mean: {answer.suggestion}")
    hits = index.flat(query, limit=limit)
    total = {"total": answer.total, "by_words": answer.by_words, "enough": answer.enough, "listed": answer.listed}
    return hits, total, _told(answer, len(hits))


def _told(answer: Answer, shown: int) -> str:
    held = counted(answer.by_words, "passage")
    if not answer.asked.empty:
        words = "these words" if answer.enough else "some of these words"
        return f"{held} with {words}; by words or meaning {counted(answer.listed, 'passage')} found, {shown} shown"
    if answer.asked.filters:
        return f"{held} as the filters ask, {shown} shown"
    return "the query holds no word and no filter: nothing was looked for"


def _alike(view: View, index: SearchIndex, id: str, limit: int) -> Answered:
    """What says something like a statement or passage; raises NotFound."""
    kinds: tuple[Callable[[str], Statement | Passage], ...] = (view.statement, view.passage)
    hits = index.alike(one_of(id, *kinds), limit=limit)
    if not index.meaning:
        complain(note_line(Note(trouble=Trouble.WORDS_ALONE)))
    return hits, {"total": len(hits)}, f"{counted(len(hits), 'passage')} of other works that say something alike"


def _lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    return (json.dumps(row, ensure_ascii=False) for row in rows)
