"""Descriptions of pages with the schema.org vocabulary, for search engines and data catalogues.

No statement is attributed to a body: a quotation is part of the document that prints it, without an author of its own,
and a digest is a work of Palermo about another work.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from palermo.edition import Manifest
from palermo.publishing.references import format_pinpoint
from palermo.registry import Entity
from palermo.statements import Document, Nature, Statement

SCHEMA_CONTEXT = "https://schema.org"
PALERMO = {"@type": "Project", "name": "Palermo"}

type JsonLdNode = dict[str, Any]


def describe_dataset(edition: Manifest, address: str, description: str, files: Mapping[str, str]) -> JsonLdNode:
    """Return the edition as a dataset; `files` are media types by address."""
    return {
        "@context": SCHEMA_CONTEXT,
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


def describe_document(source_document: Document, address: str, names: Sequence[str]) -> JsonLdNode:
    """Return a document: a report by the bodies of these names, or a digest by Palermo."""
    digest = source_document.nature is Nature.DIGEST
    return {
        "@context": SCHEMA_CONTEXT,
        "@type": "CreativeWork" if digest or not names else "Report",
        "@id": address,
        "url": address,
        "name": source_document.title,
        "inLanguage": source_document.language,
        "author": PALERMO if digest else None,
        "publisher": [] if digest else [{"@type": "Organization", "name": name} for name in names],
        "datePublished": None if digest else source_document.date,
        "reportNumber": source_document.symbol if names and not digest else None,
        "identifier": None if digest else source_document.symbol,
        "numberOfPages": source_document.pages,
        "isBasedOn": source_document.address if digest else None,
        "sameAs": None if digest else source_document.address,
        "genre": "digest" if digest else None,
    }


def describe_quotation(statement: Statement, address: str, source: JsonLdNode, about: Sequence[str]) -> JsonLdNode:
    """Return a statement as a quotation from its document, or as a part of a digest."""
    digest = source.get("genre") == "digest"
    return {
        "@context": SCHEMA_CONTEXT,
        "@type": "CreativeWork" if digest else "Quotation",
        "@id": address,
        "url": address,
        "text": statement.quote,
        "inLanguage": statement.language,
        "author": PALERMO if digest else None,
        "genre": "digest" if digest else None,
        "isPartOf": {key: value for key, value in source.items() if key != "@context"},
        "pagination": str(statement.locator.page) if statement.locator.page else None,
        "position": format_pinpoint(statement.locator.page, statement.locator.paragraph) or None,
        "about": [{"@type": "DefinedTerm", "name": name} for name in about],
    }


def describe_organisation(entity: Entity, address: str, name: str) -> JsonLdNode:
    """Return an entity with the facts that sources verify."""
    others = {other for other in entity.verified_names.values() if other != name}
    return {
        "@context": SCHEMA_CONTEXT,
        "@type": "Organization",
        "@id": address,
        "mainEntityOfPage": address,
        "name": name,
        "alternateName": sorted(others | ({entity.acronym} if entity.acronym else set())),
        "url": entity.website,
    }


def remove_unknown(node: JsonLdNode) -> JsonLdNode:
    """Return a node without unknown values."""
    return {
        key: remove_unknown(value) if isinstance(value, dict) else value
        for key, value in node.items()
        if value not in (None, [], "", ())
    }
