"""Several folders and files as one list, with unique source names and catalogue rows."""

import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from palermo.sources.catalogue import CATALOGUE_READERS, Catalogue, CatalogueRow, find_catalogue_name, read_catalogue
from palermo.sources.folder import ListingFailure, SourceFile, format_path, list_source_files

_GLOB_TOKENS = re.compile(r"\*\*/|\*\*|\*|\?|\[!?[^\]/]+\]|.", re.DOTALL)
_WILDCARDS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Globs:
    """Include and exclude patterns. `*` matches anything but `/`, `**` matches anything.

    A glob without `/` is compared with the last part only, in any folder; case is ignored.
    """

    include: tuple[str, ...] = ()
    """Empty for all."""
    exclude: tuple[str, ...] = ()

    def matches(self, path: str) -> bool:
        """Return whether a path, or an address without scheme and query, matches.

        >>> Globs(include=("*.pdf",), exclude=("drafts/**",)).matches("2026/Report.PDF")
        True
        >>> Globs(include=("*.pdf",), exclude=("drafts/**",)).matches("drafts/a.pdf")
        False
        """
        return (not self.include or _matches_any(self.include, path)) and not _matches_any(self.exclude, path)


def _matches_any(globs: Sequence[str], path: str) -> bool:
    last = path.rstrip("/").rpartition("/")[2]
    return any(_compile_glob(glob).fullmatch(path if "/" in glob else last) for glob in globs)


@cache
def _compile_glob(glob: str) -> re.Pattern[str]:
    return re.compile("".join(map(_translate_token, _GLOB_TOKENS.findall(glob))), re.IGNORECASE | re.DOTALL)


def _translate_token(token: str) -> str:
    if len(token) > 2 and token.startswith("["):
        negated, letters = token[1] == "!", token.strip("[]").lstrip("!")
        return f"[{'^' if negated else ''}{re.sub(r'([\\\]^\[])', r'\\\1', letters)}]"
    return _WILDCARDS.get(token) or re.escape(token)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceListing:
    """The files of all sources."""

    files: tuple[SourceFile, ...]
    """Sorted by source, each once."""
    unlisted: tuple[ListingFailure, ...]
    rows: dict[str, CatalogueRow]
    """Catalogue rows by source."""
    warnings: tuple[str, ...]
    """Problems that do not stop the run, such as rows without a file, in words for people."""


def gather_files(folders: Sequence[Path], excluded_folders: Collection[Path] = ()) -> SourceListing:
    """List all folders and read their catalogues; raises SourceMissing and CatalogueInvalid.

    A file in two of the folders is listed once. If two folders contain the same relative path, both sources
    begin with the shortest distinct ending of their folders' paths.
    """
    listed: dict[Path, tuple[Path, SourceFile | ListingFailure]] = {}
    for folder in folders:
        root = folder.resolve()
        for item in list_source_files(folder, excluded_folders):
            listed.setdefault(item.path, (root.parent if root.is_file() else root, item))
    named = _make_names_unique(list(listed.values()))
    files = tuple(sorted((item for item in named if isinstance(item, SourceFile)), key=lambda item: item.source))
    unlisted = tuple(item for item in named if isinstance(item, ListingFailure))
    rows, warnings = _match_rows((*files, *unlisted), [folder.resolve() for folder in folders])
    return SourceListing(files=files, unlisted=unlisted, rows=rows, warnings=warnings)


def _make_names_unique(
    rooted_items: Sequence[tuple[Path, SourceFile | ListingFailure]],
) -> list[SourceFile | ListingFailure]:
    """Prefix the sources that two folders share by more parts of their folders' paths until all differ."""
    depths = [0] * len(rooted_items)
    while True:
        sources = [
            _add_path_prefix(root, item.source, depth) for (root, item), depth in zip(rooted_items, depths, strict=True)
        ]
        counts = Counter(sources)
        deeper = [
            depth + 1 if counts[source] > 1 and depth < len(root.parts) - 1 else depth
            for (root, _), source, depth in zip(rooted_items, sources, depths, strict=True)
        ]
        if deeper == depths:
            return [
                item if item.source == source else replace(item, source=source)
                for (_, item), source in zip(rooted_items, sources, strict=True)
            ]
        depths = deeper


def _add_path_prefix(root: Path, source: str, depth: int) -> str:
    if not depth:
        return source
    return "/".join([*(format_path(part) for part in root.parts[len(root.parts) - depth :]), source])


def _match_rows(
    items: Sequence[SourceFile | ListingFailure], roots: Sequence[Path]
) -> tuple[dict[str, CatalogueRow], tuple[str, ...]]:
    """Return each file's row of the nearest catalogue at or above it, and report rows without a file."""
    catalogues = _read_catalogues(items, roots)
    rows: dict[str, CatalogueRow] = {}
    used: set[tuple[Path, str]] = set()
    for item in items if catalogues else ():
        for catalogue in _iterate_catalogues_above(item.path, catalogues):
            relative_path = format_path(item.path.relative_to(catalogue.path.parent))
            row = catalogue.rows.get(relative_path)
            if row is not None:
                used.add((catalogue.path, relative_path))
                rows.setdefault(item.source, row)
    warnings = [fault for catalogue in catalogues.values() for fault in catalogue.faults]
    for catalogue in catalogues.values():
        path = catalogue.path
        found = {file for file in catalogue.rows if (path, file) in used or (path.parent / file).is_file()}
        warnings += catalogue.list_missing_files(found)
    return rows, tuple(warnings)


def _read_catalogues(items: Sequence[SourceFile | ListingFailure], roots: Sequence[Path]) -> dict[Path, Catalogue]:
    """Read every catalogue of a source folder at or above a document, by folder."""
    folders = {root for root in roots if root.is_dir()} | {root.parent for root in roots if root.is_file()}
    item_folders = {item.path.parent for item in items}
    for root in tuple(folders):
        folders.update(p for place in item_folders for p in (place, *place.parents) if p.is_relative_to(root))
    catalogues = (
        (folder, find_catalogue_name(_list_catalogue_names(folder), format_path(folder))) for folder in sorted(folders)
    )
    return {folder: read_catalogue(folder / name) for folder, name in catalogues if name}


def _list_catalogue_names(folder: Path) -> list[str]:
    try:
        return [name for name in os.listdir(folder) if name.lower() in CATALOGUE_READERS and (folder / name).is_file()]
    except OSError:
        return []


def _iterate_catalogues_above(path: Path, catalogues: dict[Path, Catalogue]) -> Iterator[Catalogue]:
    return (catalogues[parent] for parent in path.parents if parent in catalogues)
