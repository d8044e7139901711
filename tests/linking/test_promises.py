"""Tests of promises: election programmes and authors that nobody names are not confirmed."""

from dataclasses import replace

import pytest

from palermo.calibration.rule_confidence import MAX_PROMISE_CONFIDENCE
from palermo.languages import LANGUAGES
from palermo.linking.promises import (
    MIN_PROMISES,
    is_election_programme,
    is_unnamed_programme,
    limit_promise_confidence,
    load_promise_patterns,
    mark_begun_activity,
)
from palermo.statements import (
    Document,
    Masthead,
    Ref,
    RefType,
    Statement,
    StatementKind,
    build_locator,
    compute_statement_id,
)

from .conftest import passage

TITLES = {
    "en": "Election manifesto 2031",
    "fr": "Programme électoral du Parti bleu",
    "es": "Programa electoral 2031",
    "ar": "البرنامج الانتخابي لسنة 2031",
    "ru": "Предвыборная программа партии",
    "zh": "蓝党竞选纲领",
}
BEGUN = {
    "en": "Training of boat inspectors is under way",
    "fr": "La formation des inspecteurs des bateaux a commencé",
    "es": "La formación de los inspectores de barcos está en marcha",
    "ar": "بدأ تدريب مفتشي القوارب",
    "ru": "Началась подготовка инспекторов лодок",
    "zh": "船只检查员的培训已经启动",
}
PROMISES = {
    "en": "We will open ten shelters",
    "fr": "Nous ouvrirons dix foyers",
    "es": "Abriremos diez centros de acogida",
    "ar": "سنفتح عشرة مراكز إيواء",
    "ru": "Мы обещаем открыть десять приютов",
    "zh": "我们将开设十个庇护所",
}


def document_of(title: str, **more: object) -> Document:
    fields: dict[str, object] = {
        "id": "d", "work": "d", "source": "a.md", "media_type": "text/markdown", "size": 9, "pages": None,
        "language": "en", "title": title, **more,
    }  # fmt: skip
    return Document(**fields)  # type: ignore[arg-type]


def planned(quote: str, language: str = "en", **more: object) -> Statement:
    built = Statement(
        id=compute_statement_id("d", "activity", quote, 0),
        kind=StatementKind.ACTIVITY,
        quote=quote,
        language=language,
        document="d",
        locator=build_locator(passage("d", quote, 0), 0, len(quote)),
        tense="planned",
        confidence=0.95,
    )
    return replace(built, **more)  # type: ignore[arg-type]


def test_every_language_has_every_pattern() -> None:
    patterns = load_promise_patterns()
    assert set(patterns) == set(LANGUAGES)
    assert all(set(item) == {"programme", "promise", "begun"} for item in patterns.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_plans_of_an_election_programme_are_not_confirmed(language: str) -> None:
    document = document_of(TITLES[language])
    assert is_election_programme(document, ())
    ministry = (Ref(id=None, name="Ministry", type=RefType.ENTITY),)
    left = limit_promise_confidence(planned("It will open shelters", actors=ministry), document, True)
    assert (left.confidence, left.why[-1].code) == (MAX_PROMISE_CONFIDENCE, "promise")
    assert not left.is_confirmed
    assert limit_promise_confidence(left, document, True) == left


@pytest.mark.parametrize("language", LANGUAGES)
def test_promise_of_somebody_unnamed_is_not_confirmed(language: str) -> None:
    unnamed = document_of("Shelters")
    promise = planned(PROMISES[language], language)
    limited = limit_promise_confidence(promise, unnamed, False)
    assert (limited.confidence, limited.is_confirmed) == (MAX_PROMISE_CONFIDENCE, False)
    unsure = (Ref(id=None, name="Ruritania", type=RefType.ENTITY, confidence=0.4),)
    assert limit_promise_confidence(replace(promise, actors=unsure), unnamed, False).confidence < promise.confidence
    sure = replace(promise, actors=(replace(unsure[0], confidence=0.95),))
    assert limit_promise_confidence(sure, unnamed, False) == sure
    published = document_of("Shelters", masthead=Masthead(publisher="Ministry of Boats"))
    assert limit_promise_confidence(promise, published, False) == promise


def test_other_plans_and_deeds_stay_as_they_are() -> None:
    document = document_of("National action plan 2031")
    assert not is_election_programme(document, ())
    for statement in (planned("The ministry will open shelters"), planned("We opened shelters", tense="done")):
        assert limit_promise_confidence(statement, document, False) == statement
    assert limit_promise_confidence(planned("We open it", tense="done"), document, True).confidence == 0.95


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_begun_is_not_only_planned(language: str) -> None:
    assert mark_begun_activity(planned(BEGUN[language], language)).tense == "ongoing"


def test_what_will_begin_stays_planned() -> None:
    for text in ("Training will have begun by May", "Training will start once the law has begun to apply"):
        assert mark_begun_activity(planned(text)).tense == "planned"


@pytest.mark.parametrize("language", LANGUAGES)
def test_plans_of_a_programme_that_does_not_say_whose_it_is_are_not_confirmed(language: str) -> None:
    passages = [passage("d", PROMISES[language], place) for place in range(MIN_PROMISES)]
    unnamed = document_of("Shelters", language=language)
    assert is_unnamed_programme(unnamed, passages)
    assert not is_unnamed_programme(unnamed, passages[1:])
    assert not is_unnamed_programme(replace(unnamed, publishers=("iom",)), passages)
    item = planned("Shelters for all", language)
    assert not limit_promise_confidence(item, unnamed, False, is_unnamed=True).is_confirmed
    named = replace(item, actors=(Ref(id=None, name="Ministry", type=RefType.ENTITY),))
    assert limit_promise_confidence(named, unnamed, False, is_unnamed=True) == named
