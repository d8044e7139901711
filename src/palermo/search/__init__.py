"""Hybrid search over an edition's passages by words and embeddings, with match explanations."""

from palermo.search.highlighting import build_excerpt
from palermo.search.index import SearchIndex, open_index
from palermo.search.index_builder import FIX_HINT, INDEX_FOLDER, build_index, load_index_manifest
from palermo.search.index_fields import FACET_FIELDS
from palermo.search.name_index import load_name_index
from palermo.search.name_matches import MatchQuality, NameHit, NameType
from palermo.search.name_sources import TOPIC_SCHEMES
from palermo.search.query_kinds import KindWords, find_kind_words
from palermo.search.query_parser import QueryWarning, QueryWarningCode
from palermo.search.results import Hit, MatchExplanation, SearchResult

__all__ = [
    "FACET_FIELDS",
    "FIX_HINT",
    "INDEX_FOLDER",
    "TOPIC_SCHEMES",
    "Hit",
    "KindWords",
    "MatchExplanation",
    "MatchQuality",
    "NameHit",
    "NameType",
    "QueryWarning",
    "QueryWarningCode",
    "SearchIndex",
    "SearchResult",
    "build_excerpt",
    "build_index",
    "find_kind_words",
    "load_index_manifest",
    "load_name_index",
    "open_index",
]
