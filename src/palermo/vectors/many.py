"""Encoding many texts: each once, only those that say something, in several processes where that pays."""

import multiprocessing
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial

import numpy as np

from palermo.vectors.encoder import Encoder
from palermo.vectors.packed import Packed, empty, pack

BATCH = 256
"""Texts that are encoded at a time."""
MANY = 8 * BATCH
"""Texts from which on a second process pays for its start."""
_WORDS = re.compile(r"[^\W\d_]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")

type Source = Callable[[], Encoder | None]


def encode_many(
    texts: Sequence[str],
    encoder: Encoder,
    *,
    source: Source,
    workers: int = 1,
    done: Callable[[int], None] | None = None,
) -> Packed:
    """Vectors of these texts, packed; a text of fewer than three words (six Chinese signs) has none, which is 0.

    `source` makes the encoder in other processes: a function of a module. `done` is told how many are encoded.
    """
    unlike = list(dict.fromkeys(text for text in texts if says_something(text)))
    batches = [unlike[start : start + BATCH] for start in range(0, len(unlike), BATCH)]
    rows = empty(len(unlike))
    at = 0
    for packed in _encoded(batches, encoder, source, workers if len(unlike) >= MANY else 1):
        rows.put(at, packed)
        at += len(packed)
        if done:
            done(len(packed))
    place = {text: number for number, text in enumerate(unlike)}
    numbers = np.array([place.get(text, -1) for text in texts], dtype=np.int64)
    return rows.taken(numbers)


def says_something(text: str) -> bool:
    """Whether a text is long enough to mean something of its own.

    >>> says_something("12.3 %"), says_something("protect the victims"), says_something("打击人口贩运")
    (False, True, True)
    """
    return len(_WORDS.findall(text[:200])) >= 3 or len(_HAN.findall(text[:200])) >= 6


class Processes:
    """Processes that encode, which stay from one use to the next."""

    def __init__(self, workers: int, begin: Callable[[], object] | None = None) -> None:
        """`begin`, a function of a module, is called in each process when it starts."""
        self.workers = workers
        self._begin = begin
        self._pool: ProcessPoolExecutor | None = None

    @property
    def pool(self) -> ProcessPoolExecutor:
        """The processes; they start with the first work that they are given."""
        if self._pool is None:
            spawning = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=spawning, initializer=self._begin)
        return self._pool

    def start(self, source: Source) -> None:
        """Start them ahead of their work: each loads its encoder while this process does something else."""
        with suppress(BrokenExecutor):  # it is told where they are used, and done without them
            for _ in range(self.workers):
                self.pool.submit(_apart, source, [])

    def end(self) -> None:
        """End them; what is asked of them later starts others."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


_kept: list[Processes] = []
"""The processes of this one that are kept, the last first to be used."""


@contextmanager
def encoders_kept(workers: int, begin: Callable[[], object] | None = None) -> Iterator[Processes]:
    """Keep the processes with which `encode_many` encodes: it starts none of its own until this ends."""
    kept = Processes(workers, begin)
    _kept.append(kept)
    try:
        yield kept
    finally:
        _kept.remove(kept)
        kept.end()


@contextmanager
def _processes(workers: int) -> Iterator[Processes]:
    if _kept:
        yield _kept[-1]
        return
    own = Processes(workers)
    try:
        yield own
    finally:
        own.end()


def _encoded(batches: Sequence[Sequence[str]], encoder: Encoder, source: Source, workers: int) -> Iterator[Packed]:
    if workers < 2:
        yield from (pack(encoder.encode(batch)) for batch in batches)
        return
    at = 0
    with _processes(workers) as processes:
        try:
            for packed in processes.pool.map(partial(_apart, source), batches):
                at += 1
                yield packed
        except BrokenExecutor:  # a process was killed, or cannot start: what is left is done here
            processes.end()
            yield from (pack(encoder.encode(batch)) for batch in batches[at:])


def _apart(source: Source, batch: Sequence[str]) -> Packed:
    encoder = source()
    if encoder is None:
        raise RuntimeError("the encoder is not installed in the processes that encode")
    return pack(encoder.encode(batch))
