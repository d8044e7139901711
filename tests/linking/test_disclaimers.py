"""Tests of disclaimers: no request is that of a publisher who says that the views are not its own."""

import pytest

from palermo import registry
from palermo.linking import link_document
from palermo.linking.publishers import is_disclaimed
from palermo.statements import (
    Document,
    Locator,
    Masthead,
    Nature,
    Passage,
    PassageKind,
    Ref,
    RefType,
    ReviewStatus,
    Statement,
    StatementKind,
)

KNOWN = registry.load_registry()
PUBLISHER = Ref(id=None, name="UN Women", type=RefType.ENTITY, source="document")


def make_document(language: str = "en", publisher: str = "UN Women") -> Document:
    return Document(
        id="d", work="w", source="a.md", media_type="text/markdown", size=1, pages=None, language=language, title="A",
        nature=Nature.ORIGINAL, publishers=("un-women",), masthead=Masthead(publisher=publisher),
    )  # fmt: skip


def make_passages(text: str, language: str = "en") -> list[Passage]:
    return [
        Passage(
            id="p", document="d", ordinal=0, text=text, kind=PassageKind.PARAGRAPH, language=language, headings=(),
            page=None, paragraph=None,
        )
    ]  # fmt: skip


def make_request(*actors: Ref) -> Statement:
    return Statement(
        id="s", kind=StatementKind.RECOMMENDATION, quote="Open shelters for women.", language="en", document="d",
        locator=Locator(passage="p", page=None, paragraph=None, start=0, end=24, headings=()), actors=actors,
        confidence=0.9, method="rules.list", status=ReviewStatus.PROPOSED,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The views expressed here are the authors' own and do not necessarily represent those of UN Women."),
        ("fr", "Les opinions exprimées ne reflètent pas nécessairement celles d’ONU Femmes."),
        ("es", "Las opiniones de este manual no reflejan necesariamente las de ONU Mujeres."),
        ("ru", "Мнения авторов могут не совпадать с позицией Структуры «ООН-женщины»."),
        ("zh", "本文观点不一定代表联合国妇女署的立场。"),
        ("ar", "الآراء الواردة هنا لا تعبر بالضرورة عن آراء هيئة الأمم المتحدة للمرأة."),
    ],
)
def test_a_publisher_who_disclaims_the_views_is_found_in_six_languages(language: str, text: str) -> None:
    assert is_disclaimed(make_document(language), make_passages(text, language), KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "This brief is a summary of the findings and recommendations, as identified by the evaluators, for staff.",
        "Cette note est un résumé des conclusions et recommandations, telles qu’identifiées par l’évaluatrice.",
        "Es un resumen de las conclusiones y recomendaciones, tal como fueron formuladas por el equipo evaluador.",
    ],
)
def test_recommendations_of_evaluators_are_not_those_of_the_publisher(text: str) -> None:
    assert is_disclaimed(make_document(), make_passages(text), KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "The quality of the recommendations identified by the evaluators was assessed in ninety reports.",
        "The views expressed are those of the authors and do not necessarily reflect those of the Example Fund.",
        "The findings reflect the views of UN Women.",
        "Opinions differ. The map does not state the borders. UN Women published it.",
    ],
)
def test_the_disclaimer_of_another_body_is_none_of_the_publisher(text: str) -> None:
    assert not is_disclaimed(make_document(), make_passages(text), KNOWN)


@pytest.mark.parametrize(("owner", "is_own"), [("Lake Aid", True), ("the LA Forum", True), ("LAPD", False)])
def test_one_of_several_publishers_is_named_by_whole_words(owner: str, is_own: bool) -> None:
    text = f"The views expressed do not necessarily reflect those of {owner}."
    document = make_document(publisher="Lake Aid; LA")
    assert is_disclaimed(document, make_passages(text), KNOWN) is is_own


def test_requests_are_not_those_of_a_publisher_who_disclaims_them() -> None:
    views = "The views expressed are those of the authors and do not necessarily represent the views of UN Women."
    printed = Ref(id=None, name="UN Women", type=RefType.ENTITY, source="quote")
    requests = [make_request(PUBLISHER), make_request(), make_request(printed)]
    linked = link_document(requests, make_document(), make_passages(views), KNOWN)
    assert [[ref.id for ref in statement.actors] for statement in linked] == [[], [], ["un-women"]]
    plain = link_document(requests[:1], make_document(), make_passages("UN Women published it."), KNOWN)
    assert [ref.id for ref in plain[0].actors] == ["un-women"]
