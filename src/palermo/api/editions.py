"""Editions for Python programs: statements, documents and maps as Arrow tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, Self

import pyarrow as pa

from palermo import registry, vocabulary
from palermo.analysis import MAX_EVIDENCE_AGE_YEARS, FacetValues, parse_filters
from palermo.analysis.appraisal import appraise_instruments
from palermo.analysis.cross_tabulation import build_cross_tabulation, parse_query
from palermo.analysis.cross_tabulation.comparison import compare_editions, compare_periods
from palermo.analysis.follow_up import compute_follow_up, open_follow_up
from palermo.analysis.gaps import compute_balance, find_overlaps
from palermo.analysis.partnerships import find_current_ties, rank_prospective_ties
from palermo.edition import (
    NO_FILTERS,
    Filters,
    Library,
    StatementSelection,
    View,
    build_documents_table,
    open_library,
    open_public_view,
    open_view,
)
from palermo.edition.statement_index import STATEMENT_COLUMNS
from palermo.errors import RunStopped
from palermo.publishing.sheets import MapSheet, SheetSource, appraisal, follow_up, gaps, partnerships, who_does_what
from palermo.publishing.sheets.sheet_formats import build_table
from palermo.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class MapResult:
    """A map as an Arrow table, with its edition, filters, denominators and citation."""

    table: pa.Table
    edition: str
    filters: Mapping[str, Sequence[str]]
    denominators: Mapping[str, int]
    notes: Sequence[str]
    cite: str

    def to_pandas(self) -> Any:
        """Return the table as a pandas DataFrame; raises RunStopped if pandas is not installed."""
        return convert_to_pandas(self.table)


def build_result(sheet: MapSheet) -> MapResult:
    """Return a sheet as a table with a column for each of its columns, under the same keys."""
    return MapResult(
        table=build_table(sheet),
        edition=sheet.edition,
        filters=sheet.filters,
        denominators=sheet.denominators,
        notes=tuple(sheet.notes),
        cite=sheet.cite,
    )


def convert_to_pandas(table: pa.Table) -> Any:
    """Convert an Arrow table to a pandas DataFrame; raises RunStopped if pandas is not installed."""
    if find_spec("pandas") is None:
        raise RunStopped("pandas", "it is not installed", 'Install it: pip install "palermo[pandas]"')
    return table.to_pandas()


def open_edition(
    library: str = "library",
    edition: str | None = None,
    *,
    mirrors: str = "~/.cache/palermo",
    unconfirmed: bool = False,
) -> "OpenEdition":
    """Open the current edition of a library, or that of this name or id, as in the public view.

    Confirmed statements and names are listed and counted; with `unconfirmed`, all.

    `library` is a folder, or an address such as `s3://bucket/path`, which is copied to `mirrors`. Raises NoLibrary if
    there is none, and NotFound for an unknown edition. Close it, or use `with`.
    """
    opened = open_library(library, Path(mirrors))
    selection = StatementSelection.ALL if unconfirmed else StatementSelection.CONFIRMED
    view = open_public_view(opened, edition, selection=selection) if edition else open_view(opened, selection=selection)
    return OpenEdition(view, opened)


class OpenEdition:
    """One edition, read only; conditions are those of `palermo map --where`."""

    def __init__(self, view: View, library: Library) -> None:
        self._library = library
        self.view = view
        """The view of the edition, for documents, passages and statements as objects."""
        self._values = FacetValues(registry.load_registry(), vocabulary.load_vocabulary())

    @property
    def name(self) -> str:
        """Name of the edition, such as `2026-11-24-7f3a91`."""
        return self.view.manifest.name

    def count_unconfirmed(self, *conditions: str) -> int:
        """Return how many more statements match that are not confirmed; 0 if the edition was opened with them."""
        return self.view.count_unconfirmed(self._parse_conditions(conditions))

    def statements(self, *conditions: str, columns: Sequence[str] = STATEMENT_COLUMNS) -> pa.Table:
        """Return the statements that match the conditions as an Arrow table with these columns."""
        return self.view.select_columns(columns, self._parse_conditions(conditions))

    def documents(self) -> pa.Table:
        """Return all documents, newest first, as an Arrow table."""
        return build_documents_table(self.view.list_documents())

    def who_does_what(
        self,
        rows: str = "actor",
        columns: str = "intervention",
        *conditions: str,
        facet: str | None = None,
        old: int = MAX_EVIDENCE_AGE_YEARS,
        others: bool = False,
        sparse: bool | None = None,
    ) -> MapResult:
        """Count statements by two or three dimensions; raises QuestionInvalid for an unknown dimension.

        `others` adds rows for names without a registry id, and for statements without a name. `sparse` leaves out cells
        without statements; by default, if there is a facet.
        """
        query = replace(parse_query(rows, columns, facet, self._parse_conditions(conditions), old), others=others)
        table = build_cross_tabulation(self.view, query, self._values)
        return build_result(who_does_what.build_map_sheet(table, self._get_sheet_source(), sparse=sparse))

    def change(self, earlier: str, later: str, rows: str, columns: str, *conditions: str) -> MapResult:
        """Return what is new, gone or growing between two periods, such as `2015..2019` and `2020..2024`."""
        years = [self._values.find_ids("year", period) for period in (earlier, later)]
        query = parse_query(rows, columns, None, self._parse_conditions(conditions))
        comparison = compare_periods(self.view, query, self._values, *years)
        description = f"{earlier} against {later}"
        return build_result(who_does_what.build_change_sheet(comparison, description, self._get_sheet_source()))

    def change_since(self, edition: str, rows: str, columns: str, *conditions: str) -> MapResult:
        """Return what is new, gone or growing since another edition, by name or id; raises NotFound."""
        query = parse_query(rows, columns, None, self._parse_conditions(conditions))
        with open_public_view(self._library, edition, selection=self.view.selection) as old:
            comparison = compare_editions(old, self.view, query, self._values)
            description = f"edition {old.manifest.name} against {self.name}"
        return build_result(who_does_what.build_change_sheet(comparison, description, self._get_sheet_source()))

    def partnerships(self, *conditions: str, entity: str | None = None) -> MapResult:
        """Return current ties with strength, years and evidence; of one entity, or of all."""
        filters, centre = self._parse_conditions(conditions), self._find_entity_id(entity)
        ties = find_current_ties(self.view, self._registry, filters)
        selected = ties.find_by_party(centre) if centre else ties.ties
        return build_result(partnerships.build_ties_sheet(ties, selected, self._get_sheet_source(filters)))

    def prospects(self, *conditions: str, entity: str | None = None) -> MapResult:
        """Return possible partners, ranked, with reasons and counter-reasons."""
        filters, centre = self._parse_conditions(conditions), self._find_entity_id(entity)
        ties = find_current_ties(self.view, self._registry)
        prospects = rank_prospective_ties(self.view, self._registry, ties, filters=filters)
        selected = prospects.find_by_party(centre) if centre else prospects.prospects
        return build_result(partnerships.build_prospects_sheet(prospects, selected, self._get_sheet_source(filters)))

    def gaps(self, *conditions: str, by: Sequence[str] = ()) -> MapResult:
        """Compare recommendations with activities by two or three dimensions; by default suitable ones."""
        filters = self._parse_conditions(conditions)
        balance = compute_balance(self.view, self._registry, by, filters)
        return build_result(gaps.build_balance_sheet(balance, balance.cells, self._get_sheet_source(filters)))

    def overlaps(self, *conditions: str) -> MapResult:
        """Return overlaps: the same activities for the same people in the same place without a tie."""
        filters = self._parse_conditions(conditions)
        overlaps = find_overlaps(self.view, self._registry, find_current_ties(self.view, self._registry), filters)
        return build_result(gaps.build_overlaps_sheet(overlaps, overlaps.overlaps, self._get_sheet_source(filters)))

    def follow_up(self, *conditions: str, by: Literal["chain", "recommendation"] = "chain") -> MapResult:
        """Return repeated recommendations with their follow-up, one row for each chain or recommendation.

        Uses the follow-up stored by `palermo serve` or a build, which compares embeddings; else computes it by words.
        """
        store = self._library.open_artefacts(self.view.manifest.id)
        open_record = open_follow_up(store, self.view) or compute_follow_up(self.view, self._registry)
        build_sheet = follow_up.build_chain_sheet if by == "chain" else follow_up.build_recommendation_sheet
        source = self._get_sheet_source(self._parse_conditions(conditions))
        return build_result(build_sheet(open_record, self.view, source))

    def appraisal(self, instrument: str | None = None, *conditions: str) -> MapResult:
        """Return recommendations and actions on each instrument, or on each provision of one.

        Raises NotFound.
        """
        filters, store = self._parse_conditions(conditions), self._library.open_artefacts(self.view.manifest.id)
        appraisals = appraise_instruments(store, self.view, self._registry, filters)
        source = self._get_sheet_source(filters)
        if instrument is None:
            return build_result(appraisal.build_instruments_sheet(appraisals, source))
        item = appraisals.get_appraisal(instrument, self._registry)
        return build_result(appraisal.build_provisions_sheet(item, source))

    @staticmethod
    def to_pandas(table: pa.Table) -> Any:
        """Convert an Arrow table to a pandas DataFrame; raises RunStopped if pandas is not installed."""
        return convert_to_pandas(table)

    def close(self) -> None:
        """Release the memory."""
        self.view.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _registry(self) -> Registry:
        return self._values.registry

    def _find_entity_id(self, entity_name: str | None) -> str | None:
        return self._values.find_ids("actor", entity_name)[0] if entity_name else None

    def _get_sheet_source(self, filters: Filters = NO_FILTERS) -> SheetSource:
        return SheetSource(view=self.view, filters=filters, values=self._values)

    def _parse_conditions(self, conditions: Iterable[str]) -> Filters:
        return parse_filters(conditions, self._values)
