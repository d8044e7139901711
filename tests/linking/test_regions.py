"""Tests of regions in six languages, but not within names of bodies and States."""

import pytest

from palermo import registry
from palermo.linking.regions import extract_regions

REGISTRY = registry.load_registry()
NAMED = [
    ("en", "It trains judges in West Africa.", "011"),
    ("en", "Police of Western Africa met in South-East Asia, and in Southeast Asia again.", "011 035"),
    ("en", "It works in West and Central Africa and in Eastern, Southern and Northern Africa.", "011 017 014 018 015"),
    ("en", "Children in Latin America and the Caribbean, and in sub-Saharan Africa.", "419 202"),
    ("en", "Hotlines in Asia and the Pacific, in Central America and in the Caribbean region.", "142 009 013 029"),
    ("en", "Women of the Middle-East, South Asia and North Africa, and of the Middle East, North Africa.", "034 015"),
    ("en", "A study of South-East Asia and the Pacific.", "035 009"),
    ("en", "Offices in the Middle East and North Africa.", "145 015"),
    ("en", "The hotlines of the Asia-Pacific region, and those in Asia-Pacific.", "142 009"),
    ("en", "The Office on Trafficking in Persons in West Africa.", "011"),
    ("en", "Countries of Africa and States of Central Asia train together.", "002 143"),
    ("en", "Recruiters of workers in the Gulf States answer for it.", "145"),
    ("fr", "Des ouvrières partent vers les pays du Golfe.", "145"),
    ("ar", "تعمل النساء في دول الخليج.", "145"),
    ("ru", "Они работают в странах Персидского залива.", "145"),
    ("zh", "她们在海湾国家工作。", "145"),
    ("fr", "Il forme des juges en Afrique de l’Ouest et du Centre, et en Asie du Sud-Est.", "011 017 035"),
    ("fr", "Les abris de l’Amérique latine et des Caraïbes et de l’Afrique australe.", "419 018"),
    ("es", "Forma a jueces en África occidental y central y en el sudeste asiático.", "011 017 035"),
    ("es", "Los albergues de América Central y del Sur, y del Caribe.", "013 005 029"),
    ("ru", "Он обучает судей в Юго-Восточной Азии, Западной и Центральной Африке.", "035 011 017"),
    ("ru", "Приюты стран Латинской Америки и Карибского бассейна и Африки к югу от Сахары.", "419 202"),
    ("ru", "Юго-Восточная Азия и Азиатско-Тихоокеанский регион.", "035 142 009"),
    ("ar", "يدرب القضاة في آسيا الوسطى وفي غرب ووسط أفريقيا.", "143 011 017"),
    ("ar", "في الشرق الأوسط وشمال إفريقيا وبجنوب شرق آسيا.", "145 015 035"),
    ("zh", "在东南亚、中亚和西非培训法官。", "035 143 011"),
    ("zh", "拉丁美洲和加勒比国家、亚太地区的收容所。", "419 142 009"),
]
UNNAMED = [
    ("en", "The African Union, the Council of Europe and the Economic Commission for Africa met."),
    ("en", "The Economic Commission for Latin America and the Caribbean met."),
    ("en", "A regional Office for West and Central Africa and the Pacific is open."),
    ("en", "Courts of South Africa and of the Central African Republic heard it."),
    ("en", "African judges and Caribbean States met in the East Africa office of North America Foundation."),
    ("en", "The Regional Conference on Women, Children and Work in Latin America and the Caribbean met."),
    ("en", "A paper entitled Shelters for Children in Asia and the Pacific was read beyond Europe."),
    ("en", "An Asia-Pacific initiative asks Caribbean partners."),
    ("en", "It works in the Horn of Africa, in Central Europe, in the Sahel and in the Balkans."),
    ("en", "The EU-Africa talks went on; the whole world and the Middle East heard of it."),
    ("fr", "Le Conseil de l’Europe et la Banque de l’Afrique de l’Ouest aident l’Afrique du Sud."),
    ("fr", "Les juges africains de la Corne de l’Afrique et de la République centrafricaine."),
    ("es", "La Comisión Económica para América Latina y el Caribe y los Estados Unidos de América."),
    ("es", "Los jueces africanos de Sudáfrica y del Cuerno de África."),
    ("ru", "Совет Европы и Экономическая комиссия для Африки; Южная Африка; Соединенные Штаты Америки."),
    ("ru", "Африканские судьи Центральноафриканской Республики и Африканского Рога."),
    ("ar", "مجلس أوروبا واللجنة الاقتصادية لأفريقيا والاتحاد الأفريقي وجنوب أفريقيا وجمهورية أفريقيا الوسطى."),
    ("zh", "非洲联盟、欧洲委员会、东南亚国家联盟、马来西亚、南非、中非共和国。"),
    ("de", "Er schult Richter in Afrika, Asia and Africa."),
]


@pytest.mark.parametrize(("language", "text", "codes"), NAMED)
def test_regions_are_found_by_their_names(language: str, text: str, codes: str) -> None:
    assert list(extract_regions(text, language, REGISTRY)) == codes.split()


@pytest.mark.parametrize(("language", "text"), UNNAMED)
def test_other_names_hold_no_region(language: str, text: str) -> None:
    assert extract_regions(text, language, REGISTRY) == {}


def test_each_region_is_reported_with_its_first_words() -> None:
    assert extract_regions("In West Africa, then in Western Africa.", "en", REGISTRY) == {"011": "West Africa"}


def test_every_official_name_is_found_but_those_of_states_and_the_world() -> None:
    for language in ("en", "fr", "es", "ar", "ru", "zh"):
        missed = {
            row.id
            for row in REGISTRY.regions.values()
            if row.id not in extract_regions(f"{row.names[language]}.", language, REGISTRY)
        }
        assert missed <= {"001", "053", "057", "018", "029", "009"}, language
