"""Evidence: the statements that a report rests on, as columns that are counted without reading the statements."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from palermo.edition import Filters, View, mark_confirmed_rows
from palermo.reports.context import EditionFacts
from palermo.reports.figures import Figure, FigureQuery, Measure
from palermo.statements import NAME_PREFIX, Document, Statement, normalise_text

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


type Requirement = Sequence[tuple[str, Sequence[str]]]
"""Facets with values, any of which is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSet:
    """Statements that any of some filters finds, each once in its Work."""

    filters: tuple[Filters, ...]
    columns: pa.Table
    """Columns of all statements of the edition, which evidence sets share."""
    rows: pa.Array
    """Rows of this set's statements among them, as printed."""
    facts: EditionFacts
    named: frozenset[str] | None = None
    """Ids of the statements that name the subject themselves; None if all do."""
    _flat: dict[str, tuple[pa.Array, pa.Array]] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def view(self) -> View:
        """The edition's view."""
        return self.facts.view

    def __len__(self) -> int:
        return len(self.rows)

    def get_column(self, name: str) -> pa.ChunkedArray:
        """Return a column of the statements."""
        return self.columns[name].take(self.rows)

    def get_columns(self, *names: str) -> pa.Table:
        """Return columns of the statements."""
        return self.columns.select(names).take(self.rows)

    @property
    def ids(self) -> list[str]:
        """Ids of the statements, as printed."""
        found: list[str] = self.get_column("id").to_pylist()
        return found

    @property
    def regions(self) -> list[list[str]]:
        """M49 codes of the regions that each statement names by their names."""
        found: list[list[str]] = self.get_column("regions").to_pylist()
        return found

    def narrow(self, **selected: Sequence[str]) -> "EvidenceSet":
        """Return the statements that also have any of the values of each facet."""
        masks = [self._has_any(facet, values) for facet, values in selected.items()]
        return self._filter_rows(reduce(pc.and_, masks), narrow_filters(self.filters, **selected))

    def select_any(self, conditions: Requirement) -> "EvidenceSet":
        """Return the statements that have a value of any of the facets."""
        masks = [self._has_any(facet, values) for facet, values in conditions]
        return self._filter_rows(reduce(pc.or_, masks))

    def select_kind(self, kind: str) -> "EvidenceSet":
        """Return the statements of a kind; the set itself if its filters select that kind already."""
        is_selected = bool(self.filters) and all(one.get_values("kind") == (kind,) for one in self.filters)
        return self if is_selected else self.narrow(kind=[kind])

    def select_ids(self, ids: Iterable[str]) -> "EvidenceSet":
        """Return those of the statements that are listed; figures of them list them too."""
        return self._filter_rows(pc.is_in(self.get_column("id"), pa.array(list(ids), pa.string())))

    def select_dimension(self, dimension: str) -> "EvidenceSet":
        """Return the factors of a dimension, or of none (""), that do not protect."""
        is_own = pc.equal(pc.fill_null(self.get_column("dimension"), ""), dimension)
        return self._filter_rows(pc.and_(is_own, pc.invert(self.get_column("protective"))))

    def select_planned(self) -> "EvidenceSet":
        """Return commitments and planned activities."""
        table = self.get_columns("kind", "tense")
        planned = pc.fill_null(pc.equal(table["tense"], "planned"), False)
        mask = pc.or_(pc.equal(table["kind"], "commitment"), pc.and_(pc.equal(table["kind"], "activity"), planned))
        return self._filter_rows(mask)

    def select_protective(self) -> "EvidenceSet":
        """Return the factors that protect."""
        return self._filter_rows(self.get_column("protective"))

    def count_values(self, facet: str) -> list[tuple[str, int]]:
        """Count the statements of each value of a facet, the most frequent first; names without an id are left out."""
        rows, values = self._flatten(_FACET_COLUMNS[facet])
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
        ids = set(pc.unique(self.get_column("document")).to_pylist())
        return [one for one in self.view.list_documents() if one.id in ids]

    def rank_rows(self, language: str) -> list[int]:
        """Return the rows of the statements to quote: whole sentences that name the subject, in the language, first.

        Then come the newest, those of different documents in turn. Unconfirmed ones are left out if at least
        MIN_CONFIRMED others can be quoted, and so are translations of what can be quoted.
        """
        table, rank = self.get_columns("id", "language", "position"), self._rank_documents()
        is_uncertain = ~_to_numpy(self.mark_confirmed())
        is_foreign = _to_numpy(pc.not_equal(table["language"], language))
        is_part = _to_numpy(self.facts.sentence_parts.take(self.rows))
        is_near = np.zeros(len(self), dtype=bool)
        if self.named is not None:
            is_near = _to_numpy(pc.invert(pc.is_in(table["id"], pa.array(list(self.named), pa.string()))))
        turn = _count_turns(rank, np.lexsort((_to_numpy(table["position"]), is_uncertain, rank)))
        ranked = np.lexsort((rank, turn, is_foreign, is_part, is_near, is_uncertain))
        is_translated = np.isin(_to_numpy(self.get_column("document")), list(self.list_translated(language)))
        ranked = ranked[~is_translated[ranked]] if not is_translated.all() else ranked
        confirmed = ranked[~is_uncertain[ranked]]
        found: list[int] = (confirmed if len(confirmed) >= MIN_CONFIRMED else ranked).tolist()
        return found

    def mark_confirmed(self) -> pa.Array:
        """Return whether each statement is confirmed."""
        return mark_confirmed_rows(self.get_columns("status", "method", "confidence"))

    def list_translated(self, language: str) -> frozenset[str]:
        """Return the ids of the documents that repeat another one for a reader of this language."""
        return self.facts.list_translated(language)

    def select_originals(self) -> "EvidenceSet":
        """Return the statements without those of translations, where the edition has what was translated."""
        documents = pa.array(sorted(self.facts.translations), pa.string())
        return self._filter_rows(pc.invert(pc.is_in(self.get_column("document"), documents)))

    def load_quotes(
        self, limit: int, language: str, accept: Callable[[str], bool] = bool
    ) -> list[tuple[Statement, Document]]:
        """Load the first statements to quote whose quote is accepted, each wording once, with their documents."""
        quotes, rows = self.columns["quote"], self.rows
        chosen: dict[str, int] = {}
        for at in self.rank_rows(language):
            quote = quotes[rows[at].as_py()].as_py()
            if len(chosen) < limit and accept(quote):
                chosen.setdefault(normalise_text(quote), at)
            if len(chosen) == limit:
                break
        return self._load_rows(list(chosen.values()))

    def list_quotes(self) -> list[tuple[str, str, str]]:
        """Return id, quote and language of all statements, newest document first; reads no file."""
        columns = (self.get_column(name).to_pylist() for name in ("id", "quote", "language"))
        rows = list(zip(*columns, strict=True))
        return [rows[at] for at in self._sort_rows().tolist()]

    def load_all(self, limit: int | None = None) -> list[tuple[Statement, Document]]:
        """Load all statements, or so many, newest document first."""
        return self._load_rows(self._sort_rows()[:limit].tolist())

    def load_by_ids(self, ids: Sequence[str]) -> list[tuple[Statement, Document]]:
        """Load these statements in this order."""
        places = pc.index_in(pa.array(ids, pa.string()), self.get_column("id"))
        return self._load_rows(places.drop_null().to_pylist())

    def group_values(self, facet: str) -> Mapping[int, set[str]]:
        rows, values = self._flatten(_FACET_COLUMNS[facet])
        found: defaultdict[int, set[str]] = defaultdict(set)
        for row, value in zip(rows.to_pylist(), values.to_pylist(), strict=True):
            found[row].add(value)
        return found

    def select_without(self, facet: str, values: Sequence[str]) -> "EvidenceSet":
        """Return the statements that have none of the values of a facet."""
        return self._filter_rows(pc.invert(self._has_any(facet, values)))

    def _rank_documents(self) -> np.ndarray[Any, Any]:
        """Return the rank of each statement's document, the newest first."""
        documents = pa.array([one.id for one in self.view.list_documents()], pa.string())
        return _to_numpy(pc.index_in(self.get_column("document"), documents))

    def _sort_rows(self) -> np.ndarray[Any, Any]:
        return np.lexsort((_to_numpy(self.get_column("position")), self._rank_documents()))

    def _filter_rows(self, mask: pa.Array, filters: tuple[Filters, ...] = ()) -> "EvidenceSet":
        chosen = mask.combine_chunks() if isinstance(mask, pa.ChunkedArray) else mask
        return replace(self, filters=filters, rows=self.rows.filter(chosen))

    def _load_rows(self, places: Sequence[int]) -> list[tuple[Statement, Document]]:
        rows = self.rows.take(pa.array(places, pa.int64()))
        return load_statements(self.view, self.columns.select(["document", "position"]).take(rows).to_pylist())

    def _flatten(self, column: str) -> tuple[pa.Array, pa.Array]:
        if column not in self._flat:
            self._flat[column] = _flatten_column(self.get_column(column))
        return self._flat[column]

    def _has_any(self, facet: str, values: Sequence[str]) -> pa.Array:
        """Return a mask of the statements that have any of the values of a facet."""
        rows, flat = self._flatten(_FACET_COLUMNS[facet])
        hits = rows.filter(pc.fill_null(pc.is_in(flat, pa.array(list(values), pa.string())), False))
        mask = np.zeros(len(self), dtype=bool)
        mask[hits.to_numpy(zero_copy_only=False)] = True
        return pa.array(mask)

    def _measure(self, measure: Measure) -> int:
        match measure:
            case Measure.STATEMENTS:
                return len(self)
            case Measure.WORKS:
                return len({one.work for one in self.documents})
            case Measure.ACTORS | Measure.ADDRESSEES | Measure.PLACES:
                values = self._flatten(measure.value)[1]
                return len(pc.unique(values).drop_null())
            case Measure.LANGUAGES:
                return len(pc.unique(self.get_column("language")))
            case Measure.FIRST_YEAR | Measure.LAST_YEAR:
                years = [one.year for one in self.documents if one.year]
                choose = min if measure is Measure.FIRST_YEAR else max
                return choose(years, default=0)
            case _:
                raise ValueError(f"statements have no {measure.value}")


def load_evidence(
    facts: EditionFacts, filters: Iterable[Filters], requirements: Sequence[Requirement] = ()
) -> EvidenceSet:
    """Select the statements that any of the filters finds, and of which all requirements hold."""
    chosen, columns = tuple(dict.fromkeys(filters)), facts.statement_columns
    ids = pa.chunked_array([facts.view.find_ids(one) for one in chosen], pa.string())
    rows = pc.index_in(ids, columns["id"]).cast(pa.int64()).combine_chunks()
    rows = _remove_repeated(rows, columns) if len(chosen) > 1 else rows
    found = EvidenceSet(facts=facts, filters=() if requirements else chosen, columns=columns, rows=rows)
    for conditions in requirements:
        found = found.select_any(conditions)
    return found


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


def _remove_repeated(rows: pa.Array, columns: pa.Table) -> pa.Array:
    """Keep the first row of each thing that is stated; copies in one Work state the same thing."""
    table = columns.select(["id", "same_as", "standing"]).take(rows)
    seen: set[str] = set()
    kept = []
    for at, (id, same_as, standing) in enumerate(zip(*(one.to_pylist() for one in table.columns), strict=True)):
        thing = same_as[0] if standing else id
        if thing not in seen:
            seen.add(thing)
            kept.append(at)
    return rows.take(pa.array(kept, pa.int64()))


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


def _to_numpy(column: pa.ChunkedArray) -> np.ndarray[Any, Any]:
    found: np.ndarray[Any, Any] = column.to_numpy()
    return found


def _count_turns(groups: np.ndarray[Any, Any], order: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return how many rows of the same group come before each row in an order that is sorted by group."""
    ordered = groups[order]
    is_first = np.ones(len(ordered), dtype=bool)
    is_first[1:] = ordered[1:] != ordered[:-1]
    places = np.arange(len(ordered))
    turns = np.empty(len(ordered), dtype=np.int64)
    turns[order] = places - np.maximum.accumulate(np.where(is_first, places, 0))
    return turns
