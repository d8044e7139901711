"""The controlled words of the field as YAML: labels, definitions, and the terms that texts use, in six languages."""

from palermo.vocabulary.concepts import SCHEMES, Concept
from palermo.vocabulary.field import FIELD_THEMES, TRAFFICKING
from palermo.vocabulary.hanzi import hanzi_version, is_traditional, plain_chinese
from palermo.vocabulary.load import Vocabulary, load
from palermo.vocabulary.organs import NUMBER, Organ, organ, organs, organs_version
from palermo.vocabulary.periods import periods_version, years
from palermo.vocabulary.tagging import TAGGED, Tag, exclusions_version, leaves_out, tags
from palermo.vocabulary.terms import GAP_WORDS, Term, Word, term, tokens

__all__ = [
    "FIELD_THEMES",
    "GAP_WORDS",
    "NUMBER",
    "SCHEMES",
    "TAGGED",
    "TRAFFICKING",
    "Concept",
    "Organ",
    "Tag",
    "Term",
    "Vocabulary",
    "Word",
    "exclusions_version",
    "hanzi_version",
    "is_traditional",
    "leaves_out",
    "load",
    "organ",
    "organs",
    "organs_version",
    "periods_version",
    "plain_chinese",
    "tags",
    "term",
    "tokens",
    "years",
]
