"""Filters of the list of documents, and the values that they can have."""

from collections.abc import Iterable
from dataclasses import dataclass

from palermo.portal.base.forms import QueryPairs
from palermo.statements import Document, Nature, normalise_text


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentQuery:
    """Filters of the list of documents; an empty one matches everything."""

    search_text: str = ""
    publisher: str = ""
    """Registry id."""
    year: str = ""
    language: str = ""
    nature: str = ""
    region: str = ""
    """M49 code; matches statements on the region, on a region within it and on its States."""

    @property
    def url_params(self) -> QueryPairs:
        """Parameters that give the same list."""
        pairs = (
            ("q", self.search_text),
            ("publisher", self.publisher),
            ("year", self.year),
            ("language", self.language),
            ("nature", self.nature),
            ("region", self.region),
        )
        return tuple((name, value) for name, value in pairs if value)

    def is_match(self, document: Document) -> bool:
        """Return whether a document matches all filters but the region."""
        return (
            (not self.publisher or self.publisher in document.publishers)
            and (not self.year or str(document.year) == self.year)
            and (not self.language or document.language == self.language)
            and (not self.nature or document.nature == self.nature)
            and all(word in _get_searched_text(document) for word in normalise_text(self.search_text).split())
        )


def _get_searched_text(document: Document) -> str:
    return normalise_text(f"{document.title} {document.symbol or ''}")


def list_years(documents: Iterable[Document]) -> list[int]:
    """Return the years of publication, newest first."""
    return sorted({document.year for document in documents if document.year}, reverse=True)


def list_languages(documents: Iterable[Document]) -> list[str]:
    """Return the codes of the languages of documents."""
    return sorted({document.language for document in documents})


def list_natures(documents: Iterable[Document]) -> list[str]:
    """Return the natures that documents have, in the order of the class."""
    used = {document.nature for document in documents}
    return [item.value for item in Nature if item in used]
