"""Related documents in any language, with the topics and instruments that they share."""

from collections.abc import Iterator
from dataclasses import dataclass

from palermo.analysis import RelatedWorkIndex, count_tags
from palermo.edition import View
from palermo.portal.base import display_names, languages
from palermo.portal.services.current_edition import ServedEdition
from palermo.statements import Document

TAG_COLUMNS = ("themes", "exploitation", "interventions", "groups")
MAX_RELATED_WORKS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedDocument:
    """A document of another Work, and the topics and instruments that both have."""

    document: Document
    concepts: tuple[str, ...]
    """Ids of the vocabulary."""
    instruments: tuple[str, ...]
    """Registry ids, or symbols as printed."""

    @property
    def shared_names(self) -> list[str]:
        """Labels of the topics and instruments that both documents share.

        Names of instruments are isolated from the text direction around them.
        """
        language = languages.get_active_language()
        concepts = [display_names.get_concept_label(id, language) for id in self.concepts]
        return concepts + [f"\u2068{display_names.get_label(id, language) or id}\u2069" for id in self.instruments]


def find_related_documents(edition: ServedEdition, document: Document) -> list[RelatedDocument]:
    """Return the most similar Works, each by its main document."""
    related_works = edition.cache.get_or_compute(
        "kinship", lambda: RelatedWorkIndex(count_tags(_read_tags(edition.view)))
    )
    works = edition.cache.get_or_compute("works", lambda: {work.work: work for work in edition.document_index.works})
    return [
        RelatedDocument(
            document=works[item.work],
            concepts=tuple(tag.removeprefix("about:") for tag in item.shared_tags if tag.startswith("about:")),
            instruments=tuple(tag.removeprefix("cites:") for tag in item.shared_tags if tag.startswith("cites:")),
        )
        for item in related_works.find_nearest(document.work, MAX_RELATED_WORKS)
        if item.work in works
    ]


def _read_tags(view: View) -> Iterator[tuple[str, list[str]]]:
    """Return each statement's Work and tags."""
    work_of = {document.id: document.work for document in view.list_documents()}
    for row in view.select_columns(["document", "instruments", *TAG_COLUMNS]).to_pylist():
        tags = [f"about:{id}" for name in TAG_COLUMNS for id in row[name] or ()]
        tags += [f"cites:{cited['id']}" for cited in row["instruments"] or () if cited["id"]]
        yield work_of[row["document"]], tags
