"""The one place where the stages are wired: reader, extraction, linking and registry as Palermo ships them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from palermo import extraction, linking, reading, registry, vocabulary
from palermo.edition import Compiled, Manifest
from palermo.pipeline.stages import Recipe, Stages
from palermo.reading.ahead import EXTRACT, EXTRACT_BY_RULES, READ
from palermo.search import build_index, to_be_encoded
from palermo.statements import Document, Passage, Statement
from palermo.vectors import encode_ahead, shipped_encoder


def shipped_stages(*, meaning: bool = True) -> Stages:
    """Load the registry and wire the stages; raises RegistryInvalid.

    The vocabulary's version is part of the linking's, which tags by its terms. With `meaning`, the statement tagger
    reads running text where its model is installed, and the search index finds what is similar in meaning where the
    encoder is.
    """
    known = registry.load()
    encoder = shipped_encoder() if meaning else None
    return Stages(
        recipe=Recipe(
            read=READ,
            reading=reading.version(),
            extract=EXTRACT if meaning else EXTRACT_BY_RULES,
            extraction=extraction.version(with_tagger=meaning),
        ),
        link=_linked,
        link_publisher=_with_publisher,
        linking="+".join((linking.VERSION, vocabulary.load().version, vocabulary.organs_version())),
        registry=known.version,
        index=partial(_indexed, meaning),
        ready=_ready if meaning else None,
        ahead=begin_vectors if encoder else None,
    )


def _linked(statements: Sequence[Statement], document: Document, passages: Sequence[Passage]) -> tuple[Statement, ...]:
    """The registry cannot travel to another process: each that links loads it, once."""
    return linking.link_document(statements, document, passages, registry.load())


def _with_publisher(document: Document) -> Document:
    return linking.link_publisher(document, registry.load())


def begin_vectors(part: Compiled) -> None:
    """Begin to encode what the index will want vectors of, where processes for that are kept."""
    encode_ahead(to_be_encoded(part.document, part.passages), shipped_encoder)


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
