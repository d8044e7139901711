"""A reader in a process of its own: it can hang, crash or eat memory, and only its document is lost."""

import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from palermo.errors import DocumentFailed, ReaderDied, RunStopped, TooLarge, Unreadable
from palermo.reading.parsed_document import PageImageRequest, ParsedDocument
from palermo.sandbox.messages import (
    encode_extraction_request,
    encode_page_image_request,
    encode_read_request,
    parse_document,
    parse_extraction,
    parse_page_image,
)
from palermo.sandbox.process import SandboxLimits, WorkerProcess
from palermo.statements import Extraction

__all__ = ["Sandbox", "SandboxLimits"]

MAX_START_ATTEMPTS = 3
"""Times that a reader is started before the run stops."""

_SIGNAL_CAUSES = {
    "SIGABRT": ", as PDFium does where it may have no more memory",
    "SIGSEGV": ", as happens where parts are nested too deeply",
}
"""What is behind a signal that comes without a word."""

SECONDS_PER_PASSAGE = 0.3
"""Time that finding statements may take for each passage, beside that for the file: the tagger needs a tenth of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _SandboxRequest[T]:
    """What the process has to do with a document."""

    source: str
    request: bytes
    seconds: float
    activity: str
    """In words: what takes too long."""
    parse_answer: Callable[[bytes], T]
    """Reads the answer; raises ValueError for one that makes no sense."""
    build_failure: Callable[[str], DocumentFailed]
    """The failure, from the last words of a process that stopped with an error of its own."""


class Sandbox:
    """One reader process, made when first needed, and made again after it died or grew old.

    `target` names the reader as `module:function`, called as `read(content, source) -> Reading`.
    """

    def __init__(self, target: str, limits: SandboxLimits | None = None) -> None:
        self._target = target
        self._limits = limits or SandboxLimits()
        self._process: WorkerProcess | None = None
        self._started: WorkerProcess | None = None
        """A process that was started ahead and has not been listened to."""
        self._ended = False

    def start(self, warm_up_modules: Sequence[str] = ()) -> None:
        """Start a process and wait for nothing: the first document finds it ready, or nearly so.

        Meanwhile the modules named in `ready` load what they need, by a function `get_ready`.
        """
        if not (self._process or self._started):
            self._started = WorkerProcess(self._target, self._limits, warm_up_modules)

    def read(self, path: Path, source: str | None = None) -> ParsedDocument:
        """Read one file.

        Raises TooLarge (over a limit of time, memory or size), ReaderDied (killed or crashed), Unreadable (the reader
        stopped with an error of its own), whatever DocumentFailed the reader raised, and RunStopped where no reader
        starts at all. A death in a process that has read before is tried once more in a fresh one, so that no document
        pays for what another left behind; so is SIGKILL, which comes from without.
        """
        source = source or path.name
        request = _SandboxRequest(
            source=source,
            request=encode_read_request(path, source),
            seconds=self._limits.compute_time_limit(path),
            activity="reading it",
            parse_answer=parse_document,
            build_failure=lambda words: Unreadable(
                source, f"its reader stopped with {words}", "Save it in another format"
            ),
        )
        return self._run_request(request, documents=1)

    def extract(
        self, target: str, parsed_document: ParsedDocument, path: Path, source: str | None = None
    ) -> Extraction:
        """Extract from a reading with a function (`module:function`), in the time that its file may take.

        Raises TooLarge and ReaderDied as `read` does, and DocumentFailed where the function fails.
        """
        source = source or path.name
        mend = "Report it with the file; this is a fault of Palermo"
        request = _SandboxRequest(
            source=source,
            request=encode_extraction_request(target, parsed_document),
            seconds=self._limits.compute_time_limit(path) + SECONDS_PER_PASSAGE * len(parsed_document.passages),
            activity="finding its statements",
            parse_answer=parse_extraction,
            build_failure=lambda words: DocumentFailed(source, f"its statements cannot be extracted ({words})", mend),
        )
        return self._run_request(request)

    def render_page(self, path: Path, image_request: PageImageRequest, source: str | None = None) -> bytes:
        """Draw a page as WebP.

        Raises TooLarge and ReaderDied as `read` does, and Unreadable where there is no such page, or the file is not
        the document that is wanted.
        """
        source = source or path.name
        request = _SandboxRequest(
            source=source,
            request=encode_page_image_request(path, source, image_request),
            seconds=self._limits.compute_time_limit(path),
            activity="drawing its page",
            parse_answer=parse_page_image,
            build_failure=lambda words: Unreadable(
                source, f"drawing its page stopped with {words}", "Open the file itself"
            ),
        )
        return self._run_request(request, documents=1)

    def _run_request[T](self, sandbox_request: _SandboxRequest[T], documents: int = 0) -> T:
        struck = False
        while True:
            worn = self._process is not None and self._process.served > 0
            try:
                return self._run_request_once(sandbox_request, documents)
            except _WorkerDeath as gone:
                if not worn and (struck or not gone.from_without):
                    raise gone.failure from None
                struck = struck or gone.from_without

    def _run_request_once[T](self, sandbox_request: _SandboxRequest[T], documents: int) -> T:
        process = self._ensure_process()
        process.served += documents
        try:
            return sandbox_request.parse_answer(
                process.send_request(sandbox_request.request, sandbox_request.seconds, self._limits.max_seconds)
            )
        except TimeoutError as error:
            self.close()
            reason = f"{sandbox_request.activity} takes longer than {error.args[0]:g} seconds"
            raise TooLarge(sandbox_request.source, reason, "Split it into smaller files") from error
        except EOFError as error:
            raise self._explain_death(sandbox_request) from error
        except ValueError as error:
            self.close()
            raise ReaderDied(
                sandbox_request.source, "its reader gave an answer that makes no sense", "Build again"
            ) from error
        except (KeyboardInterrupt, SystemExit):
            self.close()
            raise

    def _ensure_process(self) -> WorkerProcess:
        if self._process and (self._process.served >= self._limits.max_documents or not self._process.is_alive):
            self.close()
        attempt = 0
        while self._process is None:
            attempt += 1
            started, self._started = self._started, None
            self._process = process = started or WorkerProcess(self._target, self._limits)
            if self._ended:
                self.close()
                raise RunStopped("the reader", "it was told to end", "Build again")
            try:
                process.receive_message(self._limits.start_seconds)
            except (EOFError, TimeoutError) as error:
                code, words = process.collect_exit_status()
                self.close()
                if (
                    code >= 0 or attempt == MAX_START_ATTEMPTS
                ):  # one that was killed, as where memory is short, gets another try
                    reason = f"it does not start ({words or 'no answer'})"
                    raise RunStopped("the reader", reason, "Install Palermo again with `make install`") from error
        return self._process

    def _explain_death(self, sandbox_request: _SandboxRequest[object]) -> "_WorkerDeath | DocumentFailed":
        """Say why the process ended: a signal, want of memory, or an error that its reader did not expect."""
        code, words = self._process.collect_exit_status() if self._process else (1, "")
        self.close()
        if "MemoryError" in words or "bad_alloc" in words or "out of memory" in words.lower():
            reason = f"{sandbox_request.activity} takes more memory than is allowed"
            return _WorkerDeath(TooLarge(sandbox_request.source, reason, "Split it into smaller files"))
        if code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
            why = f": {words}" if words else _SIGNAL_CAUSES.get(name, "")
            reason = f"its reader was killed ({name}){why}"
            died = ReaderDied(sandbox_request.source, reason, "Save it again with another program")
            return _WorkerDeath(died, from_without=-code == signal.SIGKILL)
        return sandbox_request.build_failure(words or f"code {code}")

    def close(self) -> None:
        """End the process; the next document gets a new one."""
        gone = self._process, self._started
        self._process = self._started = None
        for process in filter(None, gone):
            process.kill()

    def shut_down(self) -> None:
        """End the process for good: a thread that reads with it fails, and starts no other."""
        self._ended = True
        self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, error_type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class _WorkerDeath(Exception):
    """The process ended while it read, which an earlier document may have caused, or somebody from without."""

    def __init__(self, failure: DocumentFailed, *, from_without: bool = False) -> None:
        super().__init__(failure)
        self.failure = failure
        self.from_without = from_without
