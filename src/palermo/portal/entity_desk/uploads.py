"""Uploaded files.

They are stored outside the web root under random names, and read in the sandbox before they are accepted.
"""

import secrets
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from palermo.edition import Library
from palermo.errors import DocumentFailed
from palermo.pipeline.proposed_documents import fetch_document
from palermo.pipeline.wiring import shipped_stages
from palermo.portal.services.table_uploads import find_suffix
from palermo.reading.file_types import UPLOAD_SUFFIXES
from palermo.statements import compute_document_id

MAX_UPLOAD_BYTES = 50_000_000
CHUNK_BYTES = 1 << 20


def store_upload(upload: "UploadedFile[Any]") -> tuple[str, int]:
    """Store a file and read it in the sandbox; return its stored name and the number of passages.

    Raises DocumentFailed with the reason if it cannot be read; in that case nothing is stored.
    """
    return _store_and_read(upload.chunks(), find_suffix(upload.name))


def store_address(address: str) -> tuple[str, int]:
    """Fetch a document by its address, store it, and read it in the sandbox, as an upload.

    Raises NotFetched if the address cannot be fetched, and DocumentFailed if it cannot be read.
    """
    library = Library(settings.PALERMO_LIBRARY)
    fetched = fetch_document(library, address, max_bytes=MAX_UPLOAD_BYTES, suffixes=UPLOAD_SUFFIXES)
    with fetched.path.open("rb") as file:
        return _store_and_read(iter(lambda: file.read(CHUNK_BYTES), b""), fetched.suffix)


def _store_and_read(chunks: Iterable[bytes], suffix: str) -> tuple[str, int]:
    name = f"{secrets.token_hex(16)}{suffix}"
    path = find_upload(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
        spec = shipped_stages(use_embeddings=False).spec
        with spec.create_sandbox() as sandbox:
            return name, len(spec.read(sandbox, path, f"document{path.suffix}").passages)
    except (DocumentFailed, OSError):
        path.unlink(missing_ok=True)
        raise


def find_upload(name: str) -> Path:
    """Return where a stored file is."""
    return Path(settings.PALERMO_LIBRARY) / "portal" / "uploads" / PurePosixPath(name).name


@lru_cache(maxsize=4096)
def compute_upload_document(name: str) -> str:
    """Return the id of the document that a stored file is; its name is random, so that its content never changes."""
    return compute_document_id(find_upload(name).read_bytes())
