"""What a report says about what it does not show: rows, parts of a question, and a State without statements."""

from collections.abc import Callable

import pytest

from palermo.edition import build_filters
from palermo.reports.builders.catalogue import ReportKind, build_report
from palermo.reports.builders.dossier_evidence import is_clear
from palermo.reports.builders.shared_blocks import add_bar_chart
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import load_evidence
from palermo.reports.model import Heading, ReportParagraph

type BuildContext = Callable[..., ReportContext]


def list_sentences(composer: Composer) -> list[str]:
    return [one.text for block in composer.blocks if isinstance(block, ReportParagraph) for one in block.sentences]


def test_a_chart_says_which_names_and_statements_its_rows_leave_out(build_context: BuildContext) -> None:
    context = build_context()
    activities = load_evidence(context.facts, [build_filters(kind=["activity"])])
    short = Composer(context)
    add_bar_chart(short, activities, "actor", "Activities by entity", limit=1)
    assert list_sentences(short) == [
        "Names that are not shown, because they are less frequent or not in the registry: 1.",
        "In none of the rows: 1 statement.",
    ]
    places = Composer(context)
    add_bar_chart(places, activities, "place", "Activities by country", limit=9)
    assert list_sentences(places) == ["Counted in more than one row: 2 statements."]


def test_a_state_without_statements_has_a_short_brief(build_context: BuildContext) -> None:
    report = build_report(ReportKind.COUNTRY, "TUV", build_context())
    assert [block.text for block in report.blocks if isinstance(block, Heading)] == ["At a glance"]
    assert "an answer to a recommendation" in list(report.iterate_sentences())[-1].text


def test_a_question_without_an_answer_says_what_its_parts_have(build_context: BuildContext) -> None:
    report = build_report(ReportKind.DOSSIER, "technology in West Africa", build_context())
    found = [one.text for one in report.iterate_sentences() if one.text.startswith("Each part alone")]
    assert found == ["Each part alone: 11 statements on Technology, and 0 statements that name Western Africa."]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("ICAT held a discussion in Vienna", True),
        ("The group publishes its reports at https://example.org", False),
        ("The other, for the Assembly, has principles in its annex", False),
    ],
)
def test_addresses_and_the_other_of_two_are_not_quoted_as_activities(quote: str, expected: bool) -> None:
    assert is_clear(quote) is expected
