"""What pages are about, in the words of schema.org, for search engines and catalogues of data.

No statement is put into a body's mouth: a quotation is part of the document that prints it, and has no author of its
own; a digest is a work of Palermo's that tells of another.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from palermo.edition import Manifest
from palermo.registry import Entity
from palermo.statements import Document, Nature, Statement

CONTEXT = "https://schema.org"
PALERMO = {"@type": "Project", "name": "Palermo"}

type Thing = dict[str, Any]


def dataset(edition: Manifest, address: str, description: str, files: Mapping[str, str]) -> Thing:
    """The edition; `files` are media types by address."""
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": f"Palermo, edition {edition.name}",
        "description": description,
        "version": edition.id,
        "datePublished": f"{edition.date:%Y-%m-%d}",
        "inLanguage": sorted(edition.counts.languages),
        "temporalCoverage": f"{edition.oldest}/{edition.newest}" if edition.oldest and edition.newest else None,
        "measurementTechnique": "Statements found in documents by rules, each with its quotation and place",
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": url, "encodingFormat": kind} for url, kind in files.items()
        ],
    }


def document(one: Document, address: str, names: Sequence[str]) -> Thing:
    """A document: a report of the bodies of these names, or a digest of ours."""
    digest = one.nature is Nature.DIGEST
    return {
        "@context": CONTEXT,
        "@type": "CreativeWork" if digest or not names else "Report",
        "@id": address,
        "url": address,
        "name": one.title,
        "inLanguage": one.language,
        "author": PALERMO if digest else None,
        "publisher": [] if digest else [{"@type": "Organization", "name": name} for name in names],
        "datePublished": None if digest else one.date,
        "reportNumber": one.symbol if names and not digest else None,
        "identifier": None if digest else one.symbol,
        "numberOfPages": one.pages,
        "isBasedOn": one.address if digest else None,
        "sameAs": None if digest else one.address,
        "genre": "digest" if digest else None,
    }


def quotation(one: Statement, address: str, source: Thing, about: Sequence[str]) -> Thing:
    """A statement: words that a document prints; those of a digest are a part of it, and no quotation."""
    digest = source.get("genre") == "digest"
    place = [f"p. {one.locator.page}" if one.locator.page else "", f"para. {one.locator.paragraph or ''}"]
    return {
        "@context": CONTEXT,
        "@type": "CreativeWork" if digest else "Quotation",
        "@id": address,
        "url": address,
        "text": one.quote,
        "inLanguage": one.language,
        "author": PALERMO if digest else None,
        "genre": "digest" if digest else None,
        "isPartOf": {key: value for key, value in source.items() if key != "@context"},
        "pagination": str(one.locator.page) if one.locator.page else None,
        "position": ", ".join(part for part in place if part.strip(" .par")) or None,
        "about": [{"@type": "DefinedTerm", "name": name} for name in about],
    }


def organisation(one: Entity, address: str, name: str) -> Thing:
    """An entity, by what sources show of it."""
    others = {other for other in one.proven_names.values() if other != name}
    return {
        "@context": CONTEXT,
        "@type": "Organization",
        "@id": address,
        "mainEntityOfPage": address,
        "name": name,
        "alternateName": sorted(others | ({one.acronym} if one.acronym else set())),
        "url": one.website,
    }


def told(thing: Thing) -> Thing:
    """Without what is not known."""
    return {
        key: told(value) if isinstance(value, dict) else value
        for key, value in thing.items()
        if value not in (None, [], "", ())
    }
