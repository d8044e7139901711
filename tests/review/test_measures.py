"""Tests of agreement, progress, precision, queues and annotations."""

import random
from collections.abc import Callable

import pytest

from decision_factory import make_decision
from palermo.edition import CompiledDocument
from palermo.review import (
    Decision,
    QueueItem,
    QueueRules,
    build_web_annotation,
    compute_agreement,
    compute_alpha,
    compute_kappa,
    compute_precision,
    compute_progress,
    derive_review_state,
    list_annotations,
    parse_web_annotation,
    select_audit_sample,
    select_waiting,
    sort_items,
)


@pytest.fixture
def part(make_part: Callable[..., CompiledDocument]) -> CompiledDocument:
    return make_part("report", *(f"States should do thing {number}." for number in range(10)))


def decide(part: CompiledDocument, at: int, verdict: str = "accept", **fields: str) -> Decision:
    return make_decision(part.statements[at], part.passages[at], verdict, **fields)


def test_kappa_is_zero_for_chance_and_one_for_agreement() -> None:
    chance = [("accept", "accept"), ("accept", "reject"), ("reject", "accept"), ("reject", "reject")]
    assert compute_kappa(chance) == 0
    assert compute_kappa([("accept", "accept"), ("reject", "reject")]) == 1
    assert compute_kappa([("accept", "accept")]) is None


def test_alpha_has_the_value_of_a_textbook_example() -> None:
    # Two coders, ten units, binary values: Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", part A.
    units = list(zip("0100000000", "1110010100", strict=True))
    assert compute_alpha(units) == pytest.approx(0.095, abs=0.001)
    assert compute_alpha([["a"], ["b"]]) is None


def test_agreement_counts_statements_that_two_judged(part: CompiledDocument) -> None:
    pairs = [("accept", "accept"), ("reject", "reject"), ("accept", "reject")]
    matches = [
        decide(part, at, v, reviewer=who) for at, pair in enumerate(pairs) for who, v in zip("ab", pair, strict=True)
    ]
    result = compute_agreement([*matches, decide(part, 5)])
    assert (result.statements, result.reviewers) == (3, 2)
    assert result.kappa == pytest.approx(0.4)


def test_progress_counts_what_takes_effect(part: CompiledDocument) -> None:
    result = [decide(part, 0), decide(part, 1, "reject"), decide(part, 2, "unsure")]
    progress = compute_progress([item.id for item in part.statements], result)
    assert (progress.statements, progress.reviewed, progress.unsure) == (10, 2, 1)
    assert progress.reviewers[0].decisions == 3
    assert progress.reviewers[0].per_hour == pytest.approx(3600, rel=0.01)


def test_clock_that_jumps_back_breaks_no_figure(part: CompiledDocument) -> None:
    result = [decide(part, 0, time="2026-11-29T12:00:00+00:00"), decide(part, 1, time="2020-01-01T00:00:00+00:00")]
    assert compute_progress([item.id for item in part.statements], result).reviewers[0].per_hour is None


def test_precision_counts_the_random_sample_alone(part: CompiledDocument) -> None:
    audit = [decide(part, at, "accept" if at < 3 else "reject", queue="audit:7") for at in range(4)]
    rows = compute_precision([*audit, decide(part, 8), decide(part, 9, "reject", queue="reported")])
    total = next(row for row in rows if row.dimension == "all")
    assert (total.right, total.judged, total.precision) == (3, 4, 0.75)
    assert 0.30 < total.low < 0.31
    assert 0.95 < total.high < 0.96
    assert {row.dimension for row in rows} == {"all", "kind", "language", "source"}


def test_queue_begins_with_reported_then_uncertain_and_ends_with_skipped(part: CompiledDocument) -> None:
    items = [
        QueueItem(statement=item.id, document=item.document, position=at, confidence=at / 10)
        for at, item in enumerate(part.statements)
    ]
    ids = [item.id for item in part.statements]
    states = {ids[4]: derive_review_state([decide(part, 4)]), ids[6]: derive_review_state([decide(part, 6, "unsure")])}
    ordered = select_waiting(sort_items(items), states, QueueRules(reviewer="ada", reported=[ids[9]], skipped=[ids[5]]))
    assert [item.statement for item in ordered[:2]] == [ids[9], ids[7]]
    assert ordered[-1].statement == ids[5]
    assert {ids[4], ids[6]}.isdisjoint(item.statement for item in ordered)
    assert ids[6] in [item.statement for item in select_waiting(sort_items(items), states, QueueRules(reviewer="bo"))]


def test_audit_sample_depends_on_the_seed_alone() -> None:
    ids = [f"{number:020x}" for number in range(500)]
    shuffled = random.Random(1).sample(ids, 500)
    assert select_audit_sample(ids, 20, 3) == select_audit_sample(shuffled, 20, 3)
    assert select_audit_sample(ids, 20, 3) != select_audit_sample(ids, 20, 4)
    assert len(select_audit_sample(ids[:5], 20, 3)) == 5


def test_web_annotation_keeps_the_decision(part: CompiledDocument) -> None:
    built = decide(part, 2, "reject", reason="<script>alert(1)</script>")
    row = build_web_annotation(built)
    assert row["target"]["selector"]["type"] == "TextQuoteSelector"
    assert "name" not in row["creator"]
    assert parse_web_annotation(row) == built


def test_annotations_of_other_programs_may_have_lists(part: CompiledDocument) -> None:
    built = decide(part, 2, "reject", reason="misread")
    row = build_web_annotation(built)
    target = row["target"]
    position = {"type": "TextPositionSelector", "start": 0, "end": 9}
    row["target"] = [{**target, "selector": [position, target["selector"]]}]
    assert parse_web_annotation(row) == built
    page = {"type": "AnnotationPage", "items": [row]}
    assert list_annotations(page) == [row]
    assert list_annotations({"type": ["AnnotationCollection"], "first": page}) == [row]
    assert list_annotations(row) is None
    row["target"][0]["selector"] = [position]
    with pytest.raises(ValueError, match="no TextQuoteSelector"):
        parse_web_annotation(row)
