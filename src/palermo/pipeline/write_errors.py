"""Errors of files that cannot be written."""

from pathlib import Path

from palermo.errors import RunStopped


def build_write_error(error: OSError, location: Path) -> RunStopped:
    """Return the error for a full disk, or a folder without write permission."""
    reason = f"it cannot be written ({error.strerror or error})"
    return RunStopped(
        str(error.filename or location), reason, "Free disk space or check its permissions, then try again"
    )
