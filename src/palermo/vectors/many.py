"""Encoding many texts: each once, only those that say something, in several processes where that pays."""

import multiprocessing
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from functools import partial

import numpy as np

from palermo.vectors.encoder import Encoder
from palermo.vectors.packed import Packed, empty, pack

BATCH = 256
"""Texts that are encoded at a time."""
PAYS = 8 * BATCH
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
    for packed in _encoded(batches, encoder, source, workers if len(unlike) >= PAYS else 1):
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


def _encoded(batches: Sequence[Sequence[str]], encoder: Encoder, source: Source, workers: int) -> Iterator[Packed]:
    if workers < 2:
        yield from (pack(encoder.encode(batch)) for batch in batches)
        return
    at = 0
    try:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            for packed in pool.map(partial(_apart, source), batches):
                at += 1
                yield packed
    except BrokenExecutor:  # a process was killed, or cannot start: what is left is done here
        yield from (pack(encoder.encode(batch)) for batch in batches[at:])


def _apart(source: Source, batch: Sequence[str]) -> Packed:
    encoder = source()
    if encoder is None:
        raise RuntimeError("the encoder is not installed in the processes that encode")
    return pack(encoder.encode(batch))
