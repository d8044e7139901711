"""Requests about administration in reports on budgets."""

import pytest

from palermo.extraction.un_budgets import exclude_administration
from palermo.statements import Masthead, Statement, StatementKind, build_locator
from passage_factory import make_passages

MASTHEAD = Masthead(symbol="A/99/604", title="Proposed budget for the United Nations Lake Mission")


def is_kept(quote: str, kind: StatementKind = StatementKind.RECOMMENDATION, masthead: Masthead = MASTHEAD) -> bool:
    [passage] = make_passages(quote)
    statement = Statement(
        id="s", kind=kind, quote=quote, language="en", document="d", locator=build_locator(passage, 0, len(quote))
    )
    return list(exclude_administration([statement], masthead)) == [statement]


@pytest.mark.parametrize(
    "quote",
    [
        "The Board recommends a reduction of 5 per cent ($1,000) to the provision for ferries",
        "The Board recommends the approval of the proposals for pilots",
        "The Board trusts that the vacancy rate of pilots will fall",
        "Furthermore, the Board trusts that more detailed information on ferries will be provided",
        "The Board recommends to turn the Pilot (P-5) post into another",
    ],
)
def test_requests_about_amounts_posts_and_documents_are_left_out(quote: str) -> None:
    assert not is_kept(quote)
    assert is_kept(quote, StatementKind.ACTIVITY)
    assert is_kept(quote, masthead=Masthead(symbol="A/99/1", title="Report on ferries"))


@pytest.mark.parametrize(
    "quote",
    [
        "The Board trusts that the Mission will protect passengers and that information thereon will be provided",
        "The Board emphasizes the use of local boats and trusts that updates will be provided",
        "The Board encourages the Mission to train pilots",
    ],
)
def test_other_requests_stay(quote: str) -> None:
    assert is_kept(quote)
