"""Tests of the language of passages and documents."""

import pytest

from palermo.reading.language_detection import detect_languages

SENTENCES = {
    "en": "States should protect the victims of trafficking and punish those who exploit them in every sector.",
    "fr": "Les États devraient protéger les victimes de la traite et punir ceux qui les exploitent partout.",
    "es": "Los Estados deberían proteger a las víctimas de la trata y castigar a quienes las explotan en cada sector.",
    "ru": "Государства должны защищать жертв торговли людьми и наказывать тех, кто их эксплуатирует в любой отрасли.",
    "ar": "ينبغي للدول أن تحمي ضحايا الاتجار بالأشخاص وأن تعاقب كل من يستغلهم في أي قطاع من القطاعات الاقتصادية.",
    "zh": "各国应当保护贩运人口的受害者，惩罚在任何部门剥削他们的人，并为受害者提供援助、补偿和法律咨询服务。",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_the_six_are_reported(language: str) -> None:
    assert detect_languages([SENTENCES[language]]) == ([language], language)


def test_a_sure_foreign_language_is_kept() -> None:
    german = "Die Staaten sollen die Opfer des Menschenhandels schützen und jene bestrafen, die sie ausbeuten wollen."
    assert detect_languages([SENTENCES["en"], german, SENTENCES["en"]])[0] == ["en", "de", "en"]


def test_short_passages_take_the_language_of_the_whole() -> None:
    result, full = detect_languages(["A/RES/64/293", SENTENCES["fr"], "12.", "Annexe"])
    assert (result, full) == (["fr", "fr", "fr", "fr"], "fr")


def test_symbols_alone_are_english() -> None:
    assert detect_languages(["12345 / 67"]) == (["en"], "en")


def test_two_english_words_are_enough_in_an_english_document_alone() -> None:
    names = "Mr. Viengsavanh Thephachanh, Director of Labour Inspection at the Ministry of Employment, Vientiane"
    assert detect_languages([SENTENCES["en"], names])[0][1] == "en"
    title = "Die Leiterin des Referates für Arbeitsschutz nannte das Heft The Price of Work sehr lesenswert und klug."
    assert detect_languages([SENTENCES["en"], title])[0][1] == "de"
