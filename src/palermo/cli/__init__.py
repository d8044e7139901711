"""The command line: one module for each group of commands, imported when one of its commands is used.

Commands parse options and print; what they do is in `pipeline`, `analysis`, `search` and `publishing`. Start reading at
`build` for a command, at `console` for how errors are reported.
"""

from importlib import import_module
from typing import Annotated, Any

import typer

from palermo import __version__
from palermo.cli.console import ErrorHandlingGroup

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
    "check": "palermo.cli.sources:check_command",
    "evaluate": "palermo.cli.evaluation:evaluate_command",
    "extract": "palermo.cli.evaluation:extract",
    "resolve": "palermo.cli.evaluation:resolve",
    "decisions": "palermo.cli.decisions:app",
    "train": "palermo.cli.decisions:train_command",
    "proposals": "palermo.cli.evaluation:proposals_command",
    "serve": "palermo.cli.serve:serve",
    "demo": "palermo.cli.serve:build_demo",
    "watch": "palermo.cli.watch:watch",
    "migrate": "palermo.cli.migrate:migrate",
    "freeze": "palermo.cli.freeze:freeze",
    "users": "palermo.cli.users:app",
    "backup": "palermo.cli.backup:backup_command",
    "restore": "palermo.cli.backup:restore_command",
    "mcp": "palermo.cli.mcp:serve_mcp",
    "map": "palermo.cli.map:app",
    "report": "palermo.cli.report:app",
    "survey": "palermo.cli.survey:app",
    "vocabulary": "palermo.cli.vocabulary:app",
}
"""Module and function (or Typer group) of each command, in the order in which `--help` shows them."""


class LazyGroup(ErrorHandlingGroup):
    """Imports a command when it is used, as in Click's recipe for lazily loaded subcommands."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMAND_LOCATIONS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMAND_LOCATIONS:
            return None
        module, _, attribute = COMMAND_LOCATIONS[cmd_name].partition(":")
        target = getattr(import_module(module), attribute)
        group = target if isinstance(target, typer.Typer) else typer.Typer(add_completion=False)
        if group is not target:
            group.command(cmd_name)(target)
        command = typer.main.get_command(group)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=LazyGroup,
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
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """One shared, sourced map of the counter-trafficking field, rebuilt from its documents."""


def main() -> None:
    """Run the command that was typed."""
    app(prog_name="palermo")
