"""The one place where the stages are wired: reader, extraction, linking and registry as Palermo ships them."""

from collections.abc import Sequence
from functools import partial

from palermo import extraction, linking, reading, registry, vocabulary
from palermo.pipeline.stages import Recipe, Stages
from palermo.statements import Document, Passage, Statement


def shipped_stages() -> Stages:
    """Load the registry and wire the stages; raises RegistryInvalid.

    The vocabulary's version is part of the linking's, which tags by its terms.
    """
    known = registry.load()
    return Stages(
        recipe=Recipe(
            read="palermo.reading:read",
            reading=reading.version(),
            extract="palermo.extraction:extract",
            extraction=extraction.VERSION,
        ),
        link=partial(_linked, known),
        linking=f"{linking.VERSION}+{vocabulary.load().version}+{vocabulary.organs_version()}",
        registry=known.version,
    )


def _linked(
    known: registry.Registry, statements: Sequence[Statement], document: Document, passages: Sequence[Passage]
) -> tuple[Statement, ...]:
    return linking.link_document(statements, document, passages, known)
