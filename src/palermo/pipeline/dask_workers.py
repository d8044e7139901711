"""Worker processes by Dask: started on this machine, or those of an existing cluster."""

import logging
import warnings
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import dask
from distributed import Client, LocalCluster

from palermo import __version__
from palermo.edition.stores import FolderStore, Store
from palermo.errors import RunStopped
from palermo.pipeline.dask_dispatcher import MAX_WORKER_DEATHS, DaskDispatcher
from palermo.pipeline.document_processing import Outcome, Task, close_sandboxes
from palermo.pipeline.interrupts import defer_interrupts
from palermo.pipeline.stages import StageSpec

LOOPBACK = "127.0.0.1"
CLUSTER_TIMEOUT_S = 20.0
"""Seconds in which a cluster's scheduler must respond and have a worker."""
DASK_CONFIG = {
    "distributed.scheduler.allowed-failures": MAX_WORKER_DEATHS - 1,
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.memory.terminate": False,
    "distributed.admin.tick.limit": "1h",
}


def process_with_local_workers(
    tasks: Sequence[Task], spec: StageSpec, store: Store, workers: int
) -> Generator[Outcome]:
    """Process documents in local worker processes; raises RunStopped if they cannot be started."""
    try:
        with dask.config.set(DASK_CONFIG), ExitStack() as stack:
            with defer_interrupts():
                cluster = stack.enter_context(
                    LocalCluster(
                        n_workers=workers,
                        threads_per_worker=1,
                        processes=True,
                        host=LOOPBACK,
                        # without an address, Dask's web servers open port 8787 to everyone
                        dashboard_address=f"{LOOPBACK}:0",
                        worker_dashboard_address=f"{LOOPBACK}:0",
                        silence_logs=logging.CRITICAL,
                    )
                )
            client = stack.enter_context(Client(cluster))
            yield from DaskDispatcher(client, spec, store).process_tasks(tasks, workers)
    except OSError as error:  # process_batch raises RunStopped for its own; the rest is Dask's, such as timeouts
        reason = f"they cannot be started or reached ({error})"
        raise RunStopped("the worker processes", reason, "Build with --workers 1") from error


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
    hint = "Start one with `dask scheduler`, or check the address"
    try:
        return _open_client(address)
    except OSError as error:
        raise RunStopped(f"the scheduler {address}", "it does not answer", hint) from error
    except ValueError as error:
        hint = "Write it as tcp://host:8786"
        raise RunStopped(f"the scheduler {address!r}", "it is not an address of a scheduler", hint) from error


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


def _open_client(address: str, tries: int = 3) -> Client:
    """Return a client; retried if distributed's own thread could not run within ten seconds."""
    for _ in range(tries):
        with suppress(AssertionError):
            return Client(address, timeout=CLUSTER_TIMEOUT_S, set_as_default=False)
    raise RunStopped("this machine", "it is too busy to connect to a scheduler", "Build again when it is calmer")
