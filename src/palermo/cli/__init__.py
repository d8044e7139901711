"""The command line: thin commands, one file for each group of them, imported when they are asked for."""

import gc
from typing import Annotated, Any

import typer

from palermo import __version__
from palermo.cli.console import ErrorHandlingGroup
from palermo.cli.lazy_commands import LazyCommands

GC_THRESHOLD_OBJECTS = 50_000
"""New objects after which cycles are looked for: commands make many that stay, and hardly a cycle. At Python's 2,000 it
takes a tenth of a build's time.
"""
COMMAND_LOCATIONS = {
    "init": "palermo.cli.sources:init",
    "add": "palermo.cli.sources:add",
    "list": "palermo.cli.sources:list_command",
    "build": "palermo.cli.build:build_command",
    "status": "palermo.cli.build:status_command",
    "search": "palermo.cli.search:search",
    "show": "palermo.cli.edition_commands:show_command",
    "export": "palermo.cli.edition_commands:export",
    "editions": "palermo.cli.edition_commands:editions_command",
    "diff": "palermo.cli.edition_commands:diff_command",
    "clean": "palermo.cli.build:clean_command",
    "doctor": "palermo.cli.sources:doctor_command",
    "evaluate": "palermo.cli.evaluation:evaluate_command",
    "extract": "palermo.cli.evaluation:extract",
    "resolve": "palermo.cli.evaluation:resolve",
    "proposals": "palermo.cli.evaluation:proposals_command",
    "serve": "palermo.cli.serve:serve",
    "demo": "palermo.cli.serve:build_demo",
    "map": "palermo.cli.map:app",
    "survey": "palermo.cli.survey:app",
    "vocabulary": "palermo.cli.vocabulary:app",
}
"""Where each is, in the order in which `--help` shows them."""


class PalermoGroup(ErrorHandlingGroup):
    """All commands, none of them imported before it is asked for."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**words)
        self.commands = LazyCommands(COMMAND_LOCATIONS)


app = typer.Typer(
    cls=PalermoGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="One shared, sourced map of the counter-trafficking field, rebuilt from its documents.",
)


def _print_version(is_requested: bool) -> None:
    if is_requested:
        typer.echo(f"palermo {__version__}")
        raise typer.Exit


@app.callback()
def _handle_global_options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """One shared, sourced map of the counter-trafficking field, rebuilt from its documents."""


def main() -> None:
    """Run the command that was typed."""
    gc.set_threshold(GC_THRESHOLD_OBJECTS)
    try:
        app(prog_name="palermo")
    finally:
        gc.freeze()  # the system takes memory back faster than the last look for cycles
