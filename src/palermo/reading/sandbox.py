"""A reader in a process of its own: it can hang, crash or eat memory, and only its document is lost.

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
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from palermo.errors import DocumentFailed, ReaderDied, RunStopped, TooLarge, Unreadable
from palermo.reading.messages import LENGTH, asked, asked_for, understood
from palermo.reading.readings import Reading

MEGABYTE = 1024 * 1024
STARTS = 3
"""Times that a reader is started before the run stops."""
MOST_ANSWER = 1024 * MEGABYTE
"""Bytes of the longest answer that is listened to."""

_USUALLY = {
    "SIGABRT": ", as PDFium does where it may have no more memory",
    "SIGSEGV": ", as happens where parts are nested too deeply",
}
"""What is behind a signal that comes without a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may take."""

    seconds: float = 12.0
    """Time for a document, to which that for its bytes is added."""
    seconds_a_megabyte: float = 3.0
    """Text of 600 pages is a megabyte or two, and is read in three seconds."""
    longest: float = 900.0
    """Time for a document whose reader asks for more, as it does before each page that is a picture."""
    memory: int = 1536 * MEGABYTE
    """Bytes of address space of the reader's process."""
    size: int = 200 * MEGABYTE
    """Bytes of a file."""
    documents: int = 500
    """Documents that one process reads before a new one takes its place."""
    start: float = 60.0
    """Seconds in which the process must be ready for its first document."""

    def time_for(self, path: Path) -> float:
        """Seconds that a file may take, unless its reader asks for more."""
        try:
            size = min(self.size, path.stat().st_size)
        except OSError:
            size = 0
        return min(self.longest, self.seconds + round(self.seconds_a_megabyte * size / MEGABYTE, 1))


class Sandbox:
    """One reader process, made when first needed, and made again after it died or grew old.

    `target` names the reader as `module:function`, called as `read(content, source) -> Reading`.
    """

    def __init__(self, target: str, limits: Limits | None = None) -> None:
        self._target = target
        self._limits = limits or Limits()
        self._child: _Child | None = None
        self._ended = False

    def read(self, path: Path, source: str | None = None) -> Reading:
        """Read one file.

        Raises TooLarge (over a limit of time, memory or size), ReaderDied (killed or crashed), Unreadable (the reader
        stopped with an error of its own), whatever DocumentFailed the reader raised, and RunStopped where no reader
        starts at all. A death in a process that has read before is tried once more in a fresh one, so that no document
        pays for what another left behind; so is SIGKILL, which comes from without.
        """
        source = source or path.name
        struck = False
        while True:
            worn = self._child is not None and self._child.served > 0
            try:
                return self._read_once(path, source)
            except _Gone as gone:
                if not worn and (struck or not gone.from_without):
                    raise gone.failure from None
                struck = struck or gone.from_without

    def _read_once(self, path: Path, source: str) -> Reading:
        child = self._ready()
        try:
            return understood(child.ask(path, source, self._limits.time_for(path), self._limits.longest))
        except TimeoutError as error:
            self.close()
            reason = f"reading it takes longer than {error.args[0]:g} seconds"
            raise TooLarge(source, reason, "Split it into smaller files") from error
        except EOFError as error:
            raise self._gone(source) from error
        except ValueError as error:
            self.close()
            raise ReaderDied(source, "its reader gave an answer that makes no sense", "Build again") from error
        except (KeyboardInterrupt, SystemExit):
            self.close()
            raise

    def _ready(self) -> "_Child":
        if self._child and (self._child.served >= self._limits.documents or not self._child.alive):
            self.close()
        attempt = 0
        while self._child is None:
            attempt += 1
            self._child = child = _Child(self._target, self._limits)
            if self._ended:
                self.close()
                raise RunStopped("the reader", "it was told to end", "Build again")
            try:
                child.listen(self._limits.start)
            except (EOFError, TimeoutError) as error:
                code, words = child.last_words()
                self.close()
                if code >= 0 or attempt == STARTS:  # one that was killed, as where memory is short, gets another try
                    reason = f"it does not start ({words or 'no answer'})"
                    raise RunStopped("the reader", reason, "Install Palermo again with `make install`") from error
        return self._child

    def _gone(self, source: str) -> "_Gone | Unreadable":
        """Say why the process ended: a signal, want of memory, or an error that its reader did not expect."""
        code, words = self._child.last_words() if self._child else (1, "")
        self.close()
        if "MemoryError" in words or "bad_alloc" in words or "out of memory" in words.lower():
            reason = "reading it takes more memory than is allowed"
            return _Gone(TooLarge(source, reason, "Split it into smaller files"))
        if code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
            why = f": {words}" if words else _USUALLY.get(name, "")
            reason = f"its reader was killed ({name}){why}"
            died = ReaderDied(source, reason, "Save it again with another program")
            return _Gone(died, from_without=-code == signal.SIGKILL)
        return Unreadable(source, f"its reader stopped with {words or f'code {code}'}", "Save it in another format")

    def close(self) -> None:
        """End the process; the next document gets a new one."""
        child, self._child = self._child, None
        if child:
            child.kill()

    def end(self) -> None:
        """End the process for good: a thread that reads with it fails, and starts no other."""
        self._ended = True
        self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class _Gone(Exception):
    """The process ended while it read, which an earlier document may have caused, or somebody from without."""

    def __init__(self, failure: DocumentFailed, *, from_without: bool = False) -> None:
        super().__init__(failure)
        self.failure = failure
        self.from_without = from_without


class _Child:
    """The process at the other end of two pipes, with its stderr in a file without a name."""

    def __init__(self, target: str, limits: Limits) -> None:
        self.served = 0
        self._stderr: IO[bytes] = tempfile.TemporaryFile("a+b")  # noqa: SIM115 - closed with the process; "a": it is cut back
        numbers = map(str, (os.getpid(), limits.memory, limits.size))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "palermo.reading.child", target, *numbers],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            # Each thread of a numeric library reserves address space, and Dask keeps the cores busy already.
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"},
            start_new_session=True,
        )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, path: Path, source: str, seconds: float, longest: float) -> bytes:
        """Send a request and give its answer; raises EOFError, and TimeoutError with the seconds that were too few.

        The reader may ask for more time on the way, up to `longest` in all.
        """
        assert self._process.stdin is not None
        self.served += 1
        self._stderr.truncate(0)
        try:
            self._process.stdin.write(asked(path, source))
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise EOFError("the reader is gone") from error
        began, allowed = time.monotonic(), seconds
        try:
            message = self.listen(allowed)
            while (more := asked_for(message)) is not None:
                passed = time.monotonic() - began
                allowed = min(longest, passed + more)
                message = self.listen(allowed - passed)
            return message
        except TimeoutError as error:
            raise TimeoutError(round(allowed, 1)) from error

    def listen(self, seconds: float) -> bytes:
        """Give the next message; raises TimeoutError and EOFError, and ValueError for one that is too long."""
        deadline = time.monotonic() + seconds
        length = int.from_bytes(self._take(LENGTH, deadline), "big")
        if length > MOST_ANSWER:
            raise ValueError(f"an answer of {length} bytes")
        return self._take(length, deadline)

    def _take(self, count: int, deadline: float) -> bytes:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        taken = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while len(taken) < count:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise TimeoutError
                piece = os.read(pipe, min(count - len(taken), MEGABYTE))
                if not piece:
                    raise EOFError("the reader's pipe ended")
                taken += piece
        return bytes(taken)

    def last_words(self) -> tuple[int, str]:
        """End the process; give its exit code (negative: the signal) and the last line it wrote to stderr."""
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._end()
            code = -signal.SIGKILL
        end = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, end - 4096))
        lines = self._stderr.read().decode("utf-8", "replace").strip().splitlines()
        return code, " ".join(lines[-1].split())[:300] if lines else ""

    def kill(self) -> None:
        """Kill the process and all that it started, and close the pipes."""
        self._end()
        for pipe in (self._process.stdin, self._process.stdout, self._stderr):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()

    def _end(self) -> None:
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
