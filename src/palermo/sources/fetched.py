"""Entries of lists as documents: each address fetched into the store, each file on this machine where it lies."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from palermo.errors import NotFetched
from palermo.sources.catalogue import Row
from palermo.sources.definition import Origin
from palermo.sources.desk import Desk
from palermo.sources.folder import Found, Unlisted, found_at, shown
from palermo.sources.lists import Entry
from palermo.sources.parts import Part
from palermo.sources.web import Kept, host_of, normal


def fetched(entries: Sequence[Entry], origin: Origin, desk: Desk) -> Part:
    """Fetch what entries name, each address once, hosts side by side.

    Where an address cannot be fetched and was before, the copy from then is used, with a warning.
    """
    chosen, warnings = _chosen(entries, origin)
    found: list[Found] = []
    rows: dict[str, Row] = {}
    web: dict[str, Entry] = {}
    for name, entry in chosen.items():
        path = _on_this_machine(entry, origin)
        if path:
            found.append(found_at(path, name))
            rows[name] = _row(name, entry, desk)
        else:
            web[name] = entry
    desk.step("Fetching", len(web))
    unlisted: list[Unlisted] = []
    for address, result in _side_by_side(web, lambda one: _one(one, web[one], desk, warnings), desk):
        if isinstance(result, NotFetched):
            place = Path(address)
            told = Unlisted(path=place, source=address, reason=result.reason, mend=result.mend, fetched=True)
            unlisted.append(told)
        else:
            found.append(found_at(desk.downloads.path(result.sha256), address))
            rows[address] = _row(address, web[address], desk)
    return Part(found=tuple(found), unlisted=tuple(unlisted), rows=rows, warnings=tuple(warnings))


def kept_of(address: str, desk: Desk, listed: str | None, most: int, warnings: list[str]) -> Kept:
    """Fetch an address, or give the copy from before; raises NotFetched where there is neither.

    Where the list that names it says when it changed last, and says the same as before, nothing is asked.
    """
    before = Kept.of(desk.ledger.get("fetched", address))
    there = before is not None and desk.downloads.holds(before.blob)
    if before and there and listed and before.listed == listed:
        return before
    try:
        kept = replace(desk.fetcher.fetch(address, before, most), listed=listed)
    except NotFetched as error:
        if before is None or not there:
            raise
        warnings.append(f"{address}: {error.reason}; the copy of {before.when[:10]} is used.")
        return before
    desk.ledger.put("fetched", address, kept.facts())
    return kept


def _one(address: str, entry: Entry, desk: Desk, warnings: list[str]) -> Kept | NotFetched:
    try:
        return kept_of(address, desk, entry.changed, desk.bounds.size, warnings)
    except NotFetched as error:
        return error


def _chosen(entries: Sequence[Entry], origin: Origin) -> tuple[dict[str, Entry], list[str]]:
    """Entries that are taken, by their source's name, and what is wrong with others."""
    chosen: dict[str, Entry] = {}
    warnings: list[str] = []
    for entry in entries:
        try:
            name = _name(entry, origin)
        except NotFetched as error:
            warnings.append(f"{entry.place}: {error}")
            continue
        if name is None:
            warnings.append(f"{entry.place}: the entry has neither an address nor a file that is there. Add one.")
        elif origin.globs.keeps(_bare(name)):
            chosen.setdefault(name, entry)
    if len(chosen) > origin.most:
        what = f"{origin.name}: it names {len(chosen):,} documents, and the first {origin.most:,} are taken"
        warnings.append(f"{what}. Write a larger `most` into its row.")
    return dict(list(chosen.items())[: origin.most]), warnings


def _name(entry: Entry, origin: Origin) -> str | None:
    """The path of an entry's file, else its address in its one form; raises NotFetched for what is no address."""
    path = _on_this_machine(entry, origin)
    if path and origin.path:
        return shown(path.relative_to(origin.path.resolve().parent))
    return normal(entry.address) if entry.address else None


def _bare(name: str) -> str:
    parts = urlsplit(name) if "://" in name else None
    return f"{parts.netloc}{parts.path}" if parts else name


def _on_this_machine(entry: Entry, origin: Origin) -> Path | None:
    """The first of an entry's files that lies beside its list or in a folder there, and nowhere else."""
    if origin.path is None:
        return None
    base = origin.path.resolve().parent
    for said in entry.files:
        bare = said.removeprefix("file://")
        for name in (bare, unquote(bare)):
            try:
                path = (base / name).resolve()
                if path.is_relative_to(base) and path.is_file():
                    return path
            except (OSError, ValueError):
                continue
    return None


def _row(name: str, entry: Entry, desk: Desk) -> Row:
    publisher = desk.publisher(entry.publisher) if entry.publisher else None
    try:
        address = normal(entry.address) if entry.address else None
    except NotFetched:
        address = None
    return Row(
        file=name,
        line=0,
        title=entry.title,
        date=entry.date,
        publishers=(publisher,) if publisher else (),
        symbol=entry.symbol,
        language=entry.language,
        address=address,
    )


def _side_by_side[T](
    addresses: Sequence[str] | dict[str, Entry], work: Callable[[str], T], desk: Desk
) -> Iterator[tuple[str, T]]:
    """Do the work for each address: one after the other on a host, hosts side by side; gives results in order."""
    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(host_of(address), []).append(address)

    def whole(host: str) -> list[tuple[str, T]]:
        done = []
        for address in hosts[host]:
            done.append((address, work(address)))
            desk.seen()
        return done

    with ThreadPoolExecutor(max(1, min(desk.bounds.hosts, len(hosts)))) as pool:
        results: list[tuple[str, T]] | None = None
        try:
            results = [result for of_host in pool.map(whole, hosts) for result in of_host]
        finally:
            if results is None:  # whatever stopped us, the other threads are not to go on for minutes
                desk.fetcher.stop()
    yield from results
