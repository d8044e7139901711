"""The partners of one entity, as its profile shows them."""

from collections.abc import Mapping

from django.utils.safestring import mark_safe

from palermo.portal.partnerships.partnership_cache import draw_network, get_current_partnerships
from palermo.portal.partnerships.tie_rows import build_prospect_row, build_tie_row

MAX_TIES, MAX_PROSPECTS, MAX_DRAWN_BODIES = 8, 5, 16
"""Partners in the table, prospective ones, and bodies in the picture."""


def build_neighbourhood(id: str) -> Mapping[str, object]:
    """Current partners with a picture, and prospective ones with reasons."""
    made = get_current_partnerships()
    ties, prospects = made.ties.find_by_party(id), made.prospects.find_by_party(id)
    return {
        "ties": [build_tie_row(one, made, id) for one in ties[:MAX_TIES]],
        "all": len(ties),
        "documents": made.ties.documents,
        "picture": mark_safe(draw_network(id, MAX_DRAWN_BODIES)) if len(ties) > 2 else "",
        "prospects": [build_prospect_row(one, made, id) for one in prospects[:MAX_PROSPECTS]],
    }
