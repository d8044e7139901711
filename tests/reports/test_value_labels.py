"""Every value of a closed set has a label in reports and on pages."""

from collections.abc import Collection

import pytest

from palermo.portal.base import value_labels as page_labels
from palermo.reports import value_labels as report_labels
from palermo.reports.builders.annual_report import COMPARED_KINDS
from palermo.statements import Response, StatementKind


@pytest.mark.parametrize("labels", [report_labels.KINDS, page_labels.KINDS, [*COMPARED_KINDS, StatementKind.MANDATE]])
def test_every_kind_of_statement_is_listed(labels: Collection[str]) -> None:
    assert set(labels) == set(StatementKind)


def test_every_answer_has_a_label() -> None:
    assert set(report_labels.RESPONSES) == set(Response)
