"""A sandbox without a process, for tests of builds in which the process is not the subject.

Starting the process of a sandbox takes two seconds, since it imports readers and models that this process has loaded.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from palermo.errors import DocumentFailed
from palermo.sandbox.messages import encode_failure, parse_failure
from palermo.sandbox.sandbox import Sandbox, Step
from palermo.sandbox.worker import load_function


class DirectSandbox(Sandbox):
    """Runs handlers in this process, without limits; answers and failures are encoded as in a sandbox."""

    def run_steps(self, source: str, steps: Sequence[Step[Any]]) -> list[Any]:
        value: Any = None
        answers: list[Any] = []
        for step in steps:
            try:
                result = load_function(step.handler)(step.payload, value)
            except DocumentFailed as error:
                raise parse_failure(encode_failure(error)) from error
            value = result.value
            answers.append(step.parse_answer(result.content))
        return answers


@contextmanager
def run_handlers_directly() -> Iterator[None]:
    """Let the builds of this process read and extract in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("palermo.pipeline.stages.Sandbox", DirectSandbox)
        yield
