"""Worker processes of a Dask cluster."""

import asyncio
import logging
import time
import warnings
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

import dask
from distributed import Client, Future, wait
from distributed.client import ClosedClientError
from distributed.exceptions import WorkerStartTimeoutError
from distributed.scheduler import KilledWorker

from palermo import __version__
from palermo.edition.stores import FolderStore, Store
from palermo.errors import RunStopped
from palermo.pipeline.document_listing import group_batches
from palermo.pipeline.document_processing import Failure, Outcome, Task, close_sandboxes, process_batch
from palermo.pipeline.stages import StageSpec

BATCH_DOCUMENTS = 8
BATCH_BYTES = 8 * 1024 * 1024
"""Maximum documents and bytes of a batch: small enough for progress, large enough against Dask's overhead."""
POLL_INTERVAL_S = 30.0
"""Seconds without an answer after which the workers are checked."""
BATCH_EXTRA_S = 300.0
"""Seconds allowed for a batch in addition to the deadlines of its documents."""
CLUSTER_TIMEOUT_S = 20.0
"""Seconds in which a cluster's scheduler must respond and have a worker."""
RESPONSE_TIMEOUT_S = 120.0
"""Seconds for each later response; before the first one, workers import Palermo."""


class BoundedClient(Client):
    """A client whose calls all end: Dask's waits forever for what accepts a connection and then is silent."""

    def start(self, **kwargs: Any) -> None:
        """Connect to the scheduler; leaves no thread if it fails."""
        try:
            super().start(**kwargs)
        except BaseException:
            self._loop_runner.stop()
            raise

    async def _start(self, timeout: float = CLUSTER_TIMEOUT_S, **kwargs: Any) -> Any:
        try:
            return await asyncio.wait_for(super()._start(timeout, **kwargs), 2 * timeout)
        except BaseException:
            await self._close()
            raise

    def sync(self, func: Any, *args: Any, callback_timeout: float | None = None, **kwargs: Any) -> Any:
        """Call a coroutine function in the client's thread; raises TimeoutError."""
        return super().sync(func, *args, callback_timeout=callback_timeout or RESPONSE_TIMEOUT_S, **kwargs)

    def __del__(self) -> None:
        """Do not close: the thread that collects garbage may hold the lock that closing takes."""


class DaskDispatcher:
    """Submits documents to a Dask client and collects their outcomes."""

    def __init__(self, client: Client, spec: StageSpec, store: Store) -> None:
        self._client = client
        self._spec = spec
        self._store = store

    @property
    def _patience(self) -> float:
        """Seconds for a batch whose documents take all the time that they may request, and are tried twice."""
        return BATCH_EXTRA_S + 2 * BATCH_DOCUMENTS * self._spec.limits.max_seconds

    def process_tasks(self, tasks: Sequence[Task], workers: int) -> Generator[Outcome]:
        """Keep each worker busy with two batches; process documents of a killing batch alone, at the end."""
        waiting = iter(group_batches(tasks, BATCH_DOCUMENTS, BATCH_BYTES))
        running = {self._submit(group): group for group in islice(waiting, 2 * workers)}
        suspects: list[Task] = []
        while running:
            batch, outcomes = self._collect_batch(running)
            if isinstance(outcomes, KilledWorker):
                suspects.extend(batch)
            else:
                yield from outcomes
            for group in islice(waiting, 1):
                running[self._submit(group)] = group
        for task in suspects:
            yield self._process_alone(task)

    def _collect_batch[Batch: Sequence[Task]](
        self, running: dict[Future[list[Outcome]], Batch]
    ) -> tuple[Sequence[Task], list[Outcome] | KilledWorker]:
        """Wait for a batch to end and remove it from `running`.

        Raises RunStopped if no worker is left, or all are silent for too long.
        """
        started_at, empty_polls = time.monotonic(), 0
        while empty_polls < 2 and time.monotonic() - started_at < self._patience:
            try:
                future = next(iter(wait(list(running), POLL_INTERVAL_S, "FIRST_COMPLETED").done))
                try:
                    outcomes = future.result(POLL_INTERVAL_S)  # waits if the worker that holds it is gone
                except KilledWorker as error:
                    outcomes = error
                return running.pop(future), outcomes
            except TimeoutError:
                empty_polls = 0 if self._client.scheduler_info()["workers"] else empty_polls + 1
        reason = "none of them is left" if empty_polls else "they have stopped answering"
        raise RunStopped("the worker processes", reason, "Start workers, then build again: finished work is kept")

    def _submit(self, batch: Sequence[Task]) -> Future[list[Outcome]]:
        return self._client.submit(process_batch, batch, self._spec, self._store, pure=False)

    def _process_alone(self, task: Task) -> Outcome:
        """Process one document while no other is processed, so that only the one that kills is quarantined."""
        _, outcomes = self._collect_batch({self._submit([task]): [task]})
        if not isinstance(outcomes, KilledWorker):
            return outcomes[0]
        failure = Failure(
            error="ReaderDied",
            reason=f"{outcomes.allowed_failures + 1} processes died while processing it",
            hint="Give the machine more memory, or split the document",
        )
        return Outcome(
            document=task.document, source=task.source, status="quarantined", failure=failure, key=task.extraction
        )


def check_scheduler(address: str) -> None:
    """Raise RunStopped if no scheduler answers at an address."""
    with _silence_dask(), _connect(address):
        pass


def process_on_cluster(tasks: Sequence[Task], spec: StageSpec, store: Store, address: str) -> Generator[Outcome]:
    """Process documents with a cluster's workers; sandboxes end with the build, the workers stay."""
    hint = "Check that the scheduler and its workers are running, then build again"
    try:
        with dask.config.set({"distributed.admin.tick.limit": "1h"}), _silence_dask(), _connect(address) as client:
            store, paths = _resolve_store(store)
            count = _check_workers(client, address, [*paths, tasks[0].path.resolve()])
            try:
                with client.as_current():
                    yield from DaskDispatcher(client, spec, store).process_tasks(tasks, count)
            finally:
                with suppress(OSError):
                    if client.status == "running":
                        client.run(close_sandboxes, on_error="ignore")
    except TimeoutError as error:
        reason = "it, or one of its workers, has stopped answering"
        raise RunStopped(f"the scheduler {address}", reason, hint) from error
    except (OSError, CancelledError, ClosedClientError) as error:
        reason = f"it is gone ({type(error).__name__})"
        raise RunStopped(f"the scheduler {address}", reason, hint) from error


def _resolve_store(store: Store) -> tuple[Store, list[Path]]:
    """Return the store with absolute paths for remote workers, and the paths that they must be able to access."""
    if not isinstance(store, FolderStore):
        return store, []
    place = store.path.resolve()
    return FolderStore(place), [place]


def _connect(address: str) -> Client:
    try:
        return BoundedClient(address, timeout=CLUSTER_TIMEOUT_S, set_as_default=False)
    except OSError as error:
        hint = "Start one with `dask scheduler`, or check the address"
        raise RunStopped(f"the scheduler {address}", "it does not answer", hint) from error
    except ValueError as error:
        reason = "it is not an address of a scheduler"
        raise RunStopped(f"the scheduler {address!r}", reason, "Write it as tcp://host:8786") from error
    except AssertionError as error:  # distributed's own thread could not run within ten seconds
        hint = "Build again when it is calmer"
        raise RunStopped("this machine", "it is too busy to connect to a scheduler", hint) from error


def _check_workers(client: Client, address: str, paths: Sequence[Path]) -> int:
    """Return the number of the workers' threads.

    Raises RunStopped if there is no worker, or an unsuitable one.
    """
    try:
        client.wait_for_workers(1, timeout=CLUSTER_TIMEOUT_S)
    except WorkerStartTimeoutError as error:
        hint = f"Start some: dask worker {address}"
        raise RunStopped(f"the scheduler {address}", "it has no workers", hint) from error
    try:
        client.get_versions(check=True)
    except ValueError as error:
        difference = " ".join(str(error).split("\n\n")[0].split())[:200]
        raise _build_version_error(address, f"its versions are not those of this machine ({difference})") from error
    for worker, result in client.run(_inspect_worker, [str(path) for path in paths], on_error="return").items():
        if isinstance(result, BaseException):
            raise _build_version_error(
                worker, f"it has no working Palermo ({type(result).__name__}: {result})"
            ) from result
        version, missing = result
        if version != __version__:
            raise _build_version_error(worker, f"it has Palermo {version}, this machine has {__version__}")
        if missing:
            hint = "Mount the same file system there, under the same paths"
            raise RunStopped(f"the worker {worker}", f"it does not see {missing[0]}", hint)
    threads: int = sum(client.nthreads().values())
    return max(1, threads)


def _build_version_error(worker: str, reason: str) -> RunStopped:
    return RunStopped(f"the worker {worker}", reason, "Install the versions of requirements.lock there")


def _inspect_worker(paths: Sequence[str]) -> tuple[str, list[str]]:
    """Return a worker's version of Palermo, and the paths that it cannot access."""
    return __version__, [path for path in paths if not Path(path).exists()]


@contextmanager
def _silence_dask() -> Iterator[None]:
    """Silence all of Dask's loggers: errors that matter are raised."""
    loggers = [name for name in logging.root.manager.loggerDict if name.split(".")[0] == "distributed"]
    levels = {logging.getLogger(name): logging.getLogger(name).level for name in ("distributed", *loggers)}
    for logger in levels:
        logger.setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            for logger, level in levels.items():
                logger.setLevel(level)
