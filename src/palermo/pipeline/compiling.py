"""What a document adds to an edition: its cached reading and extraction, merged with its catalogue row, linked."""

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.edition import Compiled, Entry
from palermo.edition.stores import Store
from palermo.errors import RunStopped
from palermo.pipeline.cache import Cache
from palermo.pipeline.merging import document_of, entry_key
from palermo.pipeline.stages import Stages
from palermo.pipeline.work import Task, work
from palermo.sources import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Compilation:
    """The documents of an edition to be: `entries` says which, `load` gives what one of them adds."""

    tasks: Mapping[str, Task]
    """By document id."""
    rows: Mapping[str, Row]
    """Catalogue rows by source."""
    stages: Stages
    store: Store

    def entries(self) -> list[Entry]:
        """One entry for each document, with the hash of all that its rows depend on."""
        return [
            Entry(document=t.document, key=entry_key(t.extraction, t.source, self.rows.get(t.source), self.stages))
            for t in self.tasks.values()
        ]

    def load(self, entry: Entry) -> Compiled:
        """Give a document with its passages and linked statements; raises RunStopped where that cannot be had.

        A cached file that is missing or damaged is made again first.
        """
        task = self.tasks[entry.document]
        compiled = self._compiled(task)
        if compiled is None:
            (outcome,) = work([task], self.stages.recipe, self.store)
            compiled = self._compiled(task)
        if compiled is None:
            reason = outcome.failure.reason if outcome.failure else "its reading cannot be kept"
            raise RunStopped(task.source, f"it has to be read again, and {reason}", "Build again")
        return compiled

    def _compiled(self, task: Task) -> Compiled | None:
        cache = Cache(self.store)
        reading, statements = cache.reading(task.reading), cache.statements(task.extraction)
        if reading is None or statements is None:
            return None
        document = document_of(reading, task.source, self.rows.get(task.source))
        try:
            linked = tuple(self.stages.link(statement, document) for statement in statements)
            return Compiled(document=document, passages=reading.passages, statements=linked)
        except Exception as error:
            reason = f"its names cannot be linked ({type(error).__name__}: {error})"
            raise RunStopped(task.source, reason, "Report it with the file; this is a fault of Palermo") from error
