"""Batch encoding: distinct, meaningful texts are encoded, in several processes if there are enough."""

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
"""Texts per batch."""
MIN_PARALLEL_TEXTS = 8 * BATCH_SIZE
"""Minimum texts for which starting a second process is worthwhile."""
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
    """Return packed vectors of these texts; short texts, as by `is_meaningful`, have none.

    A text needs three words, or six Chinese characters. `encoder_factory`, a module function, creates the encoder in
    other processes. `on_progress` is called with the number of encoded texts. Results of `encode_ahead` are reused.
    """
    unique_texts = list(dict.fromkeys(text for text in texts if is_meaningful(text)))
    rows = create_empty_vectors(len(unique_texts))
    left = np.ones(len(unique_texts), dtype=np.bool_)
    for numbers, packed in _active_processes[-1].collect_results(unique_texts) if _active_processes else ():
        rows.values[numbers], rows.scales[numbers] = packed.values, packed.scales
        left[numbers] = False
        if on_progress:
            on_progress(len(packed))
    rest = np.flatnonzero(left)
    batches = [
        [unique_texts[number] for number in rest[start : start + BATCH_SIZE]]
        for start in range(0, len(rest), BATCH_SIZE)
    ]
    at = 0
    for packed in _encode_batches(batches, encoder, encoder_factory, workers if len(rest) >= MIN_PARALLEL_TEXTS else 1):
        numbers = rest[at : at + len(packed)]
        rows.values[numbers], rows.scales[numbers] = packed.values, packed.scales
        at += len(packed)
        if on_progress:
            on_progress(len(packed))
    place = {text: number for number, text in enumerate(unique_texts)}
    numbers = np.array([place.get(text, -1) for text in texts], dtype=np.int64)
    return rows.take_rows(numbers)


def is_meaningful(text: str) -> bool:
    """Return True if a text is long enough to be meaningful on its own.

    >>> is_meaningful("12.3 %"), is_meaningful("protect the victims"), is_meaningful("打击人口贩运")
    (False, True, True)
    """
    return len(_LETTER_RUN.findall(text[:200])) >= 3 or len(_HAN_CHARACTER.findall(text[:200])) >= 6


class EncoderProcesses:
    """Persistent worker processes that encode batches."""

    def __init__(self, workers: int, initializer: Callable[[], object] | None = None) -> None:
        """`initializer`, a module function, is called in each process when it starts."""
        self.workers = workers
        self._begin = initializer
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: dict[str, None] = {}
        self._begun: dict[str, tuple[Future[PackedVectors], int]] = {}
        """Batch and row of each submitted text."""

    @property
    def pool(self) -> ProcessPoolExecutor:
        """Process pool, started on first use."""
        if self._pool is None:
            spawning = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=spawning, initializer=self._begin)
        return self._pool

    def start(self, encoder_factory: EncoderFactory) -> None:
        """Start the processes, which load their encoders in the background."""
        with suppress(BrokenExecutor):  # reported on use; the work is done without the processes
            for _ in range(self.workers):
                self.pool.submit(_encode_batch, encoder_factory, [])

    def submit_texts(self, texts: Iterable[str], encoder_factory: EncoderFactory) -> None:
        """Submit texts in full batches; with fewer than MIN_PARALLEL_TEXTS, no process is started."""
        self._waiting |= dict.fromkeys(text for text in texts if text not in self._begun and is_meaningful(text))
        if len(self._waiting) < (BATCH_SIZE if self._pool else MIN_PARALLEL_TEXTS):
            return
        given = list(self._waiting)
        full_count = len(given) - len(given) % BATCH_SIZE
        with suppress(BrokenExecutor):  # encoded without these processes when collected
            for start in range(0, full_count, BATCH_SIZE):
                batch = given[start : start + BATCH_SIZE]
                future = self.pool.submit(_encode_batch, encoder_factory, batch)
                self._begun.update({text: (future, row) for row, text in enumerate(batch)})
        self._waiting = dict.fromkeys(given[full_count:])

    def collect_results(self, texts: Sequence[str]) -> Iterator[tuple[RowNumbers, PackedVectors]]:
        """Yield row numbers and vectors of submitted texts, one batch at a time, and discard these."""
        batches: dict[Future[PackedVectors], list[tuple[int, int]]] = {}
        for number, text in enumerate(texts):
            if text in self._begun:
                future, row = self._begun.pop(text)
                batches.setdefault(future, []).append((number, row))
        for future, pairs in batches.items():
            numbers, rows = np.array(pairs, dtype=np.int64).T
            try:
                packed = future.result()
            except (BrokenExecutor, CancelledError):  # a process was killed: its texts count as not submitted
                continue
            yield numbers, packed.take_rows(rows)

    def stop(self) -> None:
        """Stop the processes; later work starts new ones."""
        self._waiting, self._begun = {}, {}
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


_active_processes: list[EncoderProcesses] = []
"""Active worker processes of this process; the last ones are used first."""


@contextmanager
def share_encoder_processes(
    workers: int, initializer: Callable[[], object] | None = None
) -> Iterator[EncoderProcesses]:
    """Share worker processes with all calls of `encode_many` within the context."""
    processes = EncoderProcesses(workers, initializer)
    _active_processes.append(processes)
    try:
        yield processes
    finally:
        _active_processes.remove(processes)
        processes.stop()


def encode_ahead(texts: Iterable[str], encoder_factory: EncoderFactory) -> None:
    """Begin to encode texts for a later `encode_many`, if several worker processes are shared."""
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
        except BrokenExecutor:  # a process was killed or cannot start: the rest is encoded in this process
            processes.stop()
            yield from (pack_vectors(encoder.encode(batch)) for batch in batches[at:])


def _encode_batch(encoder_factory: EncoderFactory, batch: Sequence[str]) -> PackedVectors:
    encoder = encoder_factory()
    if encoder is None:
        raise RuntimeError("the encoder is not installed in the processes that encode")
    return pack_vectors(encoder.encode(batch))
