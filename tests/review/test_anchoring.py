"""Tests of anchors, which find their words after a document was read again."""

import pytest

from palermo.review import AnchorMethod, TextAnchor, build_anchor, find_anchor
from passage_factory import make_passages

TEXT = "Member States should train judges and prosecutors, and fund shelters for victims in border regions."


def find_method(anchor: TextAnchor, *texts: str) -> AnchorMethod | None:
    result = find_anchor(anchor, make_passages(*texts))
    return result.method if result else None


@pytest.fixture
def anchor() -> TextAnchor:
    start = TEXT.index("train")
    return build_anchor(make_passages(TEXT)[0], start, TEXT.index(", and"))


def test_same_place_is_found_by_id(anchor: TextAnchor) -> None:
    assert find_method(anchor, TEXT) is AnchorMethod.ID


def test_shifted_quote_is_found_by_its_words(anchor: TextAnchor) -> None:
    (passage,) = make_passages(f"12. {TEXT}")
    result = find_anchor(anchor, [passage])
    assert result
    assert passage.text[result.start : result.end] == anchor.exact


def test_repeated_quote_is_found_by_its_context(anchor: TextAnchor) -> None:
    passages = make_passages("Courts train judges and prosecutors every year in the capital.", f"(a) {TEXT}")
    result = find_anchor(anchor, passages)
    assert result
    assert result.passage is passages[1]


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("prosecutors", "prosecu- tors"),
        TEXT.replace("prosecutors", "prosecu\u00adtors"),
        TEXT.replace("judges and", "judges\n and"),
        TEXT.replace("judges", "Judge\u017f"),
    ],
)
def test_hyphens_blanks_and_letters_of_print_do_not_count(anchor: TextAnchor, changed: str) -> None:
    result = find_anchor(anchor, make_passages("A word before.", changed))
    assert result
    assert result.method is AnchorMethod.QUOTE
    assert changed[result.start : result.end].startswith("train ")
    assert changed[result.end :].startswith(", and fund")


def test_misread_quote_is_found_by_similarity(anchor: TextAnchor) -> None:
    changed = TEXT.replace("prosecutors", "prosecutcrs")
    result = find_anchor(anchor, make_passages("A word before.", changed))
    assert result
    assert result.method is AnchorMethod.FUZZY
    assert changed[result.start : result.end] == "train judges and prosecutcrs"


def test_quote_that_is_divided_among_passages_is_found_where_most_of_it_is() -> None:
    (full,) = make_passages(TEXT)
    parts = make_passages("Something else.", TEXT[:40], TEXT[40:])
    result = find_anchor(build_anchor(full, 0, len(TEXT)), parts)
    assert result
    assert result.passage is parts[2]
    assert result.passage.text[result.start : result.end] == TEXT[40:].strip()


def test_quote_with_a_running_title_in_its_midst_is_found(anchor: TextAnchor) -> None:
    (full,) = make_passages(TEXT)
    changed = TEXT.replace("and fund", "A/RES/77/194 page 12 and fund")
    result = find_anchor(build_anchor(full, 0, len(TEXT)), make_passages("Before.", changed))
    assert result
    assert changed[result.start : result.end] == changed


def test_places_with_the_same_words_are_distinguished_by_their_order() -> None:
    passages = make_passages("Yes.", "States should act now.", "No.", "States should act now.", "End.")
    anchors = [build_anchor(passages[at], 0, 22) for at in (1, 3)]
    second = make_passages("Title.", "Yes. States should act now.", "No. States should act now.", "End.")
    result = [find_anchor(item, second) for item in anchors]
    assert [item and item.passage.ordinal for item in result] == [1, 2]


def test_words_that_are_gone_are_not_found(anchor: TextAnchor) -> None:
    assert find_method(anchor, "Member States should ratify the Protocol and adopt a national plan of action.") is None


def test_span_outside_of_the_passage_is_refused() -> None:
    with pytest.raises(ValueError, match="characters"):
        build_anchor(make_passages(TEXT)[0], 5, 5000)
