"""The answers of the tools: plain values from an edition, limited in size."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from palermo import registry, vocabulary
from palermo.analysis import FacetValues, parse_filters
from palermo.analysis.appraisal import ProvisionAppraisal
from palermo.analysis.appraisal.matching import APPRAISED_KINDS
from palermo.analysis.cross_tabulation import build_cross_tabulation, parse_query
from palermo.analysis.follow_up import summarise_status
from palermo.edition import StatementSelection, View, build_filters
from palermo.errors import NotFound
from palermo.mcp_server.edition_source import SourceEdition
from palermo.publishing.search_results import build_hit_values, format_warning
from palermo.statements import ROLES, Document, Nature, Statement, StatementKind

MAX_AXIS_VALUES = 25
"""Rows and columns of a map."""
MAX_CONTEXT_CHARS = 1500
"""Characters of the passages around a statement."""

DIGEST_NOTE = "A digest in Palermo's words: do not quote it as the work that it is about."

type JSONObject = dict[str, Any]


def search_library(edition: SourceEdition, address: str, query: str, limit: int) -> JSONObject:
    """Return the passages that match a query by words or similarity, each with its statements."""
    result = edition.index.search(query, size=limit)
    hits = edition.index.search_hits(query, limit=limit)
    rows = []
    for hit in hits:
        values = build_hit_values(hit, edition.view)
        rows.append(
            {
                "quote": hit.text,
                "page": hit.page,
                "paragraph": hit.paragraph,
                "language": hit.language,
                "why": values["why"],
                "statements": values["statements"],
                "address": f"{address}/documents/{hit.document.id}/passages/{hit.id}",
                **build_source(hit.document, edition.view, address),
            }
        )
    notes = [format_warning(warning) for warning in result.warnings]
    return {"total": result.total, "passages": rows, "suggestion": result.suggestion or None, "notes": notes}


def open_statement(edition: SourceEdition, address: str, statement_id: str) -> JSONObject:
    """Return a statement with its context, supporting quotes, and the reasons for its extraction; raises NotFound."""
    view = edition.view
    statement = view.get_statement(statement_id)
    document = view.get_document(statement.document)
    context = []
    if document.full_text:
        passages = view.list_passages(document.id)
        index = next((n for n, passage in enumerate(passages) if passage.id == statement.locator.passage), None)
        nearby = passages[max(0, index - 1) : index + 2] if index is not None else []
        context = [item.text[:MAX_CONTEXT_CHARS] for item in nearby]
    return {
        **build_evidence(statement, view, address),
        "headings": list(statement.locator.headings),
        "context": context,
        "rests_on": [{"role": item.role, "quote": item.quote, "page": item.locator.page} for item in statement.support],
        "why": [{"feature": item.feature, "weight": item.weight} for item in statement.why],
        "follow_up": _describe_follow_up(edition, address, statement.id),
    }


def map_who_does_what(
    edition: SourceEdition, address: str, rows: str, columns: str, where: Sequence[str], limit: int
) -> JSONObject:
    """Count statements by two dimensions, and return evidence for the cells with the most."""
    filters = parse_filters(where, edition.values)
    query = parse_query(rows, columns, None, filters, most=MAX_AXIS_VALUES)
    table = build_cross_tabulation(edition.view, query, edition.values)
    filled = sorted((cell for cell in table.cells if cell.statements), key=lambda cell: -cell.statements)
    cells = []
    for cell in filled[:limit]:
        cell_filters = replace(
            filters, selected={**filters.selected, query.rows: (cell.row,), query.columns: (cell.column,)}
        )
        cells.append(
            {
                query.rows: _label_value(edition, query.rows, cell.row, table.names),
                query.columns: _label_value(edition, query.columns, cell.column, table.names),
                "statements": cell.statements,
                "documents": cell.documents,
                "newest": cell.newest,
                "evidence": [
                    build_evidence(statement, edition.view, address)
                    for statement in edition.view.find_statements(cell_filters, limit=1).statements
                ],
            }
        )
    return {
        "edition": edition.view.manifest.name,
        "counted": dict(table.denominators),
        "unconfirmed": edition.view.count_unconfirmed(filters),
        "cells": cells,
        "more_cells": max(0, len(filled) - limit),
        "absent": [edition.values.registry.get_label(id) for id in table.absent[:MAX_AXIS_VALUES]],
        "note": "An empty cell means that nothing was found in these documents, not that nobody acts.",
        "address": f"{address}/en/who-does-what/?rows={query.rows}&columns={query.columns}{_keep_selection(edition)}",
    }


def list_recommendations(
    edition: SourceEdition, address: str, words: str, where: Sequence[str], window: tuple[int, int]
) -> JSONObject:
    """Return recommendations, newest first, each with its follow-up; `window` is offset and limit."""
    offset, limit = window
    filters = parse_filters([*where, f"kind={StatementKind.RECOMMENDATION.value}"], edition.values)
    page = edition.view.find_statements(replace(filters, words=words), offset=offset, limit=limit)
    rows = [
        {
            **build_evidence(statement, edition.view, address),
            "follow_up": _describe_follow_up(edition, address, statement.id),
        }
        for statement in page.statements
    ]
    unconfirmed = edition.view.count_unconfirmed(replace(filters, words=words))
    return {"total": page.total, "unconfirmed": unconfirmed, "offset": offset, "recommendations": rows}


def appraise_provision(
    edition: SourceEdition, address: str, instrument: str, provision: str | None, limit: int
) -> JSONObject:
    """Return the recommendations and activities on a provision of an instrument.

    Without `provision`, all provisions are returned with their counts. Raises NotFound.
    """
    labels = edition.values.registry
    appraisal = edition.appraisals.get_appraisal(instrument, labels)
    parts = [item for item in appraisal.provisions if provision in (None, item.provision and item.provision.number)]
    if not parts:
        numbers = ", ".join(part.provision.number or "?" for part in appraisal.provisions if part.provision)
        raise NotFound(f"provision {provision!r}", "the instrument has no provision of that number", numbers)
    shown_count = limit if provision else 0
    return {
        "edition": edition.view.manifest.name,
        "instrument": {"id": appraisal.instrument.id, "name": labels.get_label(appraisal.instrument.id)},
        "unverified_provisions": appraisal.unverified,
        "unconfirmed": edition.view.count_unconfirmed(
            build_filters(instrument=[appraisal.instrument.id], kind=APPRAISED_KINDS)
        ),
        "documents_searched": appraisal.searched,
        "provisions": [_describe_provision(edition, address, part, shown_count) for part in parts],
        "note": "Only statements that cite a provision count. `possibly_about_it` is similar in meaning, often wrong.",
        "address": f"{address}/en/appraisal/{appraisal.instrument.id}/",
    }


def _describe_provision(edition: SourceEdition, address: str, part: ProvisionAppraisal, limit: int) -> JSONObject:
    labels = edition.values.registry
    evidence, own_text, possible = (
        [build_evidence(edition.view.get_statement(item.statement), edition.view, address) for item in items[:limit]]
        for items in (part.statements, part.own_text, part.possible)
    )
    return {
        "provision": part.provision.number if part.provision else None,
        "in_our_words": part.provision.summary if part.provision else None,
        "verified": part.is_verified,
        "recommendations": part.called,
        "activities_and_commitments": part.acted,
        "statements_of_own_text_or_digest": len(part.own_text),
        "entities": [labels.get_label(id) for id in part.entities],
        "gap": part.gap.value if part.gap else None,
        "evidence": evidence,
        "own_text_or_digest": own_text,
        "possibly_about_it": possible,
    }


def _describe_follow_up(edition: SourceEdition, address: str, statement_id: str) -> JSONObject | None:
    """Return the status, answers and repetitions of a recommendation; None for other statements."""
    item = edition.recommendations.get(statement_id)
    if item is None:
        return None
    answers = edition.follow_up.answers.get(statement_id, ())
    searched = edition.searched_works.count_since(item)
    chain = edition.follow_up.chain_by_call.get(statement_id)
    return {
        "status": summarise_status(answers, searched).value,
        "documents_searched": searched,
        "answers": [
            {
                "status": answer.status.value,
                **build_evidence(edition.view.get_statement(answer.statement), edition.view, address),
            }
            for answer in answers[:3]
        ],
        "repeated": len(chain.calls) if chain else 1,
        "first_year": min((call.year for call in chain.calls if call.year), default=None) if chain else item.year,
        "note": "Answers and repetitions are proposed by similarity.",
    }


def _keep_selection(edition: SourceEdition) -> str:
    """Return the parameter with which a page counts the same statements."""
    return "&confidence=all" if edition.view.selection is StatementSelection.ALL else ""


def _label_value(edition: SourceEdition, dimension: str, id: str, names: Any) -> str:
    return str(names.get(id) or edition.values.get_label(dimension, id))


def build_evidence(statement: Statement, view: View, address: str) -> JSONObject:
    """Return a statement as evidence; nobody is named who is not named by the statement."""
    labels = registry.load_registry()
    concepts = vocabulary.load_vocabulary()
    values = FacetValues(labels, concepts)
    return {
        "id": statement.id,
        "kind": statement.kind.value,
        "quote": statement.quote,
        "language": statement.language,
        "page": statement.locator.page,
        "paragraph": statement.locator.paragraph,
        **{
            role: [
                {
                    "id": ref.id,
                    "name": values.get_party_label(ref),
                    "printed": ref.name,
                    "confirmed": statement.is_confirmed_ref(ref),
                }
                for ref in (*statement.get_refs(role), *getattr(statement, f"unconfirmed_{role}", ()))
            ]
            for role in ROLES
        },
        "response": statement.response.value if statement.response else None,
        "topics": [concepts.get_label(id) for id in statement.tags],
        "places": [labels.get_label(f"state:{code}") for code in statement.places],
        "confidence": round(statement.confidence, 3),
        "confirmed": statement.is_confirmed,
        "status": statement.status.value,
        "address": f"{address}/statements/{statement.id}",
        **build_source(view.get_document(statement.document), view, address),
    }


def build_source(document: Document, view: View, address: str) -> JSONObject:
    """Return the document and the edition that something is quoted from."""
    labels = registry.load_registry()
    names = [labels.get_label(id) for id in document.publishers] or list(document.masthead.issuers)
    is_digest = document.nature is Nature.DIGEST
    return {
        "document": {
            "id": document.id,
            "title": document.title,
            "symbol": document.symbol,
            "date": document.date,
            "publishers": names,
            "nature": document.nature.value,
            "original": document.address,
            "address": f"{address}/documents/{document.id}",
        },
        "edition": view.manifest.name,
        **({"note": DIGEST_NOTE} if is_digest else {}),
    }
