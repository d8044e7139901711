"""Catalogues of the templates of reports, extracted and updated with Babel like those of the portal."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from palermo import __version__

SOURCES = Path(__file__).parent
CATALOGUES = SOURCES / "locale"
KEYWORDS = {"_": None, "mark_plural": (1, 2)}
"""Functions that mark templates in the code."""


def build_report_template() -> Catalog:
    """Return a catalogue of all templates of reports without translations."""
    catalogue = Catalog(project="Palermo", version=__version__, charset="utf-8", fuzzy=False)
    for words, path in _extract_templates():
        catalogue.add(words, locations=[(path, 0)])
    return catalogue


def update_report_catalogue(language: str) -> Catalog:
    """Add new templates to a catalogue, remove unused ones, and return it."""
    return update_catalogue_file(get_catalogue_path(language), language, build_report_template())


def read_catalogue_file(path: Path, language: str) -> Catalog:
    """Return the catalogue of a language that a file has."""
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update_catalogue_file(path: Path, language: str, template: Catalog) -> Catalog:
    """Add the new strings of a template to a catalogue in a file, remove unused ones, and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = read_catalogue_file(path, language) if path.exists() else _create_catalogue(language)
    created = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.creation_date = created  # else a run that changes nothing would change the file
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return catalogue


def _create_catalogue(language: str) -> Catalog:
    return Catalog(
        locale=language,
        header_comment="# Translations of Palermo.",
        project="Palermo",
        version=__version__,
        msgid_bugs_address="Palermo",
        last_translator="Palermo",
        language_team=language,
        fuzzy=False,
    )


def get_catalogue_path(language: str) -> Path:
    """Return where the catalogue of a language is."""
    return CATALOGUES / language / "LC_MESSAGES" / "reports.po"


def _extract_templates() -> Iterator[tuple[str | tuple[str, str], str]]:
    for path in sorted(SOURCES.rglob("*.py")):
        code = BytesIO(path.read_bytes())
        for _line, words, _comments, _context in extract("python", code, keywords=KEYWORDS):
            template = (words[0], words[1]) if isinstance(words, tuple) else words
            yield template, path.relative_to(SOURCES).as_posix()
