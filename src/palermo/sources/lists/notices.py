"""Packages of the Open Contracting Data Standard: each notice becomes a document of its own."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from palermo.sources.lists.entries import ListEntry, parse_language, to_iso_date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcurementNotice:
    """One notice of a package, as a file with its metadata."""

    name: str
    """Name of the file: the notice's open contracting id, and the id of the release."""
    content: bytes
    entry: ListEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePackage:
    """The notices of one package."""

    notices: tuple[ProcurementNotice, ...]
    faults: tuple[str, ...] = ()


def parse(content: bytes, source_name: str) -> NoticePackage:
    """Read a release package, a record package, or one release per line; what is no notice is reported."""
    values = list(_iterate_values(content))
    if not values:
        return NoticePackage(notices=(), faults=(f"{source_name}: it is not JSON. Export it as OCDS JSON.",))
    releases = [release for value in values for release in _iterate_releases(value)]
    good = [
        release
        for release in releases
        if isinstance(release.get("ocid"), str) and isinstance(release.get("tender"), dict)
    ]
    faults = [f"{source_name}: {len(releases) - len(good)} of its releases have no tender; they are left out."]
    if not releases:
        faults = [f"{source_name}: it holds no release. Export it as an OCDS release or record package."]
    notices = {notice.name: notice for notice in (_build_notice(item, source_name) for item in good)}
    return NoticePackage(
        notices=tuple(notices.values()), faults=tuple(faults) if len(good) < max(1, len(releases)) else ()
    )


def _iterate_values(content: bytes) -> Iterator[Any]:
    text = content.decode("utf-8-sig", "replace")
    try:
        yield json.loads(text)
        return
    except (ValueError, RecursionError):
        pass
    for line in text.splitlines():
        try:
            yield json.loads(line)
        except (ValueError, RecursionError):
            continue


def _iterate_releases(value: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(value, dict):
        return
    rows = value.get("releases")
    if isinstance(rows, list):
        yield from (row for row in rows if isinstance(row, dict))
    elif isinstance(value.get("records"), list):
        for record in value["records"]:
            compiled = record.get("compiledRelease") if isinstance(record, dict) else None
            yield from [compiled] if isinstance(compiled, dict) else list(_iterate_releases(record))[-1:]
    elif "ocid" in value:
        yield value


def _clean(value: Any) -> str:
    """Return a text in one line without lone surrogates; empty for other values."""
    return " ".join(value.encode("utf-8", "replace").decode().split()) if isinstance(value, str) else ""


def _build_notice(release: Mapping[str, Any], source_name: str) -> ProcurementNotice:
    tender, buyer = release["tender"], release.get("buyer")
    entity = buyer if isinstance(buyer, dict) and _clean(buyer.get("name")) else tender.get("procuringEntity")
    name = re.sub(r"[^\w.-]+", "-", f"{release['ocid']}-{release.get('id') or 'notice'}")[:150]
    day = [*str(release.get("date", ""))[:10].split("-"), "", "", ""][:3]
    title = tender.get("title")
    entry = ListEntry(
        place=f"{source_name}, {_clean(release['ocid'])}",
        title=_clean(title) or None,
        date=to_iso_date(*day),
        publisher=_clean(entity.get("name")) or None if isinstance(entity, dict) else None,
        language=parse_language(str(release.get("language") or "")),
    )
    content = json.dumps(release, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")  # lone surrogates
    return ProcurementNotice(name=f"{name}.json", content=content, entry=entry)
