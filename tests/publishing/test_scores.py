"""Scores as lines of text."""

from palermo.analysis.evaluation import Mistake, Scores
from palermo.publishing.scores import score_lines


def test_shares_with_intervals_and_mistakes() -> None:
    mistakes = [
        Mistake(what="missed", document="kenya.pdf", number="4.1", gold="Adopt a law", found=""),
        Mistake(what="missed", document="kenya.pdf", number="4.2", gold="Train judges", found=""),
    ]
    scores = Scores(gold=4, found=2, matched=2, exact=2, mistakes=mistakes)
    lines = list(score_lines(scores, mistakes=1))
    assert lines[0] == "labelled 4  found 2  matched 2"
    assert any(line.split()[:2] == ["recall", "0.5000"] for line in lines)
    assert "  missed: 2" in lines
    assert "      labelled: Adopt a law" in lines
    assert not any("Train judges" in line for line in lines)
