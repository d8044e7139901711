"""The survey form as a workbook: activities of entities, one per row, with drop-down choices."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from palermo.extraction.rows import SURVEY_FORM_MARK
from palermo.languages import LANGUAGE_BY_CODE
from palermo.registry import Registry
from palermo.safe_yaml import parse_yaml
from palermo.statements import TAG_FIELDS
from palermo.vocabulary import Vocabulary

INPUT_ROWS = 500
"""Number of rows with drop-down choices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumn:
    """A column of the form."""

    role: str
    labels: Mapping[str, str]
    """Header by language."""
    width: int
    """In characters."""
    choices: str = ""
    """Name of the list of its choices; empty for free text."""


_STRINGS = parse_yaml((files("palermo.publishing") / "survey_form.yaml").read_text(encoding="utf-8"))
FORM_COLUMNS = tuple(FormColumn(**column) for column in _STRINGS["columns"])


def build_form(registry: Registry, vocabulary: Vocabulary, language: str = "en") -> bytes:
    """Return the form in one of LANGUAGES: a sheet to fill in, and a hidden one with the choices."""
    bytes_io = io.BytesIO()
    with xlsxwriter.Workbook(bytes_io, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": SURVEY_FORM_MARK, "created": datetime(2000, 1, 1)})
        head = book.add_format({"bold": True, "bg_color": "#dbe8f5", "text_wrap": True, "valign": "top", "border": 1})
        words = book.add_format({"text_wrap": True, "valign": "top"})
        help = book.add_worksheet("Help")
        help.set_column(0, 0, 100, words)
        page = book.add_worksheet("Activities")
        choices = book.add_worksheet("Choices")
        choices.hide()
        for line, sentence in enumerate(_STRINGS["help"].get(language, _STRINGS["help"]["en"])):
            help.write_string(line, 0, sentence)
        if LANGUAGE_BY_CODE[language].is_rtl:
            page.right_to_left()
            help.right_to_left()
        page.write_string(0, 0, SURVEY_FORM_MARK, book.add_format({"bold": True}))
        page.freeze_panes(2, 1)
        offered = _list_choices(registry, vocabulary, language)
        for index, column in enumerate(FORM_COLUMNS):
            page.set_column(index, index, column.width, words)
            page.write_string(1, index, column.labels.get(language, column.labels["en"]), head)
            if column.choices:
                choices.write_column(0, index, offered[column.choices])
                letter = xl_col_to_name(index, col_abs=True)
                source = f"=Choices!{letter}$1:{letter}${max(len(offered[column.choices]), 1)}"
                rule = {"validate": "list", "source": source, "error_type": "information", "ignore_blank": True}
                page.data_validation(2, index, INPUT_ROWS + 1, index, rule)
        page.activate()
    return bytes_io.getvalue()


def _list_choices(registry: Registry, vocabulary: Vocabulary, language: str) -> Mapping[str, Sequence[str]]:
    schemes = (*TAG_FIELDS, "audiences")
    concepts = {s: [vocabulary.get_label(c.id, language) for c in vocabulary.list_concepts(s)] for s in schemes}
    states = sorted(registry.get_label(id, language) for id in registry.states)
    entities = sorted(registry.get_label(id, language) for id in registry.entities)
    statuses = _STRINGS["statuses"].get(language, _STRINGS["statuses"]["en"])
    return {**concepts, "countries": states, "entities": entities, "statuses": statuses}
