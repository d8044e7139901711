"""Terms: how the YAML writes them, and how they are folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.vocabulary import Word, term, tokens


def test_stems_gaps_and_whole_words() -> None:
    found = term("Rehabilitat* .. Víctim*")
    assert found.words == (Word(text="rehabilitat", stem=True), None, Word(text="victim", stem=True))
    assert not found.single
    assert term("traffick*").single


def test_a_term_is_folded_as_texts_are() -> None:
    assert [word.text for word in term("co-operation d’enfants").words if word] == ["co", "operation", "d", "enfants"]
    assert tokens("Co-operation\u00ad, d’enfants") == ["co", "operation", ",", "d", "enfants"]
    assert tokens("child’s rights") == ["child", "rights"]
    assert tokens("الأطفـــال، والنساءَ") == ["الاطفال", "،", "والنساء"]


@pytest.mark.parametrize("written", ["", "..", ".. word", "word ..", "a*", "*"])
def test_what_is_no_term_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="term"):
        term(written)


@given(st.text(max_size=60))
def test_tokens_of_any_text_are_folded_already(text: str) -> None:
    words = tokens(text)
    assert all(word.strip() for word in words)
    assert tokens(" ".join(words)) == words or not text.isascii()
