"""An archive as a source: its members in the store, with the rows of the catalogues within it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from palermo.errors import CatalogueInvalid, NotFetched, TooLarge, Unreadable
from palermo.sources.archive import Member, members
from palermo.sources.catalogue import CATALOGUES, Catalogue, Row, catalogue_in, catalogue_of
from palermo.sources.definition import Origin
from palermo.sources.desk import Desk
from palermo.sources.downloads import Blob
from palermo.sources.fetched import kept_of
from palermo.sources.folder import Unlisted, found_at, left_out, shown
from palermo.sources.parts import Part, failed
from palermo.sources.web import normal

WITHIN = "!/"
"""Between an archive's name and its member's: `archive.zip!/2026/report.pdf`."""


def unpacked(origin: Origin, desk: Desk) -> Part:
    """Give the documents of an archive, here or at an address; it is opened only where it has changed."""
    try:
        path, what, marks, warnings = _located(origin, desk)
    except NotFetched as error:
        return failed(error.thing, error.reason, error.mend, fetched=True)
    facts = desk.ledger.get("archive", what)
    if not facts or facts.get("marks") != marks or not all(desk.downloads.holds(blob) for _, blob in _blobs(facts)):
        facts = _opened(path, what, desk) | {"marks": marks}
        desk.ledger.put("archive", what, facts)
    try:
        return _part(origin, what, facts, desk).with_warnings(warnings)
    except CatalogueInvalid as error:
        return failed(error.thing, f"{error.reason}; all of the archive is left out", error.mend)


def _located(origin: Origin, desk: Desk) -> tuple[Path, str, list[Any], list[str]]:
    """Where the archive lies, its name, what tells that it has not changed, and warnings; raises NotFetched."""
    if origin.path is not None:
        found = found_at(origin.path, shown(origin.path.name))
        return origin.path, found.source, [str(origin.path), found.size, found.modified, found.changed], []
    warnings: list[str] = []
    address = normal(origin.place)
    kept = kept_of(address, desk, None, desk.bounds.unpacked, warnings)
    return desk.downloads.path(kept.sha256), address, [kept.sha256], warnings


def _opened(path: Path, what: str, desk: Desk) -> dict[str, Any]:
    """Put all members into the store; gives what the ledger is to know."""
    kept: list[list[Any]] = []
    refused: list[list[str]] = []
    try:
        for member in members(path, what, desk.bounds):
            if any(left_out(part) and part.lower() not in CATALOGUES for part in member.name.split("/")):
                continue
            if not isinstance(member, Member):
                refused.append([member.name, member.reason, member.mend])
                continue
            desk.seen()
            name = f"{what}{WITHIN}{member.name}"
            try:
                blob = desk.downloads.keep(member.content, desk.bounds.size, name)
            except TooLarge as error:
                if error.thing != name:
                    raise
                refused.append([member.name, error.reason, error.mend])
                continue
            kept.append([member.name, blob.sha256, blob.size])
    except (Unreadable, TooLarge) as error:
        refused.append(["", error.reason, error.mend])
    return {"members": kept, "refused": refused}


def _part(origin: Origin, what: str, facts: Mapping[str, Any], desk: Desk) -> Part:
    blobs = dict(_blobs(facts))
    names = [name for name in blobs if PurePosixPath(name).name.lower() not in CATALOGUES and origin.globs.keeps(name)]
    catalogues = _catalogues(what, blobs, desk)
    rows: dict[str, Row] = {}
    for name in names:
        for catalogue, inside in _above(name, catalogues):
            if inside in catalogue.rows:
                rows.setdefault(f"{what}{WITHIN}{name}", catalogue.rows[inside])
    faults = [fault for catalogue in catalogues.values() for fault in catalogue.faults]
    return Part(
        found=tuple(found_at(desk.downloads.path(blobs[name].sha256), f"{what}{WITHIN}{name}") for name in names),
        unlisted=tuple(_unlisted(what, *one) for one in facts["refused"] if not one[0] or origin.globs.keeps(one[0])),
        rows=rows,
        warnings=(*faults, *_nameless(catalogues, blobs)),
    )


def _blobs(facts: Mapping[str, Any]) -> Iterator[tuple[str, Blob]]:
    return ((name, Blob(sha256=sha256, size=size)) for name, sha256, size in facts["members"])


def _unlisted(what: str, name: str, reason: str, mend: str) -> Unlisted:
    source = f"{what}{WITHIN}{name}" if name else what
    return Unlisted(path=Path(source), source=source, reason=reason, mend=mend)


def _catalogues(what: str, blobs: Mapping[str, Blob], desk: Desk) -> dict[str, Catalogue]:
    """The catalogues within, by their folders; raises CatalogueInvalid."""
    folders: dict[str, list[str]] = {}
    for name in blobs:
        folder, _, inside = name.rpartition("/")
        folders.setdefault(folder, []).append(inside)
    found = {}
    for folder, names in folders.items():
        if last := catalogue_in(names, f"{what}{WITHIN}{folder}"):
            inner = f"{folder}/{last}" if folder else last
            content = desk.downloads.path(blobs[inner].sha256).read_bytes()
            found[folder] = catalogue_of(content, Path(f"{what}{WITHIN}{inner}"))
    return found


def _above(name: str, catalogues: Mapping[str, Catalogue]) -> Iterator[tuple[Catalogue, str]]:
    """Catalogues at or above a member, the nearest first, with its path as they write it."""
    folder = name.rpartition("/")[0]
    while True:
        if folder in catalogues:
            yield catalogues[folder], name[len(folder) + 1 :] if folder else name
        if not folder:
            return
        folder = folder.rpartition("/")[0]


def _nameless(catalogues: Mapping[str, Catalogue], blobs: Mapping[str, Blob]) -> Sequence[str]:
    return [
        f"{catalogue.path}, line {row.line}: there is no file {file}"
        for folder, catalogue in catalogues.items()
        for file, row in catalogue.rows.items()
        if (f"{folder}/{file}" if folder else file) not in blobs
    ]
