"""Counting the cells of a map."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from palermo.analysis.dimensions import DIMENSIONS
from palermo.analysis.values import Values
from palermo.analysis.who_does_what.question import Cell, Question, WhoDoesWhat
from palermo.edition import View
from palermo.statements import Document


def who_does_what(view: View, asked: Question, values: Values) -> WhoDoesWhat:
    """The map that a question asks of an edition."""
    documents = {document.id: document for document in view.documents()}
    names = {DIMENSIONS[axis].column for axis in asked.axes} - {"year", "nature"}
    table = view.table(["id", "document", *sorted(names - {"document"})], asked.where.filters)
    met: dict[tuple[str, ...], list[Document]] = defaultdict(list)
    for row in table.to_pylist():
        document = documents[row["document"]]
        for met_at in product(*(of_row(axis, row, document, values) for axis in asked.axes)):
            met[met_at].append(document)
    works = {documents[id].work for id in table["document"].to_pylist()}
    return WhoDoesWhat(
        question=asked,
        cells=[_cell(at, found) for at, found in sorted(met.items())],
        denominators={
            "statements": table.num_rows,
            "documents": len(works),
            "documents_in_all": len({document.work for document in documents.values()}),
        },
    )


def of_row(axis: str, row: Mapping[str, Any], document: Document, values: Values) -> Iterable[str]:
    """The values of a dimension that one row of View.table has, each once."""
    match axis:
        case "year":
            return [str(document.year)] if document.year else []
        case "nature":
            return [document.nature.value]
        case "region":
            return dict.fromkeys(region for code in row["places"] for region in values.regions.get(code, ()))
        case "audience":
            return dict.fromkeys(ref["id"] for ref in row["addressees"] if ref["id"] in values.vocabulary)
    found = row[DIMENSIONS[axis].column]
    if not DIMENSIONS[axis].listed:
        return [found] if found else []
    ids = (one["id"] if isinstance(one, dict) else one for one in found)
    return dict.fromkeys(id for id in ids if id)


def _cell(at: tuple[str, ...], found: list[Document]) -> Cell:
    return Cell(
        row=at[0],
        column=at[1],
        facet=at[2] if len(at) > 2 else None,
        statements=len(found),
        documents=len({document.work for document in found}),
        newest=max((document.year for document in found if document.year), default=None),
        emptiness=None,
    )
