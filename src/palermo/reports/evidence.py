"""Evidence: the statements that a report rests on, as columns that are counted without reading their texts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from palermo.edition import Filters, View
from palermo.reports.figures import Figure, FigureQuery, Measure
from palermo.statements import NAME_PREFIX, Document, Statement
from palermo.statements.thresholds import PUBLIC_THRESHOLD

COLUMNS = (
    *("id", "kind", "document", "position", "language", "actors", "addressees", "places", "regions", "interventions"),
    *(
        "groups",
        "exploitation",
        "themes",
        "instruments",
        "dimension",
        "protective",
        "response",
        "same_as",
        "standing",
        "confidence",
        "tense",
    ),
)
"""Columns of an edition's statements that are read."""
MIN_CONFIRMED = 2
"""Confirmed statements from which on unconfirmed ones are not quoted."""
_FACET_COLUMNS = {
    "actor": "actors",
    "addressee": "addressees",
    "place": "places",
    "intervention": "interventions",
    "group": "groups",
    "exploitation": "exploitation",
    "theme": "themes",
    "instrument": "instruments",
    "kind": "kind",
    "language": "language",
    "response": "response",
    "document": "document",
}
"""Column that has the values of a facet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSet:
    """Statements that any of some filters finds, each once in its Work."""

    view: View
    filters: tuple[Filters, ...]
    table: pa.Table
    named: frozenset[str] | None = None
    """Ids of the statements that name the subject themselves; None if all do."""

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @property
    def ids(self) -> list[str]:
        """Ids of the statements, as printed."""
        found: list[str] = self.table["id"].to_pylist()
        return found

    @property
    def regions(self) -> list[list[str]]:
        """M49 codes of the regions that each statement names by their names."""
        found: list[list[str]] = self.table["regions"].to_pylist()
        return found

    def narrow(self, **selected: Sequence[str]) -> "EvidenceSet":
        """Return the statements that also have any of the values of each facet."""
        table = self.table
        for facet, values in selected.items():
            table = table.filter(_has_any(table[_FACET_COLUMNS[facet]], values))
        return replace(self, filters=narrow_filters(self.filters, **selected), table=table)

    def select_kind(self, kind: str) -> "EvidenceSet":
        """Return the statements of a kind; the set itself if its filters select that kind already."""
        is_selected = bool(self.filters) and all(one.get_values("kind") == (kind,) for one in self.filters)
        return self if is_selected else self.narrow(kind=[kind])

    def select_ids(self, ids: Iterable[str]) -> "EvidenceSet":
        """Return those of the statements that are listed; figures of them list them too."""
        mask = pc.is_in(self.table["id"], pa.array(list(ids), pa.string()))
        return replace(self, filters=(), table=self.table.filter(mask))

    def select_dimension(self, dimension: str) -> "EvidenceSet":
        """Return the factors of a dimension that do not protect."""
        table = self.table
        mask = pc.and_(pc.equal(table["dimension"], dimension), pc.invert(table["protective"]))
        return replace(self, filters=(), table=table.filter(mask))

    def select_planned(self) -> "EvidenceSet":
        """Return commitments and planned activities."""
        table = self.table
        planned = pc.fill_null(pc.equal(table["tense"], "planned"), False)
        mask = pc.or_(pc.equal(table["kind"], "commitment"), pc.and_(pc.equal(table["kind"], "activity"), planned))
        return replace(self, filters=(), table=table.filter(mask))

    def select_protective(self) -> "EvidenceSet":
        """Return the factors that protect."""
        return replace(self, filters=(), table=self.table.filter(self.table["protective"]))

    def count_values(self, facet: str) -> list[tuple[str, int]]:
        """Count the statements of each value of a facet, the most frequent first; names without an id are left out."""
        rows, values = _flatten_column(self.table[_FACET_COLUMNS[facet]])
        pairs = pa.table({"row": rows, "value": values}).group_by(["row", "value"]).aggregate([])
        counts = pairs.group_by("value").aggregate([([], "count_all")]).to_pylist()
        found = [(row["value"], row["count_all"]) for row in counts if row["value"] is not None]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def build_figure(self, measure: Measure = Measure.STATEMENTS) -> Figure:
        """Return the number of statements, or of Works, actors and so on among them."""
        query = FigureQuery(measure=measure, filters=self.filters)
        if not self.filters:
            query = FigureQuery(measure=measure, statements=tuple(self.ids))
        return Figure(value=self._measure(measure), query=query)

    @property
    def documents(self) -> list[Document]:
        """Documents that make the statements, newest first."""
        ids = set(pc.unique(self.table["document"]).to_pylist())
        return [one for one in self.view.list_documents() if one.id in ids]

    def choose_rows(self, limit: int, language: str) -> list[dict[str, Any]]:
        """Return rows of the statements to quote: those that name the subject and those in the language first.

        Then come the newest, those of different documents in turn. Unconfirmed ones are left out if at least
        MIN_CONFIRMED others can be quoted.
        """
        rank = {document.id: at for at, document in enumerate(self.documents)}
        rows = self.table.select(["id", "document", "position", "language", "confidence"]).to_pylist()
        rows.sort(key=lambda row: (row["confidence"] < PUBLIC_THRESHOLD, rank[row["document"]], row["position"]))
        turns: Counter[str] = Counter()
        turn_of: dict[str, int] = {}
        for row in rows:
            turn_of[row["id"]] = turns[row["document"]]
            turns[row["document"]] += 1

        def get_sort_key(row: dict[str, Any]) -> tuple[bool, bool, bool, int, int]:
            is_foreign, is_near = row["language"] != language, self.named is not None and row["id"] not in self.named
            is_uncertain = row["confidence"] < PUBLIC_THRESHOLD
            return is_uncertain, is_near, is_foreign, turn_of[row["id"]], rank[row["document"]]

        confirmed = [row for row in rows if row["confidence"] >= PUBLIC_THRESHOLD]
        return sorted(confirmed if len(confirmed) >= MIN_CONFIRMED else rows, key=get_sort_key)[:limit]

    def load_quotes(self, limit: int, language: str) -> list[tuple[Statement, Document]]:
        """Load the statements to quote, with their documents."""
        return load_statements(self.view, self.choose_rows(limit, language))

    def load_all(self) -> list[tuple[Statement, Document]]:
        """Load all statements, newest document first."""
        rank = {document.id: at for at, document in enumerate(self.documents)}
        rows = self.table.select(["document", "position"]).to_pylist()
        return load_statements(self.view, sorted(rows, key=lambda row: (rank[row["document"]], row["position"])))

    def load_by_ids(self, ids: Sequence[str]) -> list[tuple[Statement, Document]]:
        """Load these statements in this order."""
        rows = self.table.select(["id", "document", "position"]).filter(
            pc.is_in(self.table["id"], pa.array(ids, pa.string()))
        )
        order = {id: at for at, id in enumerate(ids)}
        return load_statements(self.view, sorted(rows.to_pylist(), key=lambda row: order[row["id"]]))

    def group_values(self, facet: str) -> Mapping[int, set[str]]:
        rows, values = _flatten_column(self.table[_FACET_COLUMNS[facet]])
        found: defaultdict[int, set[str]] = defaultdict(set)
        for row, value in zip(rows.to_pylist(), values.to_pylist(), strict=True):
            found[row].add(value)
        return found

    def _measure(self, measure: Measure) -> int:
        match measure:
            case Measure.STATEMENTS:
                return len(self)
            case Measure.WORKS:
                return len({one.work for one in self.documents})
            case Measure.ACTORS | Measure.ADDRESSEES | Measure.PLACES:
                values = _flatten_column(self.table[measure.value])[1]
                return len(pc.unique(values).drop_null())
            case Measure.LANGUAGES:
                return len(pc.unique(self.table["language"]))
            case Measure.FIRST_YEAR | Measure.LAST_YEAR:
                years = [one.year for one in self.documents if one.year]
                choose = min if measure is Measure.FIRST_YEAR else max
                return choose(years, default=0)
            case _:
                raise ValueError(f"statements have no {measure.value}")


type Requirement = Sequence[tuple[str, Sequence[str]]]
"""Facets with values, any of which is enough."""


def load_evidence(view: View, filters: Iterable[Filters], requirements: Sequence[Requirement] = ()) -> EvidenceSet:
    """Read the statements that any of the filters finds, and of which all requirements hold."""
    chosen = tuple(dict.fromkeys(filters))
    tables = [view.select_columns(COLUMNS, one) for one in chosen]
    table = pa.concat_tables(tables) if tables else view.select_columns(COLUMNS).slice(0, 0)
    table = _remove_repeated(table) if len(chosen) > 1 else table
    for conditions in requirements:
        masks = [_has_any(table[_FACET_COLUMNS[facet]], values) for facet, values in conditions]
        table = table.filter(reduce(pc.or_, masks))
    return EvidenceSet(view=view, filters=() if requirements else chosen, table=table)


def narrow_filters(filters: Iterable[Filters], **selected: Sequence[str]) -> tuple[Filters, ...]:
    """Return filters that also select these values; none if a facet is filtered already, and both must hold."""
    found = tuple(filters)
    if any(one.get_values(facet) for one in found for facet in selected):
        return ()
    values = {facet: tuple(some) for facet, some in selected.items()}
    return tuple(replace(one, selected={**one.selected, **values}) for one in found)


def load_statements(view: View, rows: Iterable[Mapping[str, Any]]) -> list[tuple[Statement, Document]]:
    """Load statements by document and position, in order."""
    positions = [(row["document"], row["position"]) for row in rows]
    return [(one, view.get_document(one.document)) for one in view.get_statements_at(positions)]


def _remove_repeated(table: pa.Table) -> pa.Table:
    """Keep the first row of each thing that is stated; copies in one Work state the same thing."""
    seen: set[str] = set()
    kept = []
    columns = (table[name].to_pylist() for name in ("id", "same_as", "standing"))
    for at, (id, same_as, standing) in enumerate(zip(*columns, strict=True)):
        thing = same_as[0] if standing else id
        if thing not in seen:
            seen.add(thing)
            kept.append(at)
    return table.take(pa.array(kept, pa.int64()))


def _flatten_column(column: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
    """Return rows and values of a column: lists are flattened, references become their ids or printed names."""
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0) if array.num_chunks else pa.array([], column.type)
    if not pa.types.is_list(array.type):
        return pa.array(np.arange(len(array))), array
    rows, flat = pc.list_parent_indices(array), array.flatten()
    if pa.types.is_struct(flat.type):
        ids = pc.struct_field(flat, "id")
        if "name" in [field.name for field in flat.type]:
            names = pc.binary_join_element_wise(NAME_PREFIX, pc.struct_field(flat, "name"), "")
            ids = pc.coalesce(ids, names)
        flat = ids
    return rows, flat


def _has_any(column: pa.ChunkedArray, values: Sequence[str]) -> pa.Array:
    rows, flat = _flatten_column(column)
    hits = pc.unique(rows.filter(pc.fill_null(pc.is_in(flat, pa.array(list(values), pa.string())), False)))
    mask = np.zeros(len(column), dtype=bool)
    mask[hits.to_numpy(zero_copy_only=False)] = True
    return pa.array(mask)
