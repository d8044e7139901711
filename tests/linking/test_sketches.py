"""Tests of sketches: the shared part of documents, however they are cut into passages."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.linking.sketches import SAMPLE_SIZE, build_sketch, estimate_similarity, find_similar_pairs
from palermo.statements import Passage, PassageKind

type Invented = Callable[..., str]


def passages(*texts: str, kind: PassageKind = PassageKind.PARAGRAPH) -> list[Passage]:
    return [
        Passage(
            id=f"p{at}",
            document="d",
            ordinal=at,
            page=None,
            paragraph=None,
            kind=kind,
            headings=(),
            language="en",
            text=text,
        )
        for at, text in enumerate(texts)
    ]


def test_passages_footnotes_case_and_marks_do_not_count(invented: Invented) -> None:
    text = invented("one")
    half = len(text) // 2 + text[len(text) // 2 :].index(" ")
    cut = [*passages(text[:half].upper(), text[half:].replace(" ", ", ")), *passages("note", kind=PassageKind.FOOTNOTE)]
    assert estimate_similarity(build_sketch(passages(text)), build_sketch(cut)) == 1.0


@pytest.mark.parametrize("stored", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_a_share_is_estimated_within_its_error(invented: Invented, stored: float) -> None:
    words = invented("one", 4000).split()
    other = [*words[: int(4000 * stored)], *invented("other", 4000 - int(4000 * stored)).split()]
    expected = stored / (2 - stored)
    assert estimate_similarity(
        build_sketch(passages(" ".join(words))), build_sketch(passages(" ".join(other)))
    ) == pytest.approx(expected, abs=0.1)


def test_characters_of_chinese_are_words() -> None:
    text = "各国应当防止贩运人口并保护受害者" * 3
    assert build_sketch(passages(text)).runs > 10


def test_pairs_are_found_among_many(invented: Invented) -> None:
    built = [build_sketch(passages(invented(str(number % 30)))) for number in range(40)]
    assert find_similar_pairs(built) == [(number, number + 30) for number in range(10)]


def test_a_form_that_everybody_fills_in_makes_no_pairs(invented: Invented) -> None:
    form = invented("form", 200)
    assert find_similar_pairs([build_sketch(passages(form, invented(str(number), 4))) for number in range(60)]) == []


@pytest.mark.parametrize(
    ("rendered", "language"),
    [
        ("Original: English", "en"),
        ("Original : français", "fr"),
        ("Original: ESPAÑOL", "es"),
        ("Original: Chinese", "zh"),
        ("Оригинал: русский", "ru"),
        ("The original: Annex", None),
    ],
)
def test_the_language_of_the_original_is_read(rendered: str, language: str | None) -> None:
    assert build_sketch(passages("United Nations", rendered)).original == language


@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_text_is_sketched_the_same_each_time(texts: list[str]) -> None:
    item = build_sketch(passages(*texts))
    assert item == build_sketch(passages(*texts))
    assert len(item.sample) == min(item.runs, SAMPLE_SIZE)
    assert estimate_similarity(item, item) == (1.0 if item.runs else 0.0)
    assert find_similar_pairs([item, item], min_shared=1) == ([(0, 1)] if item.runs else [])
    assert find_similar_pairs([]) == []
