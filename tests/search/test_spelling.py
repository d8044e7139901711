"""Another spelling is proposed for what is mistyped, and for no word that is one."""

import pytest

from palermo.search.concepts import used
from palermo.search.spelling import Spelling

HELD = {
    "feeds": 40, "loads": 12, "pages": 90, "children": 300, "trafficking": 900, "recruitment": 70, "exploitation": 200,
    "victimes": 50, "protección": 30, "explotacion": 44, "торговля": 60, "эксплуатация": 25, "استغلال": 80, "ضحايا": 90,
}  # fmt: skip


@pytest.fixture
def spelling() -> Spelling:
    """The words of an edition of some size."""
    return Spelling({**HELD, "traffickyng": 1}.items(), passages=20_000)


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
def test_what_is_mistyped(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.like(typed) == meant


@pytest.mark.parametrize("word", ["fees", "loans", "wages", "bonds", "ضحية", "2021x", "trafficker1"])
def test_a_word_like_another_is_left(spelling: Spelling, word: str) -> None:
    assert spelling.like(word) is None


def test_what_is_rare_is_not_proposed(spelling: Spelling) -> None:
    assert spelling.like("traffickyngs") == "trafficking"
    assert Spelling([("traffickyng", 1)], passages=20_000).like("traffickyngs") is None


@pytest.mark.parametrize("word", ["victim", "trafficked", "esclavage", "servidumbre", "жертв", "الاتجار"])
def test_words_of_the_vocabulary_are_known(word: str) -> None:
    assert used(word)
    assert not used(f"{word[:-1]}qqqx")
