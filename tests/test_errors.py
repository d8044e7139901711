"""Tests of the error tree, and of the subject, reason and hint of each error."""

import inspect
import pickle
import re

import pytest

from palermo import errors
from palermo.errors import DocumentFailed, PalermoError, RunStopped

EVERY = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, PalermoError)]


def test_an_error_is_one_sentence_of_thing_reason_and_mend() -> None:
    error = DocumentFailed("a.pdf", "its bytes are damaged", "Fetch it again")
    assert str(error) == "a.pdf: its bytes are damaged. Fetch it again."
    assert str(DocumentFailed("a.pdf", "its bytes are damaged")) == "a.pdf: its bytes are damaged."


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_every_error_travels_between_processes(kind: type[PalermoError]) -> None:
    error = pickle.loads(pickle.dumps(kind("a.pdf", "why", "how")))
    assert (type(error), error.subject, error.reason, error.hint) == (kind, "a.pdf", "why", "how")


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_every_error_has_one_of_two_severities(kind: type[PalermoError]) -> None:
    assert kind is PalermoError or issubclass(kind, DocumentFailed) != issubclass(kind, RunStopped)
    assert kind.__doc__


def test_the_drawn_tree_is_the_tree() -> None:
    drawn = re.findall(r"^(?P<branch>[ │├└─]*)(?P<name>[A-Z]\w+)(?=  |$)", errors.__doc__ or "", re.M)
    parents: list[str] = []
    tree = set()
    for branch, name in drawn:
        depth = len(branch) // 4
        parents[depth:] = [name]
        tree.add((name, parents[depth - 1] if depth else "Exception"))
    assert tree == {(kind.__name__, kind.__mro__[1].__name__) for kind in EVERY}
