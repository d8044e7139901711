"""The one place where the stages are wired: reader, extraction, linking and registry as Palermo ships them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from palermo import extraction, linking, reading, registry, vocabulary
from palermo.edition import Manifest
from palermo.pipeline.stages import Recipe, Stages
from palermo.reading.ahead import EXTRACT, READ
from palermo.search import build_index
from palermo.statements import Document, Passage, Statement
from palermo.vectors import shipped_encoder


def shipped_stages(*, meaning: bool = True) -> Stages:
    """Load the registry and wire the stages; raises RegistryInvalid.

    The vocabulary's version is part of the linking's, which tags by its terms. With `meaning`, and where the encoder is
    installed, the search index finds what is similar in meaning, too.
    """
    known = registry.load()
    return Stages(
        recipe=Recipe(
            read=READ,
            reading=reading.version(),
            extract=EXTRACT,
            extraction=extraction.VERSION,
        ),
        link=_linked,
        linking=f"{linking.VERSION}+{vocabulary.load().version}+{vocabulary.organs_version()}",
        registry=known.version,
        index=partial(_indexed, meaning),
        ready=_ready if meaning else None,
    )


def _linked(statements: Sequence[Statement], document: Document, passages: Sequence[Passage]) -> tuple[Statement, ...]:
    """The registry cannot travel to another process: each that links loads it, once."""
    return linking.link_document(statements, document, passages, registry.load())


def _ready() -> None:
    encoder = shipped_encoder()
    if encoder:
        encoder.encode([])


def _indexed(
    meaning: bool,
    folder: Path,
    manifest: Manifest,
    before: Path | None,
    workers: int,
    told: Callable[[int], None],
) -> None:
    """The encoder cannot travel to another process either."""
    encoder = shipped_encoder() if meaning else None
    build_index(folder, manifest, encoder, before=before, workers=workers, told=told)
