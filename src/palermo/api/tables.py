"""Results of maps: a table with its evidence base."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from palermo.errors import RunStopped
from palermo.publishing.sheets import MapSheet
from palermo.publishing.sheets.columnar import build_table


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
    try:
        import pandas  # noqa: F401
    except ImportError as error:
        raise RunStopped("pandas", "it is not installed", 'Install it: pip install "palermo[pandas]"') from error
    return table.to_pandas()
