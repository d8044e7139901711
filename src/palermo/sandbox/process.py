"""The process at the other end of two pipes, in which a reader works, and what it may take.

PDFium, lxml, numpy and py3langid together take 0.22 GiB of address space: the limit leaves 1.3 to read in.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from palermo.sandbox.deadline import Deadline, measure_activity
from palermo.sandbox.messages import LENGTH_BYTES, parse_time_request

MEGABYTE = 1024 * 1024
MAX_ANSWER_BYTES = 1024 * MEGABYTE
"""Bytes of the longest answer that is listened to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxLimits:
    """What one document may take."""

    seconds: float = 12.0
    """Time for a document, to which that for its bytes is added: of work, where other programs keep it waiting."""
    seconds_per_megabyte: float = 3.0
    """Text of 600 pages is a megabyte or two, and is read in three seconds."""
    max_seconds: float = 900.0
    """Time for a document whose reader asks for more, as it does before each page that is a picture."""
    memory: int = 1536 * MEGABYTE
    """Bytes of address space of the reader's process."""
    size: int = 200 * MEGABYTE
    """Bytes of a file."""
    max_documents: int = 500
    """Documents that one process reads before a new one takes its place."""
    start_seconds: float = 60.0
    """Seconds in which the process must be ready for its first document."""

    def compute_time_limit(self, path: Path) -> float:
        """Seconds that a file may take, unless its reader asks for more."""
        try:
            size = min(self.size, path.stat().st_size)
        except OSError:
            size = 0
        return min(self.max_seconds, self.seconds + round(self.seconds_per_megabyte * size / MEGABYTE, 1))


class WorkerProcess:
    """A process that answers requests, with its stderr in a file without a name.

    Before the first of them, the modules named in `ready` load what they need.
    """

    def __init__(self, target: str, limits: SandboxLimits, warm_up_modules: Sequence[str] = ()) -> None:
        self.served = 0
        """Documents that it was asked to read."""
        self._stderr: IO[bytes] = tempfile.TemporaryFile("a+b")  # noqa: SIM115 - closed with the process; "a": it is cut back
        numbers = map(str, (os.getpid(), limits.memory, limits.size))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "palermo.sandbox.worker", target, *numbers, *warm_up_modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            # Each thread of a numeric library reserves address space, and Dask keeps the cores busy already.
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"},
            start_new_session=True,
        )

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def send_request(self, request: bytes, seconds: float, max_seconds: float) -> bytes:
        """Send a request and give its answer; raises EOFError, and TimeoutError with the seconds that were too few.

        The reader may ask for more time on the way, up to `longest` in all.
        """
        assert self._process.stdin is not None
        self._stderr.truncate(0)
        try:
            self._process.stdin.write(request)
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise EOFError("the reader is gone") from error
        began, allowed = time.monotonic(), seconds
        try:
            message = self.receive_message(allowed)
            while (more := parse_time_request(message)) is not None:
                passed = time.monotonic() - began
                allowed = min(max_seconds, passed + more)
                message = self.receive_message(allowed - passed)
            return message
        except TimeoutError as error:
            raise TimeoutError(round(allowed, 1)) from error

    def receive_message(self, seconds: float) -> bytes:
        """Give the next message; raises TimeoutError and EOFError, and ValueError for one that is too long."""
        deadline = Deadline(seconds=seconds, sample_activity=partial(measure_activity, self._process.pid))
        length = int.from_bytes(self._receive_bytes(LENGTH_BYTES, deadline), "big")
        if length > MAX_ANSWER_BYTES:
            raise ValueError(f"an answer of {length} bytes")
        return self._receive_bytes(length, deadline)

    def _receive_bytes(self, count: int, deadline: Deadline) -> bytes:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        taken = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while len(taken) < count:
                if not selector.select(deadline.compute_remaining_seconds()):
                    if deadline.extend():
                        continue
                    raise TimeoutError
                piece = os.read(pipe, min(count - len(taken), MEGABYTE))
                if not piece:
                    raise EOFError("the reader's pipe ended")
                taken += piece
        return bytes(taken)

    def collect_exit_status(self) -> tuple[int, str]:
        """End the process; give its exit code (negative: the signal) and the last line it wrote to stderr."""
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._kill_group()
            code = -signal.SIGKILL
        end = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, end - 4096))
        lines = self._stderr.read().decode("utf-8", "replace").strip().splitlines()
        return code, " ".join(lines[-1].split())[:300] if lines else ""

    def kill(self) -> None:
        """Kill the process and all that it started, and close the pipes."""
        self._kill_group()
        for pipe in (self._process.stdin, self._process.stdout, self._stderr):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()

    def _kill_group(self) -> None:
        if self.is_alive:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
