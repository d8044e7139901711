"""Commands about the controlled words: vocabulary export."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from palermo import vocabulary
from palermo.cli.console import print_status
from palermo.errors import RunStopped

app = typer.Typer(add_completion=False, no_args_is_help=True, help="The controlled words.")


class VocabularyFormat(StrEnum):
    """How the vocabulary can be exported."""

    SKOS = "skos"
    JSONLD = "jsonld"
    CSV = "csv"


FORMATS_BY_SUFFIX = {
    ".csv": VocabularyFormat.CSV,
    ".json": VocabularyFormat.JSONLD,
    ".jsonld": VocabularyFormat.JSONLD,
    ".ttl": VocabularyFormat.SKOS,
}
"""Form of the file by the ending of its name."""


@app.callback()
def _describe_group() -> None:
    """The controlled words."""


@app.command("export")
def export_vocabulary(
    output: Annotated[Path, typer.Option(help="File to write; - for standard output.")] = Path("-"),
    format: Annotated[
        VocabularyFormat | None, typer.Option(help="Form of the file [default: as its name ends, else skos].")
    ] = None,
) -> None:
    """Write the vocabulary with labels, definitions, broader concepts and targets of the 2030 Agenda."""
    from palermo.publishing.vocabulary_formats import FORMATS  # rdflib is needed here alone

    form = format or FORMATS_BY_SUFFIX.get(output.suffix.lower(), VocabularyFormat.SKOS)
    written = FORMATS[form.value](vocabulary.load_vocabulary())
    if str(output) == "-":
        sys.stdout.write(written)
        return
    try:
        output.write_text(written, encoding="utf-8")
    except OSError as error:
        raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error
    print_status(f"vocabulary {vocabulary.load_vocabulary().version} written to {output}")
