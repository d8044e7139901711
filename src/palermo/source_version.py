"""The version of code and data files, under which results are cached; nobody has to raise it."""

import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
SUFFIXES = {".py", ".yaml"}
SHARED_PATTERNS = ("calibration/*", "grouping.py", "languages/*.py", "registry/*", "statements/*", "vocabulary/*")
"""What reading, extraction and linking depend on; readings, because title blocks print names of the registry."""


@cache
def compute_source_version(*patterns: str, folder: Path = FOLDER) -> str:
    """Return a digest of the Python and YAML files of the package that match, such as `linking/*`."""
    paths = {path for pattern in patterns for path in folder.glob(pattern) if path.suffix in SUFFIXES}
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
