"""Tests of passages that repeat what a document lists."""

from collections.abc import Callable

import pytest

from palermo.extraction.merging import repeats_recommendation
from palermo.statements import Passage


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The recommendation as read during the interactive dialogue: “Mend the nets of all boats”.", True),
        ("Recommendation originally read: “Mend the nets”.", True),
        ("The recommendation as made during the interactive dialogue was: “Mend the nets”.", True),
        ("La recommandation formulée au cours du dialogue était la suivante : « Réparer les filets ».", True),
        ("La recomendación formulada durante el diálogo decía: “Reparar las redes”.", True),
        ("The recommendation is that crews read the notice at least once a year.", False),
    ],
)
def test_notes_of_reviews_repeat_recommendations(
    text: str, expected: bool, passages: Callable[..., list[Passage]]
) -> None:
    (passage,) = passages([("footnote", "7", text)])
    assert repeats_recommendation(passage) is expected
