"""Batch encoding: distinct, meaningful texts are encoded, in several processes if there are enough."""

import re
from collections.abc import Callable, Sequence

import numpy as np

from palermo.embeddings.encoder import Encoder, load_shipped_encoder
from palermo.embeddings.quantisation import PackedVectors, create_empty_vectors, pack_vectors
from palermo.process_pool import map_in_processes

BATCH_SIZE = 256
"""Texts per batch."""
MIN_PARALLEL_TEXTS = 8 * BATCH_SIZE
"""Minimum texts for which starting a second process is worthwhile."""
_LETTER_RUN = re.compile(r"[^\W\d_]{2,}")
_HAN_CHARACTER = re.compile(r"[\u3400-\u9fff]")


def encode_many(
    texts: Sequence[str], encoder: Encoder, *, workers: int = 1, on_progress: Callable[[int], None] | None = None
) -> PackedVectors:
    """Return packed vectors of these texts; short texts, as by `is_meaningful`, have none.

    A text needs three words, or six Chinese characters. With several processes, they use the shipped encoder, whichever
    `encoder` is. `on_progress` is called with the number of encoded texts.
    """
    unique_texts = list(dict.fromkeys(text for text in texts if is_meaningful(text)))
    batches = [unique_texts[start : start + BATCH_SIZE] for start in range(0, len(unique_texts), BATCH_SIZE)]
    rows, offset = create_empty_vectors(len(unique_texts)), 0
    if workers > 1 and len(unique_texts) >= MIN_PARALLEL_TEXTS:
        encoded = map_in_processes(_encode_batch, None, batches, workers)
    else:
        encoded = (pack_vectors(encoder.encode(batch)) for batch in batches)
    for packed in encoded:
        rows.values[offset : offset + len(packed)], rows.scales[offset : offset + len(packed)] = (
            packed.values,
            packed.scales,
        )
        offset += len(packed)
        if on_progress:
            on_progress(len(packed))
    place = {text: number for number, text in enumerate(unique_texts)}
    return rows.take_rows(np.array([place.get(text, -1) for text in texts], dtype=np.int64))


def is_meaningful(text: str) -> bool:
    """Return True if a text is long enough to be meaningful on its own.

    >>> is_meaningful("12.3 %"), is_meaningful("protect the victims"), is_meaningful("打击人口贩运")
    (False, True, True)
    """
    return len(_LETTER_RUN.findall(text[:200])) >= 3 or len(_HAN_CHARACTER.findall(text[:200])) >= 6


def _encode_batch(_: None, batch: Sequence[str]) -> PackedVectors:
    return pack_vectors(load_shipped_encoder().encode(batch))
