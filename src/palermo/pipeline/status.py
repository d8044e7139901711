"""What a library holds and how its last build went, as plain values."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from palermo.edition import Library, Verified, verify
from palermo.edition.manifest import load as load_manifest
from palermo.errors import NoLibrary, RunStopped
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
    opinions: dict[str, int]
    """How many second opinions wait for review, by verdict: agree, disagree, missing."""
    verified: Verified | None = None
    """What became of a look at every file of the edition; None where that was not asked for."""

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
        if self.opinions:
            verdicts = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(self.opinions.items()))
            yield f"Opinions   {counted(sum(self.opinions.values()), 'second opinion')} to review ({verdicts})"
        yield f"Quarantine {counted(len(self.quarantine), 'document')}"
        for held in self.quarantine:
            kept = "" if held.visibility == "public" else f" ({held.visibility} only)"
            yield f"  {held.source}{kept}: {held.reason}.{f' {held.mend}.' if held.mend else ''}"
        if self.verified:
            yield from _verified(self.verified)

    def refuse_damage(self) -> None:
        """Raise RunStopped where a file of the edition is damaged or missing."""
        faults = self.verified.faults if self.verified else ()
        if faults and self.edition:
            reason = f"{counted(len(faults), 'file')} of it {'is' if len(faults) == 1 else 'are'} damaged or missing"
            mend = "Build again: what is damaged is written anew"
            raise RunStopped(f"edition {self.edition['name']}", reason, mend)


def _verified(verified: Verified) -> Iterator[str]:
    size = f"{counted(verified.files, 'file')}, {verified.bytes / 1_000_000:,.1f} MB"
    yield f"Verified   {size}, {counted(len(verified.faults), 'fault')}"
    for fault in verified.faults:
        yield f"  {fault.file}: {fault.reason}"


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: `1 document`, `2,000 documents`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def status(library: Library, *, verified: bool = False) -> Status:
    """Look at a library, and where that is asked for at every file of its edition; raises NoLibrary for none."""
    if not library.found():
        raise NoLibrary(library.name, "there is no library", "Build one: palermo build FOLDER --library LIBRARY")
    library.pull()
    held = sorted(held_in(library.quarantine).values(), key=lambda one: one.source)
    edition = _edition(library)
    if verified and edition is None:
        raise NoLibrary(library.name, "it holds no edition yet", "Build one: palermo build FOLDER")
    return Status(
        library=library.name,
        edition=edition,
        quarantine=tuple(held),
        last_run=last_run(library.runs),
        opinions=_opinions(library),
        verified=verify(library, edition["id"]) if verified and edition else None,
    )


def _opinions(library: Library) -> dict[str, int]:
    if not library.opinions.exists():
        return {}
    from palermo.second_opinion.queue import OpinionQueue  # builds import this module, and need no second opinions

    return OpinionQueue(library.opinions).counts()


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
