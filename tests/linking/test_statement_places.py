"""Tests of the places of a statement, and of names that are linked with them."""

import pytest

from palermo.linking import link_statement
from palermo.registry import load_registry
from palermo.statements import Document, Locator, Masthead, Ref, RefType, Statement, StatementKind, compute_document_id

REGISTRY = load_registry()


def link(quote: str, kind: StatementKind, language: str, actor: Ref, masthead: Masthead | None = None) -> Statement:
    document = Document(
        id=compute_document_id(b"a report"),
        work="w",
        source="report.pdf",
        media_type="application/pdf",
        size=8,
        pages=1,
        language=language,
        masthead=masthead or Masthead(),
        title="A report",
    )
    statement = Statement(
        id="s",
        kind=kind,
        quote=quote,
        language=language,
        document=document.id,
        locator=Locator(page=1, paragraph=None, passage="p", start=0, end=len(quote), headings=()),
        actors=(actor,),
    )
    return link_statement(statement, document, REGISTRY)


def test_a_state_that_asks_is_no_place() -> None:
    kenya = Ref(id=None, name="Kenya", type=RefType.STATE)
    quote = "Kenya urges Viet Nam to open wells"
    assert link(quote, StatementKind.RECOMMENDATION, "en", kenya).places == ("VNM",)
    assert link("Kenya opens wells", StatementKind.ACTIVITY, "en", kenya).places == ("KEN",)


def test_a_government_that_publishes_asks_for_work_in_its_own_country() -> None:
    kenya = Ref(id=None, name="Kenya", type=RefType.STATE, source="document")
    quote = "The ministry should open wells across Kenya"
    assert link(quote, StatementKind.RECOMMENDATION, "en", kenya).places == ("KEN",)


def test_a_particle_is_no_word_of_an_arabic_name() -> None:
    name = "مجلس حقوق الإنسان"
    actor = Ref(id=None, name=name, type=RefType.ENTITY, source="quote")
    (linked,) = link(f"في جلسة عامة ل{name}", StatementKind.ACTIVITY, "ar", actor).actors
    assert (linked.id, linked.name) == ("human-rights-council", name)


@pytest.mark.parametrize(
    ("quote", "places"),
    [
        ("Its Government opened 40 new wells for workers", ("KEN",)),
        ("The Government has ratified the Wells Convention", ()),
        ("The Government opened wells for workers of Viet Nam", ()),
        ("The Government opened wells in East Africa", ()),
    ],
)
def test_what_a_reviewed_state_does_alone_it_does_at_home(quote: str, places: tuple[str, ...]) -> None:
    kenya = Ref(id="state:KEN", name="Government", type=RefType.STATE)
    review = Masthead(under_review="Kenya")
    assert link(quote, StatementKind.ACTIVITY, "en", kenya, review).places == places
    other = Ref(id="state:VNM", name="Viet Nam", type=RefType.STATE)
    assert link(quote, StatementKind.ACTIVITY, "en", other, review).places == ()
    assert link(quote, StatementKind.FACTOR, "en", kenya, review).places == ()


@pytest.mark.parametrize(
    ("quote", "language", "reason"),
    [
        ("Le comité visite des foyers en Écosse", "fr", "(“Écosse”)"),
        ("La caravane traverse l’Amérique latine", "fr", "(“Amérique latine”)"),
        ("Une loi a été adoptée aux États-Unis", "fr", "(“États-Unis”)"),
    ],
)
def test_reasons_quote_places_as_they_are_printed(quote: str, language: str, reason: str) -> None:
    actor = Ref(id=None, name="Ligue du Lac", type=RefType.ENTITY)
    linked = link(quote, StatementKind.ACTIVITY, language, actor)
    assert reason in " ".join(item.feature for item in linked.why)


def test_reasons_quote_names_in_traditional_characters() -> None:
    actor = Ref(id=None, name="泰國政府", type=RefType.ENTITY)
    linked = link("泰國政府開設中心", StatementKind.ACTIVITY, "zh", actor)
    assert linked.actors[0].id == "state:THA"
    assert "“泰國政府”" in linked.why[0].feature
