"""Opening an edition for programs in Python."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import pyarrow as pa

from palermo import registry, vocabulary
from palermo.analysis import OLD, Values, Where, where
from palermo.analysis.who_does_what import Ground, ground_of, question, who_does_what
from palermo.analysis.who_does_what.change import of_periods
from palermo.api.tables import Answer, answer, in_pandas
from palermo.edition import View, documents_table, library_at, open_view
from palermo.edition.register import TELLING
from palermo.publishing.sheets import change
from palermo.publishing.sheets import who_does_what as map_sheet


def open_edition(
    library: str = "library", edition: str | None = None, *, mirrors: str = "~/.cache/palermo"
) -> "OpenEdition":
    """Open the current edition of a library, or the one of this name or id, as everybody may see it.

    library: a folder, or an address such as `s3://bucket/path`, of which a copy is kept in `mirrors`.
    Raises NoLibrary where there is none, and NotFound for an edition that is not there. Close it, or use `with`.
    """
    return OpenEdition(open_view(library_at(library, Path(mirrors)), edition))


class OpenEdition:
    """One edition, read only; conditions are those of `palermo map --where`."""

    def __init__(self, view: View) -> None:
        self.view = view
        """For what is not here: documents, passages, statements as objects."""
        self._values = Values(registry.load(), vocabulary.load())

    @property
    def name(self) -> str:
        """Name of the edition, such as `2026-11-24-7f3a91`."""
        return self.view.manifest.name

    def statements(self, *conditions: str, columns: Sequence[str] = TELLING) -> pa.Table:
        """The statements that the conditions find, each once: an Arrow table of these columns."""
        return self.view.table(columns, self._where(conditions).filters)

    def documents(self) -> pa.Table:
        """All documents, newest first, as an Arrow table."""
        return documents_table(self.view.documents())

    def who_does_what(
        self,
        rows: str = "entity",
        columns: str = "intervention",
        *conditions: str,
        facet: str | None = None,
        old: int = OLD,
    ) -> Answer:
        """Count statements where two or three dimensions meet; raises QuestionInvalid for a dimension there is not."""
        found = who_does_what(self._ground, question(rows, columns, facet, self._where(conditions), old), self._values)
        return answer(map_sheet.sheet(found, self.view.manifest, self._values))

    def change(self, earlier: str, later: str, rows: str, columns: str, *conditions: str) -> Answer:
        """What is new, silent or grown between two periods, such as `2015..2019` and `2020..2024`."""
        years = [self._values.ids("year", period) for period in (earlier, later)]
        found = of_periods(self._ground, question(rows, columns, None, self._where(conditions)), self._values, *years)
        return answer(change.sheet(found, self.view.manifest, self._values, f"{earlier} against {later}"))

    @staticmethod
    def to_pandas(table: pa.Table) -> Any:
        """An Arrow table as a pandas DataFrame; raises RunStopped where pandas is not installed."""
        return in_pandas(table)

    def close(self) -> None:
        """Give back the memory."""
        self.view.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def _ground(self) -> Ground:
        return ground_of(self.view, self._values)

    def _where(self, conditions: Iterable[str]) -> Where:
        return where(conditions, self._values)
