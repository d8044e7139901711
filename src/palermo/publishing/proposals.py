"""Proposals for the registry as records and as lines of text."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from palermo.analysis import propose_organisations
from palermo.edition import View
from palermo.linking import Proposal
from palermo.publishing.short_names import cut_end
from palermo.registry import Registry
from palermo.statements import Document
from palermo.statements.export_record import select_fields

MAX_QUOTE_CHARS = 160


def format_proposals(view: View, registry: Registry, records: bool) -> Iterator[str]:
    """Return a view's proposals, as lines with the most named first, or as JSON Lines (`records`)."""
    proposals = propose_organisations(view, registry)
    documents = {document.id: document for document in view.list_documents()}
    if records:
        return (json.dumps(build_proposal_row(item, documents), ensure_ascii=False) for item in proposals)
    return format_proposal_lines(proposals, documents)


def build_proposal_row(proposal: Proposal, documents: Mapping[str, Document]) -> dict[str, Any]:
    """Return the record of a proposal; `documents` are those of its view by id."""
    return {
        "id": proposal.id,
        "entity": proposal.entity,
        "name": proposal.name,
        "variants": [{"name": v.name, "statements": v.statements, "why": v.why} for v in proposal.variants],
        "statements": proposal.statements,
        "documents": [select_fields(documents[id], ("id", "title", "source")) for id in proposal.documents],
        "quotes": [
            {
                "statement": statement.id,
                "document": statement.document,
                "page": statement.locator.page,
                "language": statement.language,
                "quote": statement.quote,
            }
            for statement in proposal.evidence
        ],
    }


def format_proposal_lines(proposals: Iterable[Proposal], documents: Mapping[str, Document]) -> Iterator[str]:
    """Yield each proposal with its number of statements, other names, and one quote with its document."""
    for proposal in proposals:
        known = f"  a further name of {proposal.entity}" if proposal.entity else ""
        yield f"{proposal.statements:>6} in {len(proposal.documents)}  {proposal.name}{known}"
        for variant in proposal.variants:
            if variant.name != proposal.name:
                yield f"{'':12}{variant.name} ({variant.statements}): {variant.why}"
        for statement in proposal.evidence[:1]:
            document = documents[statement.document]
            place = f", page {statement.locator.page}" if statement.locator.page else ""
            yield f"{'':12}“{cut_end(statement.quote, MAX_QUOTE_CHARS)}” {document.short_title}{place}"
