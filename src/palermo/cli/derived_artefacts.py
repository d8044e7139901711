"""What a command needs of an edition beside its rows, made with its progress on standard error."""

from collections.abc import Callable

from rich.console import Console

from palermo.cli.options import count_processes
from palermo.edition import Library
from palermo.environment import load_settings
from palermo.pipeline.progress import create_reporter


def ensure_artefacts(library: Library, *ensure_functions: Callable[..., None]) -> None:
    """Call `ensure_search_index` or `ensure_follow_up`, or both, with the settings."""
    for ensure in ensure_functions:
        ensure(
            library,
            use_embeddings=load_settings().meaning,
            progress=create_reporter(Console(stderr=True, highlight=False)),
            workers=count_processes(None),
        )
