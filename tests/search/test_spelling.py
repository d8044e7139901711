"""Tests of spelling suggestions for mistyped words only."""

import pytest

from palermo.search.concepts import is_vocabulary_word
from palermo.search.spelling import SpellingCorrector

HELD = {
    "feeds": 40, "loads": 12, "pages": 90, "children": 300, "trafficking": 900, "recruitment": 70, "exploitation": 200,
    "victimes": 50, "protección": 30, "explotacion": 44, "торговля": 60, "эксплуатация": 25, "استغلال": 80, "ضحايا": 90,
}  # fmt: skip


@pytest.fixture
def spelling() -> SpellingCorrector:
    """The words of an edition of some size."""
    return SpellingCorrector({**HELD, "traffickyng": 1}.items(), passages=20_000)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("childen", "children"),
        ("traficking", "trafficking"),
        ("traffikcing", "trafficking"),
        ("rceruitment", "recruitment"),
        ("explotaton", "exploitation"),
        ("victmes", "victimes"),
        ("explotcaion", "explotacion"),
        ("торговя", "торговля"),
        ("эксплутация", "эксплуатация"),
        ("استغال", "استغلال"),
    ],
)
def test_what_is_mistyped(spelling: SpellingCorrector, typed: str, meant: str) -> None:
    assert spelling.suggest(typed) == meant


@pytest.mark.parametrize("word", ["fees", "loans", "wages", "bonds", "ضحية", "2021x", "trafficker1"])
def test_a_word_like_another_is_left(spelling: SpellingCorrector, word: str) -> None:
    assert spelling.suggest(word) is None


def test_what_is_rare_is_not_proposed(spelling: SpellingCorrector) -> None:
    assert spelling.suggest("traffickyngs") == "trafficking"
    assert SpellingCorrector([("traffickyng", 1)], passages=20_000).suggest("traffickyngs") is None


@pytest.mark.parametrize("word", ["victim", "trafficked", "esclavage", "servidumbre", "жертв", "الاتجار"])
def test_words_of_the_vocabulary_are_known(word: str) -> None:
    assert is_vocabulary_word(word)
    assert not is_vocabulary_word(f"{word[:-1]}qqqx")
