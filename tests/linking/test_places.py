"""Tests of places: States, parts and cities in six languages, and homographs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.languages import LANGUAGES
from palermo.linking.gazetteer import extract_places
from palermo.registry import load_registry

REGISTRY = load_registry()


def codes(text: str, language: str) -> list[str]:
    return list(extract_places(text, language, REGISTRY))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "in Turkey and Georgia", ["TUR", "GEO"]),
        ("en", "meetings in Bangkok and Jakarta", ["THA", "IDN"]),
        ("en", "in Gaza and the West Bank", ["PSE"]),
        ("en", "the Niger, not Nigeria", ["NER", "NGA"]),
        ("fr", "à Genève, à Dakar et à La Réunion", ["CHE", "SEN", "REU"]),
        ("es", "en el Perú y en Ginebra", ["PER", "CHE"]),
        ("ar", "في مالي والنيجر", ["MLI", "NER"]),
        ("ar", "بجنيف وفي نيروبي", ["CHE", "KEN"]),
        ("fr", "Madame Dominique Ouattara et le port de la Dominique", ["DMA"]),
        ("en", "In the UK, and brought to the U.S. from Kenya", ["KEN", "GBR", "USA"]),
        ("en", "the UK government and the UK labour market in the US Congress; tell us", []),
        ("ru", "на прайдах в Киеве и Тель-Авиве", ["UKR", "ISR"]),
        ("fr", "Madame Dominique Ouattara", []),
        ("ar", "ببيروت وبنيروبي", ["LBN", "KEN"]),
        ("ar", "تنفيذ إعلان ومنهاج عمل بيجين", []),
        ("ru", "в Кении, Нигере и Нигерии", ["KEN", "NER", "NGA"]),
        ("ru", "с Индией, Китаем и Российской Федерацией", ["IND", "CHN", "RUS"]),
        ("ru", "Правительство Соединенных Штатов Америки и власти в США", ["USA"]),
        ("es", "una misión en EE.UU. y en México", ["USA", "MEX"]),
        ("en", "help us and the USAID office", []),
        ("ru", "в Женеве и Найроби", ["CHE", "KEN"]),
        ("ru", "из Газы", ["PSE"]),
        ("zh", "在肯尼亚和马里", ["KEN", "MLI"]),
        ("zh", "在日内瓦和内罗毕举行", ["CHE", "KEN"]),
        ("en", "clinics in Mombasa and Kisumu", ["KEN"]),
        ("en", "traders on the markets of Kassala", ["SDN"]),
        ("fr", "dans les rues d’Agadez", ["NER"]),
        ("fr", "à Doha puis au Sud-Kivu", ["QAT", "COD"]),
        ("fr", "Elle ouvre un foyer à Kisangani et à Maroua", ["COD", "CMR"]),
        ("es", "en las afueras de Iquitos", ["PER"]),
        ("es", "familias de Putumayo y Arauca", ["COL"]),
        ("es", "dos escuelas en Oaxaca", ["MEX"]),
        ("ru", "в порту Мерсина", ["TUR"]),
        ("en", "weavers of Tamil Nadu", ["IND"]),
        ("zh", "在戈马开设诊所", ["COD"]),
        ("en", "the Charter of Valencia", []),
        ("fr", "un foyer à Toulon", ["FRA"]),
        ("es", "juezas en Quito", ["ECU"]),
        ("ar", "في عمّان وإربد", ["JOR"]),
        ("ar", "في عمان", ["OMN"]),
        ("ru", "в Оше и в Измире", ["KGZ", "TUR"]),
        ("ru", "в Хороге, Андижане и Гомеле", ["TJK", "UZB", "BLR"]),
        ("ru", "школы Нарынской области, суды Дагестана и Каракалпакстана", ["KGZ", "RUS", "UZB"]),
        ("zh", "在清迈", ["THA"]),
        ("en", "Yemen noted that mills in Mali were dry", ["MLI"]),
        ("en", "Mills in Mali urged villages to dig", ["MLI"]),
        ("es", "Noruega preguntó por los pozos", []),
        ("es", "Los molinos en Noruega recomendaron pozos; la junta en Perú recomendó uno", ["NOR", "PER"]),
        ("ru", "Мельники в Норвегии спросили о колодцах", ["NOR"]),
        ("zh", "在挪威建议开凿水井", ["NOR"]),
        ("ru", "Норвегия отметила закрытие колодцев", []),
        ("zh", "挪威询问水井的情况", []),
        ("zh", "柔佛州和云南省的庇护所", ["MYS", "CHN"]),
        ("zh", "在密支那和占巴塞", ["MMR", "LAO"]),
    ],
)
def test_places_are_found_as_texts_write_them(language: str, text: str, expected: list[str]) -> None:
    assert codes(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a jersey; the Gulf of Guinea; New Guinea; the Office at Geneva; the Vienna Declaration"),
        ("en", "Kenyan courts"),
        ("en", "Norway-flagged boats; Peru-based mills; the Kenya-led force"),
        ("en", "On the question raised by the Netherlands, mills were built"),
        ("en", "Answering the question of Norway, it spoke of wells"),
        ("fr", "À la question posée par la Norvège, elle a parlé de puits"),
        ("es", "A la pregunta formulada por Noruega respondió con pozos"),
        ("fr", "la réunion annuelle; Réunion d’experts; la Convention d’Istanbul"),
        ("es", "una granada; el Golfo de México"),
        ("ar", "دعم مالي"),
        ("ar", "البنين والبنات"),
        ("ar", "المغرب العربي"),
        ("ar", "في ميدان العمل وفي ليل طويل"),
        ("zh", "在达沃斯；在奥兰多"),
        ("ru", "кроме того; Того же мнения; Венская декларация"),
        ("zh", "其中国家；沿海地区；跨越南北；明智利用；参加纳税；几内亚湾"),
        ("de", "in Kenia"),
    ],
)
def test_words_like_places_are_none(language: str, text: str) -> None:
    assert codes(text, language) == []


def test_a_city_says_its_words() -> None:
    assert extract_places("a workshop in Nairobi", "en", REGISTRY) == {"KEN": "Nairobi"}


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_has_places_of_the_registry(text: str, language: str) -> None:
    known = {row.alpha3 for row in REGISTRY.states.values()}
    assert set(codes(text, language)) <= known


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sheikh Sabah Al-Salem opened a school"),
        ("en", "Sabah Hussein spoke for the women"),
        ("fr", "Cheikh Sabah a ouvert un centre"),
        ("ru", "Шейх Сабах открыл больницу"),
        ("ru", "Саба открыла приют"),
        ("ru", "Следователь Качин закрыл дело"),
        ("zh", "她会说广东话和英语"),
        ("es", "Chocó contra un camión"),
        ("en", "the Oaxaca-Blinder method"),
        ("en", "the Puebla Process"),
    ],
)
def test_names_written_like_parts_of_states_are_none(language: str, text: str) -> None:
    assert codes(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "estates in Sabah", ["MYS"]),
        ("ru", "на плантациях в штате Сабах", ["MYS"]),
        ("ru", "приют открыт в Сабахе", ["MYS"]),
        ("ru", "девушки из штата Качин", ["MMR"]),
        ("zh", "广东的工厂", ["CHN"]),
        ("es", "la policía de Sinaloa", ["MEX"]),
        ("es", "las comunidades del Chocó", ["COL"]),
        ("en", "The Oaxaca State Police", ["MEX"]),
        ("fr", "les juges d’Ucayali", ["PER"]),
        ("zh", "考克斯巴扎尔的营地", ["BGD"]),
        ("ar", "فتحت مركزا في مالي", ["MLI"]),
    ],
)
def test_parts_of_states_need_no_preposition_of_cities(language: str, text: str, expected: list[str]) -> None:
    assert codes(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Government of Malawi trained forty inspectors", "en"),
        ("Le gouvernement du Bénin a formé quarante inspecteurs", "fr"),
        ("El Gobierno de Honduras capacitó a cuarenta inspectores", "es"),
        ("دربت حكومة اليابان أربعين مفتشا", "ar"),
        ("泰国政府培训了四十名检查员", "zh"),
    ],
)
def test_a_government_is_a_body_and_no_place(text: str, language: str) -> None:
    assert codes(text, language) == []
