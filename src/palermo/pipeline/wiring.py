"""Wiring of the stages that Palermo ships: reader, extraction, linking, registry and search index."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from palermo import extraction, linking, reading, registry
from palermo.edition import Manifest
from palermo.embeddings import load_shipped_encoder
from palermo.pipeline.stages import Stages, StageSpec
from palermo.search import build_index
from palermo.statements import Document, Passage, Statement


def shipped_stages(*, use_embeddings: bool = True) -> Stages:
    """Load the registry and return the stages; raises RegistryInvalid.

    With `use_embeddings`, the tagger extracts from running text if its model is installed, and the search index
    includes vectors.
    """
    entity_registry = registry.load_registry()
    return Stages(
        spec=StageSpec(
            reader="palermo.reading:read",
            reader_version=reading.compute_version(),
            extractor="palermo.extraction:extract" if use_embeddings else "palermo.extraction:extract_by_rules",
            extractor_version=extraction.compute_version(with_tagger=use_embeddings),
        ),
        link_statements=_link_statements,
        link_publisher=_link_publisher,
        linking_version=linking.compute_version(),
        registry_version=entity_registry.version,
        build_index=partial(_build_search_index, use_embeddings),
    )


def _link_statements(
    statements: Sequence[Statement], document: Document, passages: Sequence[Passage]
) -> tuple[Statement, ...]:
    """Link statements; each process loads the registry once, since it cannot be pickled."""
    return linking.link_document(statements, document, passages, registry.load_registry())


def _link_publisher(document: Document, passages: Sequence[Passage]) -> Document:
    return linking.link_publisher(document, registry.load_registry(), passages)


def _build_search_index(
    use_embeddings: bool,
    folder: Path,
    manifest: Manifest,
    previous: Path | None,
    workers: int,
    on_progress: Callable[[int], None],
) -> None:
    """Build the index; the encoder is loaded here, since it cannot be pickled."""
    encoder = load_shipped_encoder() if use_embeddings else None
    build_index(folder, manifest, encoder, previous=previous, workers=workers, on_progress=on_progress)
