"""The library's `sources.yaml`: its sources, one row each, written by people."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from palermo.errors import DefinitionInvalid, NotFetched, RegistryInvalid, SourceMissing
from palermo.sources.catalogue import CONSENT_VALUES, RIGHTS_VALUES, VISIBILITIES
from palermo.sources.folder_listing import Globs
from palermo.sources.origin_kinds import ORIGIN_KINDS
from palermo.sources.web.addresses import normalise_address
from palermo.vocabulary.yaml_rows import YamlRow, parse_rows

DEFINITION_FILE = "sources.yaml"
DEFINITION_HEADER = """\
# Where this library's documents come from, one row for each source. `palermo add` writes here, and so may you.
"""
DEFINITION_FIELDS = (
    "name",
    "kind",
    "from",
    "include",
    "exclude",
    "most",
    "most_megabytes",
    "publisher",
    "visibility",
    "rights",
    "consent",
)
ALL_PATHS = Globs()
DEFAULT_MAX_ENTRIES = 1000
"""Maximum entries of a list, feed, sitemap or bibliography if the row gives no other number."""
DEFAULT_MAX_MEGABYTES = 20_000
"""Maximum size of all documents that are fetched for one source if the row gives no other number."""
_ONLINE_KINDS = ("address", "oai")
"""Kinds that are only found at addresses."""
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,59}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One source: kind, location, and defaults for all of its documents."""

    name: str
    kind: str
    """One of KINDS."""
    location: str
    """Path of a folder or file, or an address that begins with http."""
    line_number: int
    """1-based line in the definition; 0 for a source that is not in one."""
    globs: Globs = ALL_PATHS
    max_entries: int = DEFAULT_MAX_ENTRIES
    max_megabytes: int = DEFAULT_MAX_MEGABYTES
    publishers: tuple[str, ...] = ()
    """Registry ids: the default for its documents, as the next three."""
    visibility: str | None = None
    full_text: bool | None = None
    consent: bool | None = None

    @property
    def path(self) -> Path | None:
        """Local path; None for an address."""
        return None if is_address(self.location) else Path(self.location)


def is_address(location: str) -> bool:
    """Return whether a location is a web address."""
    return bool(re.match(r"https?://", location, re.IGNORECASE))


def is_foreign_address(location: str) -> bool:
    """Return whether a location is an address that cannot be fetched, such as one of FTP."""
    return bool(re.match(r"\w+://", location)) and not is_address(location)


def read_definition(text: str, file: str, base: Path) -> tuple[Origin, ...]:
    """Read the sources; paths are relative to `base`. Raises DefinitionInvalid with file and line."""
    try:
        origins = [_parse_origin(row, base) for row in parse_rows(text, file)] if _holds_rows(text) else []
    except RegistryInvalid as error:
        raise DefinitionInvalid(error.subject, error.reason, error.hint) from error
    lines: dict[str, int] = {}
    for origin in origins:
        if origin.name in lines:
            reason = f"{origin.name} is already the name of the source in line {lines[origin.name]}"
            raise DefinitionInvalid(f"{file}, line {origin.line_number}", reason, "Give one of them another name")
        lines[origin.name] = origin.line_number
    return tuple(origins)


def append_origin(text: str, origin: Origin) -> str:
    """Return the definition with another source at its end; existing text is unchanged."""
    values: dict[str, Any] = {"name": origin.name, "kind": origin.kind, "from": origin.location}
    values |= {key: list(globs) for key in ("include", "exclude") if (globs := getattr(origin.globs, key))}
    values |= {"most": origin.max_entries} if origin.max_entries != DEFAULT_MAX_ENTRIES else {}
    values |= {"most_megabytes": origin.max_megabytes} if origin.max_megabytes != DEFAULT_MAX_MEGABYTES else {}
    values |= {"publisher": list(origin.publishers)} if origin.publishers else {}
    values |= {"visibility": origin.visibility} if origin.visibility else {}
    values |= {"rights": RIGHTS_VALUES[not origin.full_text]} if origin.full_text is not None else {}
    values |= {"consent": CONSENT_VALUES[not origin.consent]} if origin.consent is not None else {}
    row = yaml.safe_dump([values], sort_keys=False, allow_unicode=True, width=1000)
    definition = text or DEFINITION_HEADER
    return definition + ("" if definition.endswith("\n") else "\n") + row


def choose_free_name(location: str, used_names: Collection[str]) -> str:
    """Return an unused name for a source, from the last part of its location.

    >>> choose_free_name("https://www.example.org/News Feed.xml", ["news-feed"])
    'news-feed-2'
    """
    parts = [part for part in re.split(r"[/\\]", location.partition("?")[0]) if part]
    words = re.sub(r"[^a-z0-9]+", "-", parts[-1].rpartition(".")[0].lower() or parts[-1].lower()) if parts else ""
    stem = words.strip("-")[:50] or "source"
    return next(
        name for n in range(1, len(used_names) + 2) if (name := stem if n == 1 else f"{stem}-{n}") not in used_names
    )


def _holds_rows(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


def _parse_origin(row: YamlRow, base: Path) -> Origin:
    row.check_keys(*DEFINITION_FIELDS)
    name, kind, place = row.get_text("name"), row.get_choice("kind", ORIGIN_KINDS), row.get_text("from")
    if not _NAME.fullmatch(name):
        row.raise_error("name", f"{name!r} cannot be a name", "Use small letters, digits, - and ., 60 at most")
    if is_foreign_address(place):
        row.raise_error(
            "from", f"{place!r} is not an address that can be fetched", "Use http:// or https://, or a path"
        )
    if is_address(place) and kind == "folder":
        row.raise_error("kind", "a folder cannot have an address", "Name a path, or use kind: sitemap")
    if not is_address(place) and kind in _ONLINE_KINDS:
        hint = "Begin it with https://, or choose the kind of a file or folder"
        row.raise_error("from", f"{place!r} is not an address, as the kind {kind} needs", hint)
    rights = row.get_optional_choice("rights", RIGHTS_VALUES)
    return Origin(
        name=name,
        kind=kind,
        location=_parse_address(row, place) if is_address(place) else _resolve_path(row, base, place),
        line_number=row.line_number,
        globs=Globs(include=row.get_texts("include"), exclude=row.get_texts("exclude")),
        max_entries=_parse_maximum(row, "most", DEFAULT_MAX_ENTRIES, "entries"),
        max_megabytes=_parse_maximum(row, "most_megabytes", DEFAULT_MAX_MEGABYTES, "megabytes"),
        publishers=row.get_texts("publisher"),
        visibility=row.get_optional_choice("visibility", VISIBILITIES),
        full_text=rights == "full" if rights else None,
        consent=_parse_consent(row),
    )


def _parse_consent(row: YamlRow) -> bool | None:
    """Return a boolean for `yes` and `no`, which YAML parses as true and false if unquoted."""
    value = row.values.get("consent")
    if isinstance(value, bool):
        return value
    return None if value is None else row.get_choice("consent", CONSENT_VALUES) == "yes"


def _parse_address(row: YamlRow, location: str) -> str:
    try:
        return normalise_address(location)
    except NotFetched as error:
        row.raise_error("from", f"{location!r} cannot be fetched: {error.reason}", error.hint)


def _resolve_path(row: YamlRow, base: Path, location: str) -> str:
    try:
        return str(base / Path(location).expanduser())
    except RuntimeError:
        row.raise_error("from", f"{location!r} names an unknown home folder", "Write the whole path")


def _parse_maximum(row: YamlRow, key: str, default: int, unit: str) -> int:
    value = row.values.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        row.raise_error(key, f"{value!r} is not a number of {unit}", "Write a whole number, such as 500")
    return value


def check_exists(origin: Origin, file: str) -> None:
    """Raise SourceMissing with the row if a local source does not exist."""
    if origin.path is not None and not origin.path.exists():
        hint = f"Check the path and the disk, or take the source out of {file}"
        raise SourceMissing(
            f"{origin.location} ({file}, line {origin.line_number})", "there is no such folder or file", hint
        )
