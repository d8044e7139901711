"""Acronyms and short forms as full names."""

import pytest

from palermo.extraction.tagger.names import FullNameIndex
from passage_factory import make_passages


def index(*texts: str) -> FullNameIndex:
    made = FullNameIndex()
    for passage in make_passages(*texts):
        made.add_passage(passage)
    return made


def test_an_acronym_stays_in_brackets_after_the_name_that_introduced_it() -> None:
    assert index("The Example Fund for Wells (EFW) opened.").resolve_name("EFW") == "Example Fund for Wells (EFW)"


def test_an_acronym_may_be_introduced_after_its_first_use() -> None:
    passages = make_passages("EFW opened.", "The Example Fund for Wells (EFW) was founded in 2001.")
    names = FullNameIndex.build_for_document(passages, None)
    names.add_passage(passages[0])
    assert names.resolve_name("EFW") == "Example Fund for Wells (EFW)"
    assert names.resolve_name("the Fund") == "Fund"


def test_a_short_form_becomes_the_last_full_name_with_its_head() -> None:
    known = index("The National Commission on Labour (NCL) met.")
    assert known.resolve_name("the Commission") == "National Commission on Labour"


def test_a_word_inside_a_name_does_not_stand_for_it() -> None:
    known = index("While the Local Government Association (LGA) met, the government waited.")
    assert known.resolve_name("the government") == "government"
    assert known.resolve_name("the association") == "Local Government Association"
    assert known.resolve_name("LGA") == "Local Government Association (LGA)"


def test_an_acronym_stands_for_the_last_of_two_joined_names() -> None:
    known = index("The Ministry and the Example Federal Police (EFP) met; OFFICE OF THE EXAMPLE FUND (EF) paid.")
    assert known.resolve_name("EFP") == "Example Federal Police (EFP)"
    assert known.resolve_name("EF") == "EXAMPLE FUND (EF)"


def test_the_last_word_of_the_publisher_stands_for_it() -> None:
    known = FullNameIndex(publisher="Exampleshire County Council")
    assert known.resolve_name("the Council") == "Exampleshire County Council"
    assert known.resolve_name("council") == "council"
    assert known.resolve_name("Exampleshire") == "Exampleshire"


def test_the_first_word_of_the_publisher_stands_for_it() -> None:
    known = FullNameIndex(publisher="Фонд примеров имени Образцова")
    assert known.resolve_name("Фонд") == "Фонд примеров имени Образцова"


def test_a_surname_becomes_the_full_name() -> None:
    known = FullNameIndex.build_for_document([], None, {"Muestra": "Ana Muestra"})
    assert known.resolve_name("Muestra") == "Ana Muestra"
    assert known.resolve_name("Muestra Fund") == "Muestra Fund"


@pytest.mark.parametrize("name", ["XYZ", "the Ministry", "Example Fund"])
def test_an_unknown_name_stays_without_its_article(name: str) -> None:
    assert index("Nothing is introduced here.").resolve_name(name) == name.removeprefix("the ")


def test_an_elided_article_before_an_introduced_name_is_no_part_of_it() -> None:
    known = index("Par L’Organisation des Bateliers (ODB)")
    assert known.resolve_name("l’ODB") == "Organisation des Bateliers (ODB)"


def test_an_elided_article_is_no_part_of_a_name() -> None:
    assert FullNameIndex().resolve_name("L’ORE") == "ORE"


def test_brackets_that_are_no_acronym_introduce_nothing() -> None:
    assert index("The Report of the Board (Annex) was read.").acronyms == {}


def test_an_arabic_preposition_is_no_part_of_a_name() -> None:
    assert FullNameIndex().resolve_name("للاجئين") == "اللاجئين"
    assert FullNameIndex().resolve_name("للدول الأعضاء") == "الدول الأعضاء"


@pytest.mark.parametrize(
    ("text", "short", "name"),
    [
        (
            "Il est créé un Office des rivières et de l’eau, ci-après dénommé « ORE ».",
            "ORE",
            "Office des rivières et de l’eau",
        ),
        ("The Office of river affairs, hereinafter “ORA”, was set up.", "ORA", "Office of river affairs"),
        ("La Oficina de ríos y aguas, en adelante ORA, informa.", "ORA", "Oficina de ríos y aguas"),
    ],
)
def test_an_announced_acronym_stands_for_the_name_before_it(text: str, short: str, name: str) -> None:
    assert index(text).resolve_name(short) == f"{name} ({short})"


def test_an_announced_acronym_of_other_words_stands_for_none() -> None:
    assert index("The rules of the river and the lake, hereinafter XYZ, apply.").acronyms == {}


def test_short_forms_that_a_text_announces_in_quotes_stand_for_the_name_before_them() -> None:
    known = index("El Consejo Ruritano de Ríos (en adelante “el Consejo” o “el CRR”) se reunió.")
    assert known.resolve_name("el Consejo") == "Consejo Ruritano de Ríos"
    assert known.resolve_name("CRR") == "Consejo Ruritano de Ríos (CRR)"


def test_an_acronym_counts_the_letters_of_initials() -> None:
    known = index("The U.S. Agency for Rivers (USAR) paid.")
    assert known.resolve_name("USAR") == "U.S. Agency for Rivers (USAR)"


def test_an_article_that_is_a_part_of_a_name_stays() -> None:
    assert FullNameIndex().resolve_name("La Strada Ruritania") == "La Strada Ruritania"


def test_an_acronym_does_not_stand_for_a_body_before_its_own() -> None:
    known = index("The Ministry of Mills and the Ruritania River Agency (RURA) met.")
    assert known.resolve_name("RURA") == "Ruritania River Agency (RURA)"


@pytest.mark.parametrize(
    "text",
    [
        "Il est créé un Office régional des eaux, en abrégé «ORE».",
        "The law founds an Office of River Exploration, abbreviated ORE.",
        "La ley crea una Oficina de los Ríos Especiales, abreviada «ORE».",
    ],
)
def test_an_announced_abbreviation_stands_for_the_name_before_it(text: str) -> None:
    assert index(text).resolve_name("ORE").startswith("O")
    assert index(text).resolve_name("ORE").endswith("(ORE)")


def test_an_acronym_counts_the_word_in_small_letters_before_its_name() -> None:
    known = index(
        "Le projet Intégré de Puits et de Ruisseaux en Afrique (PIPRA) aide. The office of Example Wells (EW) met."
    )
    assert known.resolve_name("PIPRA") == "projet Intégré de Puits et de Ruisseaux en Afrique (PIPRA)"
    assert known.resolve_name("EW") == "Example Wells (EW)"


def test_a_head_noun_stands_for_the_one_name_with_a_role() -> None:
    known = FullNameIndex()
    known.add_role_name("Harbour Council (HC)")
    assert known.resolve_name("the Council") == "Harbour Council"
    assert known.resolve_name("the council") == "council"
    known.add_passage(make_passages("The Tarn Council asked the Council.")[0])
    assert known.resolve_name("the Council") == "Council"
    known.add_passage(make_passages("The Council met.")[0])
    assert known.resolve_name("the Council") == "Harbour Council"
    known.add_role_name("Council staff")
    assert known.resolve_name("the Council") == "Harbour Council"
    known.add_role_name("Council of Tarn Fishers")
    assert known.resolve_name("the Council") == "Council"
    known.add_role_name("\u0644\u062c\u0646\u0629 \u0627\u0644\u0622\u0628\u0627\u0631")
    assert known.resolve_name("\u0627\u0644\u0644\u062c\u0646\u0629").endswith("\u0627\u0644\u0622\u0628\u0627\u0631")
