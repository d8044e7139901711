"""What `palermo build` needs for second opinions; nothing of it is imported where none are wanted."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from palermo.cli.console import print_status, print_warning
from palermo.errors import PalermoError
from palermo.settings import load_settings

if TYPE_CHECKING:
    from palermo.edition import Library
    from palermo.pipeline import ProgressReporter

type AskOpinions = Callable[["Library", "ProgressReporter"], None]
"""Asks about a library's current edition, and reports on standard error what came of it; raises no error."""

Server = Annotated[
    str | None,
    typer.Option(
        "--second-opinion",
        metavar="URL",
        help="Ask a language model about uncertain statements: address of an OpenAI-compatible server; '' asks none "
        "[default: PALERMO_SECOND_OPINION]",
    ),
]
Model = Annotated[
    str | None,
    typer.Option("--second-opinion-model", metavar="NAME", help="Its model [default: PALERMO_SECOND_OPINION_MODEL]"),
]
RequestLimit = Annotated[int, typer.Option("--second-opinion-limit", min=0, help="Requests to it at most.")]
SecondsLimit = Annotated[float, typer.Option("--second-opinion-seconds", min=0, help="Seconds for all of them.")]
Insecure = Annotated[
    bool, typer.Option("--second-opinion-insecure", help="Allow plain http to a server that is another machine.")
]


def create_opinions_asker(
    server: str | None, model: str | None, requests: int, seconds: float, is_insecure_allowed: bool
) -> AskOpinions | None:
    """Prepare what asks for second opinions; None where none are wanted.

    A configuration that cannot be used is a warning, since the build goes on without.
    """
    settings = load_settings()
    url = settings.second_opinion if server is None else server
    if not url.strip():
        return None
    from palermo.pipeline.second_opinions import RequestLimits, ask_second_opinions, parse_endpoint

    name = settings.second_opinion_model if model is None else model
    try:
        endpoint = parse_endpoint(url, name, settings.second_opinion_key, is_insecure_allowed=is_insecure_allowed)
    except PalermoError as error:
        print_warning(f"{error} No second opinions are asked.")
        return None
    limits = RequestLimits(requests=requests, seconds=seconds)

    def ask_and_report(library: "Library", progress: "ProgressReporter") -> None:
        try:
            report = ask_second_opinions(library, endpoint, limits, progress)
        except Exception as error:  # the edition is there, and second opinions are no reason for a build to fail
            if settings.debug:
                raise
            print_warning(f"no second opinions: {' '.join(str(error).split())[:300] or type(error).__name__}")
            return
        print_status(report.format_line())
        if report.queued:
            print_status(f"They wait for people: palermo export opinions --library {library.name} --output FILE")
        if report.warning:
            print_warning(report.warning)

    return ask_and_report
