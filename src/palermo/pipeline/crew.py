"""Who reads the documents: this process for a few, Dask workers for many. Dask never parses bytes; sandboxes do."""

from collections.abc import Generator, Sequence
from pathlib import Path

from palermo.pipeline.stages import Recipe
from palermo.pipeline.work import Outcome, Task, close_sandboxes, work

FEW = 8
"""Documents that are read here: starting worker processes takes longer than reading them."""


def outcomes(tasks: Sequence[Task], recipe: Recipe, cache: Path, workers: int) -> Generator[Outcome]:
    """Read all documents and give what became of each, in the order in which they end.

    Raises RunStopped where no reader starts, no worker starts, or the cache cannot be written. Closing the iterator
    ends all processes.
    """
    if workers > 1 and len(tasks) > FEW:
        from palermo.pipeline.workers import with_workers  # Dask takes a second to import, and few commands need it

        yield from with_workers(tasks, recipe, cache, workers)
        return
    try:
        for task in tasks:
            yield from work([task], recipe, cache)
    finally:
        close_sandboxes()
