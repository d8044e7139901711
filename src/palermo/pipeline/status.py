"""What a library holds and how its last build went, as plain values."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from palermo.edition import Library
from palermo.edition.manifest import load as load_manifest
from palermo.errors import NoLibrary
from palermo.pipeline.quarantine import Held, held_in
from palermo.pipeline.runlog import last_run


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The current edition, the quarantine and the last run."""

    library: str
    edition: dict[str, Any] | None
    """id, name, date, counts, newest, oldest, versions; None where no edition was made yet."""
    quarantine: tuple[Held, ...]
    last_run: dict[str, Any] | None

    def values(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)

    def lines(self) -> Iterator[str]:
        """As lines of text for people."""
        yield f"Library    {self.library}"
        edition, run = self.edition, self.last_run
        if edition:
            yield f"Edition    {edition['name']}, made {_minute(edition['date'])}"
            counts = [counted(edition[f"{noun}s"], noun) for noun in ("document", "work", "page", "passage")]
            yield f"Holds      {', '.join(counts)}, {counted(sum(edition['statements'].values()), 'statement')}"
        else:
            yield "Edition    none yet"
        if run:
            ended = {"end": "finished", "stopped": f"stopped: {run.get('reason')}"}.get(run["event"], "did not finish")
            yield f"Last build {_minute(str(run['started']))}, {ended}"
        yield f"Quarantine {counted(len(self.quarantine), 'document')}"
        for held in self.quarantine:
            yield f"  {held.source}: {held.reason}.{f' {held.mend}.' if held.mend else ''}"


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: `1 document`, `2,000 documents`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def status(library: Library) -> Status:
    """Look at a library; raises NoLibrary where there is none."""
    if not library.found():
        raise NoLibrary(library.name, "there is no library", "Build one: palermo build FOLDER --library LIBRARY")
    library.pull()
    held = sorted(held_in(library.quarantine).values(), key=lambda one: one.source)
    return Status(
        library=library.name,
        edition=_edition(library),
        quarantine=tuple(held),
        last_run=last_run(library.runs),
    )


def _edition(library: Library) -> dict[str, Any] | None:
    current = library.current_id()
    if current is None:
        return None
    library.fetch(current)
    manifest = load_manifest(library.edition(current))
    counts = manifest.counts
    return {
        "id": manifest.id,
        "name": manifest.name,
        "date": manifest.date.isoformat(),
        "documents": counts.documents,
        "works": counts.works,
        "pages": counts.pages,
        "passages": counts.passages,
        "statements": dict(counts.statements),
        "languages": dict(counts.languages),
        "newest": manifest.newest,
        "oldest": manifest.oldest,
        "versions": dict(manifest.versions),
    }


def _minute(iso: str) -> str:
    return f"{iso[:16].replace('T', ' ')} UTC"
