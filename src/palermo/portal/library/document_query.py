"""What the library's address asks for, and the documents that answer it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from palermo import registry
from palermo.portal.base.list_query import clean_value
from palermo.statements import Document, Nature, normalise_text


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentQuery:
    """Filters of the list of documents; an empty one lets everything pass."""

    search_text: str = ""
    publisher: str = ""
    """Registry id."""
    year: str = ""
    language: str = ""
    nature: str = ""
    region: str = ""
    """M49 code: what is said of the region, of one within it or of a State of it."""

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """Parameters that ask for the same."""
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
        """Whether a document is asked for."""
        return (
            (not self.publisher or self.publisher in document.publishers)
            and (not self.year or str(document.year) == self.year)
            and (not self.language or document.language == self.language)
            and (not self.nature or document.nature == self.nature)
            and all(word in _get_searched_text(document) for word in normalise_text(self.search_text).split())
        )


def _get_searched_text(document: Document) -> str:
    return normalise_text(f"{document.title} {document.symbol or ''}")


def parse_document_query(parameters: QueryDict) -> DocumentQuery:
    """Read the library's address; what can't be a value is not heard."""
    year, nature = parameters.get("year", ""), parameters.get("nature", "")
    language, region = parameters.get("language", ""), parameters.get("region", "")
    return DocumentQuery(
        search_text=clean_value(parameters.get("q", "")),
        publisher=clean_value(parameters.get("publisher", "")),
        year=year if len(year) == 4 and year.isascii() and year.isdigit() else "",
        language=language if len(language) in {2, 3} and language.isascii() and language.isalpha() else "",
        nature=nature if nature in {one.value for one in Nature} else "",
        region=region if region in registry.load_registry().regions else "",
    )


def list_years(documents: Iterable[Document]) -> list[int]:
    """Years of publication, newest first."""
    return sorted({one.year for one in documents if one.year}, reverse=True)
