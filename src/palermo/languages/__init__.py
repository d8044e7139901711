"""Languages: their table, and their words and patterns as YAML, one folder for each.

`language_table.py` has codes, names and directions. `language_words.py` reads and validates the YAML files; it is
imported by itself, since the types of `statements` need the table without input. Start reading in `language_table.py`.
"""

from palermo.languages.language_table import (
    HAN_CHARACTER,
    LABELLED_LANGUAGES,
    LANGUAGE_BY_CODE,
    LANGUAGE_TABLE,
    LANGUAGES,
    LATIN_SCRIPT_LANGUAGES,
    RTL_LANGUAGES,
    build_labels,
    choose_label,
)

__all__ = [
    "HAN_CHARACTER",
    "LABELLED_LANGUAGES",
    "LANGUAGES",
    "LANGUAGE_BY_CODE",
    "LANGUAGE_TABLE",
    "LATIN_SCRIPT_LANGUAGES",
    "RTL_LANGUAGES",
    "build_labels",
    "choose_label",
]
