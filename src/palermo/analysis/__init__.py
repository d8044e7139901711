"""Analysis: maps, partnerships, follow-up, appraisals and gaps from the statements of an edition.

A `View` of an edition, the registry and filters go in, frozen results come out; nothing here reads or writes files.
Start reading in `facet_values.py` (filters), `cross_tabulation` (who does what) and `follow_up`.

An analysis appears in: `publishing/sheets/` and `publishing/svg/` (files), `cli/map_commands.py`, `api/editions.py`
(Python), `mcp_server/tools.py` and `mcp_server/server.py` (assistants), `portal/services/` with an app and
`portal/api/` (pages and JSON), and `pipeline/derived_artefacts.py` where an edition stores it; docs/contributing.md
has the steps.
"""

from palermo.analysis.availability import match_instrument_texts, match_publications
from palermo.analysis.document_themes import ThemeShare, find_document_themes
from palermo.analysis.facet_values import MAP_FACETS, FacetValues, get_map_facet, parse_filters
from palermo.analysis.profiles import (
    MAX_EVIDENCE_AGE_YEARS,
    Emptiness,
    EntityEvidence,
    collect_topics,
    count_priorities,
    summarise_basis,
    summarise_evidence,
)
from palermo.analysis.registry_proposals import propose_organisations
from palermo.analysis.related_works import RelatedWorkIndex, count_tags

__all__ = [
    "MAP_FACETS",
    "MAX_EVIDENCE_AGE_YEARS",
    "Emptiness",
    "EntityEvidence",
    "FacetValues",
    "RelatedWorkIndex",
    "ThemeShare",
    "collect_topics",
    "count_priorities",
    "count_tags",
    "find_document_themes",
    "get_map_facet",
    "match_instrument_texts",
    "match_publications",
    "parse_filters",
    "propose_organisations",
    "summarise_basis",
    "summarise_evidence",
]
