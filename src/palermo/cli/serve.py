"""The commands that serve the portal: serve, and demo, which builds the sample library first."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from palermo.cli.build import build_and_report
from palermo.cli.console import print_status
from palermo.cli.derived_artefacts import ensure_artefacts
from palermo.cli.options import LibraryPath, Port, Workers, count_processes, open_library
from palermo.edition import Library
from palermo.errors import SettingInvalid, SourceMissing
from palermo.pipeline.derived_artefacts import ensure_follow_up, ensure_search_index
from palermo.pipeline.origins import load_origins
from palermo.portal import server
from palermo.sources.catalogue import CATALOGUE_FILE


def serve(
    library: LibraryPath = None,
    port: Port = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the current edition as web pages, until interrupted."""
    serve_until_stopped(open_library(library), port, host)


def serve_until_stopped(library: Library, port: int, host: str, *, has_demo_people: bool = False) -> None:
    """Serve a library's pages until interrupted."""
    with library.follow_updates():
        ensure_artefacts(Library(library.path), ensure_search_index, ensure_follow_up)
        server.serve(library.path, port, host, has_demo_people=has_demo_people)


SAMPLE_FOLDERS: Final = (Path(__file__).parents[1] / "sample", Path(__file__).parents[3] / "build/sample")
"""Where the documents of the sample are: in an installed wheel, and in a checkout."""
INSTALL_HINT: Final = "In a checkout, run `make install`; else install Palermo again"


def build_demo(
    port: Port = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Stop after the edition is built.")] = False,
    library: Annotated[Path, typer.Option(help="The library to create.")] = Path("var/demo"),
    workers: Workers = None,
    with_people: Annotated[
        bool, typer.Option("--with-people", help="Create invented people, and print links that sign in as them.")
    ] = False,
) -> None:
    """Build the sample library and serve it."""
    documents = library.with_name(f"{library.name}-documents")
    copy_sample(documents)
    sources = load_origins(Library(library))  # a joint text that was issued in the demo is one
    build_and_report(Library(library), [] if sources else [documents], count_processes(workers))
    _store_demo_texts(library)
    if no_serve:
        command = f"{find_command()} {{}} --library {shlex.quote(str(library))}"
        print_status(f"The library is {library}. To serve it: {command.format('serve')}")
        print_status(f"It has no accounts. To make the first: {command.format('users create-admin --email ADDRESS')}")
    else:
        if not with_people:
            print_status(
                f"No account exists; stop and run `{find_command()} demo --with-people` to try the signed-in pages."
            )
        serve_until_stopped(Library(library), port, "127.0.0.1", has_demo_people=with_people)


def copy_sample(target: Path) -> None:
    """Copy the documents of the sample to a folder, in place of an earlier sample.

    Raises SourceMissing if the installation has none, and SettingInvalid if the folder contains anything else.
    """
    sample = next((folder for folder in SAMPLE_FOLDERS if folder.is_dir()), None)
    if sample is None:
        raise SourceMissing(str(SAMPLE_FOLDERS[0]), "the sample's documents are missing", INSTALL_HINT)
    if target.exists() and not target.is_dir():
        raise SettingInvalid(str(target), "it is a file", "Name a folder")
    if target.is_dir() and any(target.iterdir()) and not (target / CATALOGUE_FILE).is_file():
        reason = "it contains files that are not a sample library"
        raise SettingInvalid(str(target), reason, "Name an empty or new folder")
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(sample, target, copy_function=shutil.copyfile)


def find_command() -> str:
    """Return the shell words that start this program: its name, or else its file or module."""
    installed, on_path = Path(sys.executable).with_name("palermo"), shutil.which("palermo")
    if not installed.exists():
        return f"{shlex.quote(sys.executable)} -m palermo"
    if on_path and Path(on_path).samefile(installed):
        return "palermo"
    return shlex.quote(str(installed.relative_to(Path.cwd()) if installed.is_relative_to(Path.cwd()) else installed))


def _store_demo_texts(library: Path) -> None:
    """Store the demo's joint texts in a separate process, whose Django settings are those of this library."""
    code = (
        "import sys, pathlib; from palermo.portal.server import prepare_demo; prepare_demo(pathlib.Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", code, str(library)], check=True)
