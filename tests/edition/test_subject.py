"""Tests of the subject of the field: words, titles, shares and headings."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from made_editions import MakePart, WriteEdition
from palermo.edition import CompiledDocument, Filters, Library, View, open_view
from palermo.statements import OTHER_SUBJECT, TRAFFICKING

OWN = {"themes": ("trafficking-in-persons",)}
CHAPTER = "Action against trafficking in persons"


def _build_document(
    make_part: MakePart, name: str, own: int, every: int, headings: Sequence[str] = ()
) -> CompiledDocument:
    """A document of which the first so many statements name the subject; its first two stand under headings."""
    built = make_part(name, *(f"{name} should do thing {number}." for number in range(every)))
    text = [replace(item, **OWN) if number < own else item for number, item in enumerate(built.statements)]  # type: ignore[arg-type]
    under = {item.locator.passage for item in built.statements[:2]}
    passages = [replace(item, headings=tuple(headings)) if item.id in under else item for item in built.passages]
    return replace(built, statements=tuple(text), passages=tuple(passages))


def _on(view: View) -> int:
    counted = {item.value: item.statements for item in view.count_facets(Filters(), ("subject",))["subject"]}
    with view.get_statement_index().select_facts(Filters(), ("subject",)) as facts:
        visited = facts.count_statements("subject")
    assert {name: visited.get(name, 0) for name in (TRAFFICKING, OTHER_SUBJECT)} == {
        name: counted.get(name, 0) for name in (TRAFFICKING, OTHER_SUBJECT)
    }
    return counted.get(TRAFFICKING, 0)


@pytest.mark.parametrize(
    ("own", "every", "result"),
    [
        (2, 10, 10),  # a fifth of its statements
        (2, 11, 2),
        (1, 5, 1),  # one statement says little of the whole
        (2, 4, 2),  # so do four
        (0, 6, 0),
    ],
)
def test_a_document_is_on_it_by_the_share_of_its_statements(
    library: Library, make_part: MakePart, write_edition: WriteEdition, own: int, every: int, result: int
) -> None:
    write_edition(library, [_build_document(make_part, "report", own, every), _build_document(make_part, "else", 0, 3)])
    with open_view(library) as view:
        assert _on(view) == result


@pytest.mark.parametrize(
    ("own", "heading", "result"),
    [(1, CHAPTER, 2), (0, CHAPTER, 0), (1, "Roads and bridges", 1)],
)
def test_a_chapter_is_on_it_by_its_heading_where_one_of_its_statements_says_so(
    library: Library, make_part: MakePart, write_edition: WriteEdition, own: int, heading: str, result: int
) -> None:
    other = _build_document(make_part, "other", 0, 9, [heading])
    write_edition(library, [_build_document(make_part, "report", own, 12, ["Part one", heading]), other])
    with open_view(library) as view:
        assert _on(view) == result


def test_an_empty_edition_has_nothing_on_it(library: Library, write_edition: WriteEdition) -> None:
    write_edition(library, [])
    with open_view(library) as view:
        assert _on(view) == 0
