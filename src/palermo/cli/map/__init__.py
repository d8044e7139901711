"""The map commands, one module for each map; all share the options of `map_options`."""

from collections.abc import Callable

import typer

from palermo.cli.map import appraisal, change, follow_up, gaps, partnerships, who_does_what

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Maps of an edition: who does what, with whom, and with what follow-up.",
)
MAP_COMMANDS: dict[str, Callable[..., None]] = {
    "who-does-what": who_does_what.show_who_does_what,
    "change": change.show_change,
    "partnerships": partnerships.show_partnerships,
    "gaps": gaps.show_gaps,
    "follow-up": follow_up.show_follow_up,
    "appraisal": appraisal.show_appraisal,
}
"""Commands in the order in which `--help` shows them."""

for _name, _command in MAP_COMMANDS.items():
    app.command(_name)(_command)
