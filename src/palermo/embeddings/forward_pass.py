"""Forward: from the pieces of texts to their vectors, with the weights of the encoder's package, in half its time.

The package multiplies what it knows of every piece with three sets of weights, one after the other. What comes of the
first two hangs on that piece alone, and texts have many pieces in common: so it is worked out once for all texts that
are given together, and added up where pieces stand next to each other. The third set, which takes windows of two, three
and five pieces, is applied once to each window that comes within some thousand pieces. Numbers are added in another
order than the package's, so vectors are the same but for rounding, which is below 0.000002. As the package's, they hang
on nothing but the texts that are given together, and on these not beyond rounding.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from palermo.embeddings.tokenizer import CachingTokenizer

EMBEDDING_SIZE = 512
"""Numbers that the package knows of a piece."""
WINDOW_OUTPUT_SIZE = 256
"""Numbers that come of each set of weights for each width of window."""
WINDOW_SHAPES = ((2, 0), (3, 1), (5, 2))
"""Pieces that a window holds, and how many of them stand before the piece that it is of."""
WINDOW_OFFSETS = (0, 2 * WINDOW_OUTPUT_SIZE, 5 * WINDOW_OUTPUT_SIZE)
"""Where the numbers of each width of window begin, those of its places side by side."""
PADDING_TOKENS = 2
"""Empty places between two texts: no window reaches from one into the other."""
EMBEDDED_TOKENS_PER_BATCH = 16_384
"""Pieces of texts that are known together: their numbers fill some 40 MB; 250 MB, were no two of them alike."""
WINDOW_TOKENS_PER_BATCH = 2048
"""Pieces whose windows are looked at together; a text of more, which strange signs alone make, loses the rest."""
TABLE_BLOCKS = 17
"""The package's table is kept in so many blocks, each with its own scale."""

type Float32Array = npt.NDArray[np.float32]
type Int64Array = npt.NDArray[np.int64]
type TokenIds = Sequence[int]
"""Numbers of its pieces."""


class _TokenEmbeddings(NamedTuple):
    """What is known of pieces before their neighbours are: one row for each, behind one of silence."""

    raw: Float32Array
    """What the package's table tells."""
    projected: Float32Array
    """What comes of the first set of weights."""
    contributions: Float32Array
    """What comes of the second: what a piece adds to a window, for each width and each place in it."""


class ForwardPass:
    """The encoder; it works with one thread."""

    def __init__(self, backend: Any) -> None:
        """`backend` is the package's, whose weights and pieces are used."""
        self._weights = backend
        self._pieces = CachingTokenizer(backend.sp)
        self._first, self._last = (
            [_split_by_position(weights, width) for weights, (width, _) in zip(both, WINDOW_SHAPES, strict=True)]
            for both in (backend.w1, backend.w2)
        )
        self._threads = ThreadpoolController().limit
        self._alone = Lock()

    def encode(self, texts: Sequence[str]) -> Float32Array:
        """Vectors of unit length, one row for each text."""
        cut = [self._pieces.tokenize(text)[:WINDOW_TOKENS_PER_BATCH] for text in texts]
        found = [np.empty((0, EMBEDDING_SIZE), dtype=np.float32)]
        # small matrices: a second thread costs more than it brings; the limit is the whole process's, so one at a time
        with self._alone, self._threads(limits=1, user_api="blas"):
            for some in _batch_texts(cut, EMBEDDED_TOKENS_PER_BATCH):
                unlike, numbers = np.unique(np.fromiter(chain.from_iterable(some), np.int64), return_inverse=True)
                known, at = self._embed_tokens(unlike), 0
                for group in _batch_texts(some, WINDOW_TOKENS_PER_BATCH):
                    count = sum(map(len, group))
                    found.append(self._compute_vectors(group, numbers[at : at + count] + 1, known))
                    at += count
        return np.concatenate(found)

    def _embed_tokens(self, token_ids: Int64Array) -> _TokenEmbeddings:
        """What is known of these pieces."""
        held, block = self._weights, token_ids % TABLE_BLOCKS
        raw = held.table[token_ids] * held.scale[block, None] + held.lo[block, None]
        own = raw @ held.proj_W + held.proj_b
        own -= own.mean(axis=1, keepdims=True)
        own /= np.sqrt(np.einsum("ij,ij->i", own, own) / own.shape[1] + held.eps)[:, None]
        own = own * held.ln_g_all + held.ln_b_all
        added = np.zeros(
            (len(token_ids) + 1, WINDOW_OFFSETS[-1] + WINDOW_SHAPES[-1][0] * WINDOW_OUTPUT_SIZE), dtype=np.float32
        )
        for number, (width, before) in enumerate(WINDOW_SHAPES):
            part = added[1:, WINDOW_OFFSETS[number] : WINDOW_OFFSETS[number] + width * WINDOW_OUTPUT_SIZE]
            np.matmul(
                own[:, number * WINDOW_OUTPUT_SIZE : (number + 1) * WINDOW_OUTPUT_SIZE], self._first[number], out=part
            )
            part[:, before * WINDOW_OUTPUT_SIZE : (before + 1) * WINDOW_OUTPUT_SIZE] += held.b1[number]
        return _TokenEmbeddings(_prepend_padding_row(raw), _prepend_padding_row(own), added)

    def _compute_vectors(
        self, group: Sequence[TokenIds], row_numbers: Int64Array, embeddings: _TokenEmbeddings
    ) -> Float32Array:
        """Vectors of texts, of all whose pieces `numbers` tells the rows in `known`."""
        lengths = np.fromiter(map(len, group), np.int64, len(group))
        first = np.cumsum(lengths + PADDING_TOKENS) - lengths
        order = np.zeros(len(row_numbers) + PADDING_TOKENS * (len(group) + 1), dtype=np.int64)
        order[np.arange(len(row_numbers)) + np.repeat(PADDING_TOKENS * np.arange(1, len(group) + 1), lengths)] = (
            row_numbers
        )
        rows = np.empty((len(order), EMBEDDING_SIZE + len(WINDOW_SHAPES) * WINDOW_OUTPUT_SIZE), dtype=np.float32)
        rows[:, :EMBEDDING_SIZE] = embeddings.raw[order]
        for number in range(len(WINDOW_SHAPES)):
            rows[
                :, EMBEDDING_SIZE + number * WINDOW_OUTPUT_SIZE : EMBEDDING_SIZE + (number + 1) * WINDOW_OUTPUT_SIZE
            ] = self._apply_windows(number, order, embeddings)
        return self._project_sums(self._sum_texts(rows, first, lengths), lengths)

    def _apply_windows(self, window_index: int, token_rows: Int64Array, embeddings: _TokenEmbeddings) -> Float32Array:
        """What comes of the windows of one width around each place, where `order` has the number of a piece or 0."""
        width, before = WINDOW_SHAPES[window_index]
        windows = [np.roll(token_rows, before - place) for place in range(width)]
        unlike, which = _deduplicate_windows(windows, len(embeddings.projected), token_rows > 0)
        own, at = token_rows[unlike], WINDOW_OFFSETS[window_index]
        held = embeddings.contributions[:, at : at + WINDOW_OUTPUT_SIZE][windows[0][unlike]]
        for place, window in enumerate(windows[1:], 1):
            held += embeddings.contributions[
                :, at + place * WINDOW_OUTPUT_SIZE : at + (place + 1) * WINDOW_OUTPUT_SIZE
            ][window[unlike]]
        np.maximum(held, 0, out=held)
        held += embeddings.projected[:, window_index * WINDOW_OUTPUT_SIZE : (window_index + 1) * WINDOW_OUTPUT_SIZE][
            own
        ]
        held[own == 0] = 0
        parts = held @ self._last[window_index]
        parts[:, before * WINDOW_OUTPUT_SIZE : (before + 1) * WINDOW_OUTPUT_SIZE] += self._weights.b2[window_index]
        found = parts[:, :WINDOW_OUTPUT_SIZE][np.roll(which, before)]
        for place in range(1, width):
            found += parts[:, place * WINDOW_OUTPUT_SIZE : (place + 1) * WINDOW_OUTPUT_SIZE][
                np.roll(which, before - place)
            ]
        np.maximum(found, 0, out=found)
        found += held[which]
        return found

    def _sum_texts(self, rows: Float32Array, starts: Int64Array, lengths: Int64Array) -> Float32Array:
        """The rows of each text, brought to one mean and one spread, and added up."""
        mean = rows.mean(axis=1)
        scale = np.reciprocal(np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] - mean**2 + self._weights.eps))
        sums = np.empty((len(starts), rows.shape[1]), dtype=np.float32)
        for number, (start, length) in enumerate(zip(starts.tolist(), lengths.tolist(), strict=True)):
            text = slice(start, start + length)
            sums[number] = scale[text] @ rows[text] - scale[text] @ mean[text]
        sums *= self._weights.ln_g
        sums += lengths[:, None].astype(np.float32) * self._weights.ln_b
        return sums

    def _project_sums(self, sums: Float32Array, lengths: Int64Array) -> Float32Array:
        """Vectors from the sums of texts."""
        held, count = self._weights, lengths[:, None].astype(np.float32)
        text = (sums @ held.cnn_W + count * held.cnn_b) / np.sqrt(count)
        second = np.maximum(text @ held.p1 + np.maximum(text @ held.d0, 0) @ held.d1, 0)
        found: Float32Array = np.tanh(second @ held.p3 + np.maximum(second @ held.d2, 0) @ held.d3)
        found /= np.sqrt(np.maximum(np.einsum("ij,ij->i", found, found), held.eps))[:, None]
        return found


def _batch_texts(texts: Sequence[TokenIds], max_tokens: int) -> Iterator[Sequence[TokenIds]]:
    """Texts in their order, as many at a time as have so many pieces together, or one."""
    first = count = 0
    for number, text in enumerate(texts):
        if count and count + len(text) > max_tokens:
            yield texts[first:number]
            first, count = number, 0
        count += len(text)
    if count:
        yield texts[first:]


def _deduplicate_windows(
    windows: Sequence[Int64Array], number_limit: int, is_token: npt.NDArray[np.bool_]
) -> tuple[Int64Array, Int64Array]:
    """Places of windows that are unlike each other, and of each window, which of them it is like.

    Windows hold numbers below `many`. Those of silence are one, whatever stands beside it.
    """
    key = windows[0] * is_token
    for window in windows[1:]:
        if int(key.max()) >= 2**62 // number_limit:  # it would not fit into 64 bits
            key = np.unique(key, return_inverse=True)[1]
        key = key * number_limit + window * is_token
    _, unlike, which = np.unique(key, return_index=True, return_inverse=True)
    return unlike, which


def _prepend_padding_row(rows: Float32Array) -> Float32Array:
    return np.concatenate([np.zeros((1, rows.shape[1]), dtype=np.float32), rows])


def _split_by_position(weights: Float32Array, width: int) -> Float32Array:
    """Weights of whole windows as those of each place in them, side by side."""
    return np.ascontiguousarray(
        weights.reshape(width, WINDOW_OUTPUT_SIZE, WINDOW_OUTPUT_SIZE)
        .transpose(1, 0, 2)
        .reshape(WINDOW_OUTPUT_SIZE, width * WINDOW_OUTPUT_SIZE)
    )
