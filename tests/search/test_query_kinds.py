"""Words of queries that name a kind of statements, in six languages."""

import pytest

from palermo.search import find_kind_words
from palermo.statements import StatementKind


@pytest.mark.parametrize(
    ("query", "language", "kind", "rest"),
    [
        ("Recommendations to millers on wells", "en", "recommendation", "to millers on wells"),
        ("recommandations sur l’eau des puits", "fr", "recommendation", "sur l’eau des puits"),
        ("recomendaciones sobre los pozos", "es", "recommendation", "sobre los pozos"),
        ("о рекомендациях мельникам", "ru", "recommendation", "о мельникам"),
        ("التوصيات بشأن الآبار", "ar", "recommendation", "بشأن الآبار"),
        ("关于水井的建议", "zh", "recommendation", "关于水井"),
        ("水井活动", "zh", "activity", "水井"),
        ("деятельность на мельнице", "ru", "activity", "на мельнице"),
        ("activities year:2020", "en", "activity", "year:2020"),
    ],
)
def test_a_kind_is_found_by_its_name(query: str, language: str, kind: str, rest: str) -> None:
    named = find_kind_words(query, (language,))
    assert named is not None
    assert (named.kind, named.text) == (StatementKind(kind), rest)


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("active millers", "en"),
        ("recommendations", "en"),
        ('"recommendations on wells"', "en"),
        ("kind:recommendation wells", "en"),
        ("engagement of millers", "en"),
        ("деятели мельницы", "ru"),
        ("مطحنة ولا بئر", "ar"),
    ],
)
def test_other_words_name_no_kind(query: str, language: str) -> None:
    assert find_kind_words(query, (language,)) is None
