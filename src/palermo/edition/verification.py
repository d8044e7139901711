"""Verifying an edition: each of its files is there, with the bytes that its manifest tells; and so is the manifest."""

from dataclasses import dataclass
from pathlib import Path

from palermo.edition import manifest as manifests
from palermo.edition.files import hash_file
from palermo.edition.library import Library
from palermo.edition.manifest import BucketFile, Manifest, compute_content_id
from palermo.errors import NoLibrary


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFault:
    """A file of an edition that is not what it has to be."""

    file: str
    """Within the edition's folder, such as `passages/3f.parquet`."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationResult:
    """What a look at every file of an edition has found."""

    files: int
    """Parquet files that the manifest names."""
    bytes: int
    """Theirs, as the manifest tells."""
    faults: tuple[FileFault, ...]
    """By file; none where the edition is whole."""


def verify_edition(library: Library, edition_id: str) -> VerificationResult:
    """Read every file of an edition and compare its SHA-256 with the manifest's, and the manifest with its id.

    Raises NoLibrary where the manifest is missing or no manifest at all, NotFound for what is no edition's id.
    """
    folder = library.get_edition_folder(edition_id)
    manifest = manifests.load(folder)
    named = {f"{t}/{name}.parquet": f for name, bucket in manifest.buckets.items() for t, f in bucket.files.items()}
    made = compute_content_id(manifest.buckets, manifest.versions, manifest.palermo, manifest.schema)
    faults = (
        [] if made == edition_id else [FileFault(file="manifest.json", reason="it is not what the edition's id says")]
    )
    for place, told in sorted(named.items()):
        reason = _find_fault(folder / place, told)
        if reason:
            faults.append(FileFault(file=place, reason=reason))
    return VerificationResult(files=len(named), bytes=sum(file.bytes for file in named.values()), faults=tuple(faults))


def _find_fault(path: Path, expected: BucketFile) -> str | None:
    """What is wrong with a file, in words; None where nothing is."""
    try:
        size = path.stat().st_size
        if size != expected.bytes:
            return f"it has {size:,} bytes, not {expected.bytes:,}"
        return None if hash_file(path) == expected.sha256 else "its bytes are not those that were written"
    except FileNotFoundError:
        return "it is missing"
    except OSError as error:
        return f"it cannot be read ({error.strerror})"


def check_file_sizes(folder: Path, manifest: Manifest) -> None:
    """See that every file of an edition is there with its size, as it is not while it is copied; reads none.

    Raises NoLibrary.
    """
    for name, bucket in manifest.buckets.items():
        for table, file in bucket.files.items():
            path = folder / table / f"{name}.parquet"
            try:
                size = path.stat().st_size
            except OSError:
                size = -1
            if size != file.bytes:
                reason = f"{table}/{name}.parquet is missing or cut off"
                raise NoLibrary(str(folder), reason, "Copy the edition again, or build the library again")
