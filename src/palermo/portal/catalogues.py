"""Strings of the pages and their translations: extraction, update and compilation of the catalogues with Babel.

`python -m palermo.portal.catalogues` updates every catalogue from the templates and the code, those of the reports too,
and lists the strings that are not translated yet.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from django.utils.translation.template import templatize

from palermo import __version__
from palermo.access.permissions import REASONS
from palermo.extraction.rows import CELL_PROBLEM_TEXTS
from palermo.joint_texts.refusals import RefusalCode
from palermo.languages import LANGUAGE_TABLE, LANGUAGES
from palermo.publishing.workbook_texts import ABOUT_LABELS, COLUMN_LABELS, LIST_TITLES
from palermo.reports.catalogues import read_catalogue_file, update_catalogue_file, update_report_catalogue
from palermo.statements import CALIBRATION_CAUSES, REASON_SENTENCES

SOURCES = Path(__file__).parent
CATALOGUES = SOURCES / "locale"
SHEETS = SOURCES.parent / "publishing" / "sheets"
_COLUMN_LABEL = re.compile(r'label="([^"{}]+)"')
"""The header of a column in the code of sheets, which knows no Django."""
TRANSLATED_LANGUAGES = tuple(code for code in LANGUAGES if code != "en")
"""Languages with a catalogue; English is in the code."""
LIBRARY_LANGUAGES = {item.code: item.library_locale for item in LANGUAGE_TABLE if item.library_locale != item.code}
"""Languages that libraries name otherwise."""
LIBRARY_FOLDERS = (("django", "conf/locale"), ("django.contrib.auth", "locale"), ("allauth", "locale"))
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

Message = tuple[str | tuple[str, str], str | None, str]
"""Text (singular and plural if it has both), context, and file."""


def extract_messages() -> Iterator[Message]:
    """Return every string of the portal's code and templates, file by file, and the reasons of refusals."""
    for path in sorted(SOURCES.rglob("*.py")):
        yield from _extract_from(path.read_bytes(), path)
    for path in sorted(SOURCES.rglob("*.html")):
        yield from _extract_from(_convert_template(path).encode(), path)
    yield from ((reason, None, "services/access.py") for reason in REASONS)
    yield from ((str(code), None, "joint_texts/text_labels.py") for code in RefusalCode)
    reasons = (*REASON_SENTENCES.values(), *CALIBRATION_CAUSES.values())
    yield from ((reason, None, "base/reason_texts.py") for reason in reasons)
    yield from ((text, None, "base/reason_texts.py") for texts in CELL_PROBLEM_TEXTS.values() for text in texts)
    workbooks = (*COLUMN_LABELS.values(), *ABOUT_LABELS, *LIST_TITLES)
    yield from ((text, None, "services/workbook_texts.py") for text in dict.fromkeys(workbooks))
    for path in sorted((SOURCES.parent / "publishing").rglob("*.py")):
        for text, context, name in _extract_from(path.read_bytes(), path, {"Phrase": None}):
            if re.search("[a-z]", re.sub(r"{\w+}", "", str(text))):
                yield text, context, name
    labels = (label for path in sorted(SHEETS.glob("*.py")) for label in _COLUMN_LABEL.findall(path.read_text("utf-8")))
    yield from ((label, None, "services/map_sheets.py") for label in dict.fromkeys(labels))


def _convert_template(path: Path) -> str:
    """Return a template as Python code with its strings.

    The code has no indentation, because Python would not accept that of the template.
    """
    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return "\n".join(line.lstrip() for line in code.splitlines())


def _extract_from(code: bytes, path: Path, keywords: Mapping[str, Any] = KEYWORDS) -> Iterator[Message]:
    for _line, words, _comments, context in extract("python", BytesIO(code), keywords=keywords):
        texts = (words[0], words[1]) if isinstance(words, tuple) else words
        yield texts, context, path.relative_to(SOURCES.parent).as_posix().removeprefix(f"{SOURCES.name}/")


def build_template() -> Catalog:
    """Return a catalogue of all strings without translations."""
    catalogue = Catalog(project="Palermo", version=__version__, charset="utf-8", fuzzy=False)
    for words, context, path in extract_messages():
        catalogue.add(words, context=context, locations=[(path, 0)])
    return catalogue


def read_catalogue(language: str) -> Catalog:
    """Return the catalogue of a language."""
    return read_catalogue_file(_get_catalogue_path(language), language)


def update_catalogue(language: str) -> list[str]:
    """Add new strings to a catalogue and remove unused ones; return the untranslated strings."""
    return list_untranslated(update_catalogue_file(_get_catalogue_path(language), language, build_template()))


def _get_catalogue_path(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "django.po"


def list_untranslated(catalogue: Catalog) -> list[str]:
    """Return the strings that are not translated in all plural forms."""
    untranslated = []
    for message in catalogue:
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        needed = catalogue.num_plurals if message.pluralizable else 1
        if message.id and (len(forms) < needed or not all(forms)):
            untranslated.append(message.id if isinstance(message.id, str) else message.id[0])
    return untranslated


def add_library_messages(catalogue: Catalog, language: str) -> None:
    """Add messages of Django and django-allauth in a language that they name differently from the portal."""
    name = LIBRARY_LANGUAGES.get(language)
    for package, folder in LIBRARY_FOLDERS if name else ():
        spec = find_spec(package)
        paths = spec.submodule_search_locations or () if spec else ()
        for path in (Path(path, folder, str(name), "LC_MESSAGES", "django.mo") for path in paths):
            with path.open("rb") as file:
                for message in read_mo(file):
                    context = message.context.decode() if isinstance(message.context, bytes) else message.context
                    if message.id and catalogue.get(message.id, context) is None:
                        catalogue.add(message.id, message.string, context=context)


def compile_catalogues(target: Path) -> None:
    """Compile every catalogue to `target/<language>/LC_MESSAGES/django.mo`, atomically."""
    for language in TRANSLATED_LANGUAGES:
        path = target / language / "LC_MESSAGES" / "django.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        compiled, catalogue = BytesIO(), read_catalogue(language)
        add_library_messages(catalogue, language)
        write_mo(compiled, catalogue)
        if not path.exists() or path.read_bytes() != compiled.getvalue():
            fresh = path.with_suffix(".new")
            fresh.write_bytes(compiled.getvalue())
            fresh.replace(path)


def main() -> int:
    """Update all catalogues; return 1 if a string is not translated."""
    untranslated = {
        language: [*update_catalogue(language), *list_untranslated(update_report_catalogue(language))]
        for language in TRANSLATED_LANGUAGES
    }
    for language, words in untranslated.items():
        sys.stdout.write(f"{language}: {len(words)} to translate\n" + "".join(f"  {word}\n" for word in words))
    return 1 if any(untranslated.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
