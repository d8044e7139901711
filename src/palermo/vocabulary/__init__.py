"""Vocabulary: the concepts of the field, with labels, definitions and terms in six languages.

YAML files of concepts and terms go in and are validated; a `Vocabulary` comes out, by which `find_tags` tags a text.
`extract_years` returns the years of a text. Start reading in `loader.py` for the files, `term_tagger.py` for the tags.
"""

from palermo.vocabulary.concepts import (
    FIELD_THEMES,
    SCHEMES,
    TRAFFICKING_THEME,
    Concept,
    TermWord,
    format_inline_label,
    parse_term,
    tokenize,
)
from palermo.vocabulary.loader import Vocabulary, group_by_concept, load_changes, load_vocabulary
from palermo.vocabulary.organs import RESOLUTION_NUMBER, Organ, load_organs
from palermo.vocabulary.periods import extract_years
from palermo.vocabulary.script_normalisation import normalise_chinese
from palermo.vocabulary.term_tagger import ConceptTag, find_printed_words, find_tags

__all__ = [
    "FIELD_THEMES",
    "RESOLUTION_NUMBER",
    "SCHEMES",
    "TRAFFICKING_THEME",
    "Concept",
    "ConceptTag",
    "Organ",
    "TermWord",
    "Vocabulary",
    "extract_years",
    "find_printed_words",
    "find_tags",
    "format_inline_label",
    "group_by_concept",
    "load_changes",
    "load_organs",
    "load_vocabulary",
    "normalise_chinese",
    "parse_term",
    "tokenize",
]
