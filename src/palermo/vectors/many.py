"""Encoding many texts: each once, only those that say something, in several processes where that pays."""

import multiprocessing
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial

import numpy as np
import numpy.typing as npt

from palermo.vectors.encoder import Encoder
from palermo.vectors.packed import Packed, empty, pack

BATCH = 256
"""Texts that are encoded at a time."""
MANY = 8 * BATCH
"""Texts from which on a second process pays for its start."""
_WORDS = re.compile(r"[^\W\d_]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")

type Source = Callable[[], Encoder | None]
type Numbers = npt.NDArray[np.int64]


def encode_many(
    texts: Sequence[str],
    encoder: Encoder,
    *,
    source: Source,
    workers: int = 1,
    done: Callable[[int], None] | None = None,
) -> Packed:
    """Vectors of these texts, packed; a text of fewer than three words (six Chinese signs) has none, which is 0.

    `source` makes the encoder in other processes: a function of a module. `done` is told how many are encoded. Texts
    that `encode_ahead` was given are taken from there.
    """
    unlike = list(dict.fromkeys(text for text in texts if says_something(text)))
    rows = empty(len(unlike))
    left = np.ones(len(unlike), dtype=np.bool_)
    for numbers, packed in _kept[-1].begun(unlike) if _kept else ():
        rows.values[numbers], rows.scales[numbers] = packed.values, packed.scales
        left[numbers] = False
        if done:
            done(len(packed))
    rest = np.flatnonzero(left)
    batches = [[unlike[number] for number in rest[start : start + BATCH]] for start in range(0, len(rest), BATCH)]
    at = 0
    for packed in _encoded(batches, encoder, source, workers if len(rest) >= MANY else 1):
        numbers = rest[at : at + len(packed)]
        rows.values[numbers], rows.scales[numbers] = packed.values, packed.scales
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
        self._waiting: dict[str, None] = {}
        self._begun: dict[str, tuple[Future[Packed], int]] = {}
        """By text, the batch of which it is and its row there."""

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

    def begin(self, texts: Iterable[str], source: Source) -> None:
        """Begin to encode texts, by whole batches; as long as they are fewer than MANY, no process is started."""
        self._waiting |= dict.fromkeys(one for one in texts if one not in self._begun and says_something(one))
        if len(self._waiting) < (BATCH if self._pool else MANY):
            return
        given = list(self._waiting)
        whole = len(given) - len(given) % BATCH
        with suppress(BrokenExecutor):  # whoever asks for them does it without these processes
            for start in range(0, whole, BATCH):
                batch = given[start : start + BATCH]
                future = self.pool.submit(_apart, source, batch)
                self._begun.update({text: (future, row) for row, text in enumerate(batch)})
        self._waiting = dict.fromkeys(given[whole:])

    def begun(self, texts: Sequence[str]) -> Iterator[tuple[Numbers, Packed]]:
        """Vectors of those of these texts that were begun, with their numbers, a batch at a time; they go with that."""
        batches: dict[Future[Packed], list[tuple[int, int]]] = {}
        for number, text in enumerate(texts):
            if text in self._begun:
                future, row = self._begun.pop(text)
                batches.setdefault(future, []).append((number, row))
        for future, pairs in batches.items():
            numbers, rows = np.array(pairs, dtype=np.int64).T
            try:
                packed = future.result()
            except (BrokenExecutor, CancelledError):  # a process was killed: its texts are as if they were not begun
                continue
            yield numbers, packed.taken(rows)

    def end(self) -> None:
        """End them; what is asked of them later starts others."""
        self._waiting, self._begun = {}, {}
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


def encode_ahead(texts: Iterable[str], source: Source) -> None:
    """Begin to encode texts that `encode_many` will be asked for, where processes are kept, and several of them."""
    if _kept and _kept[-1].workers > 1:
        _kept[-1].begin(texts, source)


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
