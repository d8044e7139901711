"""The partners of one entity, as its profile shows them."""

from collections.abc import Mapping

from django.utils.safestring import mark_safe

from palermo.portal.partnerships.kept import kept, picture_of
from palermo.portal.partnerships.rows import prospect_row, tie_row

TIES, PROSPECTS, DRAWN = 8, 5, 16
"""Partners in the table, prospective ones, and bodies in the picture."""


def around(id: str) -> Mapping[str, object]:
    """Current partners with a picture, and prospective ones with reasons."""
    made = kept()
    ties, prospects = made.ties.of(id), made.prospects.of(id)
    return {
        "ties": [tie_row(one, made, id) for one in ties[:TIES]],
        "all": len(ties),
        "documents": made.ties.documents,
        "picture": mark_safe(picture_of(id, DRAWN)) if len(ties) > 2 else "",
        "prospects": [prospect_row(one, made, id) for one in prospects[:PROSPECTS]],
    }
