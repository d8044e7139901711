"""Opening an edition for programs in Python."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

import pyarrow as pa

from palermo import registry, vocabulary
from palermo.analysis import MAX_EVIDENCE_AGE_YEARS, DimensionValues, FilterSet, parse_filter_set
from palermo.analysis.appraisal import appraise_instruments
from palermo.analysis.cross_tabulation import FactTable, build_cross_tabulation, load_fact_table, parse_query
from palermo.analysis.cross_tabulation.comparison import compare_editions, compare_periods
from palermo.analysis.follow_up import compute_follow_up, open_follow_up
from palermo.analysis.gaps import compute_balance, find_overlaps
from palermo.analysis.partnerships import find_current_ties, rank_prospective_ties
from palermo.api.tables import MapResult, build_result, convert_to_pandas
from palermo.edition import Library, View, build_documents_table, open_library, open_public_view, open_view
from palermo.edition.statement_index import STATEMENT_COLUMNS
from palermo.publishing.sheets import appraisal, change, follow_up, gaps, partnerships
from palermo.publishing.sheets import who_does_what as map_sheet
from palermo.registry import Registry


def open_edition(
    library: str = "library", edition: str | None = None, *, mirrors: str = "~/.cache/palermo"
) -> "OpenEdition":
    """Open the current edition of a library, or the one of this name or id, as everybody may see it now.

    library: a folder, or an address such as `s3://bucket/path`, of which a copy is kept in `mirrors`.
    Raises NoLibrary where there is none, and NotFound for an edition that is not there. Close it, or use `with`.
    """
    held = open_library(library, Path(mirrors))
    return OpenEdition(open_public_view(held, edition) if edition else open_view(held), held)


class OpenEdition:
    """One edition, read only; conditions are those of `palermo map --where`."""

    def __init__(self, view: View, library: Library) -> None:
        self._library = library
        self.view = view
        """For what is not here: documents, passages, statements as objects."""
        self._values = DimensionValues(registry.load_registry(), vocabulary.load_vocabulary())

    @property
    def name(self) -> str:
        """Name of the edition, such as `2026-11-24-7f3a91`."""
        return self.view.manifest.name

    def statements(self, *conditions: str, columns: Sequence[str] = STATEMENT_COLUMNS) -> pa.Table:
        """The statements that the conditions find, each once: an Arrow table of these columns."""
        return self.view.select_columns(columns, self._parse_conditions(conditions).filters)

    def documents(self) -> pa.Table:
        """All documents, newest first, as an Arrow table."""
        return build_documents_table(self.view.list_documents())

    def who_does_what(
        self,
        rows: str = "entity",
        columns: str = "intervention",
        *conditions: str,
        facet: str | None = None,
        old: int = MAX_EVIDENCE_AGE_YEARS,
        others: bool = False,
        sparse: bool | None = None,
    ) -> MapResult:
        """Count statements where two or three dimensions meet; raises QuestionInvalid for a dimension there is not.

        others: rows for names that the registry has no id for, and for nobody named. sparse: without the cells that
        have no statement; None: so where there is a facet.
        """
        asked = replace(parse_query(rows, columns, facet, self._parse_conditions(conditions), old), others=others)
        found = build_cross_tabulation(self._fact_table, asked, self._values)
        return build_result(map_sheet.build_map_sheet(found, self.view.manifest, self._values, sparse=sparse))

    def change(self, earlier: str, later: str, rows: str, columns: str, *conditions: str) -> MapResult:
        """What is new, silent or grown between two periods, such as `2015..2019` and `2020..2024`."""
        years = [self._values.find_ids("year", period) for period in (earlier, later)]
        found = compare_periods(
            self._fact_table, parse_query(rows, columns, None, self._parse_conditions(conditions)), self._values, *years
        )
        return build_result(
            change.build_change_sheet(found, self.view.manifest, self._values, f"{earlier} against {later}")
        )

    def change_since(self, edition: str, rows: str, columns: str, *conditions: str) -> MapResult:
        """What is new, silent or grown since another edition of the library, by its name or id; raises NotFound."""
        asked = parse_query(rows, columns, None, self._parse_conditions(conditions))
        with open_public_view(self._library, edition) as old:
            found = compare_editions(load_fact_table(old, self._values), self._fact_table, asked, self._values)
            told = f"edition {old.manifest.name} against {self.name}"
        return build_result(change.build_change_sheet(found, self.view.manifest, self._values, told))

    def partnerships(self, *conditions: str, entity: str | None = None) -> MapResult:
        """Who works with whom: current ties with strength, years and evidence; of one entity, or of all."""
        wanted, centre = self._parse_conditions(conditions), self._find_entity_id(entity)
        found = find_current_ties(self.view, self._registry, wanted.filters)
        shown = found.find_by_party(centre) if centre else found.ties
        return build_result(partnerships.build_ties_sheet(found, shown, self.view.manifest, wanted, self._values))

    def prospects(self, *conditions: str, entity: str | None = None) -> MapResult:
        """Who could work together, ranked, with the reasons and with what speaks against."""
        wanted, centre = self._parse_conditions(conditions), self._find_entity_id(entity)
        ties = find_current_ties(self.view, self._registry)
        found = rank_prospective_ties(self.view, self._registry, ties, filters=wanted.filters)
        shown = found.find_by_party(centre) if centre else found.prospects
        return build_result(partnerships.build_prospects_sheet(found, shown, self.view.manifest, wanted, self._values))

    def gaps(self, *conditions: str, by: Sequence[str] = ()) -> MapResult:
        """Recommendations against activities by two or three dimensions; none: those that suit the edition."""
        wanted = self._parse_conditions(conditions)
        found = compute_balance(self.view, self._registry, by, wanted.filters)
        return build_result(gaps.build_balance_sheet(found, found.cells, self.view.manifest, wanted, self._values))

    def overlaps(self, *conditions: str) -> MapResult:
        """Where several do the same for the same people in the same place, and no tie between them is found."""
        wanted = self._parse_conditions(conditions)
        found = find_overlaps(self.view, self._registry, find_current_ties(self.view, self._registry), wanted.filters)
        return build_result(gaps.build_overlaps_sheet(found, found.overlaps, self.view.manifest, wanted, self._values))

    def follow_up(self, *conditions: str, by: Literal["chain", "recommendation"] = "chain") -> MapResult:
        """What is repeated, since when and by whom, and what came of it: a row for each chain or recommendation.

        By what `palermo serve` or a build kept of this edition, which compares meaning; else by words, made now.
        """
        store = self._library.open_artefacts(self.view.manifest.id)
        found = open_follow_up(store, self.view) or compute_follow_up(self.view, self._registry)
        made = follow_up.build_chain_sheet if by == "chain" else follow_up.build_recommendation_sheet
        return build_result(made(found, self.view, self._parse_conditions(conditions), self._values))

    def appraisal(self, instrument: str | None = None, *conditions: str) -> MapResult:
        """What is called for and done under each instrument, or under each provision of one; raises NotFound."""
        wanted, store = self._parse_conditions(conditions), self._library.open_artefacts(self.view.manifest.id)
        found = appraise_instruments(store, self.view, self._registry, wanted.filters)
        if instrument is None:
            return build_result(appraisal.build_instruments_sheet(found, self.view.manifest, wanted, self._values))
        named = self._registry.get_instrument(instrument)
        one = found.get_appraisal(named.id if named else instrument)
        return build_result(appraisal.build_provisions_sheet(one, found, self.view.manifest, wanted, self._values))

    @staticmethod
    def to_pandas(table: pa.Table) -> Any:
        """An Arrow table as a pandas DataFrame; raises RunStopped where pandas is not installed."""
        return convert_to_pandas(table)

    def close(self) -> None:
        """Give back the memory."""
        self.view.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def _fact_table(self) -> FactTable:
        return load_fact_table(self.view, self._values)

    @property
    def _registry(self) -> Registry:
        return self._values.registry

    def _find_entity_id(self, entity_name: str | None) -> str | None:
        return self._values.find_ids("entity", entity_name)[0] if entity_name else None

    def _parse_conditions(self, conditions: Iterable[str]) -> FilterSet:
        return parse_filter_set(conditions, self._values)
