"""A sheet as CSV with its sources in each row, optionally tagged for the Humanitarian Exchange Language."""

from collections.abc import Iterable, Iterator

from palermo.publishing.records import format_csv
from palermo.publishing.sheets.sheet import NOTE_LABEL, MapSheet

ABOUT_KEY = "about"
"""Key of the last column, with edition, filters, denominators and citation, so that no row is without them.

Notes, which may be long, are in the first row only.
"""
ABOUT_TAG = "#meta+about"


def format_sheet_csv(sheet: MapSheet, *, tagged: bool = False) -> Iterator[str]:
    """Return a header, a line of tags if `tagged`, and one line for each row.

    Each line ends with CR LF.
    """
    keys = [*(column.key for column in sheet.columns), ABOUT_KEY]
    about = _join_sentences(sheet.about)
    short = _join_sentences((label, words) for label, words in sheet.about if label != NOTE_LABEL)
    rows = (
        {**dict(zip(keys, _convert_tuples(row), strict=False)), ABOUT_KEY: short if number else about}
        for number, row in enumerate(sheet.rows)
    )
    written = iter(format_csv(rows, keys))
    yield next(written)
    if tagged:
        yield ",".join([*(column.hxl_tag for column in sheet.columns), ABOUT_TAG]) + "\r\n"
    yield from written


def _join_sentences(about: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"{label}: {words}" + ("" if words.endswith(".") else ".") for label, words in about)


def _convert_tuples(row: object) -> list[object]:
    return [list(cell) if isinstance(cell, tuple) else cell for cell in row]  # type: ignore[attr-defined]
