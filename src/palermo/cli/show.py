"""The command that shows a record, and how commands find one by its id."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

import typer

from palermo.cli.console import print_lines
from palermo.cli.options import ALL_VISIBILITIES, LibraryPath, open_library
from palermo.edition import View, open_view
from palermo.errors import DocumentTakenDown, NotFound
from palermo.publishing.record_text import format_document, format_passage, format_statement

MAX_SHOWN_WORDS = 12


def show_command(
    id: Annotated[str, typer.Argument(help="Of a document, passage or statement; its first six digits are enough.")],
    library: LibraryPath = None,
    words: Annotated[
        bool, typer.Option("--words", help="Of a statement of the tagger: which words of its quote weighed most.")
    ] = False,
) -> None:
    """Show a document, a passage, or a statement with its evidence."""
    with open_view(open_library(library), visibility=ALL_VISIBILITIES) as view:
        print_lines(_find_record_lines(view, id))
        if words:
            from palermo.pipeline.explanations import weigh_words  # loads the tagger's code

            print_lines(["", "Words that weighed most (fall of the log-odds of its kind without them):"])
            print_lines(
                [f"{weight.weight:+8.2f}  {weight.words}" for weight in weigh_words(view, id)[:MAX_SHOWN_WORDS]]
            )


def _find_record_lines(view: View, id: str) -> list[str]:
    """Return the lines of the record with this id; raises NotFound for none, or more than one."""
    return find_by_id(id, *(partial(lines, view) for lines in (format_document, format_passage, format_statement)))


def find_by_id[T](id: str, *finders: Callable[[str], T]) -> T:
    """Return what one of the finders finds by a possibly shortened id.

    Raises NotFound if there is no such id, or more than one.
    """
    matches: list[T] = []
    errors: list[NotFound] = []
    for find in finders:
        try:
            matches.append(find(id))
        except DocumentTakenDown:
            raise
        except NotFound as error:
            errors.append(error)
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise NotFound(repr(id), "more than one record has an id that starts so", "Give more of its digits")
    ambiguous = next((error for error in errors if error.reason.startswith("more than one")), None)
    hint = "Give its id, or at least its first 6 digits"
    raise ambiguous or NotFound(repr(id), "no document, passage or statement has that id", hint)
