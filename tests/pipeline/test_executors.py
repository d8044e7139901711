"""Tests of the threads that read: wherever Ctrl-C interrupts them, they end."""

import subprocess
import sys
import textwrap

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


def test_threads_end_wherever_they_are_interrupted() -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(SCRIPT)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout.strip() == "True", done.stderr
