"""Commands that serve pages: serve, demo."""

from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from palermo.cli.building import build_and_tell
from palermo.cli.door import tell
from palermo.cli.options import LibraryPath, Port, Workers, cores, library_of
from palermo.edition import Library
from palermo.errors import SourceMissing
from palermo.pipeline import make_followed, make_searchable, telling
from palermo.settings import from_environment

SAMPLE: Final = Path(__file__).parents[3] / "sample"


def serve(
    library: LibraryPath = None,
    port: Port = 8000,
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
) -> None:
    """Serve the current edition as web pages, until interrupted."""
    serve_until_stopped(library_of(library), port, host)


def demo(
    port: Port = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Stop after the edition is built.")] = False,
    library: Annotated[Path, typer.Option(help="The library to make.")] = Path("var/demo"),
    workers: Workers = None,
) -> None:
    """Build the sample library, and serve it."""
    from palermo.publishing.digests import render_sample  # the libraries that write PDF and DOCX are needed here alone

    if not SAMPLE.is_dir():
        raise SourceMissing(str(SAMPLE), "the sample texts are not there", "Run it from a checkout of the repository")
    documents = library.with_name(f"{library.name}-documents")
    render_sample(SAMPLE, documents)
    build_and_tell(Library(library), [documents], cores(workers))
    if no_serve:
        tell(f"The library is {library}: palermo serve --library {library} serves it.")
    else:
        serve_until_stopped(Library(library), port, "127.0.0.1")


def serve_until_stopped(library: Library, port: int, host: str) -> None:
    """Serve a library's pages until interrupted."""
    from palermo.portal.serve import serve as serve_portal  # Django is loaded by this command alone

    settings = from_environment()
    console = Console(stderr=True, highlight=False)
    with library.followed():
        here = Library(library.path)
        for make in (make_searchable, make_followed):
            make(here, meaning=settings.meaning, progress=telling(console), workers=cores(None))
        serve_portal(library.path, port, host)
