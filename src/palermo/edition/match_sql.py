"""SQL that selects statements by filters, from a table of facts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from palermo.edition.fact_table import FactTable, get_map_column
from palermo.edition.filters import Filters
from palermo.edition.parquet_sql import replace_surrogates
from palermo.registry import load_registry
from palermo.statements import AS_PRINTED, FACET_BY_NAME, NO_PARTICIPANT, Facet, FacetSource, ReviewStatus

MAX_COMPARED_VALUES = 8
"""Values that are compared one by one; for more, a list is searched."""
_SELECTED_SQL = "WITH found AS (SELECT *, rowid AS row FROM {facts} WHERE {condition})"
_MATCHES_SQL = """
    WITH candidates AS (SELECT *, rowid AS row FROM {facts} WHERE {copy_condition}),
    main_copies AS (SELECT arg_min(id, standing) AS id FROM candidates WHERE NOT is_only_copy GROUP BY {group}),
    found AS (
        SELECT * FROM candidates
        WHERE {condition} AND (is_only_copy OR id IN (SELECT id FROM main_copies))
    )
"""


def build_match_sql(
    facts: FactTable, filters: Filters, lifted: Facet | None = None, counted: Iterable[Facet] = ()
) -> tuple[str, list[Any]]:
    """Return the start of a query that has the matching rows as the table `found`, and its parameters.

    The filter of the lifted facet is ignored. Copies among which it or a counted facet selects are rows of their own,
    one for each value.
    """
    selected = [FACET_BY_NAME[name] for name in filters.selected if lifted is None or name != lifted.name]
    copy_conditions, copy_values = _build_conditions(facts, filters, [item for item in selected if item.selects_copies])
    words, folded_words = _build_word_condition(filters)
    conditions, values = _build_conditions(facts, filters, [item for item in selected if not item.selects_copies])
    if filters.ids is not None:
        conditions.append("list_contains(?::VARCHAR[], id)")
        values.append(sorted(filters.ids))
    copy_conditions += words
    parameters = [*copy_values, *folded_words, *values]
    with_rejected = filters.with_rejected or ReviewStatus.REJECTED in filters.get_values("status")
    split = [item.name for item in (*counted, *([lifted] if lifted else [])) if item.selects_copies]
    if not (copy_conditions or with_rejected or split or filters.every_copy):
        return _SELECTED_SQL.format(facts=facts.name, condition=_join_conditions(["is_main", *conditions])), parameters
    if not with_rejected:
        copy_conditions.append(f"\"status\" <> '{ReviewStatus.REJECTED}'")
    if filters.every_copy:
        condition = _join_conditions([*copy_conditions, *conditions])
        return _SELECTED_SQL.format(facts=facts.name, condition=condition), parameters
    start = _MATCHES_SQL.format(
        facts=facts.name,
        copy_condition=_join_conditions(copy_conditions),
        condition=_join_conditions(conditions),
        group=", ".join(["main", *(f'"{name}"' for name in split)]),
    )
    return start, parameters


def _build_conditions(facts: FactTable, filters: Filters, facets: Iterable[Facet]) -> tuple[list[str], list[Any]]:
    conditions = []
    parameters: list[Any] = []
    for facet in facets:
        by_column: defaultdict[str, list[str]] = defaultdict(list)
        for value in filters.get_values(facet.name):
            by_column[_choose_column(facet, value)].append(replace_surrogates(value))
        if not by_column:
            continue
        comparisons = []
        for column, values in by_column.items():
            sql, column_parameters = _compare_values(facts, column, values, is_list=facet.is_multivalued)
            comparisons.append(sql)
            parameters += column_parameters
        conditions.append(f"({' OR '.join(comparisons)})")
    return conditions, parameters


def _choose_column(facet: Facet, value: str) -> str:
    """Return the column that has a value: that of maps has regions with all in them, and values for many names."""
    is_name = facet.source is FacetSource.NAMES
    is_in_maps = value in (AS_PRINTED, NO_PARTICIPANT) if is_name else value in load_registry().enclosing_regions
    return get_map_column(facet.name) if is_in_maps else facet.name


def _compare_values(facts: FactTable, column: str, values: list[str], *, is_list: bool) -> tuple[str, list[Any]]:
    if len(values) <= MAX_COMPARED_VALUES:
        value = facts.build_parameter(column)
        one = f'list_contains("{column}", {value})' if is_list else f'"{column}" = {value}'
        return " OR ".join([one] * len(values)), values
    some = facts.build_parameter(column, as_list=True)
    return f'list_has_any("{column}", {some})' if is_list else f'list_contains({some}, "{column}")', [values]


def _build_word_condition(filters: Filters) -> tuple[list[str], list[Any]]:
    if filters.matches is not None:
        return ["rowid IN (SELECT row FROM matched)"], []
    words = sorted(set(replace_surrogates(filters.words).split()), key=lambda word: (-len(word), word))
    folded = "list_transform(?, lambda w: strip_accents(lower(w)))"
    condition = f"len(list_filter({folded}, lambda w: NOT contains(words, w))) = 0"
    return ([condition], [words]) if words else ([], [])


def _join_conditions(conditions: Sequence[str]) -> str:
    return " AND ".join(conditions) or "true"
