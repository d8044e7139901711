"""Tests of odd passages in every language: no crash, exact quotes, or no statement."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.extraction import extract
from palermo.extraction.lists.grammar import GRAMMAR_LANGUAGES
from palermo.extraction.segmentation import split_sentences
from palermo.statements import Masthead, Passage, Statement

type PassageWriter = Callable[..., list[Passage]]

WRITTEN = Path(__file__).parent / "written"


def prose(language: str) -> list[str]:
    """Sentences of ours in a language, English ones for English."""
    if language == "en":
        return ["States should ratify the Protocol.", "The Office trained 300 judges in Kenya, together with IOM."]
    lines = (WRITTEN / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return [line.rpartition("|")[2].strip() for line in lines if not line.startswith("#")]


def noisy(text: str, seed: int) -> str:
    """A text as a bad scan gives it: letters lost, doubled, and taken for others."""
    chance = random.Random(seed)
    return "".join(
        chance.choice(["", letter * 2, "|", "~", "l"]) if chance.random() < 0.1 else letter for letter in text
    )


def meaningless(size: int) -> dict[str, str]:
    """Texts that state nothing, of about so many characters."""
    names = ("OIM", "HCR", "UNICEF", "МОМ", "ЮНИСЕФ", "اليونيسف", "难民署", "Interpol")
    return {
        "numbers": " ".join(f"{n * 7919 % 99991},{n % 10}" for n in range(size // 8)),
        "names": ", ".join(f"{names[n % len(names)]} {n}" for n in range(size // 60)),
        "open quotation marks": '«“"' * (size // 3),
        "one letter": "а" * size,
    }


def odd(language: str) -> dict[str, str]:
    """Odd texts by what is odd about them."""
    text = prose(language)
    running = " ".join(text * 40)
    return {
        "many characters": (running * 9)[: 100_000 if language == "fr" else 10_000],
        "no end of a sentence": running.replace(".", "").replace("。", "")[:6_000],
        "mixed scripts": " ".join(x for other in GRAMMAR_LANGUAGES for x in prose(other)[:6]),
        "noise": noisy(running[:4_000], 1),
        "other digits": running[:1_500].translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        "marks of direction": "\u202b\u200f" + running[:1_500].replace(" ", " \u200f") + "\u202c",
    }


def read(text: str, language: str, passages: PassageWriter) -> list[Statement]:
    return list(extract(passages([("paragraph", None, text)], language), Masthead()).statements)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr", "ar", "zh"])
def test_odd_passages_are_read(language: str, passages: PassageWriter) -> None:
    for what, text in odd(language).items():
        blocks = split_sentences(text)
        built = read(text, language, passages)
        assert all(text[item.locator.start : item.locator.end] == item.quote for item in built), what
        assert all(item.why for item in built), what
        assert len(built) <= 2 * len(blocks), what
        assert len({item.id for item in built}) == len(built), what


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "size"),
    [*((language, 2_000) for language in GRAMMAR_LANGUAGES), pytest.param("fr", 30_000, marks=pytest.mark.slow)],
)
def test_numbers_names_and_noise_state_nothing(language: str, size: int, passages: PassageWriter) -> None:
    for what, text in meaningless(size).items():
        assert read(text, language, passages) == [], what


@pytest.mark.parametrize("language", ["de", "sw", "und", ""])
def test_a_language_without_grammar_is_left_alone(language: str, passages: PassageWriter) -> None:
    assert read("Der Ausschuss fordert die Staaten auf, das Protokoll zu ratifizieren.", language, passages) == []


@pytest.mark.parametrize("language", ["fr", "es", "ru", "ar", "zh"])
def test_marks_of_direction_and_other_digits_change_no_kind(language: str, passages: PassageWriter) -> None:
    kinds = [[item.kind for item in read(text, language, passages)] for text in prose(language)[:5]]
    assert any(kinds)
    for text, plain in zip(prose(language), kinds, strict=False):
        assert [item.kind for item in read("\u200f" + text + "\u200e", language, passages)] == plain
