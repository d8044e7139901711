"""All that a library's definition names, as one list of files: what is at addresses is fetched into the store."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, Final

from palermo.errors import NotFetched, RunStopped
from palermo.sources.bounds import MEGABYTE
from palermo.sources.definition import DEFINITION, Origin, refuse_missing
from palermo.sources.desk import Desk
from palermo.sources.fetched import fetched, kept_of
from palermo.sources.gather import Gathered, gather
from palermo.sources.lists import Entry, Listed, bibtex, feed, plain, ris, sitemap
from palermo.sources.parts import Part, failed, joined
from palermo.sources.unpacked import unpacked
from palermo.sources.web import normal

REMEMBERED: Final = 50
"""Failures of a source that the ledger keeps for `palermo list`."""


def collected(origins: Sequence[Origin], desk: Desk) -> Gathered:
    """Look through all sources, in their order; what fails in one leaves the others alone.

    Raises SourceMissing for a path that is not there, CatalogueInvalid for a folder's catalogue that is in doubt, and
    OSError where the store cannot be written.
    """
    for origin in origins:
        refuse_missing(origin, DEFINITION)
    desk.downloads.clear_parts()
    desk.fetcher.name(origin.place for origin in origins if origin.path is None)
    parts = []
    for origin in origins:
        desk.step(f"Looking at {origin.name}", None)
        part = PARTS[origin.kind](origin, desk)
        parts.append((origin, part))
        _remember(origin, part, desk)
    desk.ledger.compact()
    return joined(parts)


def _folder(origin: Origin, desk: Desk) -> Part:
    assert origin.path is not None
    held = gather([origin.path], desk.apart)
    found = tuple(item for item in held.found if origin.globs.keeps(item.source))
    unlisted = tuple(item for item in held.unlisted if origin.globs.keeps(item.source))
    return Part(found=found, unlisted=unlisted, rows=held.rows, warnings=held.warnings)


def _address(origin: Origin, desk: Desk) -> Part:
    return fetched([Entry(place=origin.name, address=origin.place)], origin, desk)


def _list(parse: Callable[[bytes, str], Listed]) -> Callable[[Origin, Desk], Part]:
    """A list that is read at once: of addresses, or a bibliography."""

    def part(origin: Origin, desk: Desk) -> Part:
        warnings: list[str] = []
        try:
            listed = parse(_content(origin, origin.place, desk, warnings), _what(origin))
        except NotFetched as error:
            return failed(error.thing, error.reason, error.mend, fetched=True)
        return _fetched(origin, listed.entries, desk, [*warnings, *listed.faults])

    return part


def _feed(origin: Origin, desk: Desk) -> Part:
    """A feed: what it named in earlier runs stays, for feeds forget."""
    warnings: list[str] = []
    before = _named_before(origin, desk)
    try:
        listed = feed.parse(_content(origin, origin.place, desk, warnings), _what(origin), origin.place)
    except NotFetched as error:
        return failed(error.thing, error.reason, error.mend, fetched=True)
    entries = list({entry.address: entry for entry in (*reversed(before), *reversed(listed.entries))}.values())[::-1]
    desk.ledger.put("feed", origin.name, {"entries": [asdict(entry) for entry in entries[: origin.most]]})
    return _fetched(origin, entries, desk, [*warnings, *listed.faults])


def _named_before(origin: Origin, desk: Desk) -> list[Entry]:
    facts = desk.ledger.get("feed", origin.name) or {}
    try:
        return [Entry(**(entry | {"files": ()})) for entry in facts.get("entries", [])]
    except TypeError:
        return []


def _sitemap(origin: Origin, desk: Desk) -> Part:
    """A sitemap, or an index with the sitemaps that it names, each once."""
    warnings: list[str] = []
    waiting, seen = [origin.place], {origin.place}
    entries: list[Entry] = []
    lost: list[Part] = []
    while waiting and len(entries) < origin.most:
        place = waiting.pop(0)
        try:
            content = _content(origin, place, desk, warnings)
        except NotFetched as error:
            lost.append(failed(error.thing, error.reason, error.mend, fetched=True))
            continue
        listed = sitemap.parse(content, _what(replace(origin, place=place)), desk.bounds.listed)
        entries += listed.entries
        warnings += listed.faults
        fresh = [one for one in dict.fromkeys(listed.lists) if one not in seen]
        if len(seen) + len(fresh) > desk.bounds.sitemaps:
            warnings.append(f"{place}: it leads to more than {desk.bounds.sitemaps} sitemaps; the first are taken.")
            fresh = fresh[: max(0, desk.bounds.sitemaps - len(seen))]
        seen.update(fresh)
        waiting += fresh
    part = _fetched(origin, entries, desk, warnings)
    return replace(part, unlisted=(*part.unlisted, *(item for one in lost for item in one.unlisted)))


PARTS: Final[dict[str, Callable[[Origin, Desk], Part]]] = {
    "folder": _folder,
    "archive": unpacked,
    "address": _address,
    "addresses": _list(plain.parse),
    "sitemap": _sitemap,
    "feed": _feed,
    "ris": _list(ris.parse),
    "bibtex": _list(bibtex.parse),
}
"""Kind of source -> what looks through it."""


def _fetched(origin: Origin, entries: Sequence[Entry], desk: Desk, warnings: Sequence[str]) -> Part:
    if origin.path is not None:  # a list of the user's own names its hosts as the user's wish
        desk.fetcher.name(_addresses(entries))
    if not entries and not warnings:
        warnings = [f"{origin.place}: it names no document. Look whether it is the right one."]
    return fetched(entries, origin, desk).with_warnings(warnings)


def _addresses(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        try:
            if entry.address:
                yield normal(entry.address)
        except NotFetched:  # told where it is fetched
            continue


def _content(origin: Origin, place: str, desk: Desk, warnings: list[str]) -> bytes:
    """Bytes of a list, here or at an address; raises NotFetched, and RunStopped for a file that is shut or too long."""
    most = desk.bounds.listed
    if origin.path is None or place != origin.place:
        kept = kept_of(normal(place), desk, None, most, warnings)
        return desk.downloads.path(kept.sha256).read_bytes()
    try:
        with origin.path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise RunStopped(place, f"it cannot be read ({error.strerror})", "Check its rights") from error
    if len(content) > most:
        raise RunStopped(place, f"it is larger than {most // MEGABYTE:,} MB", "Split it into several")
    return content


def _what(origin: Origin) -> str:
    return origin.path.name if origin.path is not None else origin.place


def _remember(origin: Origin, part: Part, desk: Desk) -> None:
    """Keep how it went, for those who ask later."""
    lost: list[Any] = [[item.source, item.reason, item.mend] for item in part.unlisted]
    desk.ledger.put(
        "source",
        origin.name,
        {
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
            "documents": len(part.found),
            "failed": len(lost),
            "failures": lost[:REMEMBERED],
            "warnings": list(part.warnings[:REMEMBERED]),
        },
    )
