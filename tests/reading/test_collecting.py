"""Python's collector rests while a document is read, and no longer."""

import gc

import pytest

from palermo.errors import Unreadable
from palermo.reading import pdf
from palermo.reading.gc_pause import pause_gc


def test_the_collector_rests_within_and_runs_again_after_an_error() -> None:
    @pause_gc()
    def fails() -> None:
        seen.append(gc.isenabled())
        raise KeyError

    seen: list[bool] = []
    with pytest.raises(KeyError):
        fails()
    assert [*seen, gc.isenabled()] == [False, True]


def test_a_collector_that_is_off_stays_off() -> None:
    gc.disable()
    try:
        with pause_gc():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_pdf_that_cannot_be_read_leaves_the_collector_on() -> None:
    with pytest.raises(Unreadable):
        pdf.read_blocks(b"%PDF-1.7 nothing more")
    assert gc.isenabled()
