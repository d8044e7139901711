"""The command that serves the portal."""

from typing import Annotated

import typer
from rich.console import Console

from palermo.cli.options import LibraryPath, Port, count_processes, open_library
from palermo.edition import Library
from palermo.environment import load_settings
from palermo.pipeline import create_reporter, ensure_follow_up, ensure_search_index
from palermo.portal import server


def serve(
    library: LibraryPath = None,
    port: Port = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the current edition as web pages, until interrupted."""
    serve_until_stopped(open_library(library), port, host)


def serve_until_stopped(library: Library, port: int, host: str, *, has_demo_people: bool = False) -> None:
    """Serve a library's pages until interrupted."""
    settings = load_settings()
    console = Console(stderr=True, highlight=False)
    with library.follow_updates():
        local_library = Library(library.path)
        for ensure in (ensure_search_index, ensure_follow_up):
            ensure(
                local_library,
                use_embeddings=settings.meaning,
                progress=create_reporter(console),
                workers=count_processes(None),
            )
        server.serve(library.path, port, host, has_demo_people=has_demo_people)
