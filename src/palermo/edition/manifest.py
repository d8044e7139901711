"""Manifest: the contents and inputs of an edition.

`manifest.json` has the content that the edition's id is computed from, and is the same for the same inputs;
`about.json` has what differs between builds of it: date, previous edition, and documents that could not be read.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from palermo.edition.files import open_atomic
from palermo.errors import NoLibrary
from palermo.statements import hash_json, parse_records

_ABOUT_FIELDS = ("date", "previous", "quarantined")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantinedDocument:
    """A document that could not be read, the reason, and how to fix it."""

    source: str
    reason: str
    mend: str = ""
    visibility: str = "public"
    """Visibility in its catalogue row; its name and reason are shown only to those who may see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketFile:
    """One Parquet file of a bucket."""

    sha256: str
    bytes: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """The documents whose ids share their first two hex digits."""

    input: str
    """Hash of all that the bucket's rows depend on."""
    files: Mapping[str, BucketFile]
    """By table: documents, passages, statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCounts:
    """Counts of an edition, regardless of visibility."""

    documents: int = 0
    works: int = 0
    passages: int = 0
    pages: int = 0
    statements: Mapping[str, int]
    """Number of statements by kind, each counted once per Work."""
    copies: int = 0
    """Number of duplicates of other statements of the same Work."""
    languages: Mapping[str, int]
    """Number of documents by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The contents and inputs of an edition."""

    id: str
    date: datetime
    """UTC; when this content was first compiled."""
    palermo: str
    """Version of Palermo that compiled it."""
    schema: str
    """Version of the Parquet columns."""
    versions: Mapping[str, str]
    """Versions of the reader, extraction rules, registry and other inputs that the rows depend on."""
    counts: EditionCounts
    buckets: Mapping[str, Bucket]
    newest: str | None
    """Newest date of a document (ISO, possibly only YYYY or YYYY-MM), or None."""
    oldest: str | None
    previous: str | None = None
    """Id of the edition that was current before, or None."""
    quarantined: tuple[QuarantinedDocument, ...] = ()

    @property
    def name(self) -> str:
        """Name for people, such as `2026-11-24-7f3a91`."""
        return f"{self.date:%Y-%m-%d}-{self.id[:6]}"

    @property
    def bucket_files(self) -> dict[str, Mapping[str, BucketFile]]:
        """Files by name of the bucket and by table."""
        return {name: bucket.files for name, bucket in self.buckets.items()}

    def save(self, folder: Path) -> None:
        """Write both files into an edition's folder, with stable key order."""
        _write_json(folder / "manifest.json", {k: v for k, v in asdict(self).items() if k not in _ABOUT_FIELDS})
        self.save_about(folder)

    def save_about(self, folder: Path) -> None:
        """Write only `about.json`, which is specific to one build and no part of the content."""
        about = {k: v for k, v in asdict(self).items() if k in _ABOUT_FIELDS}
        _write_json(folder / "about.json", about | {"date": self.date.astimezone(UTC).isoformat()})


def load(folder: Path) -> Manifest:
    """Load an edition's manifest; raises NoLibrary if it is missing or damaged."""
    try:
        content = json.loads((folder / "manifest.json").read_bytes())
        about = json.loads((folder / "about.json").read_bytes())
        return parse_records(Manifest, [content | about])[0]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoLibrary(
            str(folder), "the edition's manifest is missing or damaged", "Build the library again"
        ) from error


def compute_content_id(buckets: Mapping[str, Bucket], versions: Mapping[str, str], palermo: str, schema: str) -> str:
    """Return the id of an edition: a hash of its files' hashes and of all versions that they depend on."""
    files = sorted([f"{t}/{name}.parquet", f.sha256] for name, b in buckets.items() for t, f in b.files.items())
    return hash_json("edition", files, dict(sorted(versions.items())), palermo, schema)


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    with open_atomic(path) as file:
        file.write(json.dumps(content, indent=1, sort_keys=True).encode() + b"\n")
