"""The command line: thin commands, one file for each group of them."""

from collections.abc import Callable
from typing import Annotated

import typer

from palermo import __version__
from palermo.cli import ask, build, measure, search, serve, sources, survey, words
from palermo.cli import map as maps
from palermo.cli.door import Door

app = typer.Typer(
    cls=Door,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="One shared, sourced map of the counter-trafficking field, rebuilt from its documents.",
)
vocabulary_app = typer.Typer(no_args_is_help=True, help="The controlled words.")

COMMANDS: dict[str, Callable[..., None]] = {
    "init": sources.init,
    "add": sources.add,
    "list": sources.list_command,
    "build": build.build_command,
    "status": build.status_command,
    "search": search.search,
    "show": ask.show,
    "export": ask.export,
    "editions": ask.editions_command,
    "diff": ask.diff_command,
    "clean": build.clean_command,
    "doctor": sources.doctor_command,
    "evaluate": measure.evaluate_command,
    "extract": measure.extract,
    "resolve": measure.resolve,
    "proposals": measure.proposals_command,
    "serve": serve.serve,
    "demo": serve.demo,
}
"""In the order in which `--help` shows them."""

for _name, _command in COMMANDS.items():
    app.command(_name)(_command)
vocabulary_app.command("export")(words.export_vocabulary)
app.add_typer(maps.app, name="map")
app.add_typer(survey.app, name="survey")
app.add_typer(vocabulary_app, name="vocabulary")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"palermo {__version__}")
        raise typer.Exit


@app.callback()
def _palermo(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """One shared, sourced map of the counter-trafficking field, rebuilt from its documents."""


def main() -> None:
    """Run the command that was typed."""
    app(prog_name="palermo")
