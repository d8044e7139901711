"""Starter lists: official addresses of originals that a new library can begin with.

Each list is a YAML file in the format of a library's `sources.yaml`.
"""

from importlib.resources import files
from pathlib import Path

from palermo.sources.definition import Origin, read_definition

STARTERS = ("icat", "iom", "unodc", "osce", "greta")


def load_starter(name: str) -> tuple[Origin, ...]:
    """Return the sources of the starter list called `name`, one of STARTERS."""
    file = f"{name}.yaml"
    text = files("palermo.sources.starters").joinpath(file).read_text(encoding="utf-8")
    return read_definition(text, file, Path())
