"""Unverified fields of a row: stored for editors and matched with documents, but never shown as fact.

A verified row may list its unverified fields, as in `unverified: [day, symbol, names.fr]`.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, NoReturn

from palermo.languages import LANGUAGES
from palermo.registry.facts import Instrument, Milestone, Partnership, Provision, Publication
from palermo.registry.records import Entity
from palermo.vocabulary.yaml_rows import YamlRow

DATE_PARTS = {"day": len("2016-12-20"), "month": len("2016-12"), "year": len("2016")}
"""Parts of a date, with the length of an ISO date up to them. If the month is unverified, so is the day."""


def parse_verification(row: YamlRow, fields: Collection[str]) -> dict[str, Any]:
    """Return `verified` and `unverified` of a row; raises RegistryInvalid for a verified row without a source.

    `fields` may be unverified; see `parse_unverified`.
    """
    verified = row.get_flag("verified")
    if verified and not row.get_texts("sources"):
        row.raise_error(
            "verified", "a verified row needs a source", "Add a public address below `sources:`, or say false"
        )
    return {"verified": verified, "unverified": parse_unverified(row, fields)}


def parse_unverified(row: YamlRow, fields: Collection[str]) -> tuple[str, ...]:
    """Return the unverified fields of a row, which it must have; raises RegistryInvalid with the line.

    `fields` may be unverified; `names` permits `names.fr` and other languages except English, and `names.en` the title,
    which then needs our own description as `described`.
    """
    unverified = row.get_texts("unverified")
    for field in unverified:
        _check_field(row, field, fields)
    if {"title", "names.en"} & {*unverified} and row.values.get("described") is None:
        row.raise_error("unverified", "a title that is not verified needs one in our words", "Add `described: ...`")
    return unverified


def _check_field(row: YamlRow, field: str, fields: Collection[str]) -> None:
    name, _, language = field.partition(".")
    if field not in fields and not (name in fields and language in LANGUAGES and language != "en"):
        known = [f"{field}.fr" if field == "names" else field for field in fields]
        row.raise_error(
            "unverified", f"{field!r} is not a field that can be unverified", f"Choose among: {', '.join(known)}"
        )
    if field in DATE_PARTS:
        if len(str(row.values.get("date") or "")) < DATE_PARTS[field]:
            _raise_missing_field(row, field)
    elif row.values.get(name) is None or (language and language not in row.get_row(name).values):
        _raise_missing_field(row, field)


def _raise_missing_field(row: YamlRow, field: str) -> NoReturn:
    row.raise_error("unverified", f"the row has no {field!r}", "Take it out of the list, or add it to the row")


def truncate_unverified_date(date: str | None, unverified: Collection[str]) -> str | None:
    """Truncate a date to its verified part.

    >>> truncate_unverified_date("2006-12-20", ("day",))
    '2006-12'
    """
    if date is None or "year" in unverified:
        return None
    if "month" in unverified:
        return date[: DATE_PARTS["year"]]
    return date[: DATE_PARTS["month"]] if "day" in unverified else date


MASKABLE_FIELDS = frozenset({"website", "icat_since", "symbol", "number", "start", "end"})
"""Fields that are None for display where they are unverified."""


def mask_unverified[T: (Entity, Instrument, Provision, Publication, Partnership, Milestone)](row: T) -> T:
    """Return a row for display, with its verified fields and names; `translated_languages` names our translations.

    The year of a milestone is always verified. An unverified title is only used for matching.
    """
    hidden: dict[str, Any] = dict.fromkeys(MASKABLE_FIELDS.intersection(row.unverified))
    if isinstance(row, Instrument | Publication | Milestone):
        hidden["date"] = truncate_unverified_date(row.date, row.unverified)
    if isinstance(row, Instrument):
        hidden["provisions"] = tuple(map(mask_unverified, row.provisions))
        if "names.en" in row.unverified:
            hidden["names"] = {"en": row.described or row.id}
            hidden["matching"] = (*row.matching, *row.names.values())
    if isinstance(row, Publication) and "title" in row.unverified:
        hidden |= {"title": row.described or row.id, "matching": (row.title,)}
    if "publishers" in row.unverified:
        hidden["publishers"] = ()
    return replace(row, **hidden)
