"""Tests of the estimated time left: unknown at first, without jumps."""

from palermo.pipeline.progress import EtaEstimator


def test_the_first_document_tells_no_time_though_it_took_long() -> None:
    pace = EtaEstimator(100, 0.0)
    pace.advance(1, 4.0)
    assert pace.format_time_left(4.0) == ""
    for number in range(8):
        pace.advance(1, 4.25 + number / 4)
    assert pace.format_time_left(6.0) == ""


def test_what_went_before_the_first_document_does_not_count() -> None:
    pace = EtaEstimator(100, 0.0)
    for number in range(41):
        pace.advance(1, 10.0 + number / 10)
    assert pace.count == 41
    assert pace.format_time_left(14.0) == "6 s left"


def test_a_slow_stretch_lengthens_the_time_by_degrees() -> None:
    pace = EtaEstimator(1000, 0.0)
    for number in range(1, 301):
        pace.advance(1, number / 10)
    before = pace.estimate_seconds_left(30.0)
    pace.advance(1, 40.0)
    after = pace.estimate_seconds_left(40.0)
    assert before is not None
    assert after is not None
    assert 60 < before < 80
    assert before < after < 2 * before


def test_long_times_are_reported_in_minutes() -> None:
    pace = EtaEstimator(10_000, 0.0)
    for number in range(300):
        pace.advance(1, number / 10)
    assert pace.format_time_left(30.0) == "16 min left"


def test_without_a_total_no_time_is_reported() -> None:
    pace = EtaEstimator(0, 0.0)
    for number in range(30):
        pace.advance(1, float(number))
    assert pace.estimate_seconds_left(30.0) is None
    assert pace.compute_rate(30.0) == 1.0
