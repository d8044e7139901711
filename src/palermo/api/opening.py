"""Opening an edition for programs in Python."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

import pyarrow as pa

from palermo import registry, vocabulary
from palermo.analysis import OLD, Values, Where, where
from palermo.analysis.appraisal import appraisals
from palermo.analysis.follow_up import followed, open_follow_up
from palermo.analysis.gaps import balance, overlaps
from palermo.analysis.partnerships import current_ties, prospective_ties
from palermo.analysis.who_does_what import Ground, ground_of, question, who_does_what
from palermo.analysis.who_does_what.change import of_editions, of_periods
from palermo.api.tables import Answer, answer, in_pandas
from palermo.edition import Library, View, documents_table, library_at, open_earlier, open_view
from palermo.edition.register import TELLING
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
    held = library_at(library, Path(mirrors))
    return OpenEdition(open_earlier(held, edition) if edition else open_view(held), held)


class OpenEdition:
    """One edition, read only; conditions are those of `palermo map --where`."""

    def __init__(self, view: View, library: Library) -> None:
        self._library = library
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
        others: bool = False,
        sparse: bool | None = None,
    ) -> Answer:
        """Count statements where two or three dimensions meet; raises QuestionInvalid for a dimension there is not.

        others: rows for names that the registry has no id for, and for nobody named. sparse: without the cells that
        have no statement; None: so where there is a facet.
        """
        asked = replace(question(rows, columns, facet, self._where(conditions), old), others=others)
        found = who_does_what(self._ground, asked, self._values)
        return answer(map_sheet.sheet(found, self.view.manifest, self._values, sparse=sparse))

    def change(self, earlier: str, later: str, rows: str, columns: str, *conditions: str) -> Answer:
        """What is new, silent or grown between two periods, such as `2015..2019` and `2020..2024`."""
        years = [self._values.ids("year", period) for period in (earlier, later)]
        found = of_periods(self._ground, question(rows, columns, None, self._where(conditions)), self._values, *years)
        return answer(change.sheet(found, self.view.manifest, self._values, f"{earlier} against {later}"))

    def change_since(self, edition: str, rows: str, columns: str, *conditions: str) -> Answer:
        """What is new, silent or grown since another edition of the library, by its name or id; raises NotFound."""
        asked = question(rows, columns, None, self._where(conditions))
        with open_earlier(self._library, edition) as old:
            found = of_editions(ground_of(old, self._values), self._ground, asked, self._values)
            told = f"edition {old.manifest.name} against {self.name}"
        return answer(change.sheet(found, self.view.manifest, self._values, told))

    def partnerships(self, *conditions: str, entity: str | None = None) -> Answer:
        """Who works with whom: current ties with strength, years and evidence; of one entity, or of all."""
        wanted, centre = self._where(conditions), self._entity(entity)
        found = current_ties(self.view, self._registry, wanted.filters)
        shown = found.of(centre) if centre else found.ties
        return answer(partnerships.ties_sheet(found, shown, self.view.manifest, wanted, self._values))

    def prospects(self, *conditions: str, entity: str | None = None) -> Answer:
        """Who could work together, ranked, with the reasons and with what speaks against."""
        wanted, centre = self._where(conditions), self._entity(entity)
        ties = current_ties(self.view, self._registry)
        found = prospective_ties(self.view, self._registry, ties, filters=wanted.filters)
        shown = found.of(centre) if centre else found.prospects
        return answer(partnerships.prospects_sheet(found, shown, self.view.manifest, wanted, self._values))

    def gaps(self, *conditions: str, by: Sequence[str] = ()) -> Answer:
        """Recommendations against activities by two or three dimensions; none: those that suit the edition."""
        wanted = self._where(conditions)
        found = balance(self.view, self._registry, by, wanted.filters)
        return answer(gaps.balance_sheet(found, found.cells, self.view.manifest, wanted, self._values))

    def overlaps(self, *conditions: str) -> Answer:
        """Where several do the same for the same people in the same place, and no tie between them is found."""
        wanted = self._where(conditions)
        found = overlaps(self.view, self._registry, current_ties(self.view, self._registry), wanted.filters)
        return answer(gaps.overlaps_sheet(found, found.overlaps, self.view.manifest, wanted, self._values))

    def follow_up(self, *conditions: str, by: Literal["chain", "recommendation"] = "chain") -> Answer:
        """What is repeated, since when and by whom, and what came of it: a row for each chain or recommendation.

        By what `palermo serve` or a build kept of this edition, which compares meaning; else by words, made now.
        """
        folder = self._library.edition(self.view.manifest.id)
        found = open_follow_up(folder, self.view) or followed(self.view, self._registry)
        made = follow_up.chain_sheet if by == "chain" else follow_up.recommendation_sheet
        return answer(made(found, self.view, self._where(conditions), self._values))

    def appraisal(self, instrument: str | None = None, *conditions: str) -> Answer:
        """What is called for and done under each instrument, or under each provision of one; raises NotFound."""
        wanted, folder = self._where(conditions), self._library.edition(self.view.manifest.id)
        found = appraisals(folder, self.view, self._registry, wanted.filters)
        if instrument is None:
            return answer(appraisal.instruments_sheet(found, self.view.manifest, wanted, self._values))
        named = self._registry.instrument(instrument)
        one = found.of(named.id if named else instrument)
        return answer(appraisal.provisions_sheet(one, found, self.view.manifest, wanted, self._values))

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

    @property
    def _registry(self) -> Registry:
        return self._values.registry

    def _entity(self, named: str | None) -> str | None:
        return self._values.ids("entity", named)[0] if named else None

    def _where(self, conditions: Iterable[str]) -> Where:
        return where(conditions, self._values)
