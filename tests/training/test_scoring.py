"""Tests of the comparison of extracted with labelled statements."""

import pytest

from training.statements.label_files import LabelledPassage, LabelledStatement
from training.statements.scoring import PredictedStatement, is_same_name, score_overlap, score_passage

TEXT = "The fund trained 40 judges. Poverty exposes children to exploitation."


def labelled(*, optional: bool = False) -> LabelledPassage:
    statement = LabelledStatement(
        kind="activity",
        start=0,
        end=26,
        roles={"actors": ("The fund",), "addressees": ("judges",), "partners": ()},
        sources={},
        tags={"interventions": ("capacity-building",)},
        tense="done",
        optional=optional,
    )
    return LabelledPassage(document="d", language="en", genre="", text=TEXT, statements=(statement,))


def found(kind: str = "activity", quote: str = TEXT[:26], actor: str = "fund") -> PredictedStatement:
    roles = {"actors": [actor], "addressees": ["judges"], "partners": []}
    return PredictedStatement(
        kind=kind, quote=quote, roles=roles, tags={"interventions": ["capacity-building"]}, tense="done"
    )


def test_the_same_statement_is_right() -> None:
    counts = score_passage(labelled(), [found()])
    assert counts.compute_f1() == 1
    assert (
        counts.fields["actors", "right"]
        == counts.fields["interventions", "right"]
        == counts.fields["tense", "right"]
        == 1
    )


@pytest.mark.parametrize("wrong", [found(kind="factor"), found(quote="Poverty exposes children to exploitation")])
def test_another_kind_or_place_is_wrong(wrong: PredictedStatement) -> None:
    assert score_passage(labelled(), [wrong]).compute_f1() == 0


def test_nothing_found_is_a_miss() -> None:
    counts = score_passage(labelled(), [])
    assert counts.compute_precision_recall() == (0, 0)
    assert counts.kinds["activity", "labelled"] == 1


def test_an_optional_label_is_neither_rewarded_nor_punished() -> None:
    for given in ([], [found()]):
        counts = score_passage(labelled(optional=True), given)
        assert not counts.kinds["activity", "labelled"]
        assert not counts.kinds["activity", "found"]


def test_a_second_statement_of_the_same_words_is_false() -> None:
    counts = score_passage(labelled(), [found(), found()])
    assert (counts.kinds["activity", "right"], counts.kinds["activity", "found"]) == (1, 2)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("International Example Fund (IEF)", "IEF", True),
        ("UK Home Office", "the Home Office", True),
        ("Ministry", "Ministry of Justice", False),
        ("内政部", "内政部", True),
        ("Kenya", "Chad", False),
    ],
)
def test_names_agree_by_spelling_or_words(first: str, second: str, same: bool) -> None:
    assert is_same_name(first, second) == same


def test_quotes_pair_by_their_common_words() -> None:
    assert score_overlap("States should ratify the Protocol", "should ratify the Protocol") > 0.8
    assert score_overlap("States should ratify the Protocol", "Banks report transfers") == 0
    assert score_overlap("", "anything") == 0
