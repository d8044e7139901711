"""Uploaded files: stored outside of the web root under random names, and read in the sandbox before they count."""

import secrets
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from palermo.errors import DocumentFailed
from palermo.pipeline import TableCheck, check_table, shipped_stages

MAX_UPLOAD_BYTES = 50_000_000
MAX_TABLE_BYTES = 5_000_000
UPLOAD_SUFFIXES = (".pdf", ".docx", ".xlsx", ".html", ".htm", ".csv", ".tsv", ".txt", ".md")
TABLE_SUFFIXES = (".xlsx", ".csv", ".tsv")


def find_suffix(name: str | None) -> str:
    """Return the ending of a client's file name; nothing else of the name is used for storage."""
    return PurePosixPath(name or "").suffix.lower()


def store_upload(upload: "UploadedFile[Any]") -> tuple[str, int]:
    """Store a file and read it in the sandbox; return its stored name and the number of passages.

    Raises DocumentFailed with the reason if it cannot be read; then nothing is stored.
    """
    name = f"{secrets.token_hex(16)}{find_suffix(upload.name)}"
    path = find_upload(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    try:
        spec = shipped_stages(use_embeddings=False).spec
        with spec.create_sandbox() as sandbox:
            return name, len(spec.read(sandbox, path, f"document{path.suffix}").passages)
    except DocumentFailed:
        path.unlink()
        raise


def check_survey(upload: "UploadedFile[Any]") -> TableCheck:
    """Read a survey in the sandbox and return its rows or faults; raises DocumentFailed."""
    path = find_upload(f"{secrets.token_hex(16)}{find_suffix(upload.name)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_bytes(upload.read())
        return check_table(path, shipped_stages(use_embeddings=False), f"table{path.suffix}")
    finally:
        path.unlink(missing_ok=True)


def find_upload(name: str) -> Path:
    """Return where a stored file is."""
    return Path(settings.PALERMO_LIBRARY) / "portal" / "uploads" / PurePosixPath(name).name
