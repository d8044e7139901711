"""SQL that selects statements by filters, from a table of facts."""

from collections.abc import Iterable, Sequence
from typing import Any

from palermo.edition.filters import Filters
from palermo.edition.parquet_sql import replace_surrogates
from palermo.registry import load_registry
from palermo.statements import AS_PRINTED, FACET_BY_NAME, NAME_PREFIX, NO_PARTICIPANT, Facet, FacetSource, ReviewStatus

_NAME_CONDITIONS = {
    AS_PRINTED: f"len(list_filter({{}}, lambda key: starts_with(key, '{NAME_PREFIX}'))) > 0",
    NO_PARTICIPANT: "len({}) = 0",
}
"""Values of facets of names that stand for several keys, or for none -> their condition."""
_MATCHES_SQL = """
    WITH candidates AS (SELECT *, rowid AS row FROM {facts} WHERE {copy_condition}),
    main_copies AS (SELECT arg_min(id, standing) AS id FROM candidates WHERE NOT is_only_copy GROUP BY {group}),
    found AS (
        SELECT * FROM candidates
        WHERE {condition} AND ({with_copies} OR is_only_copy OR id IN (SELECT id FROM main_copies))
    )
"""


def build_match_sql(facts: str, filters: Filters, lifted: Facet | None = None) -> tuple[str, list[Any]]:
    """Return the start of a query that has the matching rows as the table `found`, and its parameters.

    The filter of the lifted facet is ignored; copies that it selects among are counted once for each of its values.
    """
    selected = [FACET_BY_NAME[name] for name in filters.selected if lifted is None or name != lifted.name]
    copy_conditions, copy_values = _build_conditions(filters, [item for item in selected if item.selects_copies])
    words, folded_words = _build_word_condition(filters)
    conditions, values = _build_conditions(filters, [item for item in selected if not item.selects_copies])
    start = _MATCHES_SQL.format(
        facts=facts,
        copy_condition=_join_conditions([*copy_conditions, *words, *_build_status_conditions(filters)]),
        condition=_join_conditions(conditions),
        group=f'main, "{lifted.name}"' if lifted and lifted.selects_copies else "main",
        with_copies="true" if filters.every_copy else "false",
    )
    return start, [*copy_values, *folded_words, *values]


def _build_status_conditions(filters: Filters) -> list[str]:
    """Return the condition that leaves out rejected statements, unless they are asked for."""
    with_rejected = filters.with_rejected or ReviewStatus.REJECTED in filters.get_values("status")
    return [] if with_rejected else [f"\"status\" <> '{ReviewStatus.REJECTED}'"]


def _build_conditions(filters: Filters, facets: Iterable[Facet]) -> tuple[list[str], list[Any]]:
    conditions = []
    parameters: list[Any] = []
    for facet in facets:
        column, values = f'"{facet.name}"', _expand_values(facet, filters.get_values(facet.name))
        if not values:
            continue
        has_value = f"list_has_any({column}, ?)" if facet.is_multivalued else f"list_contains(?, {column})"
        groups = []
        if facet.source is FacetSource.NAMES:
            groups = [_NAME_CONDITIONS[value].format(column) for value in values if value in _NAME_CONDITIONS]
        conditions.append(f"({' OR '.join([has_value, *groups])})")
        parameters.append(values)
    return conditions, parameters


def _expand_values(facet: Facet, values: Iterable[str]) -> list[str]:
    """Return the values that a filter asks for: of regions, all countries and regions in them too."""
    texts = [replace_surrogates(value) for value in values]
    return list(dict.fromkeys([*texts, *load_registry().expand_regions(texts)])) if facet.name == "region" else texts


def _build_word_condition(filters: Filters) -> tuple[list[str], list[Any]]:
    if filters.matches is not None:
        return ["rowid IN (SELECT row FROM matched)"], []
    words = sorted(set(replace_surrogates(filters.words).split()), key=lambda word: (-len(word), word))
    folded = "list_transform(?, lambda w: strip_accents(lower(w)))"
    condition = f"len(list_filter({folded}, lambda w: NOT contains(words, w))) = 0"
    return ([condition], [words]) if words else ([], [])


def _join_conditions(conditions: Sequence[str]) -> str:
    return " AND ".join(conditions) or "true"
