"""The child process of a sandbox: its limits, its pipes and its end.

PDFium, lxml, numpy and py3langid together take 0.22 GiB of address space; the limit leaves 1.3 GiB for the document.
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
from palermo.sandbox.messages import LENGTH_BYTES, FrameType, build_frame, parse_frame, parse_time_request

MEGABYTE = 1024 * 1024
MAX_ANSWER_BYTES = 1024 * MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxLimits:
    """Limits for one document."""

    seconds: float = 12.0
    """Working time for a document, in addition to that for its bytes; other programs' share does not count."""
    seconds_per_megabyte: float = 3.0
    """Working time for each megabyte; text of 600 pages is one or two megabytes and is read in three seconds."""
    max_seconds: float = 900.0
    """Time for a document whose handler requests more, as before each page that is a picture."""
    memory: int = 1536 * MEGABYTE
    """Bytes of address space of the process."""
    size: int = 200 * MEGABYTE
    """Bytes of a file."""
    max_documents: int = 500
    """Documents after which the process is replaced by a new one."""
    start_seconds: float = 60.0
    """Seconds in which the process must be ready for its first document."""

    def compute_time_limit(self, path: Path) -> float:
        """Return the seconds allowed for a file unless its handler requests more."""
        try:
            size = min(self.size, path.stat().st_size)
        except OSError:
            size = 0
        return min(self.max_seconds, self.seconds + round(self.seconds_per_megabyte * size / MEGABYTE, 1))


class WorkerProcess:
    """A process that answers requests; its stderr goes to an unnamed temporary file."""

    def __init__(self, limits: SandboxLimits, modules: Sequence[str] = ()) -> None:
        """Start the process, which imports `modules` before its first request; does not wait for it."""
        self.served_documents = 0
        """Documents that were sent to this process."""
        # "a": the file is truncated between requests
        self._stderr: IO[bytes] = tempfile.TemporaryFile("a+b")  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "palermo.sandbox.worker", str(os.getpid()), str(limits.memory), *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            # Each thread of a numeric library reserves address space, and other sandboxes keep the cores busy already.
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"},
            start_new_session=True,
        )

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def wait_until_ready(self, seconds: float) -> None:
        """Wait until the process has imported its modules; raises TimeoutError and EOFError."""
        self._receive_frame(seconds)

    def send_request(self, request: bytes) -> None:
        """Send a request; raises EOFError if the process is gone."""
        assert self._process.stdin is not None
        self._stderr.truncate(0)
        try:
            self._process.stdin.write(build_frame(FrameType.REQUEST, request))
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise EOFError("the process is gone") from error

    def receive_answer(self, seconds: float, max_seconds: float) -> tuple[FrameType, bytes]:
        """Wait for the answer or failure of one handler, which may request up to `max_seconds` in all.

        Raises EOFError, TimeoutError with the seconds that were allowed, and ValueError for a malformed frame.
        """
        started_at, allowed_s = time.monotonic(), seconds
        try:
            frame_type, content = self._receive_frame(allowed_s)
            while frame_type is FrameType.TIME:
                elapsed_s = time.monotonic() - started_at
                allowed_s = min(max_seconds, elapsed_s + parse_time_request(content))
                frame_type, content = self._receive_frame(allowed_s - elapsed_s)
        except TimeoutError as error:
            raise TimeoutError(round(allowed_s, 1)) from error
        return frame_type, content

    def _receive_frame(self, seconds: float) -> tuple[FrameType, bytes]:
        deadline = Deadline(seconds=seconds, sample_activity=partial(measure_activity, self._process.pid))
        length = int.from_bytes(self._receive_bytes(LENGTH_BYTES, deadline), "big")
        if length > MAX_ANSWER_BYTES:
            raise ValueError(f"an answer of {length} bytes is too long")
        return parse_frame(self._receive_bytes(length, deadline))

    def _receive_bytes(self, count: int, deadline: Deadline) -> bytes:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        received = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while len(received) < count:
                if not selector.select(deadline.compute_remaining_seconds()):
                    if deadline.extend():
                        continue
                    raise TimeoutError
                chunk = os.read(pipe, min(count - len(received), MEGABYTE))
                if not chunk:
                    raise EOFError("the pipe was closed")
                received += chunk
        return bytes(received)

    def collect_exit_status(self) -> tuple[int, str]:
        """End the process and return its exit code (negative: the signal) and the last line of its stderr."""
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            self.stop()
            code = -signal.SIGKILL
        end = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, end - 4096))
        lines = self._stderr.read().decode("utf-8", "replace").strip().splitlines()
        return code, " ".join(lines[-1].split())[:300] if lines else ""

    def kill(self) -> None:
        """Kill the process with all processes that it started, and close the pipes."""
        self.stop()
        for pipe in (self._process.stdin, self._process.stdout, self._stderr):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()

    def stop(self) -> None:
        """Kill the process with all processes that it started."""
        if self.is_alive:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
