"""Tests of file names: text without language and suffix, and spelled symbols."""

import pytest

from palermo.linking.work_matching import parse_source_name


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ("report.pdf", "en"),
        ("report_fr.pdf", "fr"),
        ("report-ES.docx", "es"),
        ("REPORT.ar.html", "ar"),
        ("report (russian).pdf", "ru"),
        ("zh_report.txt", "zh"),
        ("fr/report.pdf", "fr"),
        ("English/report.pdf", "en"),
        ("report_R.pdf", "ru"),
    ],
)
def test_language_versions_have_one_text(source: str, language: str) -> None:
    assert parse_source_name(source, language).text == "report"


@pytest.mark.parametrize(
    ("source", "language"),
    [("report_fr.pdf", "en"), ("report_a.pdf", "en"), ("rapport-en-bref.pdf", "fr"), ("fr/report.pdf", "en")],
)
def test_a_word_that_is_not_the_documents_language_stays(source: str, language: str) -> None:
    assert parse_source_name(source, language).text != "report"


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("A_64_293_R.pdf", "A/64/293"),
        ("un/A_80_604_Add.1.docx", "A/80/604/Add.1"),
        ("A_RES_64_293-EN.pdf", "A/RES/64/293"),
        ("A_HRC_8_29_Corr.1.docx", "A/HRC/8/29/Corr.1"),
        ("A-81-6-sect-10.pdf", None),
        ("A_report.pdf", None),
        ("S_and_T.docx", None),
        ("algeria2008.pdf", None),
    ],
)
def test_a_name_may_spell_a_symbol(source: str, symbol: str | None) -> None:
    assert parse_source_name(source, "ru" if "_R" in source else "en").symbol == symbol


@pytest.mark.parametrize("source", ["", ".", "---", "a/b/", "_.pdf", "é\u0301.pdf", "图书馆.pdf", "fr"])
def test_any_name_has_a_text(source: str) -> None:
    assert parse_source_name(source, "fr").text is not None
    assert parse_source_name(source, "fr") == parse_source_name(source, "fr")
