"""Status of a library: its edition, quarantine, last build and second opinions."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from palermo.edition import Library, StatementSelection, VerificationResult, open_view, verify_edition
from palermo.edition.manifest import load as load_manifest
from palermo.errors import NoLibrary, PalermoError, RunStopped
from palermo.pipeline.progress import format_count
from palermo.pipeline.quarantine import QuarantineRecord, load_quarantine
from palermo.pipeline.run_log import load_last_run
from palermo.review import TAKEN_DOWN
from palermo.second_opinion.queue import OpinionQueue
from palermo.sources.catalogue import VISIBILITIES


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryStatus:
    """The current edition, the quarantine and the last run."""

    library: str
    edition: dict[str, Any] | None
    """id, name, date, counts, newest, oldest, versions; None if there is no edition yet.

    `taken_down` counts the documents that nobody sees, which are in no other count; `confirmed` counts the confirmed
    statements. Both are None if the edition is damaged, and the other counts are then those of its manifest.
    """
    quarantine: tuple[QuarantineRecord, ...]
    last_run: dict[str, Any] | None
    opinions: dict[str, int]
    """Number of second opinions to review, by verdict: agree, disagree, missing."""
    verified: VerificationResult | None = None
    """Result of verifying all files of the edition; None if not requested."""

    def format_lines(self) -> Iterator[str]:
        """Yield the status as lines for people."""
        yield f"Library    {self.library}"
        edition, run = self.edition, self.last_run
        if edition:
            yield f"Edition    {edition['name']}, made {_format_minute(edition['date'])}"
            counts = [format_count(edition[f"{noun}s"], noun) for noun in ("document", "work", "page", "passage")]
            if edition["taken_down"]:
                counts[0] += f" ({edition['taken_down']:,} more taken down)"
            statements = format_count(sum(edition["statements"].values()), "statement")
            confirmed = edition["confirmed"]
            share = "confirmed or not" if confirmed is None else f"{confirmed:,} confirmed"
            yield f"Holds      {', '.join(counts)}, {statements} ({share})"
        else:
            yield "Edition    none yet"
        if run:
            ending = {"end": "finished", "stopped": f"stopped: {run.get('reason')}"}.get(run["event"], "did not finish")
            yield f"Last build {_format_minute(str(run['started']))}, {ending}"
        if self.opinions:
            verdicts = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(self.opinions.items()))
            yield f"Opinions   {format_count(sum(self.opinions.values()), 'second opinion')} to review ({verdicts})"
        yield f"Quarantine {format_count(len(self.quarantine), 'document')}"
        for record in self.quarantine:
            audience = "" if record.visibility == "public" else f" ({record.visibility} only)"
            yield f"  {record.source}{audience}: {record.reason}.{f' {record.hint}.' if record.hint else ''}"
        if self.verified:
            yield from _format_verification(self.verified)

    def check_damage(self) -> None:
        """Raise RunStopped if a file of the edition is damaged or missing."""
        faults = self.verified.faults if self.verified else ()
        if faults and self.edition:
            reason = (
                f"{format_count(len(faults), 'file')} of it {'is' if len(faults) == 1 else 'are'} damaged or missing"
            )
            hint = "Build again: damaged files are written again"
            raise RunStopped(f"edition {self.edition['name']}", reason, hint)


def _format_verification(verification: VerificationResult) -> Iterator[str]:
    size = f"{format_count(verification.files, 'file')}, {verification.bytes / 1_000_000:,.1f} MB"
    yield f"Verified   {size}, {format_count(len(verification.faults), 'fault')}"
    for fault in verification.faults:
        yield f"  {fault.file}: {fault.reason}"


def load_library_status(library: Library, *, verify_files: bool = False) -> LibraryStatus:
    """Return the status of a library, optionally after verifying its edition.

    Raises NoLibrary if there is none.
    """
    library.check_exists()
    library.pull()
    records = sorted(load_quarantine(library.quarantine).values(), key=lambda item: item.source)
    edition = _describe_edition(library)
    if verify_files and edition is None:
        raise NoLibrary(library.name, "it has no edition yet", "Build one: palermo build FOLDER")
    return LibraryStatus(
        library=library.name,
        edition=edition,
        quarantine=tuple(records),
        last_run=load_last_run(library.runs),
        opinions=_count_opinions(library),
        verified=verify_edition(library, edition["id"]) if verify_files and edition else None,
    )


def _count_opinions(library: Library) -> dict[str, int]:
    if not library.opinions.exists():
        return {}
    return OpinionQueue(library.opinions).count_by_verdict()


def _describe_edition(library: Library) -> dict[str, Any] | None:
    current = library.read_current_id()
    if current is None:
        return None
    library.fetch(current)
    manifest = load_manifest(library.get_edition_folder(current))
    counts = manifest.counts
    return {
        "id": manifest.id,
        "name": manifest.name,
        "date": manifest.date.isoformat(),
        "documents": counts.documents,
        "taken_down": None,
        "works": counts.works,
        "pages": counts.pages,
        "passages": counts.passages,
        "statements": dict(counts.statements),
        "confirmed": None,
        "languages": dict(counts.languages),
        "newest": manifest.newest,
        "oldest": manifest.oldest,
        "versions": dict(manifest.versions),
        **_count_shown(library, counts.passages),
    }


def _count_shown(library: Library, passages: int) -> dict[str, Any]:
    """Count what is not taken down, of so many passages in all; empty for an edition that cannot be read."""
    try:
        with open_view(library, visibility=(TAKEN_DOWN,)) as view:
            taken_down = view.list_documents()
            passages -= sum(len(view.list_passages(document.id)) for document in taken_down)
        with open_view(library, visibility=VISIBILITIES) as view:
            documents, kinds = view.list_documents(), view.count_facets(names=("kind",))["kind"]
            confirmed = view.open_selection(StatementSelection.CONFIRMED).find_statements(limit=0).total
    except PalermoError:
        return {}
    return {
        "documents": len(documents),
        "taken_down": len(taken_down),
        "works": len({document.work for document in documents}),
        "pages": sum(document.pages or 0 for document in documents),
        "passages": passages,
        "statements": {count.value: count.statements for count in sorted(kinds, key=lambda count: count.value)},
        "confirmed": confirmed,
        "languages": dict(sorted(Counter(document.language for document in documents).items())),
    }


def _format_minute(iso: str) -> str:
    return f"{iso[:16].replace('T', ' ')} UTC"
