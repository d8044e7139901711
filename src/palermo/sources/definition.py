"""The library's `sources.yaml`: where its documents come from, one row for each source, written by people."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from palermo.errors import DefinitionInvalid, NotFetched, RegistryInvalid, SourceMissing
from palermo.sources.catalogue import CONSENT, RIGHTS, VISIBILITIES
from palermo.sources.globs import Globs
from palermo.sources.kinds import KINDS
from palermo.sources.web.addresses import normal
from palermo.vocabulary.lines import Row, rows

DEFINITION = "sources.yaml"
HEAD = """\
# Where this library's documents come from, one row for each source. `palermo add` writes here, and so may you.
"""
FIELDS = ("name", "kind", "from", "include", "exclude", "most", "publisher", "visibility", "rights", "consent")
ALL = Globs()
MOST = 1000
"""Entries of a list, feed, sitemap or bibliography that are taken where the row names no other number."""
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,59}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One source: what it is, where it is, and what holds for all of its documents."""

    name: str
    kind: str
    """One of KINDS."""
    place: str
    """Path of a folder or file, or an address that begins with http."""
    line: int
    """1-based, in the definition; 0 for one that stands in none."""
    globs: Globs = ALL
    most: int = MOST
    publishers: tuple[str, ...] = ()
    """Registry ids, for documents of which nothing else is said; the next three alike."""
    visibility: str | None = None
    full_text: bool | None = None
    consent: bool | None = None

    @property
    def path(self) -> Path | None:
        """Where it lies on this machine; None for an address."""
        return None if is_address(self.place) else Path(self.place)


def is_address(place: str) -> bool:
    """Whether a place is an address of the web."""
    return bool(re.match(r"https?://", place, re.IGNORECASE))


def read_definition(text: str, file: str, base: Path) -> tuple[Origin, ...]:
    """Read the sources; paths are relative to `base`. Raises DefinitionInvalid naming file and line."""
    try:
        found = [_origin(row, base) for row in rows(text, file)] if _holds_rows(text) else []
    except RegistryInvalid as error:
        raise DefinitionInvalid(error.thing, error.reason, error.mend) from error
    lines: dict[str, int] = {}
    for origin in found:
        if origin.name in lines:
            reason = f"{origin.name} is the name of the source in line {lines[origin.name]} already"
            raise DefinitionInvalid(f"{file}, line {origin.line}", reason, "Give one of them another name")
        lines[origin.name] = origin.line
    return tuple(found)


def with_origin(text: str, origin: Origin) -> str:
    """The definition with another source at its end; what people wrote stays as they wrote it."""
    values: dict[str, Any] = {"name": origin.name, "kind": origin.kind, "from": origin.place}
    values |= {key: list(globs) for key in ("include", "exclude") if (globs := getattr(origin.globs, key))}
    values |= {"most": origin.most} if origin.most != MOST else {}
    values |= {"publisher": list(origin.publishers)} if origin.publishers else {}
    values |= {"visibility": origin.visibility} if origin.visibility else {}
    values |= {"rights": RIGHTS[not origin.full_text]} if origin.full_text is not None else {}
    values |= {"consent": CONSENT[not origin.consent]} if origin.consent is not None else {}
    row = yaml.safe_dump([values], sort_keys=False, allow_unicode=True, width=1000)
    before = text or HEAD
    return before + ("" if before.endswith("\n") else "\n") + row


def free_name(place: str, taken: Collection[str]) -> str:
    """A name for a source, from the last part of its place, that no other has.

    >>> free_name("https://www.example.org/News Feed.xml", ["news-feed"])
    'news-feed-2'
    """
    parts = [part for part in re.split(r"[/\\]", place.partition("?")[0]) if part]
    words = re.sub(r"[^a-z0-9]+", "-", parts[-1].rpartition(".")[0].lower() or parts[-1].lower()) if parts else ""
    stem = words.strip("-")[:50] or "source"
    return next(name for n in range(1, len(taken) + 2) if (name := stem if n == 1 else f"{stem}-{n}") not in taken)


def _holds_rows(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


def _origin(row: Row, base: Path) -> Origin:
    row.allow(*FIELDS)
    name, kind, place = row.text("name"), row.text("kind"), row.text("from")
    if not _NAME.fullmatch(name):
        row.wrong("name", f"{name!r} cannot be a name", "Use small letters, digits, - and ., 60 at most")
    if kind not in KINDS:
        row.wrong("kind", f"there is no kind {kind!r}", f"Use one of: {', '.join(KINDS)}")
    if re.match(r"\w+://", place) and not is_address(place):
        row.wrong("from", f"{place!r} is no address that can be fetched", "Use http:// or https://, or a path")
    if is_address(place) and kind == "folder":
        row.wrong("kind", "a folder has no address", "Name a path, or use kind: sitemap")
    if not is_address(place) and kind == "address":
        row.wrong("from", f"{place!r} is no address", "Begin it with https://, or use kind: folder")
    return Origin(
        name=name,
        kind=kind,
        place=_address(row, place) if is_address(place) else _located(row, base, place),
        line=row.line,
        globs=Globs(include=row.texts("include"), exclude=row.texts("exclude")),
        most=_most(row),
        publishers=row.texts("publisher"),
        visibility=_one_of(row, "visibility", VISIBILITIES),
        full_text=None if (rights := _one_of(row, "rights", RIGHTS)) is None else rights == "full",
        consent=_consent(row),
    )


def _consent(row: Row) -> bool | None:
    """`yes` and `no`, which YAML reads as true and false where they are not quoted."""
    value = row.values.get("consent")
    if isinstance(value, bool):
        return value
    given = _one_of(row, "consent", CONSENT)
    return None if given is None else given == "yes"


def _address(row: Row, place: str) -> str:
    try:
        return normal(place)
    except NotFetched as error:
        row.wrong("from", f"{place!r} cannot be fetched: {error.reason}", error.mend)


def _located(row: Row, base: Path, place: str) -> str:
    try:
        return str(base / Path(place).expanduser())
    except RuntimeError:
        row.wrong("from", f"{place!r} names a home that is not known", "Write the whole path")


def _most(row: Row) -> int:
    value = row.values.get("most", MOST)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        row.wrong("most", f"{value!r} is not a number of entries", "Write a whole number, such as 500")
    return value


def _one_of(row: Row, key: str, allowed: Sequence[str]) -> str | None:
    value = row.text_or_none(key)
    if value is not None and value not in allowed:
        row.wrong(key, f"there is no {key} {value!r}", f"Use one of: {', '.join(allowed)}")
    return value


def refuse_missing(origin: Origin, file: str) -> None:
    """Raise SourceMissing, naming the row, where a source on this machine is not there."""
    if origin.path is not None and not origin.path.exists():
        mend = f"Check the path and the disk, or take the source out of {file}"
        raise SourceMissing(f"{origin.place} ({file}, line {origin.line})", "there is no such folder or file", mend)
