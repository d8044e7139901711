"""Which body acts where a sentence does not name it: by its sort, its people and rooms, the line of a resolution."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from palermo.extraction import extract
from palermo.extraction.discourse.owners import owned
from palermo.statements import Masthead, Passage, Statement

type PassageWriter = Callable[..., list[Passage]]


def made(passages: PassageWriter, language: str, text: str) -> list[Statement]:
    read = [replace(one, headings=()) for one in passages([("paragraph", None, text)], language)]
    return list(extract(read, Masthead()).statements)


def acting(statement: Statement) -> list[str]:
    return [ref.name for ref in statement.actors]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "en",
            "The Lake Assembly,\n…\n3. Urges States to fund shelters; 4. Invites airlines to train crews.",
            "Lake Assembly",
        ),
        (
            "en",
            "The Lake Council, acting under its charter, 1. Urges States to fund shelters for children.",
            "Lake Council",
        ),
        (
            "fr",
            "Le Conseil des lacs, Profondément préoccupé par la traite, 1. Prie les États d'ouvrir des foyers.",
            "Conseil des lacs",
        ),
        (
            "fr",
            "L'Assemblée des lacs, [...] 4. Invite les compagnies aériennes à former leurs équipages.",
            "Assemblée des lacs",
        ),
        (
            "es",
            "El Consejo de los Lagos, Profundamente preocupado por la trata, 1. Insta a los Estados a abrir albergues.",
            "Consejo de los Lagos",
        ),
        (
            "es",
            "La Asamblea de los Lagos, recordando su mandato, 2. Invita a los Estados a que abran albergues.",
            "Asamblea de los Lagos",
        ),
        (
            "ru",
            "Озерный Совет, будучи обеспокоен торговлей людьми, 1. настоятельно призывает государства открыть приюты.",
            "Озерный Совет",
        ),
        ("zh", "湖区理事会，深为关切人口贩运，1. 敦促会员国开设庇护所。", "湖区理事会"),
    ],
)
def test_an_organ_speaks_where_its_preamble_follows_in_one_passage(
    passages: PassageWriter, language: str, text: str, name: str
) -> None:
    told = made(passages, language, text)
    assert told
    assert {tuple(acting(one)) for one in told} == {(name,)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "We, the Mayors and Governors and representatives of cities, gathered in Lima, pledge to open shelters.",
            "Mayors and Governors and representatives of cities",
        ),
        (
            "We, the ministers of justice of the lake region, 1. Call upon airlines to train their crews.",
            "ministers of justice of the lake region",
        ),
    ],
)
def test_those_who_declare_are_one_by_their_title(passages: PassageWriter, text: str, name: str) -> None:
    assert acting(made(passages, "en", text)[-1]) == [name]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "fr",
            "L'association Port Ouvert a ouvert un foyer. L'association a formé douze juges.",
            "association Port Ouvert",
        ),
        ("fr", "Verrières Dumont a publié une politique. L'entreprise forme ses acheteurs.", "Verrières Dumont"),
        (
            "es",
            "La Fundación Puerto Abierto abrió un albergue. La Fundación capacitó a doce jueces.",
            "Fundación Puerto Abierto",
        ),
        ("es", "Conservas Lumbrera publicó una política. La empresa capacitó a sus compradores.", "Conservas Lumbrera"),
        ("ru", "Центр «Гавань» открыл приют в Гюмри. В мае Центр обучил двенадцать судей.", "Центр «Гавань»"),
        ("ru", "Письмо получила Озерная служба миграции. Служба обучила двенадцать судей.", "Озерная служба миграции"),
        ("zh", "湖区移工协会开设了庇护所。协会培训了十二名法官。", "湖区移工协会"),
        ("zh", "湖区移民劳工部开设了热线。该部培训了十二名法官。", "湖区移民劳工部"),
    ],
)
def test_a_sort_stands_for_the_body_that_was_named(
    passages: PassageWriter, language: str, text: str, name: str
) -> None:
    assert acting(made(passages, language, text)[-1]) == [name]


def test_a_sort_with_an_indefinite_article_is_nobody_named_before(passages: PassageWriter) -> None:
    text = "La Fundación Puerto Abierto abrió un albergue. Una fundación capacitó a doce jueces."
    assert acting(made(passages, "es", text)[-1]) != ["Fundación Puerto Abierto"]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Port Savings runs a fund. Last year our lawyers trained 40 judges.", "Port Savings"),
        (
            "en",
            "Port Light Network opened a shelter in Lima. Its country office trained 40 judges.",
            "Port Light Network",
        ),
        ("en", "The outreach teams of Port Light trained 12 nurses.", "Port Light"),
        (
            "fr",
            "L'association Port Ouvert a ouvert un foyer. Nos éducateurs ont formé douze juges.",
            "association Port Ouvert",
        ),
        (
            "es",
            "La Fundación Puerto Abierto abrió un albergue. Nuestras abogadas capacitaron a doce jueces.",
            "Fundación Puerto Abierto",
        ),
        ("zh", "湖岸银行开设了热线。明年，本行将培训十二名法官。", "湖岸银行"),
    ],
)
def test_people_and_rooms_act_for_their_body(passages: PassageWriter, language: str, text: str, name: str) -> None:
    assert acting(made(passages, language, text)[-1]) == [name]


def test_a_name_that_begins_with_people_is_no_owner() -> None:
    assert owned("Médecins du Port", "fr") is None
    assert owned("Lawyers of the Harbour", "en") is None


def test_we_are_the_one_body_that_a_passage_names_later(passages: PassageWriter) -> None:
    text = "Last year we trained 40 buyers. Port Savings takes a tenth of what the mills spin."
    assert acting(made(passages, "en", text)[0]) == ["Port Savings"]


def test_we_are_nobody_where_two_bodies_are_named(passages: PassageWriter) -> None:
    text = "Last year we trained 40 buyers. Port Savings sells coats. Hill Savings sells hats."
    assert acting(made(passages, "en", text)[0]) == []


def test_we_are_no_customer_of_ours(passages: PassageWriter) -> None:
    text = "In May a man at our Lima branch opened ten accounts. Port Savings helps survivors. We urge banks to do so."
    assert acting(made(passages, "en", text)[-1]) == ["Port Savings"]


def test_the_label_of_a_paragraph_is_no_part_of_a_name(passages: PassageWriter) -> None:
    text = "Recommendation 9 The Committee recommends that the Government of Peru fund shelters."
    assert acting(made(passages, "en", text)[0]) == ["Committee"]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "es",
            "La Comisión trabaja con la Oficina de Puertos. En 2023 esta última capacitó a doce jueces.",
            "Oficina de Puertos",
        ),
    ],
)
def test_the_latter_is_who_was_named_last(passages: PassageWriter, language: str, text: str, name: str) -> None:
    assert acting(made(passages, language, text)[-1]) == [name]


def test_a_short_form_is_whole_where_it_is_served(passages: PassageWriter) -> None:
    text = "Озерная служба миграции открыла приют. Совет Армении рекомендовал Службе обучить судей."
    told = made(passages, "ru", text)[-1]
    assert [ref.name for ref in told.addressees] == ["Озерная служба миграции"]


def test_a_name_is_as_printed_in_traditional_signs(passages: PassageWriter) -> None:
    assert acting(made(passages, "zh", "湖區勞工事務局承諾在兩年內開設庇護所。")[0]) == ["湖區勞工事務局"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We call on States to fund shelters. The Red Sleeve abducts girls."),
        ("en", "The Lopez Cartel sells women. Our lawyers trained 40 judges."),
        ("en", "In 2021 we trained 40 nurses. The Red Sleeve attacked the camp."),
        ("es", "El Cártel del Puerto vende mujeres. La organización capacitó a 40 jueces."),
        ("fr", "Les Manches Rouges ont enlevé 40 filles. L'organisation a formé 40 juges."),
        ("ru", "«Красный Рукав» похищает девочек. Организация обучила 40 судей."),
    ],
)
def test_who_does_harm_is_neither_we_nor_the_organisation(passages: PassageWriter, language: str, text: str) -> None:
    harm = re.compile("Sleeve|Lopez|Puerto|Rouges|Рукав")
    others = [one for one in made(passages, language, text) if not harm.search(one.quote)]
    assert others
    assert not [name for one in others for name in acting(one) if harm.search(name)]
