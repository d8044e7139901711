"""Pure functions of an edition's statements and the registry: maps, scores, holdings, profiles."""

from palermo.analysis.availability import match_instrument_texts, match_publications
from palermo.analysis.dimension_values import DimensionValues
from palermo.analysis.dimensions import DIMENSIONS, Dimension, FilterSet, build_filters, get_dimension, parse_filter_set
from palermo.analysis.document_themes import ThemeShare, find_document_themes
from palermo.analysis.profiles import (
    MAX_EVIDENCE_AGE_YEARS,
    Emptiness,
    EntityEvidence,
    ProfileBasis,
    collect_topics,
    count_priorities,
    summarise_basis,
    summarise_evidence,
)
from palermo.analysis.registry_proposals import propose_organisations
from palermo.analysis.related_works import RelatedWork, RelatedWorkIndex, count_tags

__all__ = [
    "DIMENSIONS",
    "MAX_EVIDENCE_AGE_YEARS",
    "Dimension",
    "DimensionValues",
    "Emptiness",
    "EntityEvidence",
    "FilterSet",
    "ProfileBasis",
    "RelatedWork",
    "RelatedWorkIndex",
    "ThemeShare",
    "build_filters",
    "collect_topics",
    "count_priorities",
    "count_tags",
    "find_document_themes",
    "get_dimension",
    "match_instrument_texts",
    "match_publications",
    "parse_filter_set",
    "propose_organisations",
    "summarise_basis",
    "summarise_evidence",
]
