"""Console output, and errors as one line with an exit code: 0 success, 1 failure, 2 wrong usage."""

import json
import os
import shutil
import sys
from collections.abc import Iterable
from typing import Any

import typer
from typer.core import TyperGroup

from palermo.environment import load_settings
from palermo.errors import PalermoError, SettingInvalid, describe_cause


class ErrorHandlingGroup(TyperGroup):
    """Turns every error into one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except PalermoError as error:
            print_warning(str(error))
            raise typer.Exit(error.code) from None
        except KeyboardInterrupt:
            print_warning("stopped. Finished work is kept: run the same command again to continue.")
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except typer.Exit:
            raise
        except OSError as error:
            if _is_debug():
                raise
            print_warning(_describe_system_error(error))
        except Exception as error:
            if getattr(error, "format_message", None):  # wrong usage, which Typer reports
                raise
            if _is_debug():
                raise
            message = " ".join(str(error).split())[:300]
            print_warning(f"an unexpected {type(error).__name__}: {message} (set PALERMO_DEBUG=1 for the traceback)")
        raise typer.Exit(1)


def _describe_system_error(error: OSError) -> str:
    """Return what a file, folder or connection failed at, why, and how to fix it."""
    subject = error.filename or "a file or connection"
    if isinstance(subject, bytes):
        subject = os.fsdecode(subject)
    reason = f"it cannot be used ({describe_cause(error)})"
    hint = "Check that it is there, its permissions and the free disk space, then try again"
    return str(PalermoError(str(subject), reason, hint))


def print_lines(text_lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    for line in text_lines:
        typer.echo(line)


def print_json(value: Any) -> None:
    """Write a value to standard output as indented JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_status(message: str) -> None:
    """Write a line to standard error that is not part of the result."""
    typer.echo(message, err=True)


def print_warning(message: str) -> None:
    """Write a line to standard error that reports a problem."""
    typer.echo(f"palermo: {message}", err=True)


def get_terminal_width() -> int | None:
    """Return the columns of the terminal; None if standard output is not a terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _is_debug() -> bool:
    try:
        return load_settings().debug
    except SettingInvalid:
        return False
