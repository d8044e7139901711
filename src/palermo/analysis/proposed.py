"""The organisations of an edition that the registry does not know, from a view of it."""

from collections.abc import Iterable
from dataclasses import replace

from palermo.edition import ALL, View
from palermo.linking import Proposal, proposals
from palermo.linking.organisations import is_acronym
from palermo.linking.proposals import PROVISIONAL
from palermo.registry import Registry

NAMED = "name:"
"""How a view's facets begin the value of a name without an id."""


def proposed(view: View, registry: Registry) -> tuple[Proposal, ...]:
    """Proposals for the registry's editors, from what this view may show; what a Work says twice counts once.

    Only statements that name an unknown organisation as actor or addressee are read.
    """
    facets = view.facets(ALL)
    asked = (
        replace(ALL, actors=_unknown(count.value for count in facets["actor"])),
        replace(ALL, addressees=_unknown(count.value for count in facets["addressee"])),
    )
    found = {
        statement.id: statement
        for filters in asked
        if filters != ALL
        for statement, _document in view.every_statement(filters)
    }
    return proposals(found.values(), registry)


def _unknown(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        value
        for value in values
        if value.startswith(PROVISIONAL) or (value.startswith(NAMED) and is_acronym(value.removeprefix(NAMED)))
    )
