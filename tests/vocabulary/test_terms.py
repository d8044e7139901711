"""Tests of terms: their notation in YAML, and normalisation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.vocabulary import TermWord, find_printed_words, parse_term, tokenize


def test_stems_gaps_and_whole_words() -> None:
    result = parse_term("Rehabilitat* .. Víctim*")
    assert result.word_patterns == (
        TermWord(text="rehabilitat", is_stem=True),
        None,
        TermWord(text="victim", is_stem=True),
    )
    assert not result.is_single_word
    assert parse_term("traffick*").is_single_word


def test_a_term_is_folded_as_texts_are() -> None:
    assert [word.text for word in parse_term("co-operation d’enfants").word_patterns if word] == [
        "co",
        "operation",
        "d",
        "enfants",
    ]
    assert tokenize("Co-operation\u00ad, d’enfants") == ["co", "operation", ",", "d", "enfants"]
    assert tokenize("child’s rights") == ["child", "rights"]
    assert tokenize("الأطفـــال، والنساءَ") == ["الاطفال", "،", "والنساء"]


@pytest.mark.parametrize("written", ["", "..", ".. word", "word ..", "a*", "*"])
def test_what_is_no_term_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="term"):
        parse_term(written)


@given(st.text(max_size=60))
def test_tokens_of_any_text_are_folded_already(text: str) -> None:
    words = tokenize(text)
    assert all(word.strip() for word in words)
    assert tokenize(" ".join(words)) == words or not text.isascii()


@pytest.mark.parametrize(
    ("text", "folded_words", "printed"),
    [
        ("Décourager la Traite d’enfants", "decourager", "Décourager"),
        ("the victims' and the victim’s rights", "victim rights", "victim’s rights"),
        ("敦促各國打擊販運 人口", "贩运人口", "販運 人口"),
        ("حماية العمّال والعمّال", "والعمال", "والعمّال"),
    ],
)
def test_words_of_a_tag_are_shown_as_printed(text: str, folded_words: str, printed: str) -> None:
    assert find_printed_words(text, folded_words) == printed
