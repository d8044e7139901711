"""Whom `it` and `they` are: the party just before; what wrongdoers, victims, crimes and texts do is no activity."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.statements import Kind, Masthead, Passage, Statement

type PassageWriter = Callable[..., list[Passage]]


def told(passages: PassageWriter, *texts: str, language: str = "en", kind: str = "paragraph") -> list[Statement]:
    made = extract(passages([(kind, None, text) for text in texts], language), Masthead()).statements
    return [one for one in made if one.kind is Kind.ACTIVITY]


def actors(made: list[Statement]) -> list[list[str]]:
    return [[ref.name for ref in one.actors] for one in made]


@pytest.mark.parametrize(
    ("language", "text", "acting"),
    [
        ("en", "IOM runs a shelter. Traffickers moved online. They hide their names with codes.", "IOM"),
        (
            "en",
            "INTERPOL trained 30 officers. The crime is changing. It began on one island and reached two more.",
            "INTERPOL",
        ),
        ("en", "IOM runs a shelter. Children are seldom seen. They often stay hidden, and some are punished.", "IOM"),
        ("fr", "L'OIM gère un foyer. Les trafiquants utilisent Internet. Ils recrutent des victimes en ligne.", "OIM"),
        (
            "es",
            "La OIM gestiona un albergue. Los tratantes usan Internet. Ellos captan a las víctimas en línea.",
            "OIM",
        ),
        ("zh", "国际移民组织开设了庇护所。贩运者利用互联网。他们通过社交媒体招募受害人。", "国际移民组织"),
    ],
)
def test_what_wrongdoers_victims_and_crimes_do_is_no_activity(
    passages: PassageWriter, language: str, text: str, acting: str
) -> None:
    assert actors(told(passages, text, language=language)) == [[acting]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "МОМ открыла приют. Торговцы людьми используют интернет. Они вербуют жертв в социальных сетях."),
        ("ar", "افتتحت المنظمة مأوى. يستخدم المتاجرون الإنترنت. وهم يجندون الضحايا عبر وسائل التواصل."),
    ],
)
def test_wrongdoers_are_told_by_their_words_in_russian_and_arabic(
    passages: PassageWriter, language: str, text: str
) -> None:
    last = text.rsplit(". ", 1)[1].rstrip(".")
    assert last not in [one.quote for one in told(passages, text, language=language)]


def test_the_party_just_before_is_taken_up(passages: PassageWriter) -> None:
    text = "IOM runs a shelter in Kisumu. The Example River Agency has 40 staff. It also trains nurses."
    assert actors(told(passages, text))[-1] == ["Example River Agency"]


def test_it_is_no_two_parties(passages: PassageWriter) -> None:
    made = told(passages, "IOM and UNHCR issued a first handbook in 2009. It gives examples to judges.")
    assert actors(made) == [["IOM", "UNHCR"], []]


def test_items_go_on_with_what_the_items_before_are_of(passages: PassageWriter) -> None:
    lines = (
        "IOM published a brief.",
        "Traffickers use technology:",
        "they find victims online;",
        "they hide behind codes.",
    )
    assert actors(told(passages, *lines)) == [["IOM"]]


def test_what_belongs_to_a_party_is_taken_up_as_the_party(passages: PassageWriter) -> None:
    made = told(
        passages,
        "INTERPOL trained police. The Example Migration Agency's mandate was extended. It also advises judges.",
    )
    assert actors(made)[-1] == ["Example Migration Agency"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "UNODC published indicators for banks in May. They help clerks to notice victims of trafficking."),
        ("en", "UNODC published a handbook for banks in May. It contains advice for clerks on victims of trafficking."),
        ("fr", "L'OIM a publié un manuel pour les banques. Il aide le personnel à reconnaître les victimes."),
        ("fr", "L'OIM et l'UE ont adopté un plan. Il vise la traite des enfants."),
        ("es", "La OIM publicó un manual para los bancos. Él ayuda al personal a reconocer a las víctimas."),
        ("ru", "МОМ опубликовала для банков руководство. Оно помогает сотрудникам выявлять жертв торговли людьми."),
        ("zh", "国际移民组织为银行发布了指标。它们帮助职员识别受害者。"),
    ],
)
def test_what_a_text_does_is_no_activity_of_who_made_it(passages: PassageWriter, language: str, text: str) -> None:
    made = told(passages, text, language=language)
    assert all(text.index(one.quote) == 0 for one in made)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "La OIM abrió un albergue. Ellos ayudan a las víctimas de la trata."),
        ("zh", "国际移民组织开设了庇护所。他们帮助了受害者。"),
    ],
)
def test_they_are_no_single_body_in_languages_that_tell_number(
    passages: PassageWriter, language: str, text: str
) -> None:
    made = told(passages, text, language=language)
    assert actors(made)[0] == ["OIM" if language == "es" else "国际移民组织"]
    assert actors(made)[1:] == [[]] * (len(made) - 1)


def test_it_is_still_the_party_where_a_text_does_not_do_so(passages: PassageWriter) -> None:
    assert actors(told(passages, "UNICEF published a report. It trained 30 judges in Accra."))[-1] == ["UNICEF"]
