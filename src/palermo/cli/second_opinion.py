"""Options of `palermo build` for second opinions, and the request for them."""

from collections.abc import Callable
from typing import Annotated

import typer

from palermo.cli.console import print_status, print_warning
from palermo.edition import Library
from palermo.environment import load_settings
from palermo.errors import PalermoError
from palermo.pipeline.progress import ProgressReporter
from palermo.pipeline.second_opinions import RequestLimits, ask_second_opinions, parse_endpoint

type AskOpinions = Callable[[Library, ProgressReporter], None]
"""Requests second opinions on a library's current edition and reports on standard error; raises no error."""

Server = Annotated[
    str | None,
    typer.Option(
        "--second-opinion",
        metavar="URL",
        help="Ask a language model about uncertain statements: URL of an OpenAI-compatible server; '' for none "
        "(default: PALERMO_SECOND_OPINION)",
    ),
]
Model = Annotated[
    str | None,
    typer.Option("--second-opinion-model", metavar="NAME", help="Its model (default: PALERMO_SECOND_OPINION_MODEL)"),
]
RequestLimit = Annotated[int, typer.Option("--second-opinion-limit", min=0, help="Maximum number of requests to it.")]
SecondsLimit = Annotated[
    float, typer.Option("--second-opinion-seconds", min=0, help="Maximum seconds for all requests.")
]
Insecure = Annotated[
    bool, typer.Option("--second-opinion-insecure", help="Allow plain http to a server on another machine.")
]


def create_opinions_asker(
    server: str | None, model: str | None, requests: int, seconds: float, is_insecure_allowed: bool
) -> AskOpinions | None:
    """Return a function that requests second opinions; None if no server is configured.

    An invalid configuration is a warning, since the build goes on without second opinions.
    """
    settings = load_settings()
    url = settings.second_opinion if server is None else server
    if not url.strip():
        return None
    name = settings.second_opinion_model if model is None else model
    try:
        endpoint = parse_endpoint(url, name, settings.second_opinion_key, is_insecure_allowed=is_insecure_allowed)
    except PalermoError as error:
        print_warning(f"{error} No second opinions are requested.")
        return None
    limits = RequestLimits(requests=requests, seconds=seconds)

    def ask_and_report(library: Library, progress: ProgressReporter) -> None:
        try:
            report = ask_second_opinions(library, endpoint, limits, progress)
        except Exception as error:  # the edition is complete; a build does not fail for want of second opinions
            if settings.debug:
                raise
            print_warning(f"no second opinions: {' '.join(str(error).split())[:300] or type(error).__name__}")
            return
        print_status(report.format_line())
        if report.queued:
            print_status(f"They wait for review: palermo export opinions --library {library.name} --output FILE")
        if report.warning:
            print_warning(report.warning)

    return ask_and_report
