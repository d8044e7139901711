"""Reports call a statement confirmed by the rule of the statements, not by its confidence alone."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from made_editions import CreateLibrary, MakePart, WriteEdition
from palermo import registry, vocabulary
from palermo.edition import NO_FILTERS, View, open_view
from palermo.reports.builders.procurement import _is_checklist_line
from palermo.reports.context import EditionFacts, ReportContext
from palermo.reports.evidence import EvidenceSet, load_evidence
from palermo.reports.quotes import QuoteBuilder
from palermo.reports.recommendations import rank_calls
from palermo.reports.source_index import SourceIndex
from palermo.statements import (
    LIST_THRESHOLD,
    TAGGER_METHOD_PREFIX,
    TAGGER_THRESHOLD,
    ReviewStatus,
)

TAGGED = f"{TAGGER_METHOD_PREFIX}.x"
CONFIRMED: dict[str, dict[str, Any]] = {
    "The States should inspect kitchens.": {
        "method": TAGGED,
        "confidence": TAGGER_THRESHOLD - 0.24,
        "status": ReviewStatus.ACCEPTED,
    },
    "The States should license agencies.": {"method": "recommendations.lists.4", "confidence": LIST_THRESHOLD + 0.02},
}
UNCONFIRMED: dict[str, dict[str, Any]] = {
    "The States should publish wages.": {"method": TAGGED, "confidence": TAGGER_THRESHOLD - 0.01},
}


@pytest.fixture(scope="module")
def evidence(create_library: CreateLibrary, make_part: MakePart, write_edition: WriteEdition) -> Iterator[EvidenceSet]:
    """A statement that a reviewer accepted, one of a list, and one of the tagger that is not confirmed."""
    library = create_library()
    parts = []
    for quote, values in (CONFIRMED | UNCONFIRMED).items():
        part = make_part(quote.split()[-1], quote, date="2020")
        parts.append(replace(part, statements=(replace(part.statements[0], **values),)))
    write_edition(library, parts)
    with open_view(library) as view:
        yield load_evidence(_derive_facts(view), [NO_FILTERS])


def _derive_facts(view: View) -> EditionFacts:
    return EditionFacts(view=view, registry=registry.load_registry(), vocabulary=vocabulary.load_vocabulary())


def test_evidence_without_filters_is_empty(evidence: EvidenceSet) -> None:
    found = load_evidence(evidence.facts, [])
    assert (len(found), found.ids, len(evidence.select_any(()))) == (0, [], 0)


def test_statements_are_printed_as_not_confirmed_by_the_common_rule(evidence: EvidenceSet) -> None:
    builder = QuoteBuilder(context := ReportContext(facts=evidence.facts, language="en"), SourceIndex(context))
    printed = {
        statement.quote: "not confirmed" in builder.build(statement, document).attribution[0].text
        for statement, document in evidence.load_all()
    }
    assert printed == dict.fromkeys(CONFIRMED, False) | dict.fromkeys(UNCONFIRMED, True)


def test_confirmed_statements_are_quoted_and_ranked_before_others(evidence: EvidenceSet) -> None:
    assert {statement.quote for statement, _document in evidence.load_quotes(9, "en")} == set(CONFIRMED)
    calls = rank_calls(evidence, ReportContext(facts=evidence.facts, language="en"))
    assert {evidence.view.get_statement(call.statement).quote for call in calls} == set(CONFIRMED)


def test_checklist_has_confirmed_statements_alone(evidence: EvidenceSet) -> None:
    lines = {statement.quote for statement, document in evidence.load_all() if _is_checklist_line(statement, document)}
    assert lines == set(CONFIRMED)
