"""A statement with names as printed becomes one with registry ids, places, regions and tags."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from palermo.linking.citations import citations
from palermo.linking.citing import citing_version
from palermo.linking.confidence import calibrated, confidence_version
from palermo.linking.context import Context
from palermo.linking.governments import governments_version
from palermo.linking.introductions import context_of
from palermo.linking.names import Known, find
from palermo.linking.organisations import organisations_version, provisional
from palermo.linking.places import places, places_version
from palermo.linking.quotes import spoken
from palermo.linking.reasons import place_reasons, region_reasons, tag_reasons
from palermo.linking.regions import regions, regions_version
from palermo.registry import Registry
from palermo.statements import (
    Document,
    InstrumentRef,
    Kind,
    Nature,
    Passage,
    Reason,
    Ref,
    RefType,
    Statement,
    normalised,
)
from palermo.vocabulary import TAGGED, Vocabulary, exclusions_version, tags
from palermo.vocabulary import load as load_vocabulary

VERSION = "+".join(
    (
        "19",
        *(citing_version(), confidence_version(), places_version(), regions_version(), governments_version()),
        *(exclusions_version(), organisations_version()),
    )
)
"""Changes when a statement would be linked, or those of one Work matched, in another way by the same facts."""

ROWS = (Nature.TABLE, Nature.SURVEY)
"""Natures of documents in which a name stands in a column for organisations, so that it is one, however it looks."""
SILENT = "nobody is named: the document's publisher speaks"
"""Why a recommendation that names nobody has its document's publishers as actors."""


def link_document(
    statements: Iterable[Statement],
    document: Document,
    passages: Sequence[Passage],
    registry: Registry,
    vocabulary: Vocabulary | None = None,
) -> tuple[Statement, ...]:
    """Link all statements of a document: its passages give the full names of acronyms and short forms."""
    context = context_of(passages, registry)
    return tuple(link(statement, document, registry, vocabulary, context) for statement in statements)


def link(
    statement: Statement,
    document: Document,
    registry: Registry,
    vocabulary: Vocabulary | None = None,
    context: Context | None = None,
) -> Statement:
    """Give a statement its ids, places and tags; printed names and the quote stay as they are.

    Ids that are there already are kept. `why` gains a reason for each name that was resolved by another rule than
    the name as it stands. Linking a linked statement changes nothing.
    """
    words = vocabulary or load_vocabulary()
    known = Known(registry=registry, vocabulary=words, document=document, context=context)
    reasons: list[Reason] = []

    def linked(refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
        return _distinct(_linked(ref, statement, known, reasons) for ref in refs)

    named = replace(
        statement,
        actors=linked(statement.actors) or _publishers(statement, document, registry, reasons),
        addressees=linked(statement.addressees),
        partners=linked(statement.partners),
    )
    found = _tagged(named, words, document)
    where = {} if document.nature in ROWS else _places(named, document, registry)
    around = {} if document.nature in ROWS else _regions(named, document, registry)
    reasons += [
        *tag_reasons(named, found, words),
        *place_reasons(where, registry),
        *region_reasons(around, registry),
    ]
    made = replace(
        named,
        places=_union(named.places, where),
        regions=_union(named.regions, around),
        themes=_union(named.themes, found["themes"]),
        exploitation=_union(named.exploitation, found["exploitation"]),
        interventions=_union(named.interventions, found["interventions"]),
        groups=_union(named.groups, found["groups"]),
        instruments=_instruments(named, registry, context),
        why=(*named.why, *(reason for reason in dict.fromkeys(reasons) if reason not in named.why)),
    )
    return calibrated(made)


def _linked(ref: Ref, statement: Statement, known: Known, reasons: list[Reason]) -> Ref:
    if ref.id is not None:
        return ref
    match = find(ref, known, statement.language, statement.locator.passage)
    if match is None and ref.type is RefType.ENTITY and known.document.nature in ROWS:
        return replace(ref, id=provisional(ref.name))
    if match is None:
        return ref
    if match.reason:
        reasons.append(Reason(feature=match.reason, weight=0.0))
    return replace(ref, id=match.id, type=match.type)


def _publishers(statement: Statement, document: Document, registry: Registry, reasons: list[Reason]) -> tuple[Ref, ...]:
    """The document's publishers for a recommendation of nobody in particular.

    In a State's review States recommend, and what a resolution asks is told by the document and not asked by it.
    """
    if (
        statement.is_tagged
        or statement.kind is not Kind.RECOMMENDATION
        or document.masthead.under_review
        or _of_another(statement)
    ):
        return ()
    rows = [registry.entities[id] for id in document.publishers if id in registry.entities]
    if rows:
        reasons.append(Reason(feature=SILENT, weight=0.0))
    return tuple(
        Ref(id=row.id, name=row.acronym or row.names["en"], type=RefType.ENTITY, source="document") for row in rows
    )


def _instruments(statement: Statement, registry: Registry, context: Context | None) -> tuple[InstrumentRef, ...]:
    """What is there already, and what the quote cites; a mandate's list has been read with its headings before."""
    if statement.kind is Kind.MANDATE:
        return statement.instruments
    cited = citations(statement.quote, statement.language, registry, context, statement.locator.passage)
    return tuple(dict.fromkeys((*statement.instruments, *cited)))


def _distinct(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """Refs without those that repeat an id, or a name where no id is known; the first printed is kept.

    Groups of one audience stay: `banks` and `recruitment agencies` are asked both.
    """
    first: dict[tuple[str, str], Ref] = {}
    for ref in refs:
        by_id = ref.id and ref.type is not RefType.GROUP
        first.setdefault(("id", ref.id or "") if by_id else ("name", normalised(ref.name)), ref)
    return tuple(first.values())


def _places(statement: Statement, document: Document, registry: Registry) -> dict[str, str]:
    """States that the quote names, outside of organisations' names; in a review of a State, that State alone."""
    if not document.masthead.under_review:
        return places(_of_places(statement, registry), statement.language, registry)
    if statement.kind is not Kind.RECOMMENDATION:
        return {}
    reviewed = registry.state(document.masthead.under_review)
    addressed = {ref.id for ref in statement.addressees if ref.type is RefType.STATE}
    return {reviewed.alpha3: ""} if reviewed and reviewed.id in addressed else {}


def _of_places(statement: Statement, registry: Registry) -> str:
    """The quote without names of organisations; "experts from Ghana and Mongolia" stay, for they name places."""
    return spoken(statement, stays=lambda name: len(places(name, statement.language, registry)) > 1)


def _regions(statement: Statement, document: Document, registry: Registry) -> dict[str, str]:
    """Regions that the quote names, outside of organisations' names; none in a review, which is of its State alone."""
    if document.masthead.under_review:
        return {}
    return regions(spoken(statement), statement.language, registry)


def _tagged(statement: Statement, vocabulary: Vocabulary, document: Document) -> dict[str, dict[str, str]]:
    """Tags by scheme, each with its words. A factor names no intervention; it tells what is.

    Of a row of a table those cells are looked at that tell what is done: names of columns and organisations are not.
    """
    if statement.is_tagged:
        return {scheme: {} for scheme in TAGGED}  # the tagger has weighed the terms already
    text = statement.action if document.nature in ROWS and statement.action else spoken(statement)
    found: dict[str, dict[str, str]] = {scheme: {} for scheme in TAGGED}
    for tag in tags(text, statement.language, vocabulary):
        found[tag.scheme][tag.id] = tag.words
    if statement.kind is Kind.FACTOR:
        found["interventions"] = {}
    return found


def _union(given: tuple[str, ...], found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*given, *found)))


_RESOLUTION_ASKS = re.compile(
    r"(?:resolu|d[eé]cisi|résolu)\w*\s+(?:n[o°º.]*\s*)?[\w/.]*\d[^.;:]{0,80}?\b(?:ask|urge|call|request|recommend|invite|encourage|demand"
    r"|prie|exhort|insta|pide|recomiend|solicit)\w*"
    r"|(?:резолюци|решени)\w*\s+[\w/.]*\d[^.;:]{0,80}?(?:прос|призыва|рекоменд|настоятельно)",
    re.IGNORECASE,
)
"""A resolution or decision that asks: `Ministerial Council decision 6/17 of OSCE asks participating States to`."""


def _of_another(statement: Statement) -> bool:
    """Whether the quote, or what introduces it, tells what a resolution or decision asks."""
    said = (statement.quote, *(one.quote for one in statement.support if one.role == "introduction"))
    return any(_RESOLUTION_ASKS.search(words) for words in said)
