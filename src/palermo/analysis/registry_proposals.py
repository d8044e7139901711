"""Proposals for the registry: organisations of an edition that it does not know."""

from collections.abc import Iterable

from palermo.edition import NO_FILTERS, View, build_filters
from palermo.linking import Proposal, propose_entities
from palermo.linking.organisation_names import is_acronym
from palermo.registry import Registry
from palermo.statements import NAME_PREFIX, PROVISIONAL_PREFIX


def propose_organisations(view: View, registry: Registry) -> tuple[Proposal, ...]:
    """Return proposals for the registry's editors, from visible statements, counted once per Work.

    Only statements that name an unknown organisation as actor or addressee are read.
    """
    facets = view.count_facets(NO_FILTERS, ("actor", "addressee"))
    proposals = (
        build_filters(actor=_select_unknown(count.value for count in facets["actor"])),
        build_filters(addressee=_select_unknown(count.value for count in facets["addressee"])),
    )
    proposals_by_id = {
        statement.id: statement
        for filters in proposals
        if filters != NO_FILTERS
        for statement, _document in view.iterate_statements(filters)
    }
    return propose_entities(proposals_by_id.values(), registry)


def _select_unknown(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        value
        for value in values
        if value.startswith(PROVISIONAL_PREFIX)
        or (value.startswith(NAME_PREFIX) and is_acronym(value.removeprefix(NAME_PREFIX)))
    )
