"""Limits on the expansion of documents that are ZIP archives, checked before anything is unpacked."""

import zipfile

from palermo.errors import TooLarge

MAX_UNPACKED = 200_000_000
"""Maximum bytes of all parts; the longest UN documents expand to about 30 million."""
MAX_RATIO = 200
"""Maximum ratio of unpacked to packed bytes; Word's own files reach about 20."""
MAX_PARTS = 10_000
_MIN_RATIO_BYTES = 1_000_000
"""Bytes up to which the ratio is not checked: a nearly empty file may compress very well."""


def refuse_zip_bombs(archive: zipfile.ZipFile, subject: str) -> None:
    """Raise TooLarge if an archive has too many parts, or they expand to too much data."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    hint = "Save it again, or split it"
    if len(entries) > MAX_PARTS:
        raise TooLarge(subject, f"it has {len(entries):,} parts, more than {MAX_PARTS:,}", hint)
    if unpacked > MAX_UNPACKED:
        raise TooLarge(subject, f"it expands to {unpacked:,} bytes, more than {MAX_UNPACKED:,}", hint)
    if unpacked > _MIN_RATIO_BYTES and unpacked > MAX_RATIO * max(1, packed):
        raise TooLarge(subject, f"it expands to more than {MAX_RATIO} times its size, unlike any document", hint)
