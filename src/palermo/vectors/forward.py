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

from palermo.vectors.pieces import Pieces

DEEP = 512
"""Numbers that the package knows of a piece."""
WIDE = 256
"""Numbers that come of each set of weights for each width of window."""
WINDOWS = ((2, 0), (3, 1), (5, 2))
"""Pieces that a window holds, and how many of them stand before the piece that it is of."""
STARTS = (0, 2 * WIDE, 5 * WIDE)
"""Where the numbers of each width of window begin, those of its places side by side."""
SILENCE = 2
"""Empty places between two texts: no window reaches from one into the other."""
TOGETHER = 16_384
"""Pieces of texts that are known together: their numbers fill some 40 MB; 250 MB, were no two of them alike."""
AT_ONCE = 2048
"""Pieces whose windows are looked at together; a text of more, which strange signs alone make, loses the rest."""
BLOCKS = 17
"""The package's table is kept in so many blocks, each with its own scale."""

type Floats = npt.NDArray[np.float32]
type Numbers = npt.NDArray[np.int64]
type Text = Sequence[int]
"""Numbers of its pieces."""


class _Known(NamedTuple):
    """What is known of pieces before their neighbours are: one row for each, behind one of silence."""

    raw: Floats
    """What the package's table tells."""
    own: Floats
    """What comes of the first set of weights."""
    added: Floats
    """What comes of the second: what a piece adds to a window, for each width and each place in it."""


class Forward:
    """The encoder; it works with one thread."""

    def __init__(self, backend: Any) -> None:
        """`backend` is the package's, whose weights and pieces are used."""
        self._weights = backend
        self._pieces = Pieces(backend.sp)
        self._first, self._last = (
            [_by_place(weights, width) for weights, (width, _) in zip(both, WINDOWS, strict=True)]
            for both in (backend.w1, backend.w2)
        )
        self._threads = ThreadpoolController().limit
        self._alone = Lock()

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors of unit length, one row for each text."""
        cut = [self._pieces.of(text)[:AT_ONCE] for text in texts]
        found = [np.empty((0, DEEP), dtype=np.float32)]
        # small matrices: a second thread costs more than it brings; the limit is the whole process's, so one at a time
        with self._alone, self._threads(limits=1, user_api="blas"):
            for some in _groups(cut, TOGETHER):
                unlike, numbers = np.unique(np.fromiter(chain.from_iterable(some), np.int64), return_inverse=True)
                known, at = self._know(unlike), 0
                for group in _groups(some, AT_ONCE):
                    count = sum(map(len, group))
                    found.append(self._vectors(group, numbers[at : at + count] + 1, known))
                    at += count
        return np.concatenate(found)

    def _know(self, pieces: Numbers) -> _Known:
        """What is known of these pieces."""
        held, block = self._weights, pieces % BLOCKS
        raw = held.table[pieces] * held.scale[block, None] + held.lo[block, None]
        own = raw @ held.proj_W + held.proj_b
        own -= own.mean(axis=1, keepdims=True)
        own /= np.sqrt(np.einsum("ij,ij->i", own, own) / own.shape[1] + held.eps)[:, None]
        own = own * held.ln_g_all + held.ln_b_all
        added = np.zeros((len(pieces) + 1, STARTS[-1] + WINDOWS[-1][0] * WIDE), dtype=np.float32)
        for number, (width, before) in enumerate(WINDOWS):
            part = added[1:, STARTS[number] : STARTS[number] + width * WIDE]
            np.matmul(own[:, number * WIDE : (number + 1) * WIDE], self._first[number], out=part)
            part[:, before * WIDE : (before + 1) * WIDE] += held.b1[number]
        return _Known(_after_silence(raw), _after_silence(own), added)

    def _vectors(self, group: Sequence[Text], numbers: Numbers, known: _Known) -> Floats:
        """Vectors of texts, of all whose pieces `numbers` tells the rows in `known`."""
        lengths = np.fromiter(map(len, group), np.int64, len(group))
        first = np.cumsum(lengths + SILENCE) - lengths
        order = np.zeros(len(numbers) + SILENCE * (len(group) + 1), dtype=np.int64)
        order[np.arange(len(numbers)) + np.repeat(SILENCE * np.arange(1, len(group) + 1), lengths)] = numbers
        rows = np.empty((len(order), DEEP + len(WINDOWS) * WIDE), dtype=np.float32)
        rows[:, :DEEP] = known.raw[order]
        for number in range(len(WINDOWS)):
            rows[:, DEEP + number * WIDE : DEEP + (number + 1) * WIDE] = self._windows(number, order, known)
        return self._whole(self._sums(rows, first, lengths), lengths)

    def _windows(self, number: int, order: Numbers, known: _Known) -> Floats:
        """What comes of the windows of one width around each place, where `order` has the number of a piece or 0."""
        width, before = WINDOWS[number]
        windows = [np.roll(order, before - place) for place in range(width)]
        unlike, which = _unlike(windows, len(known.own), order > 0)
        own, at = order[unlike], STARTS[number]
        held = known.added[:, at : at + WIDE][windows[0][unlike]]
        for place, window in enumerate(windows[1:], 1):
            held += known.added[:, at + place * WIDE : at + (place + 1) * WIDE][window[unlike]]
        np.maximum(held, 0, out=held)
        held += known.own[:, number * WIDE : (number + 1) * WIDE][own]
        held[own == 0] = 0
        parts = held @ self._last[number]
        parts[:, before * WIDE : (before + 1) * WIDE] += self._weights.b2[number]
        found = parts[:, :WIDE][np.roll(which, before)]
        for place in range(1, width):
            found += parts[:, place * WIDE : (place + 1) * WIDE][np.roll(which, before - place)]
        np.maximum(found, 0, out=found)
        found += held[which]
        return found

    def _sums(self, rows: Floats, first: Numbers, lengths: Numbers) -> Floats:
        """The rows of each text, brought to one mean and one spread, and added up."""
        mean = rows.mean(axis=1)
        scale = np.reciprocal(np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] - mean**2 + self._weights.eps))
        sums = np.empty((len(first), rows.shape[1]), dtype=np.float32)
        for number, (start, length) in enumerate(zip(first.tolist(), lengths.tolist(), strict=True)):
            text = slice(start, start + length)
            sums[number] = scale[text] @ rows[text] - scale[text] @ mean[text]
        sums *= self._weights.ln_g
        sums += lengths[:, None].astype(np.float32) * self._weights.ln_b
        return sums

    def _whole(self, sums: Floats, lengths: Numbers) -> Floats:
        """Vectors from the sums of texts."""
        held, count = self._weights, lengths[:, None].astype(np.float32)
        text = (sums @ held.cnn_W + count * held.cnn_b) / np.sqrt(count)
        second = np.maximum(text @ held.p1 + np.maximum(text @ held.d0, 0) @ held.d1, 0)
        found: Floats = np.tanh(second @ held.p3 + np.maximum(second @ held.d2, 0) @ held.d3)
        found /= np.sqrt(np.maximum(np.einsum("ij,ij->i", found, found), held.eps))[:, None]
        return found


def _groups(texts: Sequence[Text], most: int) -> Iterator[Sequence[Text]]:
    """Texts in their order, as many at a time as have so many pieces together, or one."""
    first = count = 0
    for number, text in enumerate(texts):
        if count and count + len(text) > most:
            yield texts[first:number]
            first, count = number, 0
        count += len(text)
    if count:
        yield texts[first:]


def _unlike(windows: Sequence[Numbers], many: int, there: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Places of windows that are unlike each other, and of each window, which of them it is like.

    Windows hold numbers below `many`. Those of silence are one, whatever stands beside it.
    """
    key = windows[0] * there
    for window in windows[1:]:
        if int(key.max()) >= 2**62 // many:  # it would not fit into 64 bits
            key = np.unique(key, return_inverse=True)[1]
        key = key * many + window * there
    _, unlike, which = np.unique(key, return_index=True, return_inverse=True)
    return unlike, which


def _after_silence(rows: Floats) -> Floats:
    return np.concatenate([np.zeros((1, rows.shape[1]), dtype=np.float32), rows])


def _by_place(weights: Floats, width: int) -> Floats:
    """Weights of whole windows as those of each place in them, side by side."""
    return np.ascontiguousarray(weights.reshape(width, WIDE, WIDE).transpose(1, 0, 2).reshape(WIDE, width * WIDE))
