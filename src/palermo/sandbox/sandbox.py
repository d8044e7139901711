"""The sandbox: runs handlers in a separate process.

If a handler hangs, crashes or runs out of memory, only one document is lost.
"""

import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from palermo.errors import DocumentFailed, ReaderDied, RunStopped, TooLarge
from palermo.sandbox.messages import FrameType, encode_request, parse_failure
from palermo.sandbox.process import SandboxLimits, WorkerProcess

__all__ = ["Sandbox", "SandboxLimits", "Step"]

MAX_START_ATTEMPTS = 3
"""Attempts to start a process before the run stops."""

_SIGNAL_CAUSES = {
    "SIGABRT": ", as PDFium does if it runs out of memory",
    "SIGSEGV": ", as happens if parts are nested too deeply",
}
"""Likely causes of signals that leave no message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step[T]:
    """One handler of a request, and what its answer or failure means."""

    handler: str
    """`module:function`, called with the payload and the value of the step before."""
    payload: bytes
    seconds: float | Callable[[Any], float]
    """Time allowed unless the handler requests more; may depend on the answer of the step before."""
    activity: str
    """What the step does, for error messages, such as "reading it"."""
    parse_answer: Callable[[bytes], T]
    """Decodes the answer; raises ValueError if it is malformed."""
    build_failure: Callable[[str], DocumentFailed]
    """Returns the failure for a handler that ended with an unexpected error, from the error's last line."""


class Sandbox:
    """One child process.

    It starts with the first request. It starts again after it has died or has served its maximum number of
    documents.
    """

    def __init__(self, modules: Sequence[str] = (), limits: SandboxLimits | None = None) -> None:
        """Prepare a process that imports `modules` when it starts."""
        self.limits = limits or SandboxLimits()
        self._modules = tuple(modules)
        self._process: WorkerProcess | None = None
        self._is_shut_down = False

    def run[T](self, source: str, step: Step[T]) -> T:
        """Run one step for the document `source`; raises what `run_steps` raises."""
        answer: T = self.run_steps(source, [step])[0]
        return answer

    def run_steps(self, source: str, steps: Sequence[Step[Any]]) -> list[Any]:
        """Run steps one after the other in the process and return their answers.

        Raises TooLarge (over a limit of time or memory), ReaderDied (killed or crashed), any DocumentFailed of
        a handler, the step's own failure for an unexpected error, and RunStopped if no process starts. If a
        process that has served other documents dies, the request is tried again in a fresh one, so that no
        document fails because of an earlier one. A request that was stopped by SIGKILL, which comes from
        outside the process, is also tried again.
        """
        was_killed = False
        while True:
            has_served = self._process is not None and self._process.served_documents > 0
            try:
                return self._run_steps_once(source, steps)
            except _WorkerDeath as death:
                if not has_served and (was_killed or not death.is_external):
                    raise death.failure from None
                was_killed = was_killed or death.is_external

    def _run_steps_once(self, source: str, steps: Sequence[Step[Any]]) -> list[Any]:
        process = self._ensure_process()
        process.served_documents += 1
        step = steps[0]
        try:
            process.send_request(encode_request([(step.handler, step.payload) for step in steps]))
            answers: list[Any] = []
            for step in steps:
                seconds = step.seconds(answers[-1]) if callable(step.seconds) else step.seconds
                frame_type, content = process.receive_answer(seconds, self.limits.max_seconds)
                if frame_type is FrameType.FAILURE:
                    raise parse_failure(content)
                answers.append(step.parse_answer(content))
            return answers
        except TimeoutError as error:
            self.close()
            reason = f"{step.activity} takes longer than {error.args[0]:g} seconds"
            raise TooLarge(source, reason, "Split it into smaller files") from error
        except EOFError as error:
            raise self._explain_death(source, step) from error
        except ValueError as error:
            self.close()
            raise ReaderDied(source, "the answer of its reader is malformed", "Build again") from error
        except (KeyboardInterrupt, SystemExit):
            self.close()
            raise

    def _ensure_process(self) -> WorkerProcess:
        if self._process and (
            self._process.served_documents >= self.limits.max_documents or not self._process.is_alive
        ):
            self.close()
        attempt = 0
        while self._process is None:
            attempt += 1
            self._process = process = WorkerProcess(self.limits, self._modules)
            if self._is_shut_down:
                self.close()
                raise RunStopped("the reader", "it was shut down", "Build again")
            try:
                process.wait_until_ready(self.limits.start_seconds)
            except (EOFError, TimeoutError) as error:
                code, message = process.collect_exit_status()
                self.close()
                # A process that was killed, as happens if memory is short, gets another attempt.
                if code >= 0 or attempt == MAX_START_ATTEMPTS:
                    reason = f"it does not start ({message or 'no answer'})"
                    raise RunStopped("the reader", reason, "Install Palermo again with `make install`") from error
        return self._process

    def _explain_death(self, source: str, step: Step[Any]) -> "_WorkerDeath | DocumentFailed":
        """Return why the process ended: a signal, lack of memory, or an unexpected error of the handler."""
        code, message = self._process.collect_exit_status() if self._process else (1, "")
        self.close()
        if "MemoryError" in message or "bad_alloc" in message or "out of memory" in message.lower():
            reason = f"{step.activity} takes more memory than is allowed"
            return _WorkerDeath(TooLarge(source, reason, "Split it into smaller files"))
        if code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
            cause = f": {message}" if message else _SIGNAL_CAUSES.get(name, "")
            failure = ReaderDied(source, f"its reader was killed ({name}){cause}", "Save it again with another program")
            return _WorkerDeath(failure, is_external=-code == signal.SIGKILL)
        return step.build_failure(message or f"code {code}")

    def close(self) -> None:
        """End the process; the next request starts a new one."""
        process, self._process = self._process, None
        if process:
            process.kill()

    def shut_down(self) -> None:
        """End the process for good: a thread that is using it fails, and starts no other.

        The pipes stay open for that thread: if they were closed here, it could miss the end and wait for its deadline.
        """
        self._is_shut_down = True
        process = self._process
        if process:
            process.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, error_type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class _WorkerDeath(Exception):
    """The process ended, because of its document, an earlier document, or something outside of it."""

    def __init__(self, failure: DocumentFailed, *, is_external: bool = False) -> None:
        super().__init__(failure)
        self.failure = failure
        self.is_external = is_external
