"""Ordering of rows so that those with similar profiles are adjacent."""

from collections.abc import Mapping, Sequence

import numpy as np


def order_by_similarity(
    rows: Sequence[str], counts: Mapping[tuple[str, str], int], columns: Sequence[str]
) -> list[str]:
    """Return the rows as a chain from the first: each is followed by the remaining one most like it.

    `counts`: statements by row and column. Profiles are compared by cosine, so that the size of a row does not matter;
    rows without a profile come last, in the given order.
    """
    table = np.array([[counts.get((row, column), 0) for column in columns] for row in rows], dtype=float)
    lengths = np.linalg.norm(table, axis=1) if len(rows) else np.zeros(0)
    profiles = table / np.where(lengths, lengths, 1)[:, None] if len(rows) else table
    remaining = [index for index in range(len(rows)) if lengths[index]]
    chain = remaining[:1]
    remaining = remaining[1:]
    while remaining:
        likeness = profiles[remaining] @ profiles[chain[-1]]
        chain.append(remaining.pop(int(np.argmax(likeness))))
    return [rows[index] for index in [*chain, *(index for index in range(len(rows)) if not lengths[index])]]
