"""Tests of governments' names in six languages, which refer to their State."""

import pytest

from palermo.linking.governments import match_government
from palermo.registry import load_registry

REGISTRY = load_registry()


@pytest.mark.parametrize(
    ("language", "name", "id"),
    [
        ("en", "the Australian Government", "state:AUS"),
        ("en", "Portuguese authorities", "state:PRT"),
        ("en", "Government of Kenya", "state:KEN"),
        ("fr", "le Gouvernement français", "state:FRA"),
        ("fr", "autorités italiennes", "state:ITA"),
        ("fr", "Gouvernement de la Côte d’Ivoire", "state:CIV"),
        ("fr", "Gouvernement du Kenya", "state:KEN"),
        ("es", "el Gobierno mexicano", "state:MEX"),
        ("es", "las autoridades chilenas", "state:CHL"),
        ("es", "Gobierno de Colombia", "state:COL"),
        ("es", "Gobierno español", "state:ESP"),
        ("ar", "الحكومة المغربية", "state:MAR"),
        ("ar", "السلطات التونسية", "state:TUN"),
        ("ar", "حكومة الأردن", "state:JOR"),
        ("ru", "правительство Франции", "state:FRA"),
        ("ru", "правительством Республики Молдова", "state:MDA"),
        ("ru", "французское правительство", "state:FRA"),
        ("ru", "власти Казахстана", "state:KAZ"),
        ("zh", "中国政府", "state:CHN"),
        ("zh", "墨西哥当局", "state:MEX"),
        ("es", "Gobierno de los Estados Unidos de América", "state:USA"),
        ("es", "Gobierno del Estado de Israel", "state:ISR"),
        ("ar", "حكومة الولايات المتحدة الأمريكية", "state:USA"),
    ],
)
def test_a_government_is_its_state(language: str, name: str, id: str) -> None:
    match = match_government(name, language, REGISTRY)
    assert match is not None
    assert match.id == id


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "local authorities"),
        ("en", "Governments"),
        ("en", "Federal Government"),
        ("fr", "le Gouvernement"),
        ("fr", "gouvernement local"),
        ("fr", "autorités judiciaires"),
        ("es", "el Gobierno"),
        ("es", "autoridades locales"),
        ("ar", "الحكومة"),
        ("ar", "السلطات المحلية"),
        ("ru", "правительство"),
        ("ru", "местные власти"),
        ("zh", "政府"),
        ("zh", "地方政府"),
        ("fr", "autorités locales du Mali"),
        ("fr", "autorités de la province du Burundi"),
        ("es", "autoridades locales de Colombia"),
        ("es", "gobierno municipal de Panamá"),
        ("es", "gobierno del estado de México"),
        ("en", "Government of the State of Mexico"),
        ("ru", "власти штата Калифорния США"),
        ("ar", "حكومة إقليم كردستان العراق"),
        ("zh", "中国地方政府"),
        ("zh", "美国加利福尼亚州政府"),
    ],
)
def test_others_are_no_state(language: str, name: str) -> None:
    assert match_government(name, language, REGISTRY) is None
