"""The command that searches an edition."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, Any

import typer

from palermo.cli.console import get_terminal_width, print_json, print_lines, print_status, print_warning
from palermo.cli.derived_artefacts import ensure_artefacts
from palermo.cli.options import ALL_VISIBILITIES, AsJson, LibraryPath, open_library
from palermo.cli.show import find_by_id
from palermo.edition import View, open_view
from palermo.embeddings import load_shipped_encoder
from palermo.environment import load_settings
from palermo.pipeline.derived_artefacts import ensure_search_index
from palermo.pipeline.progress import format_count
from palermo.publishing.search_results import build_hit_values, format_hits, format_warning
from palermo.search import Hit, QueryWarning, QueryWarningCode, SearchIndex, SearchResult, find_kind_words, open_index
from palermo.statements import Passage, Statement

type SearchOutput = tuple[list[Hit], dict[str, int], str]
"""Hits, their totals, and a summary in words."""


class SearchFormat(StrEnum):
    """Output formats of hits."""

    TABLE = "table"
    JSONL = "jsonl"


def search(
    query: Annotated[
        str | None,
        typer.Argument(help='Words, "exact phrases", and filters: lang:fr kind:recommendation year:2018..2022.'),
    ] = None,
    like: Annotated[
        str | None, typer.Option(help="Id of a statement or passage, instead of a query: finds similar passages.")
    ] = None,
    library: LibraryPath = None,
    limit: Annotated[int, typer.Option(min=1, max=300, help="Passages to show.")] = 20,
    format: Annotated[SearchFormat, typer.Option(help="Output format.")] = SearchFormat.TABLE,
    as_json: AsJson = False,
) -> None:
    """Find passages by words and by meaning, in any language, with the reason for each."""
    if (query is None) == (like is None):
        raise typer.BadParameter("give a query, or --like with the id of a statement or passage, not both")
    with _open_search_index(library) as (view, index):
        if like:
            hits, totals, summary = _search_similar(view, index, like, limit)
        else:
            hits, totals, summary = _search_query(index, query or "", limit)
        if as_json:
            values: dict[str, Any] = {**totals, "hits": [build_hit_values(hit, view) for hit in hits]}
            print_json(values)
        elif format is SearchFormat.JSONL:
            print_lines(json.dumps(row, ensure_ascii=False) for row in (build_hit_values(hit, view) for hit in hits))
        else:
            print_lines(format_hits(hits, get_terminal_width()))
            print_status(summary)


@contextmanager
def _open_search_index(library: str | None) -> Iterator[tuple[View, SearchIndex]]:
    """Open the current edition with its search index, which is built first if it is missing."""
    chosen = open_library(library)
    ensure_artefacts(chosen, ensure_search_index)
    with open_view(chosen, visibility=ALL_VISIBILITIES) as view:
        encoder = load_shipped_encoder() if load_settings().meaning else None
        yield view, open_index(view, chosen.get_edition_folder(view.manifest.id), encoder)


def _search_query(index: SearchIndex, query: str, limit: int) -> SearchOutput:
    """Search for a query; prints warnings and suggestions at once."""
    answer = index.search(query)
    for note in answer.warnings:
        print_warning(format_warning(note))
    if answer.suggestion:
        print_status(f"Did you mean: {answer.suggestion}")
    named = find_kind_words(query, (answer.language, "en"))
    if named and "kind" not in answer.query.filters:
        print_status(f"Of one kind alone: {named.text} kind:{named.kind}")
    hits = index.search_hits(query, limit=limit)
    totals = {
        "total": answer.total,
        "by_words": answer.by_words,
        "enough": answer.has_enough_words,
        "listed": answer.listed,
    }
    return hits, totals, _summarise_answer(answer, len(hits))


def _summarise_answer(answer: SearchResult, shown_count: int) -> str:
    matches = format_count(answer.by_words, "passage")
    if not answer.query.is_empty:
        words = "these words" if answer.has_enough_words else "some of these words"
        passages = format_count(answer.listed, "passage")
        return f"{matches} with {words}; by words or meaning {passages} found, {shown_count} shown"
    if answer.query.filters:
        return f"{matches} match the filters, {shown_count} shown"
    return "the query contains no word and no filter: nothing was searched for"


def _search_similar(view: View, index: SearchIndex, id: str, limit: int) -> SearchOutput:
    """Find passages similar to a statement or passage; raises NotFound."""
    finders: tuple[Callable[[str], Statement | Passage], ...] = (view.get_statement, view.get_passage)
    hits = index.find_similar(find_by_id(id, *finders), limit=limit)
    if not index.has_vectors:
        print_warning(format_warning(QueryWarning(code=QueryWarningCode.WORDS_ALONE)))
    return hits, {"total": len(hits)}, f"{format_count(len(hits), 'passage')} of other works that are similar"
