"""Tests of the State that a human rights body examines in a document."""

import pytest

from palermo.linking.linker import link_document
from palermo.registry import load_registry
from palermo.statements import Masthead, Ref, RefType, Statement, StatementKind, build_locator
from passage_factory import make_document, make_passages

REGISTRY = load_registry()
OBSERVATIONS = "Concluding observations on wells"
ABOUT_KENYA = ("Kenya has wells.", "Kenyan mills are old.", "In Kenya the mills are old.")


def link_addressees(
    *texts: str,
    title: str | None = OBSERVATIONS,
    symbol: str | None = None,
    name: str | None = None,
    kind: StatementKind = StatementKind.RECOMMENDATION,
) -> list[tuple[str | None, bool]]:
    """Link the last text as a statement to `name`, and return ids of addressees and whether they are confirmed."""
    passages = make_passages(*texts)
    document = make_document(Masthead(title=title, symbol=symbol), title=title or "")
    statement = Statement(
        id="s",
        kind=kind,
        quote=texts[-1],
        language="en",
        document="d",
        locator=build_locator(passages[-1], 0, len(texts[-1])),
        addressees=(Ref(id=None, name=name, type=RefType.GROUP, source="quote"),) if name else (),
        confidence=0.95,
        method="recommendations.lists.1",
    )
    [linked] = link_document([statement], document, passages, REGISTRY)
    return [(ref.id, linked.is_confirmed_ref(ref)) for ref in linked.addressees]


@pytest.mark.parametrize("name", [None, "the State party"])
def test_state_that_most_passages_name_is_likely_to_be_addressed(name: str | None) -> None:
    assert link_addressees(*ABOUT_KENYA, "Dig wells", name=name) == [("state:KEN", False)]


@pytest.mark.parametrize(
    ("title", "symbol"),
    [
        ("Concluding observations on the report of Kenya", None),
        ("Observations", "CEDAW/C/KEN/CO/8"),
        ("Observations", "CRC/C/OPSC/KEN/CO/1"),
    ],
)
def test_state_in_the_title_or_symbol_is_addressed(title: str, symbol: str | None) -> None:
    assert link_addressees("Dig wells", title=title, symbol=symbol) == [("state:KEN", True)]


def test_state_in_the_only_heading_of_observations_is_likely_to_be_addressed() -> None:
    heading = "# Concluding observations on the report of Kenya"
    assert link_addressees(heading, "Dig wells") == [("state:KEN", False)]
    assert link_addressees(heading, heading.replace("Kenya", "Peru"), "Dig wells") == []


def test_name_of_the_document_is_kept() -> None:
    assert link_addressees(*ABOUT_KENYA, "Dig wells", name="Example mills") == [(None, True)]


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        ("Report on wells", ABOUT_KENYA),
        ("Kenya’s National Committee on the Elimination of Thirst", ABOUT_KENYA),
        (OBSERVATIONS, ("Kenya has wells.", "Peru has wells.", "Chile has wells.")),
        (OBSERVATIONS, ("Kenya has wells.",)),
        ("Concluding observations on Kenya and Peru", ABOUT_KENYA),
    ],
)
def test_nobody_is_addressed_where_no_state_is_examined(title: str, texts: tuple[str, ...]) -> None:
    assert link_addressees(*texts, "Dig wells", title=title) == []


def test_an_activity_is_not_addressed_to_the_examined_state() -> None:
    assert link_addressees(*ABOUT_KENYA, "Wells were dug", kind=StatementKind.ACTIVITY) == []
