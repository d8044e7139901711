"""Tests of place roles: work in a place against meetings there and paying States, in six languages."""

import re

import pyarrow as pa
import pytest

from palermo.analysis.place_roles import PlaceRole, classify_place, list_work_places, load_patterns, remove_other_places
from palermo.languages import LANGUAGES
from palermo.registry import load_registry


@pytest.mark.parametrize(
    ("quote", "language", "names", "role"),
    [
        ("The agency trains judges in Kenya", "en", ["Kenya"], PlaceRole.WORK),
        ("The agency launched a guide in Kenya", "en", ["Kenya"], PlaceRole.MEETING),
        ("The agency launched a new pilot project in Kenya", "en", ["Kenya"], PlaceRole.WORK),
        ("The agency launched a guide for projects in Kenya", "en", ["Kenya"], PlaceRole.MEETING),
        ("It launched a guide " + "-" * 60 + " in Kenya", "en", ["Kenya"], PlaceRole.MEETING),
        ("L’agence a lancé une vaste campagne au Kenya", "fr", ["Kenya"], PlaceRole.WORK),
        ("L’agence a lancé un guide au Kenya", "fr", ["Kenya"], PlaceRole.MEETING),
        ("La agencia lanzó un programa en Kenya", "es", ["Kenya"], PlaceRole.WORK),
        ("La agencia lanzó una guía para programas en Kenya", "es", ["Kenya"], PlaceRole.MEETING),
        ("Агентство запустило новый проект в Кении", "ru", ["Кения"], PlaceRole.WORK),
        ("Агентство запустило сайт о программах в Кении", "ru", ["Кения"], PlaceRole.MEETING),
        ("أطلقت الوكالة مشروعا في كينيا", "ar", ["كينيا"], PlaceRole.WORK),
        ("أطلقت الوكالة دليلا في كينيا", "ar", ["كينيا"], PlaceRole.MEETING),
        ("该机构在肯尼亚启动了培训项目", "zh", ["肯尼亚"], PlaceRole.WORK),
        ("该机构在肯尼亚启动了网站", "zh", ["肯尼亚"], PlaceRole.MEETING),
        ("The agency published the report on 31 March 2022 in Nairobi", "en", ["Kenya"], PlaceRole.MEETING),
        ("Агентство опубликовало доклад в Кении", "ru", ["Кения"], PlaceRole.MEETING),
        ("The agency set up a group after the war in Kenya", "en", ["Kenya"], PlaceRole.MEETING),
        ("The agency counsels women arriving from Kenya in Zambia", "en", ["Kenya"], PlaceRole.MEETING),
        ("The agency counsels women arriving from Kenya in Zambia", "en", ["Zambia"], PlaceRole.WORK),
        ("L’agence conseille des femmes originaires du Kenya", "fr", ["Kenya"], PlaceRole.MEETING),
        ("La agencia asesora a mujeres procedentes de Kenya", "es", ["Kenya"], PlaceRole.MEETING),
        ("Агентство консультирует женщин из Кении", "ru", ["Кения"], PlaceRole.MEETING),
        ("تقدم الوكالة المشورة للعمال القادمين من كينيا", "ar", ["كينيا"], PlaceRole.MEETING),
        ("该机构为来自肯尼亚的妇女提供咨询", "zh", ["肯尼亚"], PlaceRole.MEETING),
        ("The agency trains judges with funds of Kenya", "en", ["Kenya"], PlaceRole.FUNDER),
        ("The agency, funded by Norway, trains judges in Kenya", "en", ["Kenya"], PlaceRole.WORK),
        ("Since May Norway has donated $5 million to shelters", "en", ["Norway"], PlaceRole.FUNDER),
        ("In Kenya, the agency provided $5 million to shelters", "en", ["Kenya"], PlaceRole.WORK),
        ("La Norvège a versé 5 millions d’euros aux foyers", "fr", ["Norvège"], PlaceRole.FUNDER),
        ("Noruega aportó 5 millones de euros a los refugios", "es", ["Noruega"], PlaceRole.FUNDER),
        ("Норвегия выделила приютам 5 млн евро", "ru", ["Норвегия"], PlaceRole.FUNDER),
        ("النرويج قدمت للملاجئ خمسة مليون دولار", "ar", ["النرويج"], PlaceRole.FUNDER),
        ("挪威向庇护所捐赠了500万欧元", "zh", ["挪威"], PlaceRole.FUNDER),
        ("L’agence forme des juges au Kenya", "fr", ["Kenya"], PlaceRole.WORK),
        ("L’agence a tenu une conférence au Kenya", "fr", ["Kenya"], PlaceRole.MEETING),
        ("La agencia forma a jueces con fondos de Kenya", "es", ["Kenya"], PlaceRole.FUNDER),
        ("Агентство провело конференцию в Кении", "ru", ["Кения"], PlaceRole.MEETING),
        ("该机构在肯尼亚举行了会议", "zh", ["肯尼亚"], PlaceRole.MEETING),
        ("وكالة تدرب القضاة في كينيا", "ar", ["كينيا"], PlaceRole.WORK),
        ("Behörde", "de", ["Kenia"], PlaceRole.WORK),
    ],
)
def test_place_has_a_role(quote: str, language: str, names: list[str], role: PlaceRole) -> None:
    assert classify_place(quote, language, names) is role


def test_every_language_has_every_pattern() -> None:
    patterns = load_patterns()
    assert set(patterns) == set(LANGUAGES)
    assert all(
        set(item) == {"meeting", "funder", "payer", "context", "origin", "endings"} for item in patterns.values()
    )
    assert all(isinstance(pattern, re.Pattern) for item in patterns.values() for pattern in item.values())


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("It trains judges in Kenya", ["KEN", "014", "202", "002"]),
        ("In 2022 it launched a toolkit in Kenya", []),
    ],
)
def test_work_places_have_their_regions_and_leave_out_meetings(quote: str, expected: list[str]) -> None:
    activity = {"quote": quote, "language": "en", "places": ["KEN"], "regions": []}
    assert list_work_places(activity, load_registry()) == expected


def test_meetings_and_funders_are_no_places_of_work() -> None:
    rows = [
        {"kind": "activity", "quote": "It trains judges in Kenya", "places": ["KEN"], "regions": ["014"]},
        {"kind": "activity", "quote": "It held a conference in Kenya", "places": ["KEN"], "regions": ["014"]},
        {"kind": "recommendation", "quote": "Hold a conference in Kenya", "places": ["KEN"], "regions": []},
    ]
    table = pa.Table.from_pylist([{"language": "en", **row} for row in rows])
    placed = remove_other_places(table, load_registry())
    assert placed["places"].to_pylist() == [["KEN"], [], ["KEN"]]
    assert placed["regions"].to_pylist() == [["014"], [], []]
