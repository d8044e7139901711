"""Rows of an appraisal: what cites a provision, and what is only possibly about it."""

from made_editions import MakePart
from palermo.analysis.appraisal import ProvisionMatch, appraise
from palermo.portal.appraisal.appraisal_rows import build_appraisal_rows, build_provision_rows, filter_statements
from palermo.registry import load_registry


def test_what_is_possibly_about_a_provision_is_listed_apart_and_not_counted(make_part: MakePart) -> None:
    registry = load_registry()
    document = make_part("d", date="2012-01-01").document
    instrument = registry.instruments["palermo-protocol"]
    columns = {"kind": "recommendation", "document": document.id, "actors": [], "places": [], "regions": []}
    matches = [
        ProvisionMatch(instrument=instrument.id, number=number, statement=id, similarity=similarity)
        for number, id, similarity in (
            (0, "cites", None),
            (None, "whole", None),
            (0, "resembles", 0.6),
            (1, "resembles", 0.7),
        )
    ]
    item = appraise(
        instrument, matches, dict.fromkeys(("cites", "whole", "resembles"), columns), {document.id: document}, registry
    )
    (row,) = build_appraisal_rows([item])
    assert (row.called, row.acted) == (2, 0)
    lists = [
        [[each.statement for each in filter_statements(part, "calls", basis)] for basis in ("", "meant")]
        for part in build_provision_rows(item)[:2]
    ]
    assert lists == [[["cites"], ["resembles"]], [[], ["resembles"]]]
