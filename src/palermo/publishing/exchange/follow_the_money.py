"""Organisations, documents and ties as entities of the FollowTheMoney model, one JSON object a line."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import urlsplit

from palermo.analysis.partnerships import PartnershipTies
from palermo.languages import LANGUAGE_TABLE
from palermo.registry import Registry
from palermo.statements import Document, hash_json

PUBLIC_KINDS: Final = frozenset({"un-entity", "international-organisation", "regional-organisation", "state-body"})
LANGUAGE_CODES: Final = {language.code: language.iso_639_3 for language in LANGUAGE_TABLE}
"""ISO 639-3 by ISO 639-1: the model accepts no others."""
_STATE_PREFIX: Final = "state:"

type FtmEntity = dict[str, Any]


def list_ftm_entities(
    ties: PartnershipTies, documents: Sequence[Document], registry: Registry, address: str
) -> Iterator[FtmEntity]:
    """Yield organisations of ties and publishers, documents, and ties as UnknownLink.

    Each entity has the addresses of its sources.
    """
    published = {id for document in documents for id in document.publishers}
    for body in sorted({*ties.bodies, *published}):
        yield _describe_body(body, ties.names, registry, address)
    for document in documents:
        yield _build_entity(
            document.id,
            "Document",
            {
                "title": [document.title],
                "date": [document.date] if document.date else [],
                "fileName": [PurePosixPath(document.source).name],
                "language": [LANGUAGE_CODES[document.language]] if document.language in LANGUAGE_CODES else [],
                "mimeType": [document.media_type],
                "publisher": [registry.get_label(id) for id in document.publishers],
                "sourceUrl": [document.address or f"{address}/documents/{document.id}"],
            },
        )
    for tie in ties.ties:
        subject, target = tie.parties
        yield _build_entity(
            f"tie-{hash_json([subject, target])[:20]}",
            "UnknownLink",
            {
                "subject": [_build_id(subject)],
                "object": [_build_id(target)],
                "role": ["works with"],
                "startDate": [str(tie.first)] if tie.first else [],
                "summary": [f"{len(tie.evidence)} pieces of evidence, newest {tie.last or 'undated'}"],
                "sourceUrl": [f"{address}/en/partnerships/"],
            },
        )


def _describe_body(body: str, printed_names: Mapping[str, str], registry: Registry, address: str) -> FtmEntity:
    entity = registry.entities.get(body)
    if body.startswith(_STATE_PREFIX):
        return _build_entity(_build_id(body), "PublicBody", {"name": [registry.get_label(body)]})
    if entity is None:
        return _build_entity(_build_id(body), "Organization", {"name": [printed_names.get(body, body)]})
    return _build_entity(
        _build_id(body),
        "PublicBody" if entity.kind in PUBLIC_KINDS else "Organization",
        {
            "name": [entity.names["en"]],
            "alias": sorted(set(entity.verified_names.values()) - {entity.names["en"]}),
            "weakAlias": [entity.acronym] if entity.acronym else [],
            "website": [_format_address(entity.website)] if entity.website else [],
            "sourceUrl": [f"{address}/en/entities/{body}/"],
        },
    )


def _format_address(address: str) -> str:
    """Return an address as the model cleans it: a host alone ends with a slash."""
    parts = urlsplit(address)
    return address if parts.path or parts.query or parts.fragment else f"{address}/"


def _build_id(body: str) -> str:
    is_plain = body.isascii() and " " not in body
    return f"palermo-{body.replace(':', '-') if is_plain else hash_json([body])[:20]}"


def _build_entity(id: str, schema: str, properties: Mapping[str, Sequence[str]]) -> FtmEntity:
    return {
        "id": id,
        "schema": schema,
        "properties": {name: list(values) for name, values in properties.items() if values},
    }
