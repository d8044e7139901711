"""Commands for people of the portal: create-admin, invite, list."""

from typing import Annotated

import typer

from palermo.cli.options import AsJson, LibraryPath, open_library
from palermo.environment import load_settings
from palermo.portal import people_commands

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Invite people to the portal, and list them.")
Email = Annotated[str, typer.Option("--email", metavar="ADDRESS", help="E-mail address of the person.")]
PortalUrl = Annotated[
    str | None, typer.Option("--url", help="Address of the portal, for the link; by default PALERMO_ADDRESS.")
]


@app.command("create-admin")
def create_admin(email: Email, url: PortalUrl = None, library: LibraryPath = None) -> None:
    """Print a one-time link with which an administrator chooses a password."""
    typer.echo(_invite(library, email, ["administrator"], [], url))


@app.command("invite")
def invite(
    email: Email,
    role: Annotated[list[str], typer.Option("--role", help="A role; may be repeated.")],
    entity: Annotated[list[str] | None, typer.Option("--entity", help="Entity of a focal point; repeatable.")] = None,
    url: PortalUrl = None,
    library: LibraryPath = None,
) -> None:
    """Print a one-time link with which a person with these roles chooses a password."""
    typer.echo(_invite(library, email, role, entity or [], url))


@app.command("list")
def list_people(as_json: AsJson = False, library: LibraryPath = None) -> None:
    """List people with their roles, entities and last sign-in."""
    rows = people_commands.list_people(open_library(library).path)
    for line in people_commands.format_people(rows, as_json=as_json):
        typer.echo(line)


def _invite(library: str | None, email: str, roles: list[str], entities: list[str], url: str | None) -> str:
    address = url or load_settings().address
    return people_commands.invite_person(open_library(library).path, email, roles, entities, address)
