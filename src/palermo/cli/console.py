"""The door: every error becomes one line and an exit code. 0 done, 1 could not, 2 wrong usage."""

import os
import shutil
import sys
from collections.abc import Iterable
from typing import Any

import typer
from typer.core import TyperGroup

from palermo.errors import PalermoError, SettingInvalid
from palermo.settings import load_settings


class ErrorHandlingGroup(TyperGroup):
    """Turns every error into one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done
        except PalermoError as error:
            print_warning(str(error))
            raise typer.Exit(error.code) from None
        except KeyboardInterrupt:
            print_warning("stopped. What was finished is kept: run the same command again to go on.")
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except typer.Exit:
            raise
        except Exception as error:
            if getattr(error, "format_message", None):  # wrong usage, which Typer explains
                raise
            if _is_debug():
                raise
            words = " ".join(str(error).split())[:300]
            print_warning(f"an unexpected {type(error).__name__}: {words} (set PALERMO_DEBUG=1 to see where)")
        raise typer.Exit(1)


def print_lines(text_lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    for line in text_lines:
        typer.echo(line)


def print_status(message: str) -> None:
    """Write a line to standard error: what is of use now, and no result."""
    typer.echo(message, err=True)


def print_warning(message: str) -> None:
    """Write a line to standard error that says what is wrong."""
    typer.echo(f"palermo: {message}", err=True)


def get_terminal_width() -> int | None:
    """Places of the terminal that standard output is; None where it is none, and lines may be as long as they are."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _is_debug() -> bool:
    try:
        return load_settings().debug
    except SettingInvalid:
        return False
