"""A reader in a process of its own: it can hang, crash or eat memory, and only its document is lost."""

import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from palermo.errors import DocumentFailed, ReaderDied, RunStopped, TooLarge, Unreadable
from palermo.reading.messages import (
    asked,
    asked_for_picture,
    asked_to_extract,
    parse_extraction,
    picture_in,
    understood,
)
from palermo.reading.process import Limits, ReaderProcess
from palermo.reading.readings import Reading, Wanted
from palermo.statements import Extraction

__all__ = ["Limits", "Sandbox"]

STARTS = 3
"""Times that a reader is started before the run stops."""

_USUALLY = {
    "SIGABRT": ", as PDFium does where it may have no more memory",
    "SIGSEGV": ", as happens where parts are nested too deeply",
}
"""What is behind a signal that comes without a word."""

SECONDS_PER_PASSAGE = 0.3
"""Time that finding statements may take for each passage, beside that for the file: the tagger needs a tenth of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked[T]:
    """What the process has to do with a document."""

    source: str
    request: bytes
    seconds: float
    doing: str
    """In words: what takes too long."""
    understand: Callable[[bytes], T]
    """Reads the answer; raises ValueError for one that makes no sense."""
    fault: Callable[[str], DocumentFailed]
    """The failure, from the last words of a process that stopped with an error of its own."""


class Sandbox:
    """One reader process, made when first needed, and made again after it died or grew old.

    `target` names the reader as `module:function`, called as `read(content, source) -> Reading`.
    """

    def __init__(self, target: str, limits: Limits | None = None) -> None:
        self._target = target
        self._limits = limits or Limits()
        self._process: ReaderProcess | None = None
        self._started: ReaderProcess | None = None
        """A process that was started ahead and has not been listened to."""
        self._ended = False

    def start(self, ready: Sequence[str] = ()) -> None:
        """Start a process and wait for nothing: the first document finds it ready, or nearly so.

        Meanwhile the modules named in `ready` load what they need, by a function `get_ready`.
        """
        if not (self._process or self._started):
            self._started = ReaderProcess(self._target, self._limits, ready)

    def read(self, path: Path, source: str | None = None) -> Reading:
        """Read one file.

        Raises TooLarge (over a limit of time, memory or size), ReaderDied (killed or crashed), Unreadable (the reader
        stopped with an error of its own), whatever DocumentFailed the reader raised, and RunStopped where no reader
        starts at all. A death in a process that has read before is tried once more in a fresh one, so that no document
        pays for what another left behind; so is SIGKILL, which comes from without.
        """
        source = source or path.name
        request = _Asked(
            source=source,
            request=asked(path, source),
            seconds=self._limits.time_for(path),
            doing="reading it",
            understand=understood,
            fault=lambda words: Unreadable(source, f"its reader stopped with {words}", "Save it in another format"),
        )
        return self._answer(request, documents=1)

    def extract(self, target: str, reading: Reading, path: Path, source: str | None = None) -> Extraction:
        """Extract from a reading with a function (`module:function`), in the time that its file may take.

        Raises TooLarge and ReaderDied as `read` does, and DocumentFailed where the function fails.
        """
        source = source or path.name
        mend = "Report it with the file; this is a fault of Palermo"
        request = _Asked(
            source=source,
            request=asked_to_extract(target, reading),
            seconds=self._limits.time_for(path) + SECONDS_PER_PASSAGE * len(reading.passages),
            doing="finding its statements",
            understand=parse_extraction,
            fault=lambda words: DocumentFailed(source, f"its statements cannot be extracted ({words})", mend),
        )
        return self._answer(request)

    def picture(self, path: Path, wanted: Wanted, source: str | None = None) -> bytes:
        """Draw a page as WebP.

        Raises TooLarge and ReaderDied as `read` does, and Unreadable where there is no such page, or the file is not
        the document that is wanted.
        """
        source = source or path.name
        request = _Asked(
            source=source,
            request=asked_for_picture(path, source, wanted),
            seconds=self._limits.time_for(path),
            doing="drawing its page",
            understand=picture_in,
            fault=lambda words: Unreadable(source, f"drawing its page stopped with {words}", "Open the file itself"),
        )
        return self._answer(request, documents=1)

    def _answer[T](self, asked: _Asked[T], documents: int = 0) -> T:
        struck = False
        while True:
            worn = self._process is not None and self._process.served > 0
            try:
                return self._answer_once(asked, documents)
            except _Gone as gone:
                if not worn and (struck or not gone.from_without):
                    raise gone.failure from None
                struck = struck or gone.from_without

    def _answer_once[T](self, asked: _Asked[T], documents: int) -> T:
        process = self._ready()
        process.served += documents
        try:
            return asked.understand(process.ask(asked.request, asked.seconds, self._limits.longest))
        except TimeoutError as error:
            self.close()
            reason = f"{asked.doing} takes longer than {error.args[0]:g} seconds"
            raise TooLarge(asked.source, reason, "Split it into smaller files") from error
        except EOFError as error:
            raise self._gone(asked) from error
        except ValueError as error:
            self.close()
            raise ReaderDied(asked.source, "its reader gave an answer that makes no sense", "Build again") from error
        except (KeyboardInterrupt, SystemExit):
            self.close()
            raise

    def _ready(self) -> ReaderProcess:
        if self._process and (self._process.served >= self._limits.documents or not self._process.alive):
            self.close()
        attempt = 0
        while self._process is None:
            attempt += 1
            started, self._started = self._started, None
            self._process = process = started or ReaderProcess(self._target, self._limits)
            if self._ended:
                self.close()
                raise RunStopped("the reader", "it was told to end", "Build again")
            try:
                process.listen(self._limits.start)
            except (EOFError, TimeoutError) as error:
                code, words = process.last_words()
                self.close()
                if code >= 0 or attempt == STARTS:  # one that was killed, as where memory is short, gets another try
                    reason = f"it does not start ({words or 'no answer'})"
                    raise RunStopped("the reader", reason, "Install Palermo again with `make install`") from error
        return self._process

    def _gone(self, asked: _Asked[object]) -> "_Gone | DocumentFailed":
        """Say why the process ended: a signal, want of memory, or an error that its reader did not expect."""
        code, words = self._process.last_words() if self._process else (1, "")
        self.close()
        if "MemoryError" in words or "bad_alloc" in words or "out of memory" in words.lower():
            reason = f"{asked.doing} takes more memory than is allowed"
            return _Gone(TooLarge(asked.source, reason, "Split it into smaller files"))
        if code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
            why = f": {words}" if words else _USUALLY.get(name, "")
            reason = f"its reader was killed ({name}){why}"
            died = ReaderDied(asked.source, reason, "Save it again with another program")
            return _Gone(died, from_without=-code == signal.SIGKILL)
        return asked.fault(words or f"code {code}")

    def close(self) -> None:
        """End the process; the next document gets a new one."""
        gone = self._process, self._started
        self._process = self._started = None
        for process in filter(None, gone):
            process.kill()

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
