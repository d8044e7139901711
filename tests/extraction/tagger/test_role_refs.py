"""Candidates for the roles of a statement."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from palermo.extraction.tagger.role_refs import Publisher, find_candidates, find_likely_actors
from palermo.statements import StatementKind
from tagger_factory import encode, make_name, make_statement

RECOMMENDATION, ACTIVITY = StatementKind.RECOMMENDATION, StatementKind.ACTIVITY


def list_addressees(
    text: str, *words: str, kind: StatementKind = RECOMMENDATION, full_names: Mapping[str, str] | None = None
) -> list[str]:
    known = full_names or {}
    names = tuple(make_name(text, word) for word in words)
    statement = replace(make_statement(text, roles={"addressees": names}), kind=kind)
    found = find_candidates(statement, "addressees", encode(text), None, {}, lambda name: known.get(name, name))
    return [candidate.ref.name for candidate in found]


def test_first_part_of_an_adjective_has_no_role() -> None:
    text = "It trains nurses in survivor-centred care for survivors"
    assert list_addressees(text, "nurses", "survivor") == ["nurses"]


def test_acronym_of_a_survey_has_no_role() -> None:
    full_names = {"ENP": "Encuestas Nacionales de Pozos (ENP)", "EFW": "Example Fund for Wells (EFW)"}
    assert list_addressees("It helps ENP and EFW", "ENP", "EFW", full_names=full_names) == [
        "Example Fund for Wells (EFW)"
    ]


def test_name_that_goes_on_elsewhere_has_no_role() -> None:
    assert list_addressees("Functions of the Agency for Wells of the", "Agency for Wells") == []
    assert list_addressees("Functions of the Agency for Wells", "Agency for Wells") == ["Agency for Wells"]


def test_cited_authors_have_no_role() -> None:
    text = "Example and Sample (2005) urge the Harbour Board and the EFW (2005) to act"
    assert list_addressees(text, "Example", "Harbour Board", "EFW") == ["Harbour Board", "EFW"]
    assert list_addressees("The board asked Ghana (2005) to act", "Ghana") == ["Ghana"]


def list_actors(kind: StatementKind, text: str, quote: str, *names: str) -> list[str]:
    start = text.index(quote)
    actors = tuple(make_name(text, name) for name in names)
    statement = replace(make_statement(text, roles={"actors": actors}), kind=kind, start=start, end=start + len(quote))
    return [candidate.ref.name for candidate in find_candidates(statement, "actors", encode(text), None, {})]


def list_askers(text: str, quote: str, *names: str) -> list[str]:
    return list_actors(RECOMMENDATION, text, quote, *names)


def test_what_others_asked_is_no_request_of_a_body_named_before() -> None:
    text = "The Harbour Board met. {} asked that crews be paid."
    for subject, askers in [
        ("Survivors who spoke", []),
        ("The government", []),
        ("It", ["Harbour Board"]),
        ("The board", ["Harbour Board"]),
        ("The committee", ["Harbour Board"]),
        ("The plan", ["Harbour Board"]),
        ("The statement", ["Harbour Board"]),
    ]:
        quote = f"{subject} asked that crews be paid"
        assert list_askers(text.format(subject), quote, "Harbour Board") == askers
    quote = "For young people at work, the inspector asked that crews be paid"
    assert list_askers(f"The Harbour Inspector met. {quote}.", quote, "Harbour Inspector") == ["Harbour Inspector"]
    assert list_askers("Ghana spoke. The government asked to act.", "The government asked to act", "Ghana") == ["Ghana"]


def test_place_of_the_office_of_a_body_has_no_role() -> None:
    text = "It thanks Example Fund – Haiti and Haiti"
    assert list_addressees(text, "Example Fund", "Haiti") == ["Example Fund"]
    assert list_addressees("It asks Ghana – Haiti", "Ghana", "Haiti") == ["Ghana", "Haiti"]


@pytest.mark.parametrize(
    ("before", "quote", "name"),
    [
        ("It helped the Example Fund.", "The task force met the Harbour Board", "Example Fund"),
        ("Le Fonds exemple aide.", "Le groupe de travail s’est réuni", "Fonds exemple"),
        ("Ayuda el Fondo Ejemplo.", "El grupo de trabajo se reunió", "Fondo Ejemplo"),
        ("Помогает Фонд колодцев.", "Рабочая группа провела встречу", "Фонд колодцев"),
        ("水井基金提供帮助。", "工作组与各方举行会议", "水井基金"),
        ("يساعد صندوق الآبار.", "فريق العمل اجتمع في الميناء", "صندوق الآبار"),
    ],
)
def test_body_printed_as_subject_is_not_replaced_by_another_one(before: str, quote: str, name: str) -> None:
    assert list_actors(ACTIVITY, f"{before} {quote}.", quote, name) == []
    assert list_actors(RECOMMENDATION, f"{before} {quote}.", quote, name) == [name]


@pytest.mark.parametrize(
    ("name", "quote"),
    [
        ("Example Task Force", "The task force met the Harbour Board"),
        ("EFW", "The task force met the Harbour Board"),
        ("Example Fund", "The office met the Harbour Board"),
        ("Example Fund", "The task force report was printed"),
        ("Ghana", "The government met the Harbour Board"),
    ],
)
def test_body_that_the_subject_may_stand_for_acts(name: str, quote: str) -> None:
    assert list_actors(ACTIVITY, f"It helped {name}. {quote}.", quote, name) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The course was funded by the Example Fund",
        "The wells were dug with the generous support of the Example Fund",
        "Crews receive support from Example Fund",
        "Le cours a été organisé avec le soutien du Example Fund",
        "Es una iniciativa que financia el Example Fund",
        "Курс проведён при поддержке Example Fund",
        "نظمت الدورة بدعم من Example Fund",
        "水井课程获得Example Fund资助",
    ],
)
def test_who_supports_an_activity_is_not_served_by_it(text: str) -> None:
    assert list_addressees(text, "Example Fund", kind=ACTIVITY) == []
    assert list_addressees("It supports the Example Fund", "Example Fund", kind=ACTIVITY) == ["Example Fund"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Harbour Board was also urged to train crews", "Harbour Board"),
        ("Le Conseil du port a été prié de former les équipages", "Conseil du port"),
        ("El Consejo del puerto fue exhortado a formar tripulaciones", "Consejo del puerto"),
    ],
)
def test_who_was_asked_is_no_asker(text: str, name: str) -> None:
    statement = make_statement(text, RECOMMENDATION, roles={"actors": (make_name(text, name),)})
    publisher = Publisher(names=("Harbour Light",))
    found = {
        role: [one.ref.name for one in find_candidates(statement, role, encode(text), None, {})]
        for role in ("actors", "addressees")
    }
    assert found == {"actors": [], "addressees": [name]}
    assert find_likely_actors(statement, encode(text), publisher, ()) == ()


def test_who_urged_others_asks() -> None:
    text = "The Harbour Board urged ports to train crews"
    statement = make_statement(text, RECOMMENDATION, roles={"actors": (make_name(text, "Harbour Board"),)})
    assert [one.ref.name for one in find_candidates(statement, "actors", encode(text), None, {})] == ["Harbour Board"]


def test_who_asks_somebody_is_named_in_the_quote() -> None:
    text = "Ana Muestra met crews. The Harbour Board was urged by owners to act"
    quote = text[text.index("The Harbour") :]
    names = tuple(make_name(text, name) for name in ("Ana Muestra", "Harbour Board", "owners"))
    statement = replace(make_statement(text, RECOMMENDATION, roles={"actors": names}), start=text.index(quote))
    assert [one.ref.name for one in find_candidates(statement, "actors", encode(text), None, {})] == ["owners"]


def test_who_only_says_what_others_do_does_not_act() -> None:
    text = "The Harbour Board trains crews, according to Ana Example of Tarn"
    assert list_actors(ACTIVITY, text, text, "Harbour Board", "Ana Example") == ["Harbour Board"]
    text = "Ana Example said the Harbour Board trains crews"
    assert list_actors(ACTIVITY, text, text, "Ana Example", "Harbour Board") == ["Harbour Board"]
    text = "Los puertos, de acuerdo con la ley, y las escuelas forman tripulaciones"
    assert list_actors(ACTIVITY, text, text, "puertos", "escuelas") == ["puertos", "escuelas"]
    assert list_actors(ACTIVITY, "EFW said it trains crews", "EFW said it trains crews", "EFW") == ["EFW"]


def test_who_supported_an_activity_does_not_act_in_the_next_sentence() -> None:
    text = "The project was supported by EFW. The organisation counted the boats."
    assert list_actors(ACTIVITY, text, "The organisation counted the boats", "EFW") == []


def test_adjective_among_others_has_no_role() -> None:
    assert list_addressees("It helps national, State, local and tribal crews", "State", "crews") == ["crews"]
    assert list_addressees("It helps EFW, local crews and Chad", "local crews", "Chad") == ["local crews", "Chad"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The board works with members outside the Example Fund", "Example Fund"),
        ("Members other than the Example Fund should report", "Example Fund"),
        ("Le conseil travaille avec des membres hors du Fonds exemple", "Fonds exemple"),
        ("El consejo trabaja con miembros fuera del Fondo Ejemplo", "Fondo Ejemplo"),
        ("Совет работает с членами вне Фонда колодцев", "Фонда колодцев"),
        ("除水井基金外，理事会与其他成员合作", "水井基金"),
        ("يعمل المجلس مع الأعضاء خارج صندوق الآبار", "صندوق الآبار"),
    ],
)
def test_who_is_left_out_has_no_role(text: str, name: str) -> None:
    assert list_addressees(text, name) == []
    assert list_addressees(f"{name} — {text}", name) == [name]
