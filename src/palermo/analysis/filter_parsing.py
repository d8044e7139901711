"""The parsing of filters: conditions such as `region=africa` on the facets that maps can have.

To add one, add a facet to `FACETS` in `palermo.statements.facets`.
"""

from collections.abc import Iterable, Mapping

from palermo.analysis.facet_values import FacetValues
from palermo.edition import Filters
from palermo.errors import QuestionInvalid
from palermo.statements import FACETS, Facet, resolve_facet_name

MAX_CONDITION_CHARS = 300
"""Characters of a condition; names are shorter, and longer texts are costly to compare with all names."""

MAP_FACETS: Mapping[str, Facet] = {facet.name: facet for facet in FACETS if facet.in_maps}
"""By name. `actor` is who acts; `place` and `region` (M49) are where; `year` is the year of publication; `audience` and
`addressee` are who is asked or served: classes of actors, or States and entities."""


def get_map_facet(name: str) -> Facet:
    """Return the facet of maps of that name or alias; raises QuestionInvalid, which lists the known ones."""
    facet = MAP_FACETS.get(resolve_facet_name(name))
    if facet is None:
        raise QuestionInvalid(f"dimension {name!r}", "it does not exist", f"Use one of {', '.join(MAP_FACETS)}")
    return facet


def parse_filters(conditions: Iterable[str], values: FacetValues, kinds: Iterable[str] = ()) -> Filters:
    """Parse conditions such as `region=africa`, `theme=technology`, `year=2018..2022` into filters.

    A value is an id, or a name in any of the six languages. Raises QuestionInvalid for an unknown facet or value; a
    known value without statements is no error.
    """
    selected: dict[str, tuple[str, ...]] = {}
    for condition in [*conditions, *(f"kind={kind}" for kind in kinds)]:
        if len(condition) > MAX_CONDITION_CHARS:
            reason = f"it has more than {MAX_CONDITION_CHARS} characters"
            raise QuestionInvalid(f"condition {condition[:40]!r}...", reason, "Write one such as region=africa")
        name, equals, value = condition.partition("=")
        if not equals or not value.strip():
            raise QuestionInvalid(
                f"condition {condition!r}", "it is not field=value", "Write one such as region=africa"
            )
        facet = get_map_facet(name).name
        ids = values.find_ids(facet, value.strip())
        selected[facet] = tuple(dict.fromkeys((*selected.get(facet, ()), *ids)))
    return Filters(selected=selected)
