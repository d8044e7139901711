"""Worker processes of a Dask cluster."""

import logging
import warnings
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import dask
from distributed import Client, Future, wait
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
MAX_TRIES = 3
CLUSTER_TIMEOUT_S = 20.0
"""Seconds in which a cluster's scheduler must respond and have a worker."""


class DaskDispatcher:
    """Submits documents to a Dask client and collects their outcomes."""

    def __init__(self, client: Client, spec: StageSpec, store: Store) -> None:
        self._client = client
        self._spec = spec
        self._store = store
        self._patience = BATCH_EXTRA_S + 2 * BATCH_DOCUMENTS * spec.limits.seconds  # a document is tried at most twice

    def process_tasks(self, tasks: Sequence[Task], workers: int) -> Generator[Outcome]:
        """Keep each worker busy with two batches; process documents of a killing batch alone, at the end."""
        waiting = iter(group_batches(tasks, BATCH_DOCUMENTS, BATCH_BYTES))
        running = {self._submit(group): group for group in islice(waiting, 2 * workers)}
        suspects: list[Task] = []
        while running:
            for future in self._wait_for_batches(running):
                batch = running.pop(future)
                try:
                    yield from future.result()
                except KilledWorker:
                    suspects.extend(batch)
                for group in islice(waiting, 1):
                    running[self._submit(group)] = group
        for task in suspects:
            yield self._process_alone(task)

    def _wait_for_batches(
        self, batches_by_future: Mapping[Future[list[Outcome]], Sequence[Task]]
    ) -> Collection[Future[list[Outcome]]]:
        """Wait for batches to end; raises RunStopped if no worker is left, or all are silent for too long."""
        silent_s, empty_polls = 0.0, 0
        while True:
            try:
                done_batches: set[Future[list[Outcome]]] = wait(
                    list(batches_by_future), POLL_INTERVAL_S, "FIRST_COMPLETED"
                ).done
                return done_batches
            except TimeoutError:
                silent_s += POLL_INTERVAL_S
                empty_polls = 0 if self._client.scheduler_info()["workers"] else empty_polls + 1
            if empty_polls > 1 or silent_s > self._patience:
                reason = "none of them is left" if empty_polls else "they have stopped answering"
                raise RunStopped("the worker processes", reason, "Build again: finished work is kept")

    def _submit(self, batch: Sequence[Task]) -> Future[list[Outcome]]:
        return self._client.submit(process_batch, batch, self._spec, self._store, pure=False)

    def _process_alone(self, task: Task) -> Outcome:
        """Process one document while no other is processed, so that only the one that kills is quarantined."""
        try:
            (outcome,) = self._submit([task]).result(timeout=self._patience)
        except KilledWorker as error:
            failure = Failure(
                error="ReaderDied",
                reason=f"{error.allowed_failures + 1} processes died while processing it",
                hint="Give the machine more memory, or split the document",
            )
            return Outcome(
                document=task.document, source=task.source, status="quarantined", failure=failure, key=task.extraction
            )
        return outcome


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
                client.run(close_sandboxes, on_error="ignore")
    except (OSError, CancelledError) as error:
        reason = f"it is gone ({type(error).__name__})"
        raise RunStopped(f"the scheduler {address}", reason, hint) from error


def _resolve_store(store: Store) -> tuple[Store, list[Path]]:
    """Return the store with absolute paths for remote workers, and the paths that they must be able to access."""
    if not isinstance(store, FolderStore):
        return store, []
    place = store.path.resolve()
    return FolderStore(place), [place]


def _connect(address: str) -> Client:
    for _ in range(MAX_TRIES):
        try:
            return Client(address, timeout=CLUSTER_TIMEOUT_S, set_as_default=False)
        except OSError as error:
            hint = "Start one with `dask scheduler`, or check the address"
            raise RunStopped(f"the scheduler {address}", "it does not answer", hint) from error
        except ValueError as error:
            reason = "it is not an address of a scheduler"
            raise RunStopped(f"the scheduler {address!r}", reason, "Write it as tcp://host:8786") from error
        except AssertionError:  # distributed's own thread could not run within ten seconds
            continue
    raise RunStopped("this machine", "it is too busy to connect to a scheduler", "Build again when it is calmer")


def _check_workers(client: Client, address: str, paths: Sequence[Path]) -> int:
    """Return the number of the workers' threads.

    Raises RunStopped if there is no worker, or an unsuitable one.
    """
    try:
        client.wait_for_workers(1, timeout=CLUSTER_TIMEOUT_S)
    except TimeoutError as error:
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
