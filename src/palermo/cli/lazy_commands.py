"""Commands that are imported when they are asked for: a build does not wait for what a map or the portal needs."""

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any

import typer


class LazyCommands(MutableMapping[str, Any]):
    """Commands by name, each made when it is first taken from where it is said to be.

    A place is `module:name`, and the name that of a function (a command) or of a Typer (a group of commands).
    """

    def __init__(self, locations: Mapping[str, str]) -> None:
        self._places = dict(locations)
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _load_command(name, self._places[name])
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._places.setdefault(name, "")
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._places[name]
        self._made.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _load_command(name: str, location: str) -> Any:
    module, _, wanted = location.partition(":")
    found = getattr(import_module(module), wanted)
    group = found if isinstance(found, typer.Typer) else typer.Typer(add_completion=False)
    if group is not found:
        group.command(name)(found)
    command = typer.main.get_command(group)
    command.name = name
    return command
