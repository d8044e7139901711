"""Tests of years: stated ones, without those of cited texts, in six languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.languages import LANGUAGES
from palermo.vocabulary import extract_years


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "From 2019 to 2021 it trained judges", (2019, 2020, 2021)),
        ("en", "for the period 2019–2021 and since 2015", (2015, 2019, 2020, 2021)),
        ("en", "resources for 2026/27", (2026, 2027)),
        ("en", "It transposed Directive 2011/36/EU in 2013", (2013,)),
        ("en", "between 2010 and 2012", (2010, 2011, 2012)),
        ("en", "in 2014 and 2019", (2014, 2019)),
        ("en", "March 2021 – 3 June 2023", (2021, 2022, 2023)),
        ("en", "between 1 March 2021 and 30 June 2023", (2021, 2022, 2023)),
        ("fr", "de mars 2021 à juin 2023", (2021, 2022, 2023)),
        ("es", "de marzo de 2021 a junio de 2023", (2021, 2022, 2023)),
        ("en", "On 12.05.2021 it met, and again on 2023-05-01", (2021, 2023)),
        ("en", "It trained 20 judges (2021)", (2021,)),
        ("en", "a plan for 2008-2030", (2008, 2030)),
        ("ru", "ратифицировал Конвенцию о статусе беженцев в 2019 году", (2019,)),
        ("fr", "a ratifié la Convention sur les réfugiés en 2019", (2019,)),
        ("fr", "de 2019 à 2021, et d’ici à 2030", (2019, 2020, 2021, 2030)),
        ("es", "entre 2010 y 2012", (2010, 2011, 2012)),
        ("ar", "في عام ٢٠٢١", (2021,)),
        ("ar", "بين عامي 2010 و2012", (2010, 2011, 2012)),
        ("ru", "с 2019 по 2021 год", (2019, 2020, 2021)),
        ("ru", "в 2020/21 учебном году", (2020, 2021)),
        ("zh", "2019年至2021年", (2019, 2020, 2021)),
        ("zh", "二〇二一年培训法官", (2021,)),
        ("de", "im Jahr 2020", (2020,)),
    ],
)
def test_the_years_of_what_is_reported(language: str, text: str, expected: tuple[int, ...]) -> None:
    assert extract_years(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the 2030 Agenda"),
        ("en", "the 1951 Refugee Convention and the Trafficking Act 2010"),
        ("en", "resolution 70/1 of 25 September 2015"),
        ("en", "S/RES/2331(2016) and resolution 2388 (2017)"),
        ("en", "2000 persons, $2020, the 1990s and 2,015 cases"),
        ("en", "the Convention relating to the Status of Stateless Persons of 1954"),
        ("fr", "la Convention sur la réduction des cas d’apatridie de 1961"),
        ("es", "la Convención para reducir los casos de apatridia de 1961"),
        ("ar", "اتفاقية خفض حالات انعدام الجنسية لعام 1961"),
        ("ru", "Конвенцию о сокращении безгражданства 1961 года"),
        ("zh", "1961年《减少无国籍状态公约》"),
        ("fr", "le Programme de développement durable à l’horizon 2030"),
        ("fr", "la loi du 5 mars 2007"),
        ("es", "la Agenda 2030 y la Ley de 2008"),
        ("ar", "خطة التنمية المستدامة لعام 2030"),
        ("ar", "قانون رقم 5 لسنة 2010"),
        ("ru", "Повестка дня в области устойчивого развития на период до 2030 года"),
        ("ru", "Закон от 5 марта 2007 года"),
        ("zh", "2030年可持续发展议程"),
        ("zh", "培训了2000名法官"),
    ],
)
def test_agendas_laws_and_counts_are_no_years_of_it(language: str, text: str) -> None:
    assert extract_years(text, language) == ()


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_has_years_in_order(text: str, language: str) -> None:
    result = extract_years(text, language)
    assert list(result) == sorted(set(result))


def test_a_long_row_of_numbers_takes_no_time() -> None:
    assert extract_years("2019-" * 2000, "en")[:1] == (2019,)
