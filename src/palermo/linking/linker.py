"""Links statements: registry ids for printed names, places, regions and tags."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from palermo.calibration.list_confidence import (
    calibrate_digest_statement,
    calibrate_statement,
)
from palermo.languages.language_words import LanguageWords
from palermo.linking.citations import extract_citations
from palermo.linking.context_builder import build_context
from palermo.linking.document_context import DocumentContext
from palermo.linking.entity_linking import LinkingContext, match_ref
from palermo.linking.entity_references import find_containing_mention
from palermo.linking.examined_states import ExaminedState, assign_examined_state, find_examined_state
from palermo.linking.name_masking import mask_entity_names
from palermo.linking.organisation_names import make_provisional_id
from palermo.linking.promises import (
    is_election_programme,
    is_unnamed_programme,
    limit_promise_confidence,
    mark_begun_activity,
)
from palermo.linking.publishers import WITH_ACRONYM, is_disclaimed, remove_publisher_actors
from palermo.linking.state_bodies import DocumentState, assign_body_state, find_document_state
from palermo.linking.statement_places import extract_statement_places, extract_statement_regions
from palermo.linking.tag_reasons import build_place_reasons, build_region_reasons, build_tag_reasons, build_value
from palermo.registry import Instrument, Registry
from palermo.statements import (
    MIN_TAGGED_CONFIDENCE,
    TAG_FIELDS,
    Document,
    InstrumentRef,
    Nature,
    Passage,
    Reason,
    Ref,
    RefType,
    Statement,
    StatementKind,
    build_reason,
    list_tag_fields,
    normalise_text,
)
from palermo.vocabulary import Vocabulary, find_printed_words, find_tags, load_vocabulary

TABULAR_NATURES = (Nature.TABLE, Nature.SURVEY)
"""Natures of documents whose names come from columns of organisations, and so are organisations whatever their form."""

ISSUED_KINDS = frozenset({"resolution", "compact", "decision", "declaration"})
"""Kinds of instruments whose requests are those of the organ that adopted them; a treaty binds its parties."""
_OWN_STRUCTURES = LanguageWords("linking").compile_pattern(r"{names.own_structures}", re.IGNORECASE)
_TEXT_WORDS = LanguageWords("linking").compile_pattern(r"\b(?:{texts.text_words})\b|{texts.text_stems}", re.IGNORECASE)


def link_document(
    statements: Iterable[Statement],
    document: Document,
    passages: Sequence[Passage],
    registry: Registry,
) -> tuple[Statement, ...]:
    """Link all statements of a document; its passages define acronyms and short names.

    Statements of the tagger that stay below MIN_TAGGED_CONFIDENCE are left out.
    """
    context = build_context(passages, registry)
    if is_disclaimed(document, passages, registry):
        statements, document = map(remove_publisher_actors, statements), replace(document, publishers=())
    is_programme, is_unnamed = is_election_programme(document, passages), is_unnamed_programme(document, passages)
    examined = find_examined_state(document, passages, registry)
    own_state = find_document_state(document, passages, registry, examined)
    linked = (
        link_statement(statement, document, registry, context=context, examined=examined, own_state=own_state)
        for statement in statements
    )
    return tuple(
        limit_promise_confidence(mark_begun_activity(statement), document, is_programme, is_unnamed=is_unnamed)
        for statement in linked
        if not statement.is_tagged or statement.confidence >= MIN_TAGGED_CONFIDENCE
    )


def link_statement(
    statement: Statement,
    document: Document,
    registry: Registry,
    context: DocumentContext | None = None,
    examined: ExaminedState | None = None,
    own_state: DocumentState | None = None,
) -> Statement:
    """Return the statement with ids, places and tags; printed names and the quote are unchanged.

    Existing ids are kept. `why` gains a reason for each name that was not resolved by an exact match. The function is
    idempotent.
    """
    known = LinkingContext(registry=registry, vocabulary=load_vocabulary(), document=document, context=context)
    reasons: list[Reason] = []

    is_reported = statement.kind is StatementKind.RECOMMENDATION and _is_reported_request(statement)

    def link_refs(role: str, refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
        if role == "actors":
            refs = tuple(ref for ref in refs if not (is_reported and ref.source == "document"))
            if not refs:
                return _infer_publisher_actors(statement, document, registry, reasons)
        linked = (_link_ref(ref, statement, known, reasons) for ref in refs)
        state = own_state.id if own_state else None
        return _deduplicate_refs(assign_body_state(ref, statement.language, registry, state) for ref in linked)

    named = _resolve_own_structures(statement.map_refs(link_refs), registry, reasons)
    if examined:
        named = assign_examined_state(named, examined, registry, reasons)
    tags = _find_tags(named, known.vocabulary, document)
    is_tabular = document.nature in TABULAR_NATURES
    places = {} if is_tabular else extract_statement_places(named, document, registry, examined)
    regions_by_code = {} if is_tabular else extract_statement_regions(named, document, registry)
    if own_state and own_state.is_law and not places and not regions_by_code:
        state = registry.states[own_state.id]
        places = {state.alpha3: ""}
        reasons.append(build_reason("place-law", items=[build_value("places", state.id, state.names["en"], "")]))
    reasons += [
        *build_tag_reasons(named, tags, known.vocabulary),
        *build_place_reasons(named.quote, places, registry),
        *build_region_reasons(named.quote, regions_by_code, registry),
    ]
    merged_tags: dict[str, Any] = {field: _merge_unique(named.get_tags(field), tags[field]) for field in TAG_FIELDS}
    linked = replace(
        named,
        places=_merge_unique(named.places, places),
        regions=_merge_unique(named.regions, regions_by_code),
        **merged_tags,
        instruments=_collect_instruments(named, registry, context),
        why=(*named.why, *(reason for reason in dict.fromkeys(reasons) if reason not in named.why)),
    )
    calibrated = calibrate_statement(linked)
    return calibrate_digest_statement(calibrated) if document.nature is Nature.DIGEST else calibrated


def _link_ref(ref: Ref, statement: Statement, linking_context: LinkingContext, reasons: list[Reason]) -> Ref:
    if ref.id is not None:
        return ref
    registry = linking_context.registry
    if ref.type is RefType.ENTITY and ref.source == "quote":
        longer = find_containing_mention(ref.name, statement.quote, registry, statement.language)
        if longer:
            return replace(ref, id=longer.id, name=statement.quote[longer.start : longer.end])
    match = match_ref(ref, linking_context, statement.language, statement.locator.passage)
    if match is None and ref.type is RefType.ENTITY and linking_context.document.nature in TABULAR_NATURES:
        return replace(ref, id=make_provisional_id(ref.name))
    if match is None:
        return ref
    if match.reason:
        reasons.append(match.reason)
    return replace(ref, id=match.id, type=match.type, name=_remove_acronym(ref.name, match.id, registry))


def _resolve_own_structures(statement: Statement, registry: Registry, reasons: list[Reason]) -> Statement:
    """Return a statement in which `its own structures`, as addressees, are the only body that speaks."""
    ids = {(ref.id, ref.type) for ref in statement.actors}
    if len(ids) != 1 or not any(_is_own_structures(ref) for ref in statement.addressees):
        return statement
    ((id, type),) = ids
    if id is None or id not in registry.entities:
        return statement
    addressees = []
    for ref in statement.addressees:
        if _is_own_structures(ref):
            reasons.append(build_reason("name-generic", words=ref.name, name=registry.get_label(id)))
            ref = replace(ref, id=id, type=type)
        addressees.append(ref)
    return replace(statement, addressees=_deduplicate_refs(addressees))


def _is_own_structures(ref: Ref) -> bool:
    return ref.id is None and bool(_OWN_STRUCTURES.fullmatch(ref.name))


def _remove_acronym(name: str, id: str, registry: Registry) -> str:
    """Return the full name of an entity of the registry without the acronym that follows it in brackets."""
    full = WITH_ACRONYM.fullmatch(name)
    named = registry.match_entity_name(full["name"]) if full and id in registry.entities else None
    return full["name"] if full and named and named.id == id else name


def _infer_publisher_actors(
    statement: Statement, document: Document, registry: Registry, reasons: list[Reason]
) -> tuple[Ref, ...]:
    """Return the document's publishers as actors of a recommendation that names none.

    There are none in reviews of States, where States recommend, nor for requests that the document only reports from a
    resolution.
    """
    if (
        statement.kind is not StatementKind.RECOMMENDATION
        or document.masthead.under_review
        or (statement.is_tagged and document.nature is not Nature.DIGEST)
    ):
        return ()
    if issuer := find_issuer(statement, document, registry):
        reasons.append(build_reason("actor-issuer"))
        return (issuer,)
    if statement.is_tagged or _is_reported_request(statement):
        return ()
    rows = [registry.entities[id] for id in document.publishers if id in registry.entities]
    if rows:
        reasons.append(build_reason("actor-publisher"))
    return tuple(
        Ref(id=row.id, name=row.acronym or row.names["en"], type=RefType.ENTITY, source="document") for row in rows
    )


def _collect_instruments(
    statement: Statement, registry: Registry, context: DocumentContext | None
) -> tuple[InstrumentRef, ...]:
    """Return the statement's instruments and those that its quote cites; mandates were read with their headings."""
    if statement.kind is StatementKind.MANDATE:
        return tuple(
            replace(ref, id=instrument.id) if (instrument := registry.get_instrument(ref.id)) else ref
            for ref in statement.instruments
        )
    quotes = [(statement.quote, statement.locator.passage)]
    if statement.kind is StatementKind.RECOMMENDATION and _is_reported_request(statement):
        quotes += [(item.quote, item.locator.passage) for item in statement.support if item.role == "introduction"]
    cited = [
        ref
        for quote, passage in quotes
        for ref in extract_citations(quote, statement.language, registry, context, passage)
    ]
    return tuple(dict.fromkeys((*statement.instruments, *cited)))


def _deduplicate_refs(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """Remove refs with a repeated id, or a repeated name without id; the first printed is kept.

    Groups with the same audience are kept: `banks` and `recruitment agencies` are both addressed.
    """
    first: dict[tuple[str, str], Ref] = {}
    for ref in refs:
        by_id = ref.id and ref.type is not RefType.GROUP
        first.setdefault(("id", ref.id or "") if by_id else ("name", normalise_text(ref.name)), ref)
    return tuple(first.values())


def _find_tags(statement: Statement, vocabulary: Vocabulary, document: Document) -> dict[str, dict[str, str]]:
    """Return tags by scheme, each with its words.

    For table rows, only cells that describe activities are searched, not column names or organisations.
    """
    tags: dict[str, dict[str, str]] = {field: {} for field in TAG_FIELDS}
    if statement.is_tagged:
        return tags  # the tagger has weighed the terms already
    text = statement.action if document.nature in TABULAR_NATURES and statement.action else mask_entity_names(statement)
    for tag in find_tags(text, statement.language, vocabulary):
        tags[tag.scheme][tag.id] = find_printed_words(text, tag.matched_text)
    return tags | {field: {} for field in TAG_FIELDS if field not in list_tag_fields(statement.kind)}


def _merge_unique(existing: tuple[str, ...], added: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*existing, *added)))


_RESOLUTION_REQUEST = LanguageWords("linking").compile_pattern(
    r"(?:{texts.resolution_words})\w*\s+(?:n[o°º.]*\s*)?[\w/.]*\d[^.;:]{0,80}?\b(?:{texts.resolution_verbs})\w*"
    r"|{texts.resolution_requests}",
    re.IGNORECASE,
)
"""A request by a resolution or decision: `Ministerial Council decision 6/17 of OSCE asks participating States to`."""


def _is_reported_request(statement: Statement) -> bool:
    """Return whether the quote, or its introduction, reports a request by a resolution or decision."""
    return any(map(_RESOLUTION_REQUEST.search, _list_quotes(statement)))


def _list_quotes(statement: Statement) -> list[str]:
    """Return the quote, and those of its introduction."""
    return [statement.quote, *(item.quote for item in statement.support if item.role == "introduction")]


def find_issuer(statement: Statement, document: Document, registry: Registry) -> Ref | None:
    """Return the organ that adopted the one text that a digest reports, for a recommendation of that text."""
    if document.nature is not Nature.DIGEST or statement.kind is not StatementKind.RECOMMENDATION:
        return None
    instruments = _find_instruments(document, registry)
    if len(instruments) != 1 or not _TEXT_WORDS.search(" ".join(_list_quotes(statement))):
        return None
    [instrument] = instruments
    entity = registry.find_adopter(instrument)
    if entity is None or instrument.kind not in ISSUED_KINDS:
        return None
    return Ref(id=entity.id, name=entity.names["en"], type=RefType.ENTITY, source="coreference")


def _find_instruments(document: Document, registry: Registry) -> tuple[Instrument, ...]:
    ids = {id for name in document.of for id in registry.find_cited_ids(name)}
    titles = {name.casefold() for name in document.of}
    return tuple(
        instrument
        for instrument in registry.instruments.values()
        if instrument.id in ids
        or instrument.id in document.of
        or any(name.casefold() in titles for name in instrument.names.values())
    )
