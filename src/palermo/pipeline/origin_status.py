"""Status of a library's sources as of the last build, and the guard against a build that would drop some."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from palermo.edition import Library
from palermo.edition.manifest import load as load_manifest
from palermo.errors import PalermoError, RunStopped, build_write_error
from palermo.pipeline.origins import list_current_sources, load_origins, load_sources, open_ledger
from palermo.pipeline.progress import format_count
from palermo.sources import choose_free_name
from palermo.sources.folder import format_path


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginStatus:
    """The status of one source."""

    name: str
    kind: str
    place: str
    when: str | None = None
    """ISO time, UTC, of the last check; None for never."""
    documents: int = 0
    """Documents found, including earlier copies."""
    failed: int = 0
    failures: tuple[tuple[str, str, str], ...] = ()
    """The first failures: source, reason, hint."""
    warnings: tuple[str, ...] = ()
    named: bool = False
    """Whether it is a folder named in the last build rather than a source of the library."""

    def format_lines(self) -> Iterator[str]:
        """Yield the status as lines for people."""
        yield f"{self.name} ({self.kind}, {self.place})"
        if self.named:
            yield f"  named to the last build; palermo build reads it again, palermo add {self.place} keeps it"
            return
        if self.when is None:
            yield "  not looked at yet: palermo build does"
            return
        failed = f", {self.failed:,} failed" if self.failed else ""
        yield f"  {format_count(self.documents, 'document')}{failed}, looked at {self.when[:16].replace('T', ' ')} UTC"
        for source, reason, hint in self.failures:
            yield f"  {source}: {reason}.{f' {hint}.' if hint else ''}"
        if self.failed > len(self.failures):
            yield f"  and {self.failed - len(self.failures):,} more"
        for warning in self.warnings:
            yield f"  {warning}"


def list_origin_statuses(library: Library) -> list[OriginStatus]:
    """Return the status of all sources in order; without sources, of the folders of the last build.

    Raises NoLibrary if there is no library, and DefinitionInvalid.
    """
    library.check_exists()
    library.pull()
    try:
        ledger = open_ledger(library)
    except OSError as error:
        raise build_write_error(error, library.downloads) from error
    statuses = []
    for origin in load_origins(library):
        facts = ledger.get("source", origin.name) or {}
        failures = tuple((source, reason, hint) for source, reason, hint in facts.get("failures", ()))
        statuses.append(
            OriginStatus(
                name=origin.name,
                kind=origin.kind,
                place=origin.location,
                when=facts.get("when"),
                documents=facts.get("documents", 0),
                failed=facts.get("failed", 0),
                failures=failures,
                warnings=tuple(facts.get("warnings", ())),
            )
        )
    return statuses or list(_list_last_folders(library))


def _list_last_folders(library: Library) -> Iterator[OriginStatus]:
    """Yield the folders of the last build in order."""
    with suppress(PalermoError):
        for folder in load_sources(library.config):
            name = choose_free_name(str(folder), ())
            yield OriginStatus(name=name, kind="folder", place=str(folder), when=None, named=True)


def check_replacement(library: Library, folders: Sequence[Path]) -> None:
    """Raise RunStopped if an edition of `folders` alone would leave out a source of the current edition.

    A source is covered if one of the folders is it or contains it. A library without an edition loses nothing, and the
    build itself refuses a folder that does not exist.
    """
    if not folders or not all(folder.exists() for folder in folders):
        return
    library.pull()
    current = library.read_current_id()
    if current is None:
        return
    kept_folders = [folder.resolve() for folder in folders]
    dropped = [source for source in list_current_sources(library) if not _is_covered(source, kept_folders)]
    if dropped:
        documents = format_count(load_manifest(library.get_edition_folder(current)).counts.documents, "document")
        raise RunStopped(
            library.name,
            f"its edition of {documents} also rests on {_format_sources(dropped)}, which this build would leave out",
            f"Add to it: palermo add {format_path(folders[0])} --library {library.name}, then palermo build --library "
            f"{library.name}; or build from the named folders only: --only",
        )


def _is_covered(source: Path | str, folders: Sequence[Path]) -> bool:
    return isinstance(source, Path) and any(source.resolve().is_relative_to(folder) for folder in folders)


def _format_sources(sources: Sequence[Path | str]) -> str:
    first = format_path(sources[0]) if isinstance(sources[0], Path) else sources[0]
    return first if len(sources) == 1 else f"{first} and {format_count(len(sources) - 1, 'other source')}"
