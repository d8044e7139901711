"""Forward pass: sentence vectors from token ids with the encoder package's weights, in half its time.

The package multiplies each token's embedding with three sets of weights in sequence. The results of the first two
depend only on the token itself, and texts share many tokens; so they are computed once for all texts that are given
together, and summed for adjacent tokens. The third set, applied to windows of two, three and five tokens, is computed
once for each distinct window in some thousand tokens. Because sums are computed in another order than in the package,
vectors differ from its own by rounding errors below 0.000002. As in the package, vectors depend only on the texts that
are encoded together, and on the other texts only by rounding.
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
"""Dimensions of the package's token embeddings."""
WINDOW_OUTPUT_SIZE = 256
"""Output dimensions of each set of weights for each window width."""
WINDOW_SHAPES = ((2, 0), (3, 1), (5, 2))
"""Tokens of a window, and how many of them precede its central token."""
WINDOW_OFFSETS = (0, 2 * WINDOW_OUTPUT_SIZE, 5 * WINDOW_OUTPUT_SIZE)
"""Offset of each window width; the outputs of its positions are adjacent."""
PADDING_TOKENS = 2
"""Padding between two texts, so that no window spans both."""
EMBEDDED_TOKENS_PER_BATCH = 16_384
"""Tokens that are embedded together: about 40 MB, or 250 MB if all are distinct."""
WINDOW_TOKENS_PER_BATCH = 2048
"""Tokens whose windows are computed together; longer texts, which only unusual characters give, are truncated."""
TABLE_BLOCKS = 17
"""Blocks of the package's embedding table, each with its own scale."""

type Float32Array = npt.NDArray[np.float32]
type Int64Array = npt.NDArray[np.int64]
type TokenIds = Sequence[int]
"""Token ids of a text."""


class _TokenEmbeddings(NamedTuple):
    """Context-independent values of tokens, one row each, after a padding row."""

    raw: Float32Array
    """Embeddings from the package's table."""
    projected: Float32Array
    """Output of the first set of weights."""
    contributions: Float32Array
    """Output of the second set: what a token adds to a window, by width and position."""


class ForwardPass:
    """Computes sentence vectors in a single thread."""

    def __init__(self, backend: Any) -> None:
        """`backend` is the package's, which has the weights and the tokenizer."""
        self._weights = backend
        self._pieces = CachingTokenizer(backend.sp)
        self._first, self._last = (
            [_split_by_position(weights, width) for weights, (width, _) in zip(both, WINDOW_SHAPES, strict=True)]
            for both in (backend.w1, backend.w2)
        )
        self._threads = ThreadpoolController().limit
        self._alone = Lock()

    def encode(self, texts: Sequence[str]) -> Float32Array:
        """Return vectors of unit length, one row for each text."""
        cut = [self._pieces.tokenize(text)[:WINDOW_TOKENS_PER_BATCH] for text in texts]
        states = [np.empty((0, EMBEDDING_SIZE), dtype=np.float32)]
        # small matrices: a second thread costs more than it saves; the limit is process-wide, so calls are serialised
        with self._alone, self._threads(limits=1, user_api="blas"):
            for batch in _batch_texts(cut, EMBEDDED_TOKENS_PER_BATCH):
                unique_tokens, numbers = np.unique(
                    np.fromiter(chain.from_iterable(batch), np.int64), return_inverse=True
                )
                known, at = self._embed_tokens(unique_tokens), 0
                for group in _batch_texts(batch, WINDOW_TOKENS_PER_BATCH):
                    count = sum(map(len, group))
                    states.append(self._compute_vectors(group, numbers[at : at + count] + 1, known))
                    at += count
        return np.concatenate(states)

    def _embed_tokens(self, token_ids: Int64Array) -> _TokenEmbeddings:
        """Compute the context-independent values of these tokens."""
        weights, block = self._weights, token_ids % TABLE_BLOCKS
        raw = weights.table[token_ids] * weights.scale[block, None] + weights.lo[block, None]
        own = raw @ weights.proj_W + weights.proj_b
        own -= own.mean(axis=1, keepdims=True)
        own /= np.sqrt(np.einsum("ij,ij->i", own, own) / own.shape[1] + weights.eps)[:, None]
        own = own * weights.ln_g_all + weights.ln_b_all
        added = np.zeros(
            (len(token_ids) + 1, WINDOW_OFFSETS[-1] + WINDOW_SHAPES[-1][0] * WINDOW_OUTPUT_SIZE), dtype=np.float32
        )
        for number, (width, before) in enumerate(WINDOW_SHAPES):
            part = added[1:, WINDOW_OFFSETS[number] : WINDOW_OFFSETS[number] + width * WINDOW_OUTPUT_SIZE]
            np.matmul(
                own[:, number * WINDOW_OUTPUT_SIZE : (number + 1) * WINDOW_OUTPUT_SIZE], self._first[number], out=part
            )
            part[:, before * WINDOW_OUTPUT_SIZE : (before + 1) * WINDOW_OUTPUT_SIZE] += weights.b1[number]
        return _TokenEmbeddings(_prepend_padding_row(raw), _prepend_padding_row(own), added)

    def _compute_vectors(
        self, group: Sequence[TokenIds], row_numbers: Int64Array, embeddings: _TokenEmbeddings
    ) -> Float32Array:
        """Return the vectors of texts; `row_numbers` are the rows of all their tokens in `embeddings`."""
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
        """Return the output of the windows of one width around each row of `token_rows`, 0 for padding."""
        width, before = WINDOW_SHAPES[window_index]
        windows = [np.roll(token_rows, before - place) for place in range(width)]
        unique_windows, which = _deduplicate_windows(windows, len(embeddings.projected), token_rows > 0)
        own, at = token_rows[unique_windows], WINDOW_OFFSETS[window_index]
        window_part = embeddings.contributions[:, at : at + WINDOW_OUTPUT_SIZE][windows[0][unique_windows]]
        for place, window in enumerate(windows[1:], 1):
            window_part += embeddings.contributions[
                :, at + place * WINDOW_OUTPUT_SIZE : at + (place + 1) * WINDOW_OUTPUT_SIZE
            ][window[unique_windows]]
        np.maximum(window_part, 0, out=window_part)
        window_part += embeddings.projected[
            :, window_index * WINDOW_OUTPUT_SIZE : (window_index + 1) * WINDOW_OUTPUT_SIZE
        ][own]
        window_part[own == 0] = 0
        parts = window_part @ self._last[window_index]
        parts[:, before * WINDOW_OUTPUT_SIZE : (before + 1) * WINDOW_OUTPUT_SIZE] += self._weights.b2[window_index]
        window_states = parts[:, :WINDOW_OUTPUT_SIZE][np.roll(which, before)]
        for place in range(1, width):
            window_states += parts[:, place * WINDOW_OUTPUT_SIZE : (place + 1) * WINDOW_OUTPUT_SIZE][
                np.roll(which, before - place)
            ]
        np.maximum(window_states, 0, out=window_states)
        window_states += window_part[which]
        return window_states

    def _sum_texts(self, rows: Float32Array, starts: Int64Array, lengths: Int64Array) -> Float32Array:
        """Return the sum of the layer-normalised rows of each text."""
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
        """Return sentence vectors from the sums of texts."""
        weights, count = self._weights, lengths[:, None].astype(np.float32)
        text = (sums @ weights.cnn_W + count * weights.cnn_b) / np.sqrt(count)
        second = np.maximum(text @ weights.p1 + np.maximum(text @ weights.d0, 0) @ weights.d1, 0)
        projected: Float32Array = np.tanh(second @ weights.p3 + np.maximum(second @ weights.d2, 0) @ weights.d3)
        projected /= np.sqrt(np.maximum(np.einsum("ij,ij->i", projected, projected), weights.eps))[:, None]
        return projected


def _batch_texts(texts: Sequence[TokenIds], max_tokens: int) -> Iterator[Sequence[TokenIds]]:
    """Yield groups of texts in order, with at most `max_tokens` tokens or a single text."""
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
    """Return the indices of distinct windows, and for each window the position of its distinct one.

    Windows contain numbers below `number_limit`. Windows around padding count as one, whatever is beside it.
    """
    key = windows[0] * is_token
    for window in windows[1:]:
        if int(key.max()) >= 2**62 // number_limit:  # avoids overflow of 64 bits
            key = np.unique(key, return_inverse=True)[1]
        key = key * number_limit + window * is_token
    _, first_indices, which = np.unique(key, return_index=True, return_inverse=True)
    return first_indices, which


def _prepend_padding_row(rows: Float32Array) -> Float32Array:
    return np.concatenate([np.zeros((1, rows.shape[1]), dtype=np.float32), rows])


def _split_by_position(weights: Float32Array, width: int) -> Float32Array:
    """Rearrange the weights of whole windows as those of each position, side by side."""
    return np.ascontiguousarray(
        weights.reshape(width, WINDOW_OUTPUT_SIZE, WINDOW_OUTPUT_SIZE)
        .transpose(1, 0, 2)
        .reshape(WINDOW_OUTPUT_SIZE, width * WINDOW_OUTPUT_SIZE)
    )
