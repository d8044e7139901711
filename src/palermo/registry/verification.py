"""Unverified fields of a row: stored for editors and matched with documents, but never shown as fact.

A verified row may list its unverified fields, as in `unverified: [day, symbol, names.fr]`.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import NoReturn

from palermo.registry.facts import Instrument, Milestone, Partnership, Provision, Publication
from palermo.registry.records import Entity
from palermo.statements import LANGUAGES
from palermo.vocabulary.yaml_rows import YamlRow

DATE_PARTS = {"day": len("2016-12-20"), "month": len("2016-12"), "year": len("2016")}
"""Parts of a date, with the length of an ISO date up to them. If the month is unverified, so is the day."""


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


def to_public_entity(row: Entity) -> Entity:
    """Return an entity for display; names are kept, as `translated_languages` tells which are ours."""
    return replace(
        row,
        website=None if "website" in row.unverified else row.website,
        icat_since=None if "icat_since" in row.unverified else row.icat_since,
    )


def to_public_instrument(row: Instrument) -> Instrument:
    """Return an instrument for display: verified fields and all provisions.

    An unverified title is only used for matching.
    """
    names, matching = dict(row.names), row.matching
    if "names.en" in row.unverified:
        names, matching = {"en": row.described or row.id}, (*matching, *row.names.values())
    return replace(
        row,
        symbol=None if "symbol" in row.unverified else row.symbol,
        date=truncate_unverified_date(row.date, row.unverified),
        names=names,
        matching=matching,
        provisions=tuple(to_public_provision(provision) for provision in row.provisions),
    )


def to_public_provision(row: Provision) -> Provision:
    """Return a provision for display."""
    return replace(row, number=None) if "number" in row.unverified else row


def to_public_publication(row: Publication) -> Publication:
    """Return a publication for display; an unverified title is only used for matching."""
    is_title_unverified = "title" in row.unverified
    return replace(
        row,
        title=row.described or row.id if is_title_unverified else row.title,
        matching=(row.title,) if is_title_unverified else (),
        date=truncate_unverified_date(row.date, row.unverified),
        publishers=() if "publishers" in row.unverified else row.publishers,
    )


def to_public_partnership(row: Partnership) -> Partnership:
    """Return a partnership for display."""
    return replace(
        row,
        start=None if "start" in row.unverified else row.start,
        end=None if "end" in row.unverified else row.end,
    )


def to_public_milestone(row: Milestone) -> Milestone:
    """Return a milestone for display; its year is always verified."""
    return replace(row, date=truncate_unverified_date(row.date, row.unverified) or row.date)
