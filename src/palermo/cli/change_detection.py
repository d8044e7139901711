"""Whether a build will have to read anything, told by times alone before anything else is loaded."""

import os
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from palermo.settings import load_settings

RACY_NS = 2_000_000_000
"""Nanoseconds: a file changed so shortly before the last look at it may have changed after it."""


def should_start_reader(library: str | None, folders: Sequence[Path]) -> bool:
    """Whether a file has changed since the last build looked at the files; yes where times alone cannot tell.

    A wrong no costs the time in which a reader loads: the build finds out by itself what is to be read.
    """
    address = library or load_settings().library
    if "://" in address:
        return True
    home = Path(address)
    try:
        looked = (home / "cache" / "files.json").stat().st_mtime_ns - RACY_NS
        places = [os.fspath(folder) for folder in folders] or _load_sources(home)
        return any(max(found.st_mtime_ns, found.st_ctime_ns) > looked for found in _iter_file_stats(places))
    except (OSError, ValueError, KeyError):
        return True


def _load_sources(home: Path) -> list[str]:
    """Folders of the last build; raises KeyError or ValueError where the library has sources of other kinds."""
    sources = tomllib.loads((home / "palermo.toml").read_text(encoding="utf-8"))["sources"]
    if not isinstance(sources, list) or not all(isinstance(source, str) for source in sources):
        raise ValueError("no list of folders")
    return [os.fspath(home / source) for source in sources]


def _iter_file_stats(paths: Sequence[str]) -> Iterator[os.stat_result]:
    """What the system tells of each file in folders; raises OSError."""
    waiting = list(paths)
    while waiting:
        place = waiting.pop()
        if not os.path.isdir(place):
            yield os.stat(place)
            continue
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield entry.stat()
