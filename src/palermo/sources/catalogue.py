"""A catalogue beside the documents: `catalogue.csv`, what people know of them that the files do not print."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from palermo.errors import CatalogueInvalid, SourceMissing
from palermo.statements import Nature

CATALOGUE = "catalogue.csv"
COLUMNS = (
    "file",
    "title",
    "date",
    "publisher",
    "symbol",
    "work",
    "language",
    "nature",
    "address",
    "of",
    "visibility",
    "rights",
)
VISIBILITIES = ("public", "members", "secretariat")
RIGHTS = ("full", "quotes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a catalogue says of one file; None or empty where it says nothing."""

    file: str
    """Path relative to the catalogue's folder, with `/`, NFC."""
    line: int
    """1-based line of the catalogue on which the row begins."""
    title: str | None = None
    date: str | None = None
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    publishers: tuple[str, ...] = ()
    """Registry ids."""
    symbol: str | None = None
    work: str | None = None
    """A name that all documents of one Work share."""
    language: str | None = None
    nature: Nature | None = None
    address: str | None = None
    of: tuple[str, ...] = ()
    """What a digest tells of: ids, symbols or titles of publications and instruments."""
    visibility: str | None = None
    full_text: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The rows of one catalogue, by file."""

    path: Path
    rows: dict[str, Row]


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue: UTF-8 with or without BOM, `,` or `;`; raises CatalogueInvalid naming the line."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceMissing(str(path), f"it cannot be read ({error.strerror})", "Check its rights") from error
    rows: dict[str, Row] = {}
    for line, cells in _records(path, _text(path, content)):
        row = _row(path, line, cells)
        if row.file in rows:
            raise _invalid(path, line, f"{row.file} has a row already, in line {rows[row.file].line}", "Keep one row")
        rows[row.file] = row
    return Catalogue(path=path, rows=rows)


def _text(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _invalid(path, line, "it is not UTF-8", "Save it as CSV UTF-8") from error


def _records(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row that is not blank with its line and its cells by column."""
    heading = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in heading else ",", strict=True)
    columns: list[str] = []
    line = 1
    try:
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if not columns:
                columns = _columns(path, line, values)
            elif any(values):
                if len(values) > len(columns):
                    reason = f"it has {len(values)} cells, and the first line names {len(columns)} columns"
                    raise _invalid(path, line, reason, "Put quotes around a cell that holds the separator")
                yield line, dict(zip(columns, values, strict=False))
            line = reader.line_num + 1
    except csv.Error as error:
        raise _invalid(path, line, f"it is not CSV ({error})", "Check the quotes in this line") from error
    if not columns:
        raise _invalid(path, 1, "it is empty", "Name the columns in its first line, at least: file")


def _columns(path: Path, line: int, values: list[str]) -> list[str]:
    columns = [value.lower() for value in values]
    for column in columns:
        if column not in COLUMNS:
            raise _invalid(path, line, f"there is no column {column!r}", f"Use these columns: {', '.join(COLUMNS)}")
        if columns.count(column) > 1:
            raise _invalid(path, line, f"the column {column!r} stands there twice", "Keep one of them")
    if "file" not in columns:
        raise _invalid(path, line, "the column 'file' is missing", "Add it: each row names its file")
    return columns


def _row(path: Path, line: int, cells: dict[str, str]) -> Row:
    def one_of(column: str, allowed: tuple[str, ...]) -> str | None:
        value = cells.get(column, "").lower()
        if value and value not in allowed:
            raise _invalid(path, line, f"there is no {column} {value!r}", f"Use one of: {', '.join(allowed)}")
        return value or None

    def shaped(column: str, pattern: str, example: str) -> str | None:
        value = cells.get(column, "")
        if value and not re.fullmatch(pattern, value):
            raise _invalid(path, line, f"{value!r} cannot be used as {column}", f"Write it as {example}")
        return value or None

    nature, rights = one_of("nature", tuple(Nature)), one_of("rights", RIGHTS)
    return Row(
        file=_file(path, line, cells["file"]),
        line=line,
        title=cells.get("title") or None,
        date=_date(path, line, cells.get("date", "")),
        publishers=_several(cells.get("publisher", "")),
        symbol=cells.get("symbol") or None,
        work=cells.get("work") or None,
        language=shaped("language", "[a-z]{2}", "two letters, such as fr"),
        nature=Nature(nature) if nature else None,
        address=shaped("address", r"https?://[^\s/]+\S*", "https://..."),
        of=_several(cells.get("of", "")),
        visibility=one_of("visibility", VISIBILITIES),
        full_text=rights == "full" if rights else None,
    )


def _several(value: str) -> tuple[str, ...]:
    """What stands between the semicolons of a cell."""
    return tuple(dict.fromkeys(part.strip() for part in value.split(";") if part.strip()))


def _file(path: Path, line: int, value: str) -> str:
    if not value:
        raise _invalid(path, line, "the row names no file", "Write the file's name in the column file")
    name = PurePosixPath(unicodedata.normalize("NFC", value))
    if name.is_absolute() or ".." in name.parts:
        raise _invalid(path, line, f"{value!r} leads out of the catalogue's folder", "Name a file beside the catalogue")
    return str(name)


def _date(path: Path, line: int, value: str) -> str | None:
    if not value:
        return None
    try:
        if re.fullmatch(r"\d{4}(-\d{2}){0,2}", value, re.ASCII):
            date.fromisoformat((value + "-01-01")[:10])
            return value
    except ValueError:
        pass
    raise _invalid(path, line, f"{value!r} is not a date", "Write it as 2026-11-24, 2026-11 or 2026")


def _invalid(path: Path, line: int, reason: str, mend: str) -> CatalogueInvalid:
    return CatalogueInvalid(f"{path}, line {line}", reason, mend)
