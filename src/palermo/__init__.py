"""Palermo: one shared, sourced map of the counter-trafficking field, rebuilt from its documents."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the Python interface on first use.

    A command that needs none of it starts fast.
    """
    if name == "open_edition":
        return import_module("palermo.api").open_edition
    raise AttributeError(f"module 'palermo' has no attribute {name!r}")
