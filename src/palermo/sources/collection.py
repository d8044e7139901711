"""Collection of all sources of a library's definition; documents at addresses are fetched."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from palermo.errors import NotFetched, RunStopped
from palermo.sources.archive_source import MEMBER_SEPARATOR, collect_archive
from palermo.sources.bounds import MEGABYTE, Bounds
from palermo.sources.collect_result import CollectContext, CollectResult, build_failed_result, merge_results
from palermo.sources.definition import DEFINITION_FILE, Origin, check_exists
from palermo.sources.fetched_entries import build_catalogue_row, check_maximum, fetch_entries, fetch_or_reuse
from palermo.sources.folder import build_source_file
from palermo.sources.folder_listing import SourceListing, gather_files
from palermo.sources.lists import (
    EntryList,
    ListEntry,
    address_list,
    bibtex,
    csl_json,
    feed,
    notices,
    oai_records,
    ris,
    sitemap,
    zotero_rdf,
)
from palermo.sources.web import normalise_address

MAX_STORED_FAILURES: Final = 50
"""Failures of a source that the ledger records for `palermo list`."""


MAX_WARNINGS = 200
"""Warnings of one source: a damaged list could have one for each line."""


def collect_origins(origins: Sequence[Origin], context: CollectContext) -> SourceListing:
    """Collect from all sources in order; a failure in one does not affect the others.

    Raises SourceMissing for a missing path, CatalogueInvalid for an invalid catalogue of a folder, and
    OSError if the download store cannot be written.
    """
    for origin in origins:
        check_exists(origin, DEFINITION_FILE)
    context.downloads.remove_partial_files()
    context.fetcher.allow_hosts(origin.location for origin in origins if origin.path is None)
    parts = []
    for origin in origins:
        context.on_step(f"Looking at {origin.name}", None)
        try:
            part = _limit_warnings(origin, COLLECTORS[origin.kind](origin, context))
        except NotFetched as error:
            part = build_failed_result(error.subject, error.reason, error.hint, fetched=True)
        parts.append((origin, part))
        _save_result(origin, part, context)
    context.ledger.compact()
    return merge_results(parts)


def check_list_file(origin: Origin) -> None:
    """Raise RunStopped for a file that is no list of its kind, or not in UTF-8; other sources, and lost files, pass."""
    parse = _LIST_PARSERS.get(origin.kind)
    if parse is None or origin.path is None or not origin.path.exists():
        return
    content = _read_file(origin.path, Bounds().max_list_bytes)
    try:
        content.decode()
    except UnicodeDecodeError:
        raise RunStopped(
            origin.location, "it is not text in UTF-8", "Save it as UTF-8, or name its kind: --kind"
        ) from None
    if not parse(content, origin.location).entries:
        hint = "Look whether it is the right file, or name its kind: --kind"
        raise RunStopped(origin.location, f"it holds nothing that can be read as {origin.kind}", hint)


def _limit_warnings(origin: Origin, part: CollectResult) -> CollectResult:
    if len(part.warnings) <= MAX_WARNINGS:
        return part
    omitted = f"{origin.name}: and {len(part.warnings) - MAX_WARNINGS:,} more warnings."
    return replace(part, warnings=(*part.warnings[:MAX_WARNINGS], omitted))


def _collect_folder(origin: Origin, context: CollectContext) -> CollectResult:
    assert origin.path is not None
    source_listing = gather_files([origin.path], context.excluded_folders)
    files = tuple(item for item in source_listing.files if origin.globs.matches(item.source))
    unlisted = tuple(item for item in source_listing.unlisted if origin.globs.matches(item.source))
    return CollectResult(files=files, unlisted=unlisted, rows=source_listing.rows, warnings=source_listing.warnings)


def _collect_address(origin: Origin, context: CollectContext) -> CollectResult:
    return fetch_entries([ListEntry(place=origin.name, address=origin.location)], origin, context)


def _build_list_collector(
    parse: Callable[[bytes, str], EntryList],
) -> Callable[[Origin, CollectContext], CollectResult]:
    """Collect from a list that is read at once: of addresses, or a bibliography."""

    def collect_list(origin: Origin, context: CollectContext) -> CollectResult:
        warnings: list[str] = []
        listed = parse(_read_list(origin, origin.location, context, warnings), _get_source_name(origin))
        return _fetch_list_entries(origin, listed.entries, context, [*warnings, *listed.faults])

    return collect_list


def _collect_feed(origin: Origin, context: CollectContext) -> CollectResult:
    """Collect from a feed; entries of earlier runs are kept, since feeds drop old ones."""
    warnings: list[str] = []
    previous_entries = _load_previous_entries(origin, context)
    content = _read_list(origin, origin.location, context, warnings)
    listed = feed.parse(content, _get_source_name(origin), origin.location)
    entries = list(
        {entry.address: entry for entry in (*reversed(previous_entries), *reversed(listed.entries))}.values()
    )[::-1]
    context.ledger.put("feed", origin.name, {"entries": [asdict(entry) for entry in entries[: origin.max_entries]]})
    return _fetch_list_entries(origin, entries, context, [*warnings, *listed.faults])


def _load_previous_entries(origin: Origin, context: CollectContext) -> list[ListEntry]:
    facts = context.ledger.get("feed", origin.name) or {}
    try:
        return [ListEntry(**(entry | {"files": ()})) for entry in facts.get("entries", [])]
    except TypeError:
        return []


def _collect_sitemap(origin: Origin, context: CollectContext) -> CollectResult:
    """Collect from a sitemap, or from an index with its sitemaps, each once."""
    warnings: list[str] = []
    waiting, seen = [origin.location], {origin.location}
    entries: list[ListEntry] = []
    lost: list[CollectResult] = []
    while waiting and len(entries) < origin.max_entries:
        place = waiting.pop(0)
        try:
            content = _read_list(origin, place, context, warnings)
        except NotFetched as error:
            lost.append(build_failed_result(error.subject, error.reason, error.hint, fetched=True))
            continue
        listed = sitemap.parse(
            content, _get_source_name(replace(origin, location=place)), context.bounds.max_list_bytes
        )
        entries += listed.entries
        warnings += listed.faults
        fresh = [item for item in dict.fromkeys(listed.nested_lists) if item not in seen]
        if len(seen) + len(fresh) > context.bounds.max_sitemaps:
            warnings.append(
                f"{place}: it leads to more than {context.bounds.max_sitemaps} sitemaps; the first are taken."
            )
            fresh = fresh[: max(0, context.bounds.max_sitemaps - len(seen))]
        seen.update(fresh)
        waiting += fresh
    part = _fetch_list_entries(origin, entries, context, warnings)
    return replace(part, unlisted=(*part.unlisted, *(item for result in lost for item in result.unlisted)))


def _collect_repository(origin: Origin, context: CollectContext) -> CollectResult:
    """Collect from an OAI-PMH repository, part after part of its list of records."""
    warnings: list[str] = []
    entries: list[ListEntry] = []
    address: str | None = oai_records.build_first_address(origin.location)
    seen: set[str] = set()
    while (
        address
        and address not in seen
        and len(seen) < context.bounds.max_sitemaps
        and len(entries) < origin.max_entries
    ):
        seen.add(address)
        try:
            content = _read_list(origin, address, context, warnings)
        except NotFetched as error:
            warnings.append(f"{error} The records before it are taken.")
            break
        page = oai_records.parse(content, origin.location, origin.location, context.document_suffixes)
        entries += page.listed.entries
        warnings += page.listed.faults
        address = page.next_address
    return _fetch_list_entries(origin, entries, context, warnings)


def _collect_notices(origin: Origin, context: CollectContext) -> CollectResult:
    """Collect the notices of a procurement package, each as a document in the download store."""
    warnings: list[str] = []
    source_name = _get_source_name(origin)
    package = notices.parse(_read_list(origin, origin.location, context, warnings), source_name)
    chosen = [notice for notice in package.notices if origin.globs.matches(notice.name)]
    warnings += check_maximum(origin, len(chosen), "it holds", "notices")
    files, rows = [], {}
    for notice in chosen[: origin.max_entries]:
        name = f"{source_name}{MEMBER_SEPARATOR}{notice.name}"
        blob = context.downloads.save([notice.content], context.bounds.max_document_bytes, name)
        files.append(build_source_file(context.downloads.get_path(blob.sha256), name))
        rows[name] = build_catalogue_row(name, notice.entry, context)
        context.on_document()
    return CollectResult(files=tuple(files), unlisted=(), rows=rows, warnings=(*warnings, *package.faults))


_LIST_PARSERS: Final = {
    "addresses": address_list.parse,
    "ris": ris.parse,
    "bibtex": bibtex.parse,
    "csl": csl_json.parse,
    "zotero": zotero_rdf.parse,
}
"""Kind of a list that is read at once -> function that reads it."""
COLLECTORS: Final[dict[str, Callable[[Origin, CollectContext], CollectResult]]] = {
    "folder": _collect_folder,
    "archive": collect_archive,
    "address": _collect_address,
    "sitemap": _collect_sitemap,
    "feed": _collect_feed,
    "oai": _collect_repository,
    "ocds": _collect_notices,
    **{kind: _build_list_collector(parse) for kind, parse in _LIST_PARSERS.items()},
}
"""Kind of source -> function that collects from it."""


def _fetch_list_entries(
    origin: Origin, entries: Sequence[ListEntry], context: CollectContext, warnings: Sequence[str]
) -> CollectResult:
    if origin.path is not None:  # hosts in the user's own list are trusted
        context.fetcher.allow_hosts(_iterate_addresses(entries))
    if not entries and not warnings:
        warnings = [f"{origin.location}: it names no document. Look whether it is the right one."]
    return fetch_entries(entries, origin, context).prepend_warnings(warnings)


def _iterate_addresses(entries: Sequence[ListEntry]) -> Iterator[str]:
    for entry in entries:
        try:
            if entry.address:
                yield normalise_address(entry.address)
        except NotFetched:  # reported when it is fetched
            continue


def _read_list(origin: Origin, location: str, context: CollectContext, warnings: list[str]) -> bytes:
    """Return the bytes of a local or remote list.

    Raises NotFetched, and RunStopped for an unreadable or long file.
    """
    max_bytes = context.bounds.max_list_bytes
    if origin.path is None or location != origin.location:
        fetch_record = fetch_or_reuse(normalise_address(location), context, None, max_bytes, warnings)
        return context.downloads.get_path(fetch_record.sha256).read_bytes()
    return _read_file(origin.path, max_bytes)


def _read_file(path: Path, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(max_bytes + 1)
    except OSError as error:
        raise RunStopped(str(path), f"it cannot be read ({error.strerror})", "Check its permissions") from error
    if len(content) > max_bytes:
        raise RunStopped(str(path), f"it is larger than {max_bytes // MEGABYTE:,} MB", "Split it into several")
    return content


def _get_source_name(origin: Origin) -> str:
    return origin.path.name if origin.path is not None else origin.location


def _save_result(origin: Origin, result: CollectResult, context: CollectContext) -> None:
    """Record the result in the ledger."""
    lost: list[Any] = [[item.source, item.reason, item.hint] for item in result.unlisted]
    context.ledger.put(
        "source",
        origin.name,
        {
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
            "documents": len(result.files),
            "failed": len(lost),
            "failures": lost[:MAX_STORED_FAILURES],
            "warnings": list(result.warnings[:MAX_STORED_FAILURES]),
        },
    )
