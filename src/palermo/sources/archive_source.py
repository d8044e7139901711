"""An archive as a source: its members in the download store, with the rows of its catalogues."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from palermo.errors import CatalogueInvalid, TooLarge, Unreadable
from palermo.sources.archive import ArchiveMember, iterate_members
from palermo.sources.catalogue import CATALOGUE_READERS, Catalogue, CatalogueRow, find_catalogue_name, parse_catalogue
from palermo.sources.collect_result import CollectContext, CollectResult, build_failed_result
from palermo.sources.definition import Origin
from palermo.sources.downloads import Blob
from palermo.sources.fetched_entries import fetch_or_reuse
from palermo.sources.folder import ListingFailure, build_source_file, format_path, is_excluded
from palermo.sources.web import normalise_address

MEMBER_SEPARATOR = "!/"
"""Separator between an archive's name and its member's: `archive.zip!/2026/report.pdf`."""


def collect_archive(origin: Origin, context: CollectContext) -> CollectResult:
    """Return the documents of an archive, which is opened only if it has changed; raises NotFetched."""
    path, version, marks, warnings = _locate_archive(origin, context)
    facts = context.ledger.get("archive", version)
    if (
        not facts
        or facts.get("marks") != marks
        or not all(context.downloads.has_blob(blob) for _, blob in _iterate_blobs(facts))
    ):
        facts = _unpack(path, version, context) | {"marks": marks}
        context.ledger.put("archive", version, facts)
    try:
        return _build_result(origin, version, facts, context).prepend_warnings(warnings)
    except CatalogueInvalid as error:
        return build_failed_result(error.subject, f"{error.reason}; all of the archive is left out", error.hint)


def _locate_archive(origin: Origin, context: CollectContext) -> tuple[Path, str, list[Any], list[str]]:
    """Return the archive's path, name, change marker and warnings; raises NotFetched."""
    if origin.path is not None:
        source_file = build_source_file(origin.path, format_path(origin.path.name))
        return (
            origin.path,
            source_file.source,
            [str(origin.path), source_file.size, source_file.modified, source_file.changed],
            [],
        )
    warnings: list[str] = []
    address = normalise_address(origin.location)
    fetch_record = fetch_or_reuse(address, context, None, context.bounds.max_unpacked_bytes, warnings)
    return context.downloads.get_path(fetch_record.sha256), address, [fetch_record.sha256], warnings


def _unpack(path: Path, source_name: str, context: CollectContext) -> dict[str, Any]:
    """Store all members; returns the facts for the ledger."""
    unpacked: list[list[Any]] = []
    refused: list[list[str]] = []
    try:
        for member in iterate_members(path, source_name, context.bounds):
            if any(is_excluded(part) and part.lower() not in CATALOGUE_READERS for part in member.name.split("/")):
                continue
            if not isinstance(member, ArchiveMember):
                refused.append([member.name, member.reason, member.hint])
                continue
            context.on_document()
            name = f"{source_name}{MEMBER_SEPARATOR}{member.name}"
            try:
                blob = context.downloads.save(member.content, context.bounds.max_document_bytes, name)
            except TooLarge as error:
                if error.subject != name:
                    raise
                refused.append([member.name, error.reason, error.hint])
                continue
            unpacked.append([member.name, blob.sha256, blob.size])
    except (Unreadable, TooLarge) as error:
        refused.append(["", error.reason, error.hint])
    return {"members": unpacked, "refused": refused}


def _build_result(origin: Origin, source_name: str, facts: Mapping[str, Any], context: CollectContext) -> CollectResult:
    blobs = dict(_iterate_blobs(facts))
    names = [
        name
        for name in blobs
        if PurePosixPath(name).name.lower() not in CATALOGUE_READERS and origin.globs.matches(name)
    ]
    catalogues = _read_catalogues(source_name, blobs, context)
    rows: dict[str, CatalogueRow] = {}
    for name in names:
        for catalogue, inner_name in _iterate_catalogues_above(name, catalogues):
            if inner_name in catalogue.rows:
                rows.setdefault(f"{source_name}{MEMBER_SEPARATOR}{name}", catalogue.rows[inner_name])
    faults = [fault for catalogue in catalogues.values() for fault in catalogue.faults]
    for folder, catalogue in catalogues.items():
        prefix = f"{folder}/" if folder else ""
        faults += catalogue.list_missing_files({file for file in catalogue.rows if prefix + file in blobs})
    return CollectResult(
        files=tuple(
            build_source_file(context.downloads.get_path(blobs[name].sha256), f"{source_name}{MEMBER_SEPARATOR}{name}")
            for name in names
        ),
        unlisted=tuple(
            _build_failure(source_name, *fact)
            for fact in facts["refused"]
            if not fact[0] or origin.globs.matches(fact[0])
        ),
        rows=rows,
        warnings=tuple(faults),
    )


def _iterate_blobs(facts: Mapping[str, Any]) -> Iterator[tuple[str, Blob]]:
    return ((name, Blob(sha256=sha256, size=size)) for name, sha256, size in facts["members"])


def _build_failure(source_name: str, name: str, reason: str, hint: str) -> ListingFailure:
    source = f"{source_name}{MEMBER_SEPARATOR}{name}" if name else source_name
    return ListingFailure(path=Path(source), source=source, reason=reason, hint=hint)


def _read_catalogues(source_name: str, blobs: Mapping[str, Blob], context: CollectContext) -> dict[str, Catalogue]:
    """Return the catalogues in the archive by folder; raises CatalogueInvalid."""
    folders: dict[str, list[str]] = {}
    for name in blobs:
        folder, _, inner_name = name.rpartition("/")
        folders.setdefault(folder, []).append(inner_name)
    catalogues = {}
    for folder, names in folders.items():
        if last := find_catalogue_name(names, f"{source_name}{MEMBER_SEPARATOR}{folder}"):
            inner = f"{folder}/{last}" if folder else last
            content = context.downloads.get_path(blobs[inner].sha256).read_bytes()
            catalogues[folder] = parse_catalogue(content, Path(f"{source_name}{MEMBER_SEPARATOR}{inner}"))
    return catalogues


def _iterate_catalogues_above(name: str, catalogues: Mapping[str, Catalogue]) -> Iterator[tuple[Catalogue, str]]:
    """Yield the catalogues at or above a member, nearest first, with the member's path relative to each."""
    folder = name.rpartition("/")[0]
    while True:
        if folder in catalogues:
            yield catalogues[folder], name[len(folder) + 1 :] if folder else name
        if not folder:
            return
        folder = folder.rpartition("/")[0]
