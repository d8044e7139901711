"""Names of bodies in coordination: second halves, lists of bodies, portfolios with one noun."""

import pytest

from palermo.extraction.tagger.name_boundaries import find_names


def find(text: str, span: str) -> list[str]:
    start = text.index(span)
    return [text[a:b] for a, b in find_names(text, start, start + len(span))]


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        (
            "the Department of Immigration and Border Protection met",
            "Department of Immigration",
            "Department of Immigration and Border Protection",
        ),
        (
            "el Ministerio para la Paz y la Reconciliación dijo",
            "Ministerio para la Paz",
            "Ministerio para la Paz y la Reconciliación",
        ),
        (
            "le Ministère du Travail et de la Prévoyance Sociale",
            "Ministère du Travail",
            "Ministère du Travail et de la Prévoyance Sociale",
        ),
        ("the Department of Trade and Family Fund", "Department of Trade", "Department of Trade"),
        ("the Department of Trade and the Ruritania Development Trust", "Department of Trade", "Department of Trade"),
        ("the Department of Trade and Ruritania", "Department of Trade", "Department of Trade"),
    ],
)
def test_the_second_half_of_a_name_is_taken_in_unless_it_is_a_body(text: str, span: str, name: str) -> None:
    assert find(text, span) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Department of Wells, Department of Mills", ["Department of Wells", "Department of Mills"]),
        ("Department of Wells and RFA", ["Department of Wells", "RFA"]),
        (
            "Association of Well Diggers and the Mill and Wells Confederation",
            ["Association of Well Diggers", "Mill and Wells Confederation"],
        ),
        ("France and Chad", ["France", "Chad"]),
        ("Chad and Save the Children", ["Chad", "Save the Children"]),
        ("Save the Children et UNICEF", ["Save the Children", "UNICEF"]),
        ("UNICEF and Ministry of Wells", ["UNICEF", "Ministry of Wells"]),
        ("Ministry of Health and UNICEF", ["Ministry of Health", "UNICEF"]),
        ("Embassy of Chad and Mali", ["Embassy of Chad and Mali"]),
        ("Ministère des Puits et ministère du Travail", ["Ministère des Puits", "ministère du Travail"]),
        ("Министерство труда и Министерство дорог", ["Министерство труда", "Министерство дорог"]),
        ("МВД и ФСБ", ["МВД", "ФСБ"]),
        ("卫生部和劳动部", ["卫生部", "劳动部"]),
        ("وزارة الطرق ووزارة الصحة", ["وزارة الطرق", "وزارة الصحة"]),
        ("وزارة الطرق والهيئة العامة للموانئ", ["وزارة الطرق", "الهيئة العامة للموانئ"]),
        ("هيئة الطرق والموانئ", ["هيئة الطرق والموانئ"]),
        ("وزارة العمل والشؤون الاجتماعية", ["وزارة العمل والشؤون الاجتماعية"]),
        ("Kazakhstan, Maldives and Mongolia", ["Kazakhstan", "Maldives", "Mongolia"]),
        ("Trinidad and Tobago", ["Trinidad and Tobago"]),
        ("Network on Women and AIDS", ["Network on Women and AIDS"]),
        ("Consejo de los Derechos de los Niños, Niñas", ["Consejo de los Derechos de los Niños, Niñas"]),
    ],
)
def test_bodies_that_are_listed_are_names_of_their_own(text: str, names: list[str]) -> None:
    assert find(text, text) == names


@pytest.mark.parametrize(
    ("text", "span", "names"),
    [
        ("公安、民政、水利等部门应当检查", "民政", ["公安、民政、水利等部门"]),
        ("市水利部门会同教育、卫生健康等部门检查", "教育", ["教育、卫生健康等部门"]),
        (
            "学校、公安机关、水利部门等相关单位",
            "学校、公安机关、水利部门等相关单位",
            ["学校", "公安机关", "水利部门"],
        ),
        ("水利機關或水井團體應檢查", "水利機關或水井團體", ["水利機關", "水井團體"]),
    ],
)
def test_portfolios_with_one_noun_are_one_party_and_bodies_their_own(text: str, span: str, names: list[str]) -> None:
    assert find(text, span) == names


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("trains national, regional and local courts", "local courts", "national, regional and local courts"),
        ("trains public and private well owners", "private well owners", "public and private well owners"),
        ("trains judges and local courts", "local courts", "local courts"),
        ("trains national and well owners", "well owners", "well owners"),
    ],
)
def test_adjectives_that_share_a_noun_are_taken_in(text: str, name: str, expected: str) -> None:
    start = text.index(name)
    assert [text[first:last] for first, last in find_names(text, start, start + len(name))] == [expected]


@pytest.mark.parametrize(
    ("text", "span", "names"),
    [
        (
            "Il recommande au Maire Général et aux États membres d’agir",
            "Maire Général et aux États membres",
            ["Maire Général", "États membres"],
        ),
        (
            "Pide al Ministro de Puertos y a los Gobiernos Regionales",
            "Ministro de Puertos y a los Gobiernos Regionales",
            ["Ministro de Puertos", "Gobiernos Regionales"],
        ),
        (
            "la Direction de l’Appui aux Communes et aux Régions agit",
            "Direction de l’Appui aux Communes et aux Régions",
            ["Direction de l’Appui aux Communes et aux Régions"],
        ),
    ],
)
def test_addressees_that_repeat_their_preposition_are_two(text: str, span: str, names: list[str]) -> None:
    assert find(text, span) == names
