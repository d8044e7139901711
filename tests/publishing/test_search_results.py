"""Tests of search results on a terminal: within its width, in any script."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len

from palermo.edition import CompiledDocument
from palermo.publishing.search_results import format_explanation, format_hits
from palermo.search import Hit, MatchExplanation


@pytest.fixture
def hit(make_part: Callable[..., CompiledDocument]) -> Hit:
    document = replace(make_part("Paper").document, title="关于打击贩运人口的报告" * 12)
    return Hit(
        id="ab" * 5,
        document=document,
        page=1234,
        paragraph="104 (b) (iii)",
        kind="paragraph",
        headings=(),
        language="zh",
        text="各国应保护受害者。" * 60,
        highlights=(),
        statements=(),
        score=1.0,
        why=MatchExplanation(words=("受害者",), has_all_words=True, cosine=None, other_language=False),
    )


def test_what_is_slightly_similar_says_so(hit: Hit) -> None:
    def explain(cosine: float, *words: str) -> str:
        return format_explanation(replace(hit, why=replace(hit.why, words=words, cosine=cosine)))

    assert explain(0.36) == "slightly similar in meaning, 0.36"
    assert explain(0.42) == "similar in meaning, 0.42"
    assert explain(0.2, "受害者") == "words: 受害者; meaning 0.20"


def test_words_without_blanks_are_cut_and_not_left_out(hit: Hit) -> None:
    title, *text, why = format_hits([hit], 80)
    assert title.startswith("1. 关于打击贩运人口的报告")
    assert title.endswith("… (p. 1234, para. 104 (b) (iii))")
    assert len(text) == 3
    assert text[-1].endswith("…")
    assert len(text[-1]) > 30
    assert max(map(cell_len, text)) <= 80
    assert hit.id in why


@pytest.mark.parametrize("width", [1, 24, 40])
def test_a_narrow_terminal_and_a_long_place(hit: Hit, width: int) -> None:
    lines = list(format_hits([hit], width))
    assert lines[0].startswith("1. 关于")
    assert "para. 104 (b) (iii)" in lines[0]
