"""Classes are one in any case, with or without article, in singular and plural."""

import pytest

from palermo.vocabulary.class_names import build_name_value, fold_name_value


@pytest.mark.parametrize(
    ("names", "value"),
    [
        (("Facilitators", "FACILITATOR", "the facilitator", "facilitator(s)"), "name:facilitator"),
        (("companies", "Company"), "name:company"),
        (("autoridades", "la autoridad"), "name:autoridad"),
        (("trabajadores del hogar", "Trabajador del hogar"), "name:trabajador del hogar"),
        (("les médecins", "médecin"), "name:médecin"),
        (("RFA",), "name:RFA"),
        (("NGO", "NGOs"), "name:NGO"),
        (("Министерство", "министерство"), "name:министерство"),
        (("教师",), "name:教师"),
        (("İşçiler Birliği",), "name:işçiler birliği"),
        (("ΣΥΛΛΟΓΟΣ", "συλλογοσ"), "name:συλλογοσ"),
        (("survivors\xa0and victims",), "name:survivors\xa0and victim"),
        (("la Las Torres",), "name:torre"),
    ],
)
def test_forms_of_a_class_have_one_value(names: tuple[str, ...], value: str) -> None:
    for name in names:
        assert build_name_value(name) == fold_name_value(f"name:{name}") == fold_name_value(value) == value


def test_ids_stay_as_they_are() -> None:
    assert fold_name_value("new:0aB") == "new:0aB"
