"""The order of a map's rows: by weight, by name, or so that rows with a similar profile stand together."""

from collections.abc import Mapping, Sequence

import numpy as np


def order_by_similarity(
    rows: Sequence[str], counts: Mapping[tuple[str, str], int], columns: Sequence[str]
) -> list[str]:
    """Rows in a chain that begins with the first: each is followed by the one whose profile is the most like its own.

    counts: statements by row and column. Profiles are compared by the cosine, so that the weight of a row does not
    count; rows without a profile come last, as they are given.
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
