"""Dimensions: what a map of statements can have as rows, columns and facet, and by what it can be filtered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from palermo.analysis.dimension_values import DimensionValues
from palermo.edition import Filters
from palermo.errors import QuestionInvalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One of the ways in which statements differ; a statement may have several values, or none."""

    name: str
    """What a command, an address and an export call it."""
    field: str
    """The field of Filters that asks for its values."""
    column: str
    """The column of the statements, or of their documents, in which its values stand."""
    scheme: str | None = None
    """The scheme of the vocabulary that has its values, or None."""
    is_multivalued: bool = True
    """Whether a statement can have several values."""


DIMENSIONS: Mapping[str, Dimension] = {
    one.name: one
    for one in (
        Dimension(name="entity", field="actors", column="actors"),
        Dimension(name="kind", field="kinds", column="kind", is_multivalued=False),
        Dimension(name="intervention", field="interventions", column="interventions", scheme="interventions"),
        Dimension(name="exploitation", field="exploitation", column="exploitation", scheme="exploitation"),
        Dimension(name="theme", field="themes", column="themes", scheme="themes"),
        Dimension(name="group", field="groups", column="groups", scheme="groups"),
        Dimension(name="audience", field="addressees", column="addressees", scheme="audiences"),
        Dimension(name="addressee", field="addressees", column="addressees"),
        Dimension(name="partner", field="partners", column="partners"),
        Dimension(name="country", field="places", column="places"),
        Dimension(name="region", field="regions", column="regions"),
        Dimension(name="instrument", field="instruments", column="instruments"),
        Dimension(name="year", field="years", column="year", is_multivalued=False),
        Dimension(name="response", field="responses", column="response", is_multivalued=False),
        Dimension(name="language", field="languages", column="language", is_multivalued=False),
        Dimension(name="nature", field="natures", column="nature", is_multivalued=False),
        Dimension(name="subject", field="subjects", column="subject", is_multivalued=False),
    )
}
"""By name. `entity` is who acts, `country` and `region` (M49) are where, `year` is that of publication, `audience` and
`addressee` are who is asked or served: classes of actors, or States and entities; `subject` tells what is on
trafficking in persons and related subjects from all else."""
ALIASES = {"actor": "entity", "place": "country", "form": "exploitation", "kinds": "kind"}
"""Other words for dimensions."""


def get_dimension(name: str) -> Dimension:
    """The dimension of that name; raises QuestionInvalid, which names those that there are."""
    asked = name.strip().casefold()
    found = DIMENSIONS.get(ALIASES.get(asked, asked))
    if found is None:
        raise QuestionInvalid(
            f"dimension {name!r}", "there is none of that name", f"Take one of {', '.join(DIMENSIONS)}"
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterSet:
    """Which statements a map is of: any of the values of a dimension, all of the dimensions."""

    selected: Mapping[str, tuple[str, ...]]
    """Ids of values by name of the dimension."""
    filters: Filters
    """The same as an edition takes it."""


def parse_filter_set(conditions: Iterable[str], values: DimensionValues, kinds: Iterable[str] = ()) -> FilterSet:
    """Read conditions such as `region=africa`, `theme=technology`, `year=2018..2022`.

    A value is an id, or a name in any of the six languages. Raises QuestionInvalid for a dimension or a value that
    there is not; a value that is known and that no statement has is no error.
    """
    asked: dict[str, tuple[str, ...]] = {}
    for condition in [*conditions, *(f"kind={kind}" for kind in kinds)]:
        name, sign, value = condition.partition("=")
        if not sign or not value.strip():
            raise QuestionInvalid(
                f"condition {condition!r}", "it is not field=value", "Write one such as region=africa"
            )
        one = get_dimension(name)
        found = values.find_ids(one.name, value.strip())
        asked[one.name] = tuple(dict.fromkeys((*asked.get(one.name, ()), *found)))
    return FilterSet(selected=asked, filters=build_filters(asked, values))


def build_filters(selected: Mapping[str, Iterable[str]], values: DimensionValues) -> Filters:
    """What an edition is asked for these values by dimension; two dimensions of one field must both hold.

    Where they cannot, as for an audience and an addressee that is none of it, the filters find nothing.
    """
    fields: dict[str, Any] = {}
    for name, ids in selected.items():
        if not (chosen := tuple(ids)):
            continue
        field = DIMENSIONS[name].field
        wanted = values.expand_regions(chosen) if name == "region" else chosen
        before = fields.get(field)
        fields[field] = wanted if before is None else tuple(one for one in before if one in wanted) or (NO_MATCH,)
    fields["years"] = tuple(int(year) for year in fields.get("years", ()))
    return Filters(**fields)


NO_MATCH = "-"
"""A value that nothing has."""
