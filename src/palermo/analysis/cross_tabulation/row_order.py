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
    left = [at for at in range(len(rows)) if lengths[at]]
    chain = left[:1]
    left = left[1:]
    while left:
        likeness = profiles[left] @ profiles[chain[-1]]
        chain.append(left.pop(int(np.argmax(likeness))))
    return [rows[at] for at in [*chain, *(at for at in range(len(rows)) if not lengths[at])]]
