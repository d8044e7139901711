"""Places and regions of a statement: those that its quote names outside of organisations and speakers."""

from palermo.linking.gazetteer import extract_places
from palermo.linking.name_masking import mask_entity_names
from palermo.linking.regions import extract_regions
from palermo.registry import Registry
from palermo.statements import Document, RefType, Statement, StatementKind


def extract_statement_places(statement: Statement, document: Document, registry: Registry) -> dict[str, str]:
    """Return the States named outside of organisations' names; in a State's review, only that State."""
    if not document.masthead.under_review:
        places = extract_places(_mask_organisations(statement, registry), statement.language, registry)
        return {code: words for code, words in places.items() if code not in _list_asking_states(statement)}
    if statement.kind is not StatementKind.RECOMMENDATION:
        return {}
    reviewed = registry.find_state(document.masthead.under_review)
    addressed = {ref.id for ref in statement.addressees if ref.type is RefType.STATE}
    return {reviewed.alpha3: ""} if reviewed and reviewed.id in addressed else {}


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
