"""Tests of the threads that read: wherever Ctrl-C interrupts them, they end."""

import subprocess
import sys
import textwrap
import threading
from typing import Any, cast
from unittest.mock import Mock

import pytest

from palermo.pipeline import executors

SCRIPT = """
    import faulthandler, itertools, sys, threading
    from palermo.pipeline import executors

    executors.STOP_INTERVAL_S = 0.001
    executors.process_batch = lambda batch, spec, store: batch
    executors.stop_sandboxes = executors.close_sandboxes = lambda: None
    faulthandler.dump_traceback_later(30, exit=True)
    limit = interruptions = 0

    def trace(frame, event, argument):
        global left
        if frame.f_code.co_filename.endswith(("executors.py", "queue.py", "futures/_base.py", "futures/thread.py")) or (
            frame.f_code.co_qualname == "Condition.__enter__"
        ):
            left -= 1
            if left == 0:
                raise KeyboardInterrupt
        return trace

    while limit == interruptions:
        limit += 1
        left = limit
        sys.settrace(trace)
        try:
            list(executors._process_with_threads(range(3), None, None, 2))
        except KeyboardInterrupt:
            interruptions += 1
        finally:
            sys.settrace(None)
    print(interruptions > 10)
"""


@pytest.mark.slow
def test_threads_end_wherever_they_are_interrupted() -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(SCRIPT)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout.strip() == "True", done.stderr


def test_a_thread_that_ends_ends_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "process_batch", Mock(side_effect=SystemExit("no more")))
    with pytest.raises(SystemExit, match="no more"):
        list(executors._process_with_threads([Mock()], Mock(), Mock(), 1))


def test_a_thread_that_does_not_end_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(executors, "STOP_TIMEOUT_S", 0.1)
    monkeypatch.setattr(executors, "process_batch", lambda batch, *_: released.wait(60) if released in batch else batch)
    outcomes: Any = executors._process_with_threads(cast(Any, ["first", released]), Mock(), Mock(), 1)
    assert next(outcomes) == "first"
    outcomes.close()
    released.set()
