"""The roles of places in the activities of the served edition."""

from collections import Counter
from collections.abc import Mapping

from palermo import registry
from palermo.analysis.place_roles import PlaceRole, count_place_roles
from palermo.portal.services.current_edition import ServedEdition


def get_place_roles(edition: ServedEdition) -> Mapping[str, Counter[PlaceRole]] | None:
    """Return the roles by ISO code of a State or M49 code of a subregion, counted once; None for a large edition."""
    return edition.cache.get_or_compute(
        "place-roles", lambda: count_place_roles(edition.view, registry.load_registry())
    )
