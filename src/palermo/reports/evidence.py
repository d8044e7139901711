"""Evidence: the statements that a report uses, as rows that are counted without reading the statements."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from palermo.edition import Filters, View
from palermo.reports.context import EditionFacts
from palermo.reports.figures import Figure, FigureQuery, Measure
from palermo.reports.statement_columns import CodedFacet, Mask, Rows, StatementColumns
from palermo.statements import Document, Statement, normalise_text

MIN_CONFIRMED = 2
"""Confirmed statements from which on unconfirmed ones are not quoted."""


type Requirement = Sequence[tuple[str, Sequence[str]]]
"""Facets with values, any of which is enough."""


_FACET_BY_MEASURE = {Measure.ACTORS: "actor", Measure.ADDRESSEES: "addressee", Measure.PLACES: "place"}


@dataclass(frozen=True, slots=True)
class StatementPlace:
    """Where a statement is printed."""

    id: str
    page: int | None
    paragraph: str | None
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EvidenceSet:
    """The statements that match at least one of several filters, each once per Work."""

    filters: tuple[Filters, ...]
    rows: Rows
    """Rows of the statements among all of the edition, as printed."""
    facts: EditionFacts
    named: Mask | None = None
    """Which statements of the edition name the subject themselves; None if all of this set do."""

    @property
    def view(self) -> View:
        """The edition's view."""
        return self.facts.view

    @property
    def columns(self) -> StatementColumns:
        """Columns of all statements of the edition, which evidence sets share."""
        return self.facts.statement_columns

    @property
    def mask(self) -> Mask:
        """Which statements of the edition are in the set."""
        return self.columns.mark_rows(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def ids(self) -> list[str]:
        """Ids of the statements, as printed."""
        return self.columns.list_ids(self.rows)

    @property
    def regions(self) -> list[list[str]]:
        """M49 codes of the regions that each statement names by their names."""
        found: list[list[str]] = self.columns.table["regions"].take(self.rows).to_pylist()
        return found

    @property
    def statement_years(self) -> list[int]:
        """Year of the document of each statement, or 0."""
        years: list[int] = self.columns.years[self._ranks].tolist()
        return years

    def narrow(self, **selected: Sequence[str]) -> "EvidenceSet":
        """Return the statements that also have any of the values of each facet."""
        masks = [self._mark(facet, values) for facet, values in selected.items()]
        everything = np.ones(len(self.columns), dtype=bool)
        return self._filter_rows(reduce(np.logical_and, masks, everything), narrow_filters(self.filters, **selected))

    def select_any(self, conditions: Requirement) -> "EvidenceSet":
        """Return the statements that have a value of any of the facets; none without a facet."""
        masks = [self._mark(facet, values) for facet, values in conditions]
        return self._filter_rows(reduce(np.logical_or, masks, np.zeros(len(self.columns), dtype=bool)))

    def select_kind(self, kind: str) -> "EvidenceSet":
        """Return the statements of a kind; the set itself if its filters select that kind already."""
        is_selected = bool(self.filters) and all(
            filter_set.get_values("kind") == (kind,) for filter_set in self.filters
        )
        return self if is_selected else self.narrow(kind=[kind])

    def select_ids(self, ids: Iterable[str]) -> "EvidenceSet":
        """Return those of the statements that are listed; figures of them list them too."""
        return self._filter_rows(self.columns.mark_rows(self.columns.find_rows(ids)))

    def select_marked(self, mask: Mask) -> "EvidenceSet":
        """Return those of the statements that a mask of all statements of the edition marks."""
        return self._filter_rows(mask)

    def select_dimension(self, dimension: str) -> "EvidenceSet":
        """Return the factors of a dimension, or of none (""), that do not protect."""
        facet = self.columns.get_facet("dimension")
        is_own = facet.mark_rows([dimension]) if dimension else ~facet.mark_rows(facet.values)
        return self._filter_rows(is_own & ~self.columns.is_protective)

    def select_planned(self) -> "EvidenceSet":
        """Return commitments and planned activities."""
        is_planned = self._mark("kind", ["activity"]) & self._mark("tense", ["planned"])
        return self._filter_rows(self._mark("kind", ["commitment"]) | is_planned)

    def select_protective(self) -> "EvidenceSet":
        """Return the factors that protect."""
        return self._filter_rows(self.columns.is_protective)

    def count_values(self, facet: str) -> list[tuple[str, int]]:
        """Count the statements of each value of a facet, the most frequent first; names without an id are left out."""
        coded = self.columns.get_facet(facet)
        counts = coded.count_values(self.mask)
        found = [(coded.values[code], int(counts[code])) for code in np.flatnonzero(counts).tolist()]
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
        return [self.columns.documents[rank] for rank in np.unique(self._ranks).tolist()]

    def rank_rows(self, language: str) -> Rows:
        """Return the rows of the statements to quote: whole sentences that name the subject, in the language, first.

        Newer statements come before older ones, and documents alternate. Unconfirmed statements are removed if
        at least MIN_CONFIRMED others can be quoted. Translations are removed if their originals can be quoted.
        """
        columns, rows, rank = self.columns, self.rows, self._ranks
        is_uncertain = ~columns.is_confirmed[rows]
        is_foreign = ~self._mark("language", [language])[rows]
        is_near = np.zeros(len(self), dtype=bool) if self.named is None else ~self.named[rows]
        turn = _count_turns(rank, np.lexsort((columns.positions[rows], is_uncertain, rank)))
        ranked = np.lexsort((rank, turn, is_foreign, columns.is_part[rows], is_near, is_uncertain))
        is_translated = self.mark_translated(language)
        ranked = ranked[~is_translated[ranked]] if not is_translated.all() else ranked
        confirmed = ranked[~is_uncertain[ranked]]
        return rows[confirmed if len(confirmed) >= MIN_CONFIRMED else ranked]

    def mark_translated(self, language: str) -> Mask:
        """Return which statements are of documents that repeat another one for a reader of this language."""
        return self.facts.mark_translated(language)[self._ranks]

    def select_originals(self) -> "EvidenceSet":
        """Return the statements without those of translations, where the edition has what was translated."""
        return self._filter_rows(~self._mark("document", self.facts.translations))

    def load_quotes(
        self, limit: int, language: str, accept: Callable[[str], bool] = bool
    ) -> list[tuple[Statement, Document]]:
        """Load the first statements to quote whose quote is accepted, each wording once, with their documents."""
        quotes = self.columns.table["quote"]
        chosen: dict[str, int] = {}
        for row in self.rank_rows(language).tolist():
            quote = quotes[row].as_py()
            if len(chosen) < limit and accept(quote):
                chosen.setdefault(normalise_text(quote), row)
            if len(chosen) == limit:
                break
        return self._load_rows(list(chosen.values()))

    def list_quotes(self) -> list[tuple[str, str, str]]:
        """Return id, quote and language of all statements, newest document first; reads no file."""
        table = self.columns.table.select(["id", "quote", "language"]).take(self._sort_rows())
        return list(zip(*(column.to_pylist() for column in table.columns), strict=True))

    def list_places(self, limit: int) -> list[StatementPlace]:
        """Return where the first statements are printed, newest document first; reads no file."""
        rows = self._sort_rows()[:limit]
        table = self.columns.table.select(["id", "page", "paragraph"]).take(rows)
        documents = [self.columns.documents[rank] for rank in self.columns.document_ranks[rows].tolist()]
        places = zip(*(column.to_pylist() for column in table.columns), documents, strict=True)
        return [StatementPlace(*place) for place in places]

    def load_all(self, limit: int | None = None) -> list[tuple[Statement, Document]]:
        """Load all statements, or the first `limit`, newest document first."""
        return self._load_rows(self._sort_rows()[:limit].tolist())

    def load_by_ids(self, ids: Sequence[str]) -> list[tuple[Statement, Document]]:
        """Load these statements in this order."""
        rows, mask = self.columns.find_rows(ids), self.mask
        return self._load_rows(rows[mask[rows]].tolist())

    def group_values(self, facet: str) -> Mapping[int, set[str]]:
        """Return the values of a facet by index in the set."""
        coded, indices = self.columns.get_facet(facet), {row: index for index, row in enumerate(self.rows.tolist())}
        rows, codes = coded.list_pairs(self.mask)
        found: defaultdict[int, set[str]] = defaultdict(set)
        for row, code in zip(rows.tolist(), codes.tolist(), strict=True):
            found[indices[row]].add(coded.values[code])
        return found

    def select_without(self, facet: str, values: Sequence[str]) -> "EvidenceSet":
        """Return the statements that have none of the values of a facet."""
        return self._filter_rows(~self._mark(facet, values))

    def select_unnamed(self, facet: str) -> "EvidenceSet":
        """Return the statements without any value of a facet."""
        return self.select_without(facet, self.columns.get_facet(facet).values)

    def select_shared(self, facet: str, values: Iterable[str]) -> "EvidenceSet":
        """Return the statements that have more than one of the values of a facet."""
        marks = sum((self._mark(facet, [value]) for value in values), np.zeros(len(self.columns), dtype=int))
        return self._filter_rows(marks > 1)

    @property
    def _ranks(self) -> Rows:
        """Rank of each statement's document, the newest first."""
        return self.columns.document_ranks[self.rows]

    def _sort_rows(self) -> Rows:
        return self.rows[np.lexsort((self.columns.positions[self.rows], self._ranks))]

    def _filter_rows(self, mask: Mask, filters: tuple[Filters, ...] = ()) -> "EvidenceSet":
        return replace(self, filters=filters, rows=self.rows[mask[self.rows]])

    def _load_rows(self, rows: Sequence[int]) -> list[tuple[Statement, Document]]:
        documents, columns = self.columns.documents, self.columns
        positions = [(documents[columns.document_ranks[row]].id, int(columns.positions[row])) for row in rows]
        return [
            (statement, self.view.get_document(statement.document))
            for statement in self.view.get_statements_at(positions)
        ]

    def _mark(self, facet: str, values: Iterable[str]) -> Mask:
        """Return which statements of the edition have any of the values of a facet."""
        return self.columns.get_facet(facet).mark_rows(values)

    def _measure(self, measure: Measure) -> int:
        match measure:
            case Measure.STATEMENTS:
                return len(self)
            case Measure.WORKS:
                return len(np.unique(self.columns.works[self._ranks]))
            case Measure.ACTORS | Measure.ADDRESSEES | Measure.PLACES:
                return self._count_distinct(self.columns.get_facet(_FACET_BY_MEASURE[measure]))
            case Measure.LANGUAGES:
                return self._count_distinct(self.columns.get_facet("language"))
            case Measure.FIRST_YEAR | Measure.LAST_YEAR:
                years = self.columns.years[self._ranks]
                choose = np.min if measure is Measure.FIRST_YEAR else np.max
                return int(choose(years[years > 0])) if (years > 0).any() else 0
            case _:
                raise ValueError(f"statements have no {measure.value}")

    def _count_distinct(self, facet: CodedFacet) -> int:
        return int(np.count_nonzero(facet.count_values(self.mask)))


def load_evidence(
    facts: EditionFacts, filters: Iterable[Filters], requirements: Sequence[Requirement] = ()
) -> EvidenceSet:
    """Select the statements that match any of the filters and all requirements; none without a filter."""
    chosen, columns = tuple(dict.fromkeys(filters)), facts.statement_columns
    rows = columns.find_rows(id for filter_set in chosen for id in facts.view.find_ids(filter_set).to_pylist())
    if len(chosen) > 1:  # what several filters find is one statement, and so are copies in one Work
        rows = rows[np.sort(np.unique(columns.things[rows], return_index=True)[1])]
    found = EvidenceSet(facts=facts, filters=() if requirements else chosen, rows=rows)
    for conditions in requirements:
        found = found.select_any(conditions)
    return found


def count_unconfirmed(
    evidence: EvidenceSet, filters: Iterable[Filters], requirements: Sequence[Requirement] = ()
) -> Figure:
    """Return how many more statements there are with those that are not confirmed; `evidence` has the others."""
    facts, chosen = evidence.facts, tuple(dict.fromkeys(filters))
    found = _find_things(facts, chosen, requirements) - {facts.main_copies.get(id, id) for id in evidence.ids}
    query = FigureQuery(measure=Measure.UNCONFIRMED, filters=chosen)
    if requirements:
        query = FigureQuery(measure=Measure.UNCONFIRMED, statements=tuple(sorted(found)))
    return Figure(value=len(found), query=query)


def _find_things(facts: EditionFacts, filters: Iterable[Filters], requirements: Sequence[Requirement]) -> set[str]:
    """Return the main ids of the statements, confirmed or not, that any filter finds and that fulfil requirements."""
    if not (view := facts.unconfirmed_view):
        return set()
    ids = {id for filter_set in filters for id in view.find_ids(filter_set).to_pylist()}
    for conditions in requirements:
        fulfilling = [Filters(selected={facet: tuple(values)}, every_copy=True) for facet, values in conditions]
        ids &= {id for filter_set in fulfilling for id in view.find_ids(filter_set).to_pylist()}
    return {facts.main_copies.get(id, id) for id in ids}


def narrow_filters(filters: Iterable[Filters], **selected: Sequence[str]) -> tuple[Filters, ...]:
    """Return filters that also select these values; empty if one of the facets has a filter without them already."""
    found = tuple(filters)
    if any(
        (known := filter_set.get_values(facet)) and not set(some) <= set(known)
        for filter_set in found
        for facet, some in selected.items()
    ):
        return ()
    values = {facet: tuple(some) for facet, some in selected.items()}
    return tuple(replace(filter_set, selected={**filter_set.selected, **values}) for filter_set in found)


def _count_turns(groups: Rows, order: Rows) -> Rows:
    """Return how many rows of the same group come before each row in an order that is sorted by group."""
    ordered = groups[order]
    is_first = np.ones(len(ordered), dtype=bool)
    is_first[1:] = ordered[1:] != ordered[:-1]
    positions = np.arange(len(ordered))
    turns = np.empty(len(ordered), dtype=np.int64)
    turns[order] = positions - np.maximum.accumulate(np.where(is_first, positions, 0))
    return turns
