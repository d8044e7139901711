"""Anchors find their words again after a document was read by another reader."""

import pytest

from palermo.review import AnchorMethod, TextAnchor, build_anchor, find_anchor
from passage_factory import make_passages

TEXT = "Member States should train judges and prosecutors, and fund shelters for victims in border regions."


def find_method(anchor: TextAnchor, *texts: str) -> AnchorMethod | None:
    found = find_anchor(anchor, make_passages(*texts))
    return found.method if found else None


@pytest.fixture
def anchor() -> TextAnchor:
    start = TEXT.index("train")
    return build_anchor(make_passages(TEXT)[0], start, TEXT.index(", and"))


def test_same_place_is_found_by_id(anchor: TextAnchor) -> None:
    assert find_method(anchor, TEXT) is AnchorMethod.ID


def test_shifted_quote_is_found_by_its_words(anchor: TextAnchor) -> None:
    (passage,) = make_passages(f"12. {TEXT}")
    found = find_anchor(anchor, [passage])
    assert found
    assert passage.text[found.start : found.end] == anchor.exact


def test_repeated_quote_is_found_by_its_context(anchor: TextAnchor) -> None:
    passages = make_passages("Courts train judges and prosecutors every year in the capital.", f"(a) {TEXT}")
    found = find_anchor(anchor, passages)
    assert found
    assert found.passage is passages[1]


def test_quote_with_other_hyphens_is_found_by_similarity(anchor: TextAnchor) -> None:
    changed = TEXT.replace("prosecutors", "prosecu- tors")
    found = find_anchor(anchor, make_passages("A word before.", changed))
    assert found
    assert found.method is AnchorMethod.FUZZY
    assert changed[found.start : found.end] == "train judges and prosecu- tors"


def test_words_that_are_gone_are_not_found(anchor: TextAnchor) -> None:
    assert find_method(anchor, "Member States should ratify the Protocol and adopt a national plan of action.") is None


def test_span_outside_of_the_passage_is_refused() -> None:
    with pytest.raises(ValueError, match="characters"):
        build_anchor(make_passages(TEXT)[0], 5, 5000)
