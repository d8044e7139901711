"""Entries of lists as documents: addresses are fetched into the store, local files are used in place."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from threading import Lock
from urllib.parse import unquote, urlsplit

from palermo.errors import NotFetched
from palermo.grouping import group_items
from palermo.sources.bounds import MEGABYTE
from palermo.sources.catalogue import CatalogueRow
from palermo.sources.collect_result import CollectContext, CollectResult
from palermo.sources.definition import Origin
from palermo.sources.folder import ListingFailure, SourceFile, build_source_file, format_path
from palermo.sources.lists import ListEntry
from palermo.sources.web import FetchRecord, get_host, normalise_address


class _SourceSize:
    """The size of a source's documents, against its maximum; safe to share between threads.

    Stored copies count first, so that what is new does not displace them.
    """

    def __init__(self, origin: Origin, context: CollectContext, addresses: Iterable[str]) -> None:
        self._max_megabytes = origin.max_megabytes
        self._sizes = {item: stored.size for item in addresses if (stored := _find_stored_copy(item, context))}
        self._total = sum(self._sizes.values())
        self._lock = Lock()

    def check(self, address: str) -> None:
        """Raise NotFetched for an address without a stored copy if the documents have reached the maximum."""
        with self._lock:
            is_full = self._total >= self._max_megabytes * MEGABYTE and address not in self._sizes
        if is_full:
            reason = f"the documents of its source reach {self._max_megabytes:,} MB, and it was not fetched"
            raise NotFetched(address, reason, "Write a larger `most_megabytes` into the row of its source")

    def add(self, address: str, size: int) -> None:
        """Count a document in place of its earlier copy."""
        with self._lock:
            self._total += size - self._sizes.get(address, 0)
            self._sizes[address] = size


def fetch_entries(entries: Sequence[ListEntry], origin: Origin, context: CollectContext) -> CollectResult:
    """Fetch the addresses of entries, each once, up to the source's size; hosts are fetched from in parallel.

    If an address cannot be fetched, its earlier copy is used, with a warning.
    """
    chosen, warnings = _select_entries(entries, origin)
    source_files: list[SourceFile] = []
    rows: dict[str, CatalogueRow] = {}
    web: dict[str, ListEntry] = {}
    for name, entry in chosen.items():
        path = _find_local_file(entry, origin)
        if path:
            source_files.append(build_source_file(path, name))
            rows[name] = build_catalogue_row(name, entry, context)
        else:
            web[name] = entry
    context.on_step("Fetching", len(web))
    unlisted: list[ListingFailure] = []
    source_size = _SourceSize(origin, context, web)

    def fetch_entry(address: str) -> FetchRecord | NotFetched:
        try:
            source_size.check(address)
            max_bytes = context.bounds.max_document_bytes
            record = fetch_or_reuse(address, context, web[address].changed, max_bytes, warnings)
        except NotFetched as error:
            return error
        source_size.add(address, record.size)
        return record

    for address, result in _map_by_host(web, fetch_entry, context):
        if isinstance(result, NotFetched):
            place = Path(address)
            failure = ListingFailure(path=place, source=address, reason=result.reason, hint=result.hint, fetched=True)
            unlisted.append(failure)
        else:
            source_files.append(build_source_file(context.downloads.get_path(result.sha256), address))
            rows[address] = build_catalogue_row(address, web[address], context)
    return CollectResult(files=tuple(source_files), unlisted=tuple(unlisted), rows=rows, warnings=tuple(warnings))


def fetch_or_reuse(
    address: str, context: CollectContext, last_change: str | None, max_bytes: int, warnings: list[str]
) -> FetchRecord:
    """Fetch an address, or return its earlier copy; raises NotFetched if there is neither.

    If its list states the same time of the last change as before, no request is sent.
    """
    earlier_record = _find_stored_copy(address, context)
    if earlier_record and last_change and earlier_record.listed == last_change:
        return earlier_record
    try:
        fetched = replace(context.fetcher.fetch(address, earlier_record, max_bytes), listed=last_change)
    except NotFetched as error:
        if earlier_record is None:
            raise
        warnings.append(f"{address}: {error.reason}; the copy of {earlier_record.when[:10]} is used.")
        return earlier_record
    context.ledger.put("fetched", address, asdict(fetched))
    return fetched


def _find_stored_copy(address: str, context: CollectContext) -> FetchRecord | None:
    record = FetchRecord.from_dict(context.ledger.get("fetched", address))
    return record if record and context.downloads.has_blob(record.blob) else None


def _select_entries(entries: Sequence[ListEntry], origin: Origin) -> tuple[dict[str, ListEntry], list[str]]:
    """Return the chosen entries by source name, and warnings about the others."""
    chosen: dict[str, ListEntry] = {}
    warnings: list[str] = []
    for entry in entries:
        try:
            name = _get_entry_name(entry, origin)
        except NotFetched as error:
            warnings.append(f"{entry.place}: {error}")
            continue
        if name is None:
            warnings.append(f"{entry.place}: the entry has neither an address nor a file that is there. Add one.")
        elif origin.globs.matches(_strip_scheme(name)):
            chosen.setdefault(name, entry)
    warnings += check_maximum(origin, len(chosen), "it names", "documents")
    return dict(list(chosen.items())[: origin.max_entries]), warnings


def check_maximum(origin: Origin, count: int, verb: str, noun: str) -> list[str]:
    """Return a warning if a source has more entries than its maximum, else none."""
    if count <= origin.max_entries:
        return []
    taken = f"the first {origin.max_entries:,} are taken. Write a larger `most` into its row."
    return [f"{origin.name}: {verb} {count:,} {noun}, and {taken}"]


def _get_entry_name(entry: ListEntry, origin: Origin) -> str | None:
    """Return the path of an entry's file, else its normalised address; raises NotFetched for an invalid one."""
    path = _find_local_file(entry, origin)
    if path and origin.path:
        return format_path(path.relative_to(origin.path.resolve().parent))
    return normalise_address(entry.address) if entry.address else None


def _strip_scheme(name: str) -> str:
    parts = urlsplit(name) if "://" in name else None
    return f"{parts.netloc}{parts.path}" if parts else name


def _find_local_file(entry: ListEntry, origin: Origin) -> Path | None:
    """Return the first of an entry's files that is in the folder of its list, or below it."""
    if origin.path is None:
        return None
    base = origin.path.resolve().parent
    for file_name in entry.files:
        bare = file_name.removeprefix("file://")
        for name in (bare, unquote(bare)):
            try:
                path = (base / name).resolve()
                if path.is_relative_to(base) and path.is_file():
                    return path
            except (OSError, ValueError):
                continue
    return None


def build_catalogue_row(name: str, entry: ListEntry, context: CollectContext) -> CatalogueRow:
    """Return the metadata of an entry; a publisher that the registry does not know is left out."""
    publisher = context.find_publisher(entry.publisher) if entry.publisher else None
    try:
        address = normalise_address(entry.address) if entry.address else None
    except NotFetched:
        address = None
    return CatalogueRow(
        file=name,
        line=0,
        title=entry.title,
        date=entry.date,
        publishers=(publisher,) if publisher else (),
        symbol=entry.symbol,
        language=entry.language,
        address=address,
    )


def _map_by_host[T](
    addresses: Sequence[str] | dict[str, ListEntry], function: Callable[[str], T], context: CollectContext
) -> Iterator[tuple[str, T]]:
    """Map addresses to results, several hosts in parallel and a few addresses of each host at once.

    Results are in order of hosts.
    """
    hosts = group_items(addresses, get_host)

    def process_address(address: str) -> tuple[str, T]:
        result = function(address)
        context.on_document()
        return address, result

    def process_host(host: str) -> list[tuple[str, T]]:
        with ThreadPoolExecutor(max(1, min(context.bounds.max_parallel_requests_per_host, len(hosts[host])))) as pool:
            return list(pool.map(process_address, hosts[host]))

    with ThreadPoolExecutor(max(1, min(context.bounds.max_parallel_hosts, len(hosts)))) as pool:
        results: list[tuple[str, T]] | None = None
        try:
            results = [result for of_host in pool.map(process_host, hosts) for result in of_host]
        finally:
            if results is None:  # other threads must not go on for minutes after an interrupt
                context.fetcher.stop()
    yield from results
