"""The command line: one module for each group of commands, imported when one of its commands is used.

Commands parse options and print; what they do is in `pipeline`, `analysis`, `search` and `publishing`. Start reading at
`build` for a command, at `console` for how errors are reported.
"""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from palermo import __version__
from palermo.cli.console import ErrorHandlingGroup

COMMANDS = {
    "init": ("sources:init", "Create a library: a folder with an empty list of sources or a starter list."),
    "add": ("sources:add", "Add a source to the library; the next `palermo build` reads it."),
    "list": ("sources:list_command", "List the library's sources: contents, last check, failures."),
    "build": ("build:build_command", "Read documents, extract their statements, and serve them as a new edition."),
    "status": (
        "build:status_command",
        "Show the current edition, the documents that could not be read, and the last build.",
    ),
    "search": ("search:search", "Find passages by words and by meaning, in any language, with the reason for each."),
    "show": ("show:show_command", "Show a document, a passage, or a statement with its evidence."),
    "export": (
        "edition_commands:export",
        "Export the public part of an edition, or second opinions on the current one.",
    ),
    "editions": ("edition_commands:editions_command", "List the library's editions, newest first."),
    "diff": ("edition_commands:diff_command", "Show the documents and statements that differ between two editions."),
    "clean": ("build:clean_command", "Remove old editions, and cached results of documents that no edition contains."),
    "doctor": (
        "maintenance:doctor_command",
        "Check machine, library, sources and edition; exit code 1 if something is wrong.",
    ),
    "check": ("maintenance:check_command", "Check that the library can be served, with --deploy to the public."),
    "evaluate": (
        "evaluation:evaluate_command",
        "Score the edition, or labelled passages or names, against labels or decisions.",
    ),
    "extract": ("evaluation:extract", "Extract statements of every kind from a file of passages, without a library."),
    "resolve": ("evaluation:resolve", "Resolve names of organisations to ids, provisional for unknown ones."),
    "decisions": ("decisions:app", "Import, export and check decisions on statements and documents."),
    "train": (
        "decisions:train_command",
        "Fit the calibration of confidence to reviewed statements, and show its score.",
    ),
    "proposals": (
        "evaluation:proposals_command",
        "List organisations missing in the registry, with names, documents and quotes.",
    ),
    "serve": ("serve:serve", "Serve the current edition as web pages, until interrupted."),
    "demo": ("serve:build_demo", "Build the sample library and serve it."),
    "watch": ("watch:watch", "Check the sources by schedule, build what changed, and notify saved searches."),
    "migrate": ("maintenance:migrate", "Convert a library that an older version made; safe to repeat."),
    "freeze": (
        "edition_commands:freeze",
        "Write the confirmed statements of the public edition as a folder of HTML and data, for use without a server.",
    ),
    "users": ("users:app", "Invite people to the portal, and list them."),
    "backup": (
        "maintenance:backup_command",
        "Save people, their work, decisions, uploads, sources and settings in an archive.",
    ),
    "restore": ("maintenance:restore_command", "Restore an archive and verify that everything in it is there."),
    "mcp": ("mcp:serve_mcp", "Serve the public edition to assistants, read only: search, statements, maps."),
    "map": ("map_commands:app", "Maps of an edition: who does what, with whom, and with what follow-up."),
    "report": ("report:app", "Dossiers, briefs, annual reports and the mapping resource."),
    "survey": ("survey:app", "The mapping survey: an empty form, and a check of completed tables."),
    "vocabulary": ("vocabulary:app", "The controlled vocabulary."),
}
"""Module and function (or Typer group) of each command, and its line in `--help`, in that order."""


class LazyGroup(ErrorHandlingGroup):
    """Imports a command when it is used, as in Click's recipe for lazily loaded subcommands."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command with its line of `--help` only, for which nothing is imported."""
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name][1]) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        return name, load_command(name) if command and name else None, rest


def load_command(name: str) -> Any:
    """Import a command, and return it with its options."""
    module, _, attribute = COMMANDS[name][0].partition(":")
    target = getattr(import_module(f"palermo.cli.{module}"), attribute)
    group = target if isinstance(target, typer.Typer) else typer.Typer(add_completion=False)
    if group is not target:
        group.command(name)(target)
    command = typer.main.get_command(group)
    command.name = name
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
