"""What a build did, and what a library holds, as lines for a terminal."""

from collections.abc import Iterable

from palermo.pipeline.build import BuildReport
from palermo.pipeline.status import Status


def counted(number: int, noun: str) -> str:
    """A number with its noun, such as `1 document` or `1,200 documents`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def last_line(report: BuildReport) -> str:
    """What a build ends with."""
    counts = report.edition.counts
    return ", ".join(
        (
            counted(counts.documents, "document"),
            counted(counts.passages, "passage"),
            counted(sum(counts.statements.values()), "statement"),
            f"{len(report.quarantined)} quarantined",
            f"{report.seconds:.1f} s",
            f"edition {report.edition.name}",
        )
    )


def status_lines(found: Status) -> Iterable[str]:
    """The edition, the last build and the quarantine."""
    yield f"Library    {found.library}"
    edition = found.edition
    if edition:
        yield f"Edition    {edition['name']}, made {edition['date'][:16].replace('T', ' ')} UTC"
        counts = [counted(edition[f"{noun}s"], noun) for noun in ("document", "work", "page", "passage")]
        yield f"Holds      {', '.join(counts)}, {counted(sum(edition['statements'].values()), 'statement')}"
    else:
        yield "Edition    none yet"
    run = found.last_run
    if run:
        ended = {"end": "finished", "stopped": f"stopped: {run.get('reason')}"}.get(run["event"], "did not finish")
        yield f"Last build {str(run['started'])[:16].replace('T', ' ')} UTC, {ended}"
    yield f"Quarantine {counted(len(found.quarantine), 'document')}"
    for held in found.quarantine:
        yield f"  {held.source}: {held.reason}.{f' {held.mend}.' if held.mend else ''}"
