"""How likely a label is: what like quotes say, how right terms were, and what is weighed of both."""

import numpy as np
import pytest

from palermo.linking.likely import FEATURES, Directions, Likeness, Trust, alike, features, key, log_odds, squared


def described(*places: tuple[float, float]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(places, dtype=np.float32)


def test_like_quotes_say_most() -> None:
    quotes = described((1, 0), (0, 1))
    likeness = Likeness(
        quotes=quotes,
        lengths=squared(quotes),
        speaks=np.array([[0.8], [-0.1]], dtype=np.float32),
        usual=np.array([0.1], dtype=np.float32),
    )
    near, far = likeness.of(described((0.9, 0.1), (0.1, 0.9)))[:, 0]
    assert near > 0.7 > 0.4 > far


def test_a_quote_is_as_like_itself_as_can_be() -> None:
    rows = described((1, 0), (0.6, 0.8))
    assert np.diag(alike(rows, rows)) == pytest.approx([1, 1])
    assert alike(rows, rows) == pytest.approx(alike(rows, rows).T)


def test_tags_and_kinds_tell_quotes_apart_too() -> None:
    ways = Directions(middle=np.zeros(2, dtype=np.float32), axes=np.eye(2, dtype=np.float32))
    rows = ways.described(
        described((3, 0), (3, 0), (3, 0)), np.array([[True], [False], [False]]), np.array([[True], [True], [False]])
    )
    assert rows[:, 0] == pytest.approx([1, 1, 1])
    assert alike(rows, rows)[0, 1] < 1
    assert alike(rows, rows)[1, 2] < 1


def test_terms_are_trusted_as_they_were_right_and_others_as_those_of_their_label() -> None:
    trust = Trust(terms={key("health", "en", "clinic*"): 0.9}, labels={"health": 0.5})
    assert trust.of("health", "en", ["clinic*"]) == pytest.approx(0.9)
    assert trust.of("health", "fr", ["clinique*"]) == pytest.approx(0.5)
    assert trust.of("health", "en", ["clinic*", "nurse*"]) == pytest.approx(0.95)


def test_what_is_weighed_of_a_quote_and_a_label() -> None:
    said = np.array([[0.5, 0.9, 0.2]], dtype=np.float32)
    known = features(
        said,
        np.array([[True, False, True]]),
        np.array([[0.8, np.nan, np.nan]], dtype=np.float32),
        np.array([0, 0, 1]),
    )
    assert known.shape == (1, 3, len(FEATURES))
    like, named, read, right, another = np.moveaxis(known[0], 1, 0)
    assert like == pytest.approx(log_odds(said[0]))
    assert named.tolist() == [1, 0, 1]
    assert read.tolist() == [1, 0, 0]
    assert right == pytest.approx([np.log(4), 0, 0], abs=1e-4)
    assert another[:2] == pytest.approx(log_odds(np.array([0.9, 0.5], dtype=np.float32)))
