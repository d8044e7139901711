"""Catalogues: CSV files or workbooks beside the documents, with metadata that the files do not print."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath

import python_calamine as calamine

from palermo.errors import CatalogueInvalid, SourceMissing
from palermo.statements import Nature, is_date

type CellRows = Iterable[tuple[int, Sequence[str]]]
"""1-based line and cells of each row that is not blank, stripped."""

MAX_WORKBOOK_BYTES = 100_000_000
"""Maximum unpacked bytes of a workbook."""


def read_csv_cells(content: bytes, location: str) -> CellRows:
    """Read CSV, with or without BOM; raises CatalogueInvalid with the line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CatalogueInvalid(f"{location}, line {line}", "it is not UTF-8", "Save it as CSV UTF-8") from error
    return _iterate_csv_rows(text, location)


def read_workbook_cells(content: bytes, location: str) -> CellRows:
    """Read the first sheet of a workbook, dates as ISO; raises CatalogueInvalid."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_WORKBOOK_BYTES:
                raise CatalogueInvalid(
                    location, "it expands to too much data", "Save the catalogue in a workbook of its own"
                )
        with calamine.load_workbook(io.BytesIO(content)) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError) as error:
        raise CatalogueInvalid(location, f"it is not a workbook ({error})", "Save it as .xlsx") from error
    lines = ((number, _strip_empty_cells([_format_cell(value) for value in row])) for number, row in enumerate(rows, 1))
    return [(number, values) for number, values in lines if values]


def _iterate_csv_rows(text: str, location: str) -> Iterator[tuple[int, Sequence[str]]]:
    heading = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in heading else ",", strict=True)
    line = 1
    try:
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if any(values):
                yield line, values
            line = reader.line_num + 1
    except csv.Error as error:
        reason = f"it is not CSV ({error})"
        raise CatalogueInvalid(f"{location}, line {line}", reason, "Check the quotes in this line") from error


def _format_cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _strip_empty_cells(values: list[str]) -> list[str]:
    while values and not values[-1]:
        values.pop()
    return values


CATALOGUE_FILE = "catalogue.csv"
CATALOGUE_READERS: dict[str, Callable[[bytes, str], CellRows]] = {
    CATALOGUE_FILE: read_csv_cells,
    "catalogue.xlsx": read_workbook_cells,
}
"""Name of the file -> reader of its cells."""
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
    "consent",
)
VISIBILITIES = ("public", "members", "secretariat")
RIGHTS_VALUES = ("full", "quotes")
CONSENT_VALUES = ("yes", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRow:
    """The row of one file; fields that it leaves open are None or empty."""

    file: str
    """Path relative to the catalogue's folder, with `/`, NFC."""
    line: int
    """1-based line of the catalogue on which the row begins; 0 for rows from elsewhere."""
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
    """Subjects of a digest: ids, symbols or titles of publications and instruments."""
    visibility: str | None = None
    full_text: bool | None = None
    consent: bool | None = None
    """Whether the people whose stories it tells consented to publication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The rows of one catalogue, by file."""

    path: Path
    """Path of the catalogue, possibly within an archive."""
    rows: dict[str, CatalogueRow]
    faults: tuple[str, ...] = ()
    """Invalid cells and rows, one line for people each, with their place; the rest is valid."""

    def list_missing_files(self, found: Collection[str]) -> list[str]:
        """Return a line for people on each row whose file is not among those that were found."""
        missing = (row for file, row in self.rows.items() if file not in found)
        return [f"{self.path}, line {row.line}: there is no file {row.file}" for row in missing]


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue.

    Raises CatalogueInvalid if it is invalid as a whole, SourceMissing if it cannot be opened.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceMissing(str(path), f"it cannot be read ({error.strerror})", "Check its permissions") from error
    return parse_catalogue(content, path)


def parse_catalogue(content: bytes, path: Path) -> Catalogue:
    """Read a catalogue from its bytes; `path` is used in messages.

    An invalid cell is reported and left out. So that a typing error discloses nothing, an invalid visibility means
    `secretariat`, invalid rights mean `quotes` and an invalid consent means `no`. Raises
    CatalogueInvalid if its columns or bytes are invalid.
    """
    place = str(path)
    cells = iter(CATALOGUE_READERS[path.name.lower()](content, place))
    line, first = next(cells, (1, ()))
    if not first:
        raise _build_error(place, 1, "it is empty", "Name the columns in its first line, at least: file")
    columns = _parse_header(place, line, first)
    faults: list[str] = []
    rows: dict[str, CatalogueRow] = {}
    for line, values in cells:
        reading = _RowParser(f"{place}, line {line}", dict(zip(columns, values, strict=False)), faults)
        if len(values) > len(columns):
            reason = f"it has {len(values)} cells, and the first line names {len(columns)} columns"
            reading.add_fault(reason, "Put quotes around a cell that contains the separator")
            continue
        row = reading.parse(line)
        if row and row.file in rows:
            reading.add_fault(f"{row.file} has a row already, in line {rows[row.file].line}", "Keep one row")
        elif row:
            rows[row.file] = row
    return Catalogue(path=path, rows=rows, faults=tuple(faults))


def find_catalogue_name(names: Sequence[str], folder: str) -> str | None:
    """Return the catalogue among the names of a folder, or None.

    Raises CatalogueInvalid if there are two.
    """
    catalogues = sorted(name for name in names if name.lower() in CATALOGUE_READERS)
    if len(catalogues) > 1:
        raise CatalogueInvalid(folder, f"it contains both {' and '.join(catalogues)}", "Keep one of them")
    return catalogues[0] if catalogues else None


def _parse_header(location: str, line_number: int, values: Sequence[str]) -> list[str]:
    columns = [value.lower() for value in values]
    for column in columns:
        if column not in COLUMNS:
            raise _build_error(
                location, line_number, f"there is no column {column!r}", f"Use these columns: {', '.join(COLUMNS)}"
            )
        if columns.count(column) > 1:
            raise _build_error(location, line_number, f"the column {column!r} is there twice", "Keep one of them")
    if "file" not in columns:
        raise _build_error(location, line_number, "the column 'file' is missing", "Add it: each row names its file")
    return columns


@dataclass(frozen=True, slots=True)
class _RowParser:
    """A row that is being read: its cells by column, and the list for its faults."""

    location: str
    cells: Mapping[str, str]
    faults: list[str]

    def add_fault(self, reason: str, hint: str) -> None:
        self.faults.append(f"{self.location}: {reason}. {hint}.")

    def parse(self, line_number: int) -> CatalogueRow | None:
        """Return the row; None if it names no file beside the catalogue."""
        file = self._parse_file()
        if file is None:
            return None
        nature, rights = (
            self._parse_choice("nature", tuple(Nature)),
            self._parse_choice("rights", RIGHTS_VALUES, "quotes"),
        )
        consent = self._parse_choice("consent", CONSENT_VALUES, "no")
        return CatalogueRow(
            file=file,
            line=line_number,
            title=self.cells.get("title") or None,
            date=self._parse_date(),
            publishers=self._parse_list("publisher"),
            symbol=self.cells.get("symbol") or None,
            work=self.cells.get("work") or None,
            language=self._parse_pattern("language", "[a-z]{2}", "two letters, such as fr"),
            nature=Nature(nature) if nature else None,
            address=self._parse_pattern("address", r"https?://[^\s/]+\S*", "https://..."),
            of=self._parse_list("of"),
            visibility=self._parse_choice("visibility", VISIBILITIES, "secretariat"),
            full_text=rights == "full" if rights else None,
            consent=consent == "yes" if consent else None,
        )

    def _parse_choice(self, column: str, allowed: tuple[str, ...], fallback: str | None = None) -> str | None:
        value = self.cells.get(column, "").lower()
        if not value or value in allowed:
            return value or None
        meanwhile = f"; until then it is {fallback}" if fallback else ""
        self.add_fault(f"there is no {column} {value!r}", f"Use one of: {', '.join(allowed)}{meanwhile}")
        return fallback

    def _parse_pattern(self, column: str, pattern: str, example: str) -> str | None:
        value = self.cells.get(column, "")
        if not value or re.fullmatch(pattern, value):
            return value or None
        self.add_fault(f"{value!r} cannot be used as {column}", f"Write it as {example}")
        return None

    def _parse_list(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell between semicolons."""
        values = (part.strip() for part in self.cells.get(column, "").split(";"))
        return tuple(dict.fromkeys(value for value in values if value))

    def _parse_file(self) -> str | None:
        value = self.cells["file"]
        name = PurePosixPath(unicodedata.normalize("NFC", value))
        if not value:
            self.add_fault("the row names no file", "Write the file's name in the column file")
        elif name.is_absolute() or ".." in name.parts:
            self.add_fault(f"{value!r} leads out of the catalogue's folder", "Name a file beside the catalogue")
        else:
            return str(name)
        return None

    def _parse_date(self) -> str | None:
        value = self.cells.get("date", "")
        if not value or is_date(value):
            return value or None
        self.add_fault(f"{value!r} is not a date", "Write it as 2026-11-24, 2026-11 or 2026")
        return None


def _build_error(location: str, line_number: int, reason: str, hint: str) -> CatalogueInvalid:
    return CatalogueInvalid(f"{location}, line {line_number}", reason, hint)
