"""Property tests of extraction: quotes at their locators, unique ids, printed names."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.extraction import extract
from palermo.extraction.lists.grammar import GRAMMAR_LANGUAGES, load_grammar
from palermo.extraction.lists.recommenders import find_signatures, split_names
from palermo.extraction.lists.requests import split_requests
from palermo.statements import Masthead, Passage, PassageKind, compute_passage_id

WORDS = st.text(alphabet="abc AB.,;()/ÉΩи和ا1", max_size=60)
NAMES = st.sampled_from(["Spain", "Chile", "Bosnia and Herzegovina", "Iran (Islamic Republic of)", "CEDAW"])
SIGNED = st.builds(lambda words, names: f"{words} ({', '.join(names)})", WORDS, st.lists(NAMES, min_size=1, max_size=4))
ITEMS = st.lists(SIGNED, min_size=1, max_size=5)


def listed(items: list[str]) -> list[Passage]:
    lines = [(PassageKind.PARAGRAPH, "4", "The recommendations below enjoy the support of Kenya:")]
    lines += [(PassageKind.ITEM, f"4.{i}", " ".join(words.split())) for i, words in enumerate(items, start=1)]
    return [
        Passage(
            id=compute_passage_id("d", words, i),
            document="d",
            ordinal=i,
            page=1,
            paragraph=number,
            kind=kind,
            headings=(),
            language="en",
            text=words,
        )
        for i, (kind, number, words) in enumerate(lines)
    ]


@pytest.mark.slow
@given(ITEMS)
def test_every_quote_and_support_is_where_its_locator_says(items: list[str]) -> None:
    passages = listed(items)
    texts = {passage.id: passage.text for passage in passages}
    for statement in extract(passages, Masthead(under_review="Kenya")).statements:
        places = [(statement.quote, statement.locator), *((s.quote, s.locator) for s in statement.support)]
        assert all(texts[place.passage][place.start : place.end] == quote for quote, place in places)
        assert all(ref.name in texts[statement.locator.passage] for ref in statement.actors)


@pytest.mark.slow
@given(ITEMS)
def test_ids_are_unique_and_stable(items: list[str]) -> None:
    first = [s.id for s in extract(listed(items), Masthead(under_review="Kenya")).statements]
    assert len(set(first)) == len(first)
    assert first == [s.id for s in extract(listed(items), Masthead(under_review="Kenya")).statements]


@given(SIGNED)
def test_requests_lie_within_the_item_and_divide_its_signers(text: str) -> None:
    language = load_grammar("en")
    assert language is not None
    result = list(split_requests(text, language))
    assert all(0 <= request.start < request.end <= len(text) for request in result)
    assert all(a.end <= b.start or (a.start == b.start and a.end < b.end) for a, b in pairwise(result))
    assert all({*a.names}.isdisjoint(b.names) for a, b in pairwise(result) if a.start == b.start)


@given(st.text())
def test_any_text_is_looked_through_for_signatures(text: str) -> None:
    language = load_grammar("en")
    assert language is not None
    assert all(text[s.start] == "(" and s.names for s in find_signatures(text, language))


def test_each_language_has_a_grammar_that_loads() -> None:
    loaded = [load_grammar(language) for language in GRAMMAR_LANGUAGES]
    assert [result.language for result in loaded if result] == list(GRAMMAR_LANGUAGES)


def test_names_with_and_stay_whole() -> None:
    language = load_grammar("en")
    assert language is not None
    assert split_names("Spain, Bosnia and Herzegovina and Trinidad and Tobago", language) == (
        "Spain",
        "Bosnia and Herzegovina",
        "Trinidad and Tobago",
    )
