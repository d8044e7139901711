"""Encoding many texts: each once, only those that say something, in several processes where that pays."""

import multiprocessing
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial

import numpy as np
import numpy.typing as npt

from palermo.embeddings.encoder import Encoder
from palermo.embeddings.quantisation import PackedVectors, create_empty_vectors, pack_vectors

BATCH_SIZE = 256
"""Texts that are encoded at a time."""
MIN_PARALLEL_TEXTS = 8 * BATCH_SIZE
"""Texts from which on a second process pays for its start."""
_LETTER_RUN = re.compile(r"[^\W\d_]{2,}")
_HAN_CHARACTER = re.compile(r"[\u3400-\u9fff]")

type EncoderFactory = Callable[[], Encoder | None]
type RowNumbers = npt.NDArray[np.int64]


def encode_many(
    texts: Sequence[str],
    encoder: Encoder,
    *,
    encoder_factory: EncoderFactory,
    workers: int = 1,
    on_progress: Callable[[int], None] | None = None,
) -> PackedVectors:
    """Vectors of these texts, packed; a text of fewer than three words (six Chinese signs) has none, which is 0.

    `source` makes the encoder in other processes: a function of a module. `done` is told how many are encoded. Texts
    that `encode_ahead` was given are taken from there.
    """
    unlike = list(dict.fromkeys(text for text in texts if is_meaningful(text)))
    rows = create_empty_vectors(len(unlike))
    left = np.ones(len(unlike), dtype=np.bool_)
    for numbers, packed in _active_processes[-1].collect_results(unlike) if _active_processes else ():
        rows.values[numbers], rows.scales[numbers] = packed.values, packed.scales
        left[numbers] = False
        if on_progress:
            on_progress(len(packed))
    rest = np.flatnonzero(left)
    batches = [
        [unlike[number] for number in rest[start : start + BATCH_SIZE]] for start in range(0, len(rest), BATCH_SIZE)
    ]
    at = 0
    for packed in _encode_batches(batches, encoder, encoder_factory, workers if len(rest) >= MIN_PARALLEL_TEXTS else 1):
        numbers = rest[at : at + len(packed)]
        rows.values[numbers], rows.scales[numbers] = packed.values, packed.scales
        at += len(packed)
        if on_progress:
            on_progress(len(packed))
    place = {text: number for number, text in enumerate(unlike)}
    numbers = np.array([place.get(text, -1) for text in texts], dtype=np.int64)
    return rows.take_rows(numbers)


def is_meaningful(text: str) -> bool:
    """Whether a text is long enough to mean something of its own.

    >>> is_meaningful("12.3 %"), is_meaningful("protect the victims"), is_meaningful("打击人口贩运")
    (False, True, True)
    """
    return len(_LETTER_RUN.findall(text[:200])) >= 3 or len(_HAN_CHARACTER.findall(text[:200])) >= 6


class EncoderProcesses:
    """Processes that encode, which stay from one use to the next."""

    def __init__(self, workers: int, initializer: Callable[[], object] | None = None) -> None:
        """`begin`, a function of a module, is called in each process when it starts."""
        self.workers = workers
        self._begin = initializer
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: dict[str, None] = {}
        self._begun: dict[str, tuple[Future[PackedVectors], int]] = {}
        """By text, the batch of which it is and its row there."""

    @property
    def pool(self) -> ProcessPoolExecutor:
        """The processes; they start with the first work that they are given."""
        if self._pool is None:
            spawning = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=spawning, initializer=self._begin)
        return self._pool

    def start(self, encoder_factory: EncoderFactory) -> None:
        """Start them ahead of their work: each loads its encoder while this process does something else."""
        with suppress(BrokenExecutor):  # it is told where they are used, and done without them
            for _ in range(self.workers):
                self.pool.submit(_encode_batch, encoder_factory, [])

    def submit_texts(self, texts: Iterable[str], encoder_factory: EncoderFactory) -> None:
        """Begin to encode texts, by whole batches; as long as they are fewer than MANY, no process is started."""
        self._waiting |= dict.fromkeys(one for one in texts if one not in self._begun and is_meaningful(one))
        if len(self._waiting) < (BATCH_SIZE if self._pool else MIN_PARALLEL_TEXTS):
            return
        given = list(self._waiting)
        whole = len(given) - len(given) % BATCH_SIZE
        with suppress(BrokenExecutor):  # whoever asks for them does it without these processes
            for start in range(0, whole, BATCH_SIZE):
                batch = given[start : start + BATCH_SIZE]
                future = self.pool.submit(_encode_batch, encoder_factory, batch)
                self._begun.update({text: (future, row) for row, text in enumerate(batch)})
        self._waiting = dict.fromkeys(given[whole:])

    def collect_results(self, texts: Sequence[str]) -> Iterator[tuple[RowNumbers, PackedVectors]]:
        """Vectors of those of these texts that were begun, with their numbers, a batch at a time; they go with that."""
        batches: dict[Future[PackedVectors], list[tuple[int, int]]] = {}
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
            yield numbers, packed.take_rows(rows)

    def stop(self) -> None:
        """End them; what is asked of them later starts others."""
        self._waiting, self._begun = {}, {}
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


_active_processes: list[EncoderProcesses] = []
"""The processes of this one that are kept, the last first to be used."""


@contextmanager
def share_encoder_processes(
    workers: int, initializer: Callable[[], object] | None = None
) -> Iterator[EncoderProcesses]:
    """Keep the processes with which `encode_many` encodes: it starts none of its own until this ends."""
    kept = EncoderProcesses(workers, initializer)
    _active_processes.append(kept)
    try:
        yield kept
    finally:
        _active_processes.remove(kept)
        kept.stop()


def encode_ahead(texts: Iterable[str], encoder_factory: EncoderFactory) -> None:
    """Begin to encode texts that `encode_many` will be asked for, where processes are kept, and several of them."""
    if _active_processes and _active_processes[-1].workers > 1:
        _active_processes[-1].submit_texts(texts, encoder_factory)


@contextmanager
def _acquire_processes(workers: int) -> Iterator[EncoderProcesses]:
    if _active_processes:
        yield _active_processes[-1]
        return
    own = EncoderProcesses(workers)
    try:
        yield own
    finally:
        own.stop()


def _encode_batches(
    batches: Sequence[Sequence[str]], encoder: Encoder, encoder_factory: EncoderFactory, workers: int
) -> Iterator[PackedVectors]:
    if workers < 2:
        yield from (pack_vectors(encoder.encode(batch)) for batch in batches)
        return
    at = 0
    with _acquire_processes(workers) as processes:
        try:
            for packed in processes.pool.map(partial(_encode_batch, encoder_factory), batches):
                at += 1
                yield packed
        except BrokenExecutor:  # a process was killed, or cannot start: what is left is done here
            processes.stop()
            yield from (pack_vectors(encoder.encode(batch)) for batch in batches[at:])


def _encode_batch(encoder_factory: EncoderFactory, batch: Sequence[str]) -> PackedVectors:
    encoder = encoder_factory()
    if encoder is None:
        raise RuntimeError("the encoder is not installed in the processes that encode")
    return pack_vectors(encoder.encode(batch))
