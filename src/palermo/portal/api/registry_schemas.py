"""Response schemas of the registry and of editions."""

from ninja import Schema
from pydantic import Field

from palermo.portal.api.cursors import PageOut

_OWN_SUMMARY_NOTE = "In our words, in English."


class TopicsOut(Schema):
    """Topics of a fact: ids of the vocabulary."""

    themes: list[str]
    exploitation: list[str]
    interventions: list[str]
    groups: list[str]


class EntityOut(Schema):
    """An organisation or mechanism."""

    id: str
    acronym: str | None
    kind: str
    names: dict[str, str] = Field(description="By language, as sources show them.")
    role: str = Field(description=_OWN_SUMMARY_NOTE)
    roles: dict[str, str] = Field(description="The role by language (ISO 639-1).")
    website: str | None
    icat: bool = Field(description="Whether a public source names it a member of ICAT.")
    icat_since: int | None
    sources: list[str]
    documents: int = Field(description="Documents of the edition that it published, each Work once.")
    acting: int = Field(description="Statements in which it acts or speaks.")
    addressed: int = Field(description="Statements that are addressed to it.")


class EntityListOut(PageOut):
    """Entities, by English name."""

    items: list[EntityOut]


class PartnershipOut(Schema):
    """Entities that act together."""

    id: str
    kind: str
    name: str = Field(description=_OWN_SUMMARY_NOTE)
    names: dict[str, str] = Field(description="The name by language (ISO 639-1).")
    members: list[str]
    lead: str | None
    start: int | None
    end: int | None
    sources: list[str]


class EntityDetailOut(EntityOut):
    """An entity with its publications, instruments and partnerships."""

    publications: list[str]
    instruments: list[str]
    partnerships: list[PartnershipOut]


class ProvisionOut(Schema):
    """A numbered or named part of an instrument."""

    number: str | None
    summary: str = Field(description=_OWN_SUMMARY_NOTE)
    summaries: dict[str, str] = Field(description="The summary by language (ISO 639-1).")
    addressees: list[str]
    topics: TopicsOut
    sources: list[str]


class InstrumentOut(Schema):
    """A treaty, resolution, compact or plan."""

    id: str
    symbol: str | None
    kind: str
    names: dict[str, str]
    year: int | None
    organ: str
    address: str | None
    entities: list[str] = Field(description="Ids of entities whose task rests on it.")
    topics: TopicsOut
    sources: list[str]
    citing: int = Field(description="Statements that cite it.")


class InstrumentListOut(PageOut):
    """Instruments, newest first."""

    items: list[InstrumentOut]


class InstrumentDetailOut(InstrumentOut):
    """An instrument with its provisions and the documents that are it."""

    provisions: list[ProvisionOut]
    documents: list[str]


class PublicationOut(Schema):
    """Something that an entity has published."""

    id: str
    title: str
    symbol: str | None
    kind: str
    year: int | None
    publishers: list[str]
    languages: list[str]
    topics: TopicsOut
    digest: str | None = Field(description=_OWN_SUMMARY_NOTE)
    digests: dict[str, str] = Field(description="The digest by language (ISO 639-1); empty if there is none.")
    address: str | None
    sources: list[str]
    documents: list[str] = Field(description="Documents of the edition that are this publication, or are about it.")
    citing: int = Field(description="Statements that cite it.")


class PublicationListOut(PageOut):
    """Publications, newest first."""

    items: list[PublicationOut]


class EditionOut(Schema):
    """A dated compilation of the whole."""

    id: str
    name: str
    date: str = Field(description="When it was first compiled, UTC.")
    palermo: str = Field(description="Version of Palermo that compiled it.")
    schema_version: str = Field(description="Version of its Parquet columns.")
    current: bool
    previous: str | None


class EditionListOut(Schema):
    """Editions of the library, newest first."""

    items: list[EditionOut]


class EditionDetailOut(EditionOut):
    """The edition that is served, counted as far as it may be shown."""

    versions: dict[str, str]
    documents: int
    works: int
    statements: int
    kinds: dict[str, int]
    languages: dict[str, int] = Field(description="Works by language.")
    entities: int
    newest: str | None
    oldest: str | None
