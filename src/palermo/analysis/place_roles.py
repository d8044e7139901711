"""Roles of places in activities: where work is done, where people met, or who paid."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any

import pyarrow as pa
from babel import Locale

from palermo.edition import View, build_filters
from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.registry import WORLD, Registry, State
from palermo.statements import StatementKind

MAX_NAME_DISTANCE = 60
"""Characters after a word such as `financed by`, or before one such as `donated`, in which the State is named."""
_CLAUSE_END = re.compile(r"[,;:.()،؛，；。]")
MAX_ACTIVITIES = 100_000
"""Activities that are read; of a larger edition roles are not counted."""


class PlaceRole(StrEnum):
    """What a place is to an activity."""

    WORK = "work"
    """Where something is done."""
    PLANNED = "planned"
    """Where a document announces that something will be done."""
    MEETING = "meeting"
    """Where a meeting, launch or publication took place, where people come from, or what is only mentioned."""
    FUNDER = "funder"
    """A State that pays."""


@lru_cache(maxsize=1)
def load_patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """Return the patterns by language and name."""
    words = LanguageWords("analysis")
    rows = {language: words.get_section(language, "place_roles") for language in LANGUAGES}
    return {code: {name: re.compile(text, re.IGNORECASE) for name, text in row.items()} for code, row in rows.items()}


def classify_place(quote: str, language: str, names: Iterable[str]) -> PlaceRole:
    """Return the role of a place in an activity; `names` are those of the place, none for a region."""
    patterns = load_patterns().get(language)
    if patterns is None:
        return PlaceRole.WORK
    folded = [patterns["endings"].sub("", name.casefold()) for name in names]
    for name, role in (("funder", PlaceRole.FUNDER), ("context", PlaceRole.MEETING)):
        for match in patterns[name].finditer(quote):
            after = _CLAUSE_END.split(quote[match.end() : match.end() + MAX_NAME_DISTANCE])[0].casefold()
            if any(item in after for item in folded):
                return role
    origins = (quote[match.end() :].casefold() for match in patterns["origin"].finditer(quote))
    if folded and any(after.startswith(tuple(folded)) for after in origins):
        return PlaceRole.MEETING
    for match in patterns["payer"].finditer(quote):
        before = _CLAUSE_END.split(quote[max(0, match.start() - MAX_NAME_DISTANCE) : match.start()])[-1].casefold()
        if any(item in before for item in folded):
            return PlaceRole.FUNDER
    return PlaceRole.MEETING if patterns["meeting"].search(quote) else PlaceRole.WORK


def count_place_roles(view: View, registry: Registry) -> Mapping[str, Counter[PlaceRole]] | None:
    """Count the roles of States and of their regions in the activities; None for a large edition.

    Keys are ISO 3166-1 alpha-3 and M49 codes. A region has the first role of PlaceRole that a State of it has.
    """
    filters = build_filters(kind=[StatementKind.ACTIVITY])
    if view.find_statements(filters, limit=0).total > MAX_ACTIVITIES:
        return None
    counts: defaultdict[str, Counter[PlaceRole]] = defaultdict(Counter)
    for row in view.select_columns(("quote", "language", "places", "regions", "tense"), filters).to_pylist():
        for code, role in _classify_row(row, registry).items():
            is_planned_work = role is PlaceRole.WORK and row["tense"] == "planned"
            counts[code][PlaceRole.PLANNED if is_planned_work else role] += 1
    return counts


def list_work_places(activity: Mapping[str, Any], registry: Registry) -> list[str]:
    """Return the States and regions (ISO and M49 codes) where an activity does something, not only talks or pays.

    `activity` has the fields quote, language, places and regions.
    """
    return [code for code, role in _classify_row(activity, registry).items() if role is PlaceRole.WORK]


def remove_other_places(table: pa.Table, registry: Registry) -> pa.Table:
    """Return statements without the places and regions of activities where people only met, or that only paid.

    The table has the columns kind, quote, language, places and regions. Nothing is removed from a large edition.
    """
    if len(table) > MAX_ACTIVITIES:
        return table
    rows = table.select(["kind", "quote", "language", "places", "regions"]).to_pylist()
    for row in rows:
        if row["kind"] == StatementKind.ACTIVITY and (row["places"] or row["regions"]):
            roles = _classify_row(row, registry)
            row["places"] = [code for code in row["places"] if roles.get(code, PlaceRole.WORK) is PlaceRole.WORK]
            if classify_place(row["quote"], row["language"], ()) is not PlaceRole.WORK:
                row["regions"] = []
    for name in ("places", "regions"):
        column = pa.array([row[name] for row in rows], table.schema.field(name).type)
        table = table.set_column(table.schema.get_field_index(name), name, column)
    return table


def _list_names(state: State, language: str) -> list[str]:
    usual = Locale.parse(language).territories.get(state.alpha2) if language in LANGUAGES else None
    return [*state.names.values(), *state.matching, *([usual] if usual else [])]


def _classify_row(row: Mapping[str, Any], registry: Registry) -> dict[str, PlaceRole]:
    place_roles: dict[str, PlaceRole] = {}
    region_roles: dict[str, PlaceRole] = {}

    def add_role(region: str, role: PlaceRole) -> None:
        region_roles[region] = min(region_roles.get(region, role), role, key=list(PlaceRole).index)

    for code in row["places"]:
        state = registry.states.get(f"state:{code}")
        if state:
            place_roles[code] = classify_place(row["quote"], row["language"], _list_names(state, row["language"]))
            for region in state.regions:
                add_role(region, place_roles[code])
    for named in row["regions"]:
        for region in (named, *registry.enclosing_regions.get(named, ())):
            if region not in region_roles and region != WORLD:
                add_role(region, classify_place(row["quote"], row["language"], ()))
    return place_roles | region_roles
