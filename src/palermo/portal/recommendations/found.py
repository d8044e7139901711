"""All that the register's filters find, page after page, for exports."""

from collections.abc import Iterator
from typing import Any

from palermo.edition import View
from palermo.portal.recommendations.asked import Asked
from palermo.statements import record

STEP = 500
"""Statements asked of a View at a time."""


def recommendations(view: View, asked: Asked) -> Iterator[dict[str, Any]]:
    """Records of everything that the filters find, in the order asked for."""
    offset = 0
    while True:
        found = view.statements(asked.filters, offset=offset, limit=STEP, order=asked.sort)
        for one in found.statements:
            yield record(one, found.documents[one.document])
        offset += STEP
        if offset >= found.total:
            return
