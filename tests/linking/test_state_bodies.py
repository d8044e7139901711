"""Tests of bodies of States: the State by their name, by a review of one State, by a law."""

import pytest

from palermo.linking import link_document
from palermo.linking.state_bodies import find_body_state
from palermo.registry import load_registry
from palermo.statements import (
    Document,
    Masthead,
    Passage,
    PassageKind,
    Ref,
    RefType,
    Statement,
    StatementKind,
    build_locator,
    compute_passage_id,
)

REGISTRY = load_registry()
STATEMENT_WITHOUT_PLACE = "The Ministry of Labour inspects farms."


@pytest.mark.parametrize(
    ("name", "language", "state"),
    [
        ("Ministry of Justice of Ukraine", "en", "UKR"),
        ("Royal Thai Police", "en", "THA"),
        ("South African Police Service", "en", "ZAF"),
        ("U.S. Department of State", "en", "USA"),
        ("Ministry of Health, Government of India", "en", "IND"),
        ("Ministère français de la Justice", "fr", "FRA"),
        ("Policía Nacional de Colombia", "es", "COL"),
        ("Министерство внутренних дел Республики Беларусь", "ru", "BLR"),
        ("وزارة العدل المصرية", "ar", "EGY"),
        ("乌克兰司法部", "zh", "UKR"),
        ("Ministry of Justice", "en", None),
        ("公安部", "zh", None),
        ("Embassy of Ukraine in Poland", "en", None),
        ("Kenya Red Cross", "en", None),
        ("Department of Law of the University of Ghana", "en", None),
        ("Georgia Department of Labor", "en", None),
        ("New South Wales Police", "en", None),
        ("South Korean Police", "en", "KOR"),
        ("South Sudanese Police", "en", "SSD"),
        ("Ibero-American prosecutors", "en", None),
        ("Latin American Parliament", "en", None),
        ("South American Police Community", "en", None),
        ("police latino-américaine", "fr", None),
    ],
)
def test_a_body_of_a_state_prints_whose_it_is(name: str, language: str, state: str | None) -> None:
    assert find_body_state(name, language, REGISTRY) == (f"state:{state}" if state else None)


def link(text: str, name: str, masthead: Masthead, opening: str = "") -> Statement:
    """Return a linked statement of a document with this masthead, after an opening passage."""
    written = [
        Passage(
            id=compute_passage_id("d", words, ordinal),
            document="d",
            ordinal=ordinal,
            page=1,
            paragraph=None,
            kind=PassageKind.PARAGRAPH,
            headings=(),
            language="en",
            text=words,
        )
        for ordinal, words in enumerate((opening, text))
    ]
    statement = Statement(
        id="s",
        kind=StatementKind.ACTIVITY,
        quote=text,
        language="en",
        document="d",
        locator=build_locator(written[1], 0, len(text)),
        actors=(Ref(id=None, name=name, type=RefType.ENTITY, source="quote"),),
    )
    document = Document(
        id="d",
        work="w",
        source="a.pdf",
        media_type="application/pdf",
        size=1,
        pages=1,
        language="en",
        title=masthead.title or "",
        masthead=masthead,
    )
    (linked,) = link_document([statement], document, written, REGISTRY)
    return linked


@pytest.mark.parametrize(
    ("masthead", "opening", "state"),
    [
        (Masthead(title="Labour Act of Kenya"), "", "KEN"),
        (Masthead(title="Labour Act", publisher="Parliament of Kenya"), "", "KEN"),
        (Masthead(title="Labour Act, 2016"), "The Parliament of Kenya enacts as follows:", "KEN"),
        (Masthead(title="Labour Act, 2016"), "The treaty with Kenya is in annex 1.", None),
        (Masthead(title="ON WORK", publisher="Parliament of Kenya"), "Labour Act, 2016", "KEN"),
        (Masthead(title="ON WORK", publisher="Sample Mills of Kenya"), "Labour Act, 2016", None),
        (Masthead(title="Labour Act of Kenya"), "This act approves the Sample Convention.", None),
        (Masthead(title="What a labour act does: lessons from Kenya"), "", None),
    ],
)
def test_what_a_law_states_is_of_the_state_that_it_prints(masthead: Masthead, opening: str, state: str | None) -> None:
    linked = link(STATEMENT_WITHOUT_PLACE, "Ministry of Labour", masthead, opening)
    assert linked.actors[0].state == (f"state:{state}" if state else None)
    assert linked.actors[0].name == "Ministry of Labour"
    assert linked.places == ((state,) if state else ())
    assert any(reason.code == "place-law" for reason in linked.why) is (state is not None)


def test_what_a_law_prints_goes_before_its_own_state() -> None:
    linked = link(
        "The Ministry of Labour of Uganda trains staff in Uganda.",
        "Ministry of Labour of Uganda",
        Masthead(title="Labour Act of Kenya"),
    )
    assert (linked.actors[0].state, linked.places) == ("state:UGA", ("UGA",))


def test_ministries_in_the_review_of_a_state_are_its_own() -> None:
    masthead = Masthead(title="Report", under_review="Kenya")
    assert link(STATEMENT_WITHOUT_PLACE, "Ministry of Labour", masthead).actors[0].state == "state:KEN"
    assert link(STATEMENT_WITHOUT_PLACE, "Labour Union", masthead).actors[0].state is None
