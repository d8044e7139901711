"""Hybrid search over an edition's passages by words and embeddings, with match explanations."""

from palermo.search.fields import FACET_FIELDS, StatementSpan
from palermo.search.highlighting import build_excerpt
from palermo.search.index import SearchIndex, open_index
from palermo.search.index_builder import FIX_HINT, INDEX_FOLDER, IndexManifest, build_index, load_index_manifest
from palermo.search.name_index import NameIndex, load_name_index
from palermo.search.name_matches import MatchQuality, NamedItem, NameHit, NameType
from palermo.search.name_sources import TOPIC_SCHEMES
from palermo.search.query_parser import ParsedQuery, QueryWarning, QueryWarningCode
from palermo.search.results import FacetValueCount, Hit, HitGroup, MatchExplanation, SearchResult

__all__ = [
    "FACET_FIELDS",
    "FIX_HINT",
    "INDEX_FOLDER",
    "TOPIC_SCHEMES",
    "FacetValueCount",
    "Hit",
    "HitGroup",
    "IndexManifest",
    "MatchExplanation",
    "MatchQuality",
    "NameHit",
    "NameIndex",
    "NameType",
    "NamedItem",
    "ParsedQuery",
    "QueryWarning",
    "QueryWarningCode",
    "SearchIndex",
    "SearchResult",
    "StatementSpan",
    "build_excerpt",
    "build_index",
    "load_index_manifest",
    "load_name_index",
    "open_index",
]
