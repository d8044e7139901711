"""Rows of an appraisal: what is matched by citation, and what only by meaning."""

from django.template.loader import render_to_string

from made_editions import MakePart
from palermo.analysis.appraisal import MatchBasis, ProvisionMatch, appraise
from palermo.portal.appraisal.appraisal_rows import build_appraisal_rows, build_provision_rows
from palermo.registry import load_registry


def test_matches_by_meaning_are_said_beside_the_numbers_that_count_them(make_part: MakePart) -> None:
    registry = load_registry()
    document = make_part("d", date="2012-01-01").document
    instrument = registry.instruments["palermo-protocol"]
    columns = {"kind": "recommendation", "document": document.id, "actors": [], "places": [], "regions": []}
    matches = [
        ProvisionMatch(instrument=instrument.id, number=number, statement=id, basis=MatchBasis(basis), score=0.6)
        for number, id, basis in ((0, "cites", "cited"), (0, "resembles", "meant"), (1, "cites", "meant"))
    ]
    item = appraise(
        instrument, matches, dict.fromkeys(("cites", "resembles"), columns), {document.id: document}, registry
    )
    first, second, *_others = build_provision_rows(item)
    assert (first.calls_cited, first.calls_similar, second.calls_cited, second.calls_similar) == (1, 1, 0, 1)
    (row,) = build_appraisal_rows([item])
    assert (row.called, row.calls_similar, row.acts_similar) == (2, 1, 0)
    displayed = render_to_string("appraisal/_instruments.html", {"rows": [row]})
    assert "1 only by meaning" in " ".join(displayed.split())
