"""The program of the sandboxed process: runs the requested handlers until its input ends.

Run as `python -m palermo.sandbox.worker PARENT MEMORY [MODULE...]`: the parent's process id, memory in bytes, and
modules to import before the first request. A request names handlers (`module:function`); each is called with its
payload and the value of the handler before it, and returns a HandlerResult. Output of handlers goes to stderr, so
that it cannot disturb the answers.
"""

import contextlib
import ctypes
import importlib
import os
import resource
import signal
import sys
from typing import Any, BinaryIO

from palermo.errors import DocumentFailed
from palermo.sandbox.deadline import use_listener
from palermo.sandbox.messages import (
    LENGTH_BYTES,
    FrameType,
    HandlerResult,
    build_frame,
    encode_failure,
    encode_json,
    parse_frame,
    parse_request,
)

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Answer requests from stdin on stdout until stdin ends."""
    parent, memory, *modules = sys.argv[1:]
    requests, answers = _redirect_pipes()
    _restrict_process(int(parent), int(memory))
    for module in modules:
        importlib.import_module(module)
    _send_frame(answers, FrameType.READY)
    with use_listener(lambda seconds: _send_frame(answers, FrameType.TIME, encode_json(seconds))):
        while header := requests.read(LENGTH_BYTES):
            _, content = parse_frame(requests.read(int.from_bytes(header, "big")))
            _run_handlers(content, answers)


def _run_handlers(request: bytes, answers: BinaryIO) -> None:
    """Send the answer of each handler, or the failure of the first that fails.

    An error other than DocumentFailed ends the process; the parent reads it from stderr.
    """
    value: Any = None
    for handler, payload in parse_request(request):
        try:
            result: HandlerResult = load_function(handler)(payload, value)
        except DocumentFailed as error:
            _send_frame(answers, FrameType.FAILURE, encode_failure(error))
            return
        value = result.value
        _send_frame(answers, FrameType.ANSWER, result.content)


def load_function(target: str) -> Any:
    """Return the function named as `module:function`."""
    module, _, function = target.partition(":")
    return getattr(importlib.import_module(module), function)


def _redirect_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take over the pipes: parsers that use stdout and stdin get stderr and an empty file instead."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    os.dup2(2, 1)
    return requests, answers


def _restrict_process(parent: int, memory: int) -> None:
    """Limit memory, write no core file, ignore Ctrl-C (the parent decides), and exit with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    exit_with_parent(parent)


def exit_with_parent(parent: int) -> None:
    """End this process when its parent process ends for any reason; works on Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            raise SystemExit(1)


def _send_frame(answers: BinaryIO, frame_type: FrameType, content: bytes = b"") -> None:
    answers.write(build_frame(frame_type, content))
    answers.flush()


if __name__ == "__main__":
    main()
