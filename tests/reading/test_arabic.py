"""Tests of right-to-left lines: reading order, brackets, marks, presentation forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.reading.bidi import Glyph, fold_presentation_forms, is_right_to_left, orient_brackets, to_logical_order

EM = 12.0
WIDTH = 5.0


def drawn(visual: str) -> list[Glyph]:
    """A line's characters as they stand from left to right; marks have no width, blanks are empty strips."""
    glyphs: list[Glyph] = []
    place = 0.0
    for char in visual:
        if char in "\u064b\u064f\u0651":
            glyphs.append(Glyph(text=char, left=place + 1, right=place + 3, origin=place + 1, em=EM))
            continue
        if char != " ":
            glyphs.append(Glyph(text=char, left=place, right=place + WIDTH, origin=place, em=EM))
        place += WIDTH
    return glyphs


def read(visual: str, *, leftwards: bool = True) -> str:
    return to_logical_order(drawn(visual), is_rtl=leftwards)


@pytest.mark.parametrize(
    ("words", "visual"),
    [
        ("حماية الضحايا", "اياحضلا ةيامح"),
        ("3. يطلب", "بلطي .3"),
        ("القرار A/RES/64/293 هذا", "اذه A/RES/64/293 رارقلا"),
        ("الوثيقة (A/HRC/WG.6/5/L.3) أن", "نأ )A/HRC/WG.6/5/L.3( ةقيثولا"),
        ("القرار S/RES/2331 (2016) الفقرة", "ةرقفلا S/RES/2331 (2016) رارقلا"),
        ("(القرار S/RES/2331 (2016)) والفقرات", "تارقفلاو (S/RES/2331 (2016) رارقلا)"),
        ("نسبة 25.5% من", "نم %25.5 ةبسن"),
        ("خطة 2010-2020 هذه", "هذه 2020-2010 ةطخ"),
        ("في 20 كانون الأول/ديسمبر 2016؛", "؛2016 ربمسيد/لوألا نوناك 20 يف"),
        ("مكتب United Nations Office هنا", "انه United Nations Office بتكم"),
        ("3. UNODC ومنظمة", "ةمظنمو UNODC .3"),
        ("(أ) إدراج", "جاردإ (أ)"),
    ],
)
def test_a_drawn_line_is_read_from_the_right(words: str, visual: str) -> None:
    assert read(visual) == words


def test_a_foreign_word_in_a_line_from_the_left_is_turned_alone() -> None:
    assert read("the word رارق of law", leftwards=False) == "the word قرار of law"


def test_the_order_in_which_a_file_gives_its_characters_does_not_count() -> None:
    glyphs = drawn("نم %25.5 ةبسن")
    assert (
        to_logical_order(list(reversed(glyphs)), is_rtl=True)
        == to_logical_order(glyphs, is_rtl=True)
        == "نسبة 25.5% من"
    )


def test_a_ligature_is_read_lam_first() -> None:
    lam = Glyph(text="ل", left=0.0, right=6.0, origin=0.0, em=EM)
    alef = Glyph(text="ا", left=0.0, right=6.0, origin=0.0, em=EM)
    assert to_logical_order([alef, lam], is_rtl=True) == to_logical_order([lam, alef], is_rtl=True) == "لا"


def test_a_mark_goes_with_the_letter_that_it_stands_on() -> None:
    letters = drawn("دعي")
    shadda = Glyph(text="\u0651", left=1.0, right=4.0, origin=0.0, em=EM)
    assert to_logical_order([shadda, *letters], is_rtl=True) == "يعد\u0651"


def test_presentation_forms_become_letters_after_they_are_in_order() -> None:
    assert read("ﻻ ﺔﻳﺎﻤﺣ") == "حماية لا"
    assert fold_presentation_forms("ﺣﻤﺎﻳﺔ") == "حماية"


def test_a_drawn_out_letter_stays_as_printed() -> None:
    assert read("ةـــيملاعلا") == "العالميـــة"


@pytest.mark.parametrize(
    ("given_text", "right"),
    [
        (")انظر المرفق( أن", "(انظر المرفق) أن"),
        ("(انظر المرفق) أن", "(انظر المرفق) أن"),
        ("»حماية« الضحايا", "«حماية» الضحايا"),
        (")أ( إدراج", "(أ) إدراج"),
        ("[انظر )الفقرة 21([ و", "[انظر (الفقرة 21)] و"),
        ("بلا أقواس", "بلا أقواس"),
    ],
)
def test_brackets_open_before_and_close_after_words(given_text: str, right: str) -> None:
    assert orient_brackets(given_text) == right


def test_which_lines_run_from_the_right() -> None:
    assert is_right_to_left("القرار A/HRC/WG.6/5/L.3")
    assert is_right_to_left("שלום")
    assert not is_right_to_left("A line in English with قرار in it")
    assert not is_right_to_left("12-10")


@given(st.lists(st.sampled_from(["حماية", "الضحايا", "في", "القرار", "الدول", "أن"]), min_size=1, max_size=9))
def test_words_of_letters_alone_come_back(words: list[str]) -> None:
    line = " ".join(words)
    assert read(line[::-1]) == line


@given(st.text(alphabet="ابت()[]AB12./-% \u064b", max_size=40), st.booleans())
def test_no_character_is_lost_or_made_up(visual: str, leftwards: bool) -> None:
    brackets = str.maketrans("()[]", "####")
    result = read(visual, leftwards=leftwards)
    stored = "" if not visual.translate({0x64B: None}).strip() else "".join(visual.split())
    assert sorted("".join(result.split()).translate(brackets)) == sorted(stored.translate(brackets))
