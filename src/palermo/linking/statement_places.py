"""Places and regions of a statement: those that its quote names outside of organisations and speakers."""

import re

from palermo.languages.language_words import LanguageWords
from palermo.linking.examined_states import ExaminedState
from palermo.linking.gazetteer import extract_places
from palermo.linking.name_masking import mask_entity_names
from palermo.linking.regions import extract_regions
from palermo.registry import Registry
from palermo.statements import Document, RefType, Statement, StatementKind

_OUTWARD_ACT = LanguageWords("linking").compile_pattern(r"{texts.outward_acts}", re.IGNORECASE)
"""What a State does abroad or towards others: `has ratified the Convention`, `enquired about`."""


def extract_statement_places(
    statement: Statement, document: Document, registry: Registry, examined: ExaminedState | None = None
) -> dict[str, str]:
    """Return the States named outside of organisations' names; in a State's review, only that State.

    What the reviewed or `examined` State does alone, with no word of others or of what it does abroad, it does at home.
    """
    reviewed = registry.find_state(document.masthead.under_review) if document.masthead.under_review else None
    places = {}
    if not document.masthead.under_review:
        named = extract_places(_mask_organisations(statement, registry), statement.language, registry)
        places = {code: words for code, words in named.items() if code not in _list_asking_states(statement)}
    elif statement.kind is StatementKind.RECOMMENDATION:
        addressed = {ref.id for ref in statement.addressees if ref.type is RefType.STATE}
        places = {reviewed.alpha3: ""} if reviewed and reviewed.id in addressed else {}
    own = reviewed.id if reviewed else examined.id if examined and examined.is_printed else None
    is_own = not places and own and _is_own_activity(statement, own, registry)
    return {registry.states[own].alpha3: ""} if own and is_own else places


def _is_own_activity(statement: Statement, state: str, registry: Registry) -> bool:
    """Return whether a State does something alone, without a word of other places or of what it does abroad."""
    if statement.kind is not StatementKind.ACTIVITY or {ref.id for ref in statement.refs} != {state}:
        return False
    others = extract_places(statement.quote, statement.language, registry).keys() - {registry.states[state].alpha3}
    regions = extract_regions(statement.quote, statement.language, registry)
    return not (others or regions or _OUTWARD_ACT.search(statement.quote))


def extract_statement_regions(statement: Statement, document: Document, registry: Registry) -> dict[str, str]:
    """Return the regions that the quote names outside of organisations' names; none in a review of one State."""
    if document.masthead.under_review:
        return {}
    return extract_regions(mask_entity_names(statement), statement.language, registry)


def _list_asking_states(statement: Statement) -> frozenset[str]:
    """Return the codes of the States that are named as those who ask, which say nothing of where it should be done.

    A government that publishes a document asks for work in its own country.
    """
    if statement.kind is not StatementKind.RECOMMENDATION:
        return frozenset()
    return frozenset((ref.id or "").removeprefix("state:") for ref in statement.actors if ref.source != "document")


def _mask_organisations(statement: Statement, registry: Registry) -> str:
    """Return the quote without organisations' names; "experts from Ghana and Mongolia" is kept as places."""
    return mask_entity_names(
        statement, should_keep=lambda name: len(extract_places(name, statement.language, registry)) > 1
    )
