"""Tests of related works, by words that few of them share."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from palermo.analysis import RelatedWorkIndex, count_tags

TAGS = st.dictionaries(
    st.sampled_from("abcdefgh"), st.dictionaries(st.sampled_from("uvwxyz"), st.integers(1, 9), max_size=6), max_size=8
)


def test_the_nearest_shares_most_of_what_is_rare() -> None:
    kinship = RelatedWorkIndex(
        {
            "brief": {"organ-removal": 5, "prevention": 9},
            "toolkit": {"organ-removal": 2, "prevention": 1},
            "report": {"prevention": 30},
            "other": {"technology": 3},
        }
    )
    result = kinship.find_nearest("brief")
    assert [item.work for item in result] == ["toolkit", "report"]
    assert result[0].shared_tags == ("organ-removal", "prevention")
    assert result[0].score > result[1].score
    assert kinship.find_nearest("other") == []
    assert kinship.find_nearest("unknown") == []


def test_what_most_have_brings_none_together() -> None:
    tags = {str(number): {"trafficking-in-persons": 4, f"own-{number}": 2} for number in range(10)}
    assert all(RelatedWorkIndex(tags).find_nearest(work) == [] for work in tags)


def test_tags_are_counted_by_work() -> None:
    assert count_tags([("a", ["x", "x", "y"]), ("b", []), ("a", ["x"])]) == {"a": Counter(x=2, y=1), "b": Counter()}


@given(TAGS)
def test_nearness_has_no_direction_and_no_more_than_one(tags: dict[str, dict[str, int]]) -> None:
    kinship = RelatedWorkIndex(tags)
    scores = {(work, item.work): item.score for work in tags for item in kinship.find_nearest(work, len(tags))}
    for (item, other), score in scores.items():
        assert item != other
        assert 0 < score <= 1.000001
        assert abs(scores[other, item] - score) < 1e-9
