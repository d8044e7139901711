"""Verification of an edition: its files and manifest have the hashes that they should have."""

from dataclasses import dataclass
from pathlib import Path

from palermo.edition import manifest as manifests
from palermo.edition.files import hash_file
from palermo.edition.library import Library
from palermo.edition.manifest import BucketFile, Manifest, compute_content_id
from palermo.errors import NoLibrary


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFault:
    """A missing or changed file of an edition."""

    file: str
    """Path within the edition's folder, such as `passages/3f.parquet`."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationResult:
    """Result of checking every file of an edition."""

    files: int
    """Number of Parquet files in the manifest."""
    bytes: int
    """Their total size according to the manifest."""
    faults: tuple[FileFault, ...]
    """By file; empty if the edition is intact."""


def verify_edition(library: Library, edition_id: str) -> VerificationResult:
    """Compare the SHA-256 of every file of an edition with the manifest, and the manifest with its id.

    Raises NoLibrary if the manifest is missing or invalid, NotFound for an invalid id.
    """
    folder = library.get_edition_folder(edition_id)
    manifest = manifests.load(folder)
    named = {f"{t}/{name}.parquet": f for name, bucket in manifest.buckets.items() for t, f in bucket.files.items()}
    content_id = compute_content_id(manifest.buckets, manifest.versions, manifest.palermo, manifest.schema)
    faults = (
        []
        if content_id == edition_id
        else [FileFault(file="manifest.json", reason="it is not what the edition's id says")]
    )
    for place, expected in sorted(named.items()):
        reason = _find_fault(folder / place, expected)
        if reason:
            faults.append(FileFault(file=place, reason=reason))
    return VerificationResult(files=len(named), bytes=sum(file.bytes for file in named.values()), faults=tuple(faults))


def _find_fault(path: Path, expected: BucketFile) -> str | None:
    """Return what is wrong with a file, or None."""
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
    """Raise NoLibrary unless every file of an edition exists with its size; contents are not read.

    An incomplete copy of an edition fails this check.
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
