"""Commands for the controlled vocabulary: vocabulary export."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from palermo import vocabulary
from palermo.cli.console import print_status
from palermo.cli.output_files import write_output
from palermo.environment import load_settings
from palermo.errors import QuestionInvalid
from palermo.publishing.vocabulary_formats import FORMATS

app = typer.Typer(add_completion=False, no_args_is_help=True, help="The controlled vocabulary.")


class VocabularyFormat(StrEnum):
    """Formats of the vocabulary."""

    SKOS = "skos"
    JSONLD = "jsonld"
    CSV = "csv"


FORMATS_BY_SUFFIX = {
    ".csv": VocabularyFormat.CSV,
    ".json": VocabularyFormat.JSONLD,
    ".jsonld": VocabularyFormat.JSONLD,
    ".ttl": VocabularyFormat.SKOS,
}


@app.callback()
def _describe_group() -> None:
    """The controlled vocabulary."""


@app.command("export")
def export_vocabulary(
    output: Annotated[Path, typer.Option(help="File to write; - for standard output.")] = Path("-"),
    format: Annotated[
        VocabularyFormat | None, typer.Option(help="Format (default: by the file's suffix, else skos).")
    ] = None,
) -> None:
    """Write the vocabulary with labels, definitions, broader concepts and targets of the 2030 Agenda."""
    suffix = output.suffix.lower()
    if format is None and suffix and suffix not in FORMATS_BY_SUFFIX:
        endings = f"Use one of {', '.join(FORMATS_BY_SUFFIX)}, or --format"
        raise QuestionInvalid(f"--output {output}", f"no format has the ending {suffix}", endings)
    chosen_format = format or FORMATS_BY_SUFFIX.get(suffix, VocabularyFormat.SKOS)
    content = FORMATS[chosen_format.value](vocabulary.load_vocabulary(), load_settings().address)
    write_output([content.encode()], output)
    if str(output) != "-":
        print_status(f"vocabulary {vocabulary.load_vocabulary().version} written to {output}")
