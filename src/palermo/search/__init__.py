"""Search: passages of an edition by their words and by their meaning, each with the reason why it was found."""

from palermo.search.answers import Answer, Counted, Group, Hit, Why
from palermo.search.asked import Asked, Note, Trouble
from palermo.search.building import FOLDER, MEND, Made, build_index, made
from palermo.search.encoding import to_be_encoded
from palermo.search.fields import FACETS, Place
from palermo.search.index import SearchIndex, open_index
from palermo.search.marks import excerpt

__all__ = [
    "FACETS",
    "FOLDER",
    "MEND",
    "Answer",
    "Asked",
    "Counted",
    "Group",
    "Hit",
    "Made",
    "Note",
    "Place",
    "SearchIndex",
    "Trouble",
    "Why",
    "build_index",
    "excerpt",
    "made",
    "open_index",
    "to_be_encoded",
]
