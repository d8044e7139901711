"""The sandboxed reader's own process: reads the files that it is told to, one at a time, until its input ends.

Run as `python -m palermo.sandbox.worker MODULE:FUNCTION PARENT MEMORY SIZE [MODULE...]`; the function is called as
`read(content, source)`, and the modules get ready before the first request, if they can. It also finds the statements
of a reading, with a function that the request names, called as `extract(passages, masthead)`, and draws pages as
pictures. Whatever a parser prints goes to stderr, so that it cannot disturb the answers.
"""

import contextlib
import ctypes
import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO

from palermo.errors import DocumentFailed, TooLarge, Unreadable
from palermo.reading import time_requests
from palermo.reading.parsed_document import ParsedDocument
from palermo.sandbox.messages import (
    LENGTH_BYTES,
    build_document_message,
    build_extraction_message,
    build_failure_message,
    build_page_image_message,
    build_time_request,
    decode_document,
    frame_message,
    parse_page_image_request,
)
from palermo.statements import Extraction, Masthead, Passage

ReadFunction = Callable[[bytes, str], ParsedDocument]
ExtractFunction = Callable[[Iterable[Passage], Masthead], Extraction]
PR_SET_PDEATHSIG = 1
MEGABYTE = 1024 * 1024


def main() -> None:
    """Answer requests from stdin on stdout until stdin ends."""
    target, parent, memory, size = sys.argv[1], *map(int, sys.argv[2:5])
    requests, answers = _redirect_pipes()
    _restrict_process(parent, memory)
    read: ReadFunction = _load_function(target)
    _send_message(answers, {"ready": True})
    for module in sys.argv[5:]:
        _warm_up_module(module)
    while header := requests.read(LENGTH_BYTES):
        request = json.loads(requests.read(int.from_bytes(header, "big")))
        with time_requests.use_listener(lambda seconds: _send_message(answers, build_time_request(seconds))):
            if "extract" in request:
                answer = _handle_extraction(request)
            elif "picture" in request:
                answer = _handle_page_image(request, size)
            else:
                answer = _handle_read(read, request["read"], size)
        _send_message(answers, answer)


def _warm_up_module(module: str) -> None:
    """Have a module load what it needs; what fails there fails again where it is needed, and is told there."""
    with contextlib.suppress(Exception):
        getattr(importlib.import_module(module), "get_ready", lambda: None)()


def _load_function(target: str) -> Any:
    module, _, function = target.partition(":")
    return getattr(importlib.import_module(module), function)


def _handle_extraction(request: dict[str, Any]) -> dict[str, Any]:
    """Find the statements of a reading; an error of another kind than ours ends the process, which stderr tells."""
    extract: ExtractFunction = _load_function(request["extract"])
    reading = decode_document(request)
    try:
        return build_extraction_message(extract(reading.passages, reading.masthead))
    except DocumentFailed as error:
        return build_failure_message(error)


def _handle_page_image(request: dict[str, Any], size: int) -> dict[str, Any]:
    """Draw a page; what draws is loaded where it is asked for alone."""
    from palermo.reading.page_images import render_page_image

    path, source = request["picture"]
    try:
        return build_page_image_message(
            render_page_image(_read_file(Path(path), source, size), parse_page_image_request(request["wanted"]))
        )
    except DocumentFailed as error:
        return build_failure_message(error)


def _handle_read(read: ReadFunction, file_request: list[str], size: int) -> dict[str, Any]:
    """Read one file; an error that is no DocumentFailed ends the process, and the parent reads it from stderr."""
    path, source = file_request
    try:
        return build_document_message(read(_read_file(Path(path), source, size), source))
    except DocumentFailed as error:
        return build_failure_message(error)
    except RecursionError:
        return build_failure_message(
            TooLarge(source, "its parts are nested too deeply", "Save it again from a word processor")
        )


def _read_file(path: Path, source: str, size: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(size + 1)
    except OSError as error:
        raise Unreadable(source, f"the file cannot be opened ({error.strerror})", "Check its rights") from error
    if len(content) > size:
        raise TooLarge(source, f"it is larger than {size // MEGABYTE} MB", "Split it into smaller files")
    return content


def _redirect_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes for ourselves: what parsers print to stdout goes to stderr, what they ask of stdin is empty."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def _restrict_process(parent: int, memory: int) -> None:
    """Limit memory, leave no core file, ignore Ctrl-C (the parent decides), and die with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    exit_with_parent(parent)


def exit_with_parent(parent: int) -> None:
    """End this process when the one that started it ends, however that comes; Linux alone can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            raise SystemExit(1)


def _send_message(answers: BinaryIO, message: object) -> None:
    answers.write(frame_message(message))
    answers.flush()


if __name__ == "__main__":
    main()
