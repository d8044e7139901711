"""What the library's address asks for, and the documents that answer it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from palermo import registry
from palermo.portal.frame.asking import clean
from palermo.statements import Document, Nature, normalised


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Filters of the list of documents; an empty one lets everything pass."""

    words: str = ""
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
            ("q", self.words),
            ("publisher", self.publisher),
            ("year", self.year),
            ("language", self.language),
            ("nature", self.nature),
            ("region", self.region),
        )
        return tuple((name, value) for name, value in pairs if value)

    def passes(self, document: Document) -> bool:
        """Whether a document is asked for."""
        return (
            (not self.publisher or self.publisher in document.publishers)
            and (not self.year or str(document.year) == self.year)
            and (not self.language or document.language == self.language)
            and (not self.nature or document.nature == self.nature)
            and all(word in _searched(document) for word in normalised(self.words).split())
        )


def _searched(document: Document) -> str:
    return normalised(f"{document.title} {document.symbol or ''}")


def asked(parameters: QueryDict) -> Asked:
    """Read the library's address; what can't be a value is not heard."""
    year, nature = parameters.get("year", ""), parameters.get("nature", "")
    language, region = parameters.get("language", ""), parameters.get("region", "")
    return Asked(
        words=clean(parameters.get("q", "")),
        publisher=clean(parameters.get("publisher", "")),
        year=year if len(year) == 4 and year.isascii() and year.isdigit() else "",
        language=language if len(language) in {2, 3} and language.isascii() and language.isalpha() else "",
        nature=nature if nature in {one.value for one in Nature} else "",
        region=region if region in registry.load().regions else "",
    )


def years(documents: Iterable[Document]) -> list[int]:
    """Years of publication, newest first."""
    return sorted({one.year for one in documents if one.year}, reverse=True)
