"""Tests of single lines: numbers, hyphens and dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.reading.dehyphenation import Dehyphenator
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.layout.printed_numbers import parse_printed_number
from palermo.reading.masthead_dates import find_first_date
from palermo.reading.un_masthead import UN_SYMBOL, read_un_masthead
from palermo.statements import PassageKind


@pytest.mark.parametrize(
    ("line", "style", "number", "rest"),
    [
        ("104.12. Adopt a law", "decimal", "104.12", "Adopt a law"),
        ("104.12 Adopt a law", "decimal", "104.12", "Adopt a law"),
        ("69. The list", "plain", "69", "The list"),
        ("(a) write", "bracketed", "(a)", "write"),
        ("(iv) write", "bracketed", "(iv)", "write"),
        ("IV. Findings", "roman", "IV", "Findings"),
        ("B. Dialogue", "upper", "B", "Dialogue"),
        ("• write", "bullet", None, "write"),
        ("三、结论", "chinese", "三", "结论"),
        ("3、公布数据", "chinese", "3", "公布数据"),
        ("§ Ensure fair pay", "bullet", None, "Ensure fair pay"),
    ],
)
def test_printed_numbers(line: str, style: str, number: str | None, rest: str) -> None:
    result = parse_printed_number(line)
    assert result is not None
    assert (result.style, result.number, result.rest) == (style, number, rest)


@pytest.mark.parametrize(
    "line", ["2010 was a year", "3,000 persons", "Article 5 holds", "1,5 million", "(see above) it"]
)
def test_words_that_are_no_numbers(line: str) -> None:
    assert parse_printed_number(line) is None


@given(st.text())
def test_a_number_takes_nothing_from_the_words(line: str) -> None:
    result = parse_printed_number(line)
    assert result is None or line.endswith(result.rest)


def test_the_form_that_stands_elsewhere_wins() -> None:
    hyphens = Dehyphenator(["the long-term plan", "for children"])
    assert hyphens.join_hyphenated("a long-\nterm aim for chil-\ndren") == "a long-term aim for children"


def test_an_unknown_break_keeps_its_hyphen() -> None:
    assert Dehyphenator([]).join_hyphenated("mandate\ufffeholders") == "mandate-holders"


def test_a_soft_hyphen_only_breaks() -> None:
    assert Dehyphenator([]).join_hyphenated("traf\u00adficking") == "trafficking"


@given(st.text())
def test_mending_twice_changes_nothing(text: str) -> None:
    hyphens = Dehyphenator([text])
    once = hyphens.join_hyphenated(text)
    assert hyphens.join_hyphenated(once) == once
    assert "\n" not in once


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Distr.: General 4 January 2010", "2010-01-04"),
        ("20 JULY 2009", "2009-07-20"),
        ("3 juin 2008", "2008-06-03"),
        ("12 de diciembre de 2011", "2011-12-12"),
        ("5 марта 2012", "2012-03-05"),
        ("14 سبتمبر 2015", "2015-09-14"),
        ("2010年1月4日", "2010-01-04"),
        ("32 May 2008", None),
        ("in May", None),
    ],
)
def test_dates_in_six_languages(text: str, date: str | None) -> None:
    assert find_first_date(text) == date


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("United Nations A/HRC/15/9", "A/HRC/15/9"),
        ("A/80/604/Add.1*", "A/80/604/Add.1"),
        ("A/81/6 (Sect. 10)/Part A*", "A/81/6 (Sect. 10)"),
        ("S/RES/2331 (2016)", "S/RES/2331 (2016)"),
        ("A/HRC/ 8/29", "A/HRC/ 8/29"),
        ("E/CN.15/2011/L.7/Rev.1", "E/CN.15/2011/L.7/Rev.1"),
        ("and/or", None),
    ],
)
def test_symbols_of_the_united_nations(line: str, symbol: str | None) -> None:
    result = UN_SYMBOL.search(line)
    assert (result.group() if result else None) == symbol


def test_a_note_between_title_and_state_is_no_state() -> None:
    words = ["A/HRC/99/7", "Report of the Working Group on the Universal Periodic Review*", "* Reissued.", "Kenya"]
    kinds = [PassageKind.PARAGRAPH, PassageKind.HEADING, PassageKind.FOOTNOTE, PassageKind.HEADING]
    blocks = [DocumentBlock(kind=kind, text=text, page=1) for kind, text in zip(kinds, words, strict=True)]
    assert read_un_masthead(blocks).under_review == "Kenya"


def test_a_word_that_stands_in_many_longer_ones_is_found_on_its_own_behind_them() -> None:
    hyphens = Dehyphenator(["cooperation " * 80 + "and the operation of the courts"])
    assert hyphens.join_hyphenated("the oper\ufffeation") == "the operation"


def test_a_word_that_stands_in_longer_ones_alone_is_no_word() -> None:
    assert Dehyphenator(["cooperation " * 80]).join_hyphenated("the oper\ufffeation") == "the oper-ation"
