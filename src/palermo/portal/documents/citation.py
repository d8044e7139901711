"""A citation in plain words: publisher, title, symbol, date, page and paragraph."""

from palermo.portal.frame import figures, names, places
from palermo.statements import Document, Locator


def citation(document: Document, language: str, locator: Locator | None = None) -> tuple[str, ...]:
    """The parts of a citation of a document, or with a locator of a place in it."""
    publishers = [names.label(id, language) or id for id in document.publishers]
    facts = (
        *publishers,
        document.title,
        document.symbol if document.symbol and document.symbol not in document.title else None,
        figures.day(document.date, language) if document.date else None,
        *(places.place(locator) if locator else ()),
    )
    return tuple(fact for fact in facts if fact)
