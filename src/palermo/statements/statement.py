"""Statement: one source stating one thing at one place."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from palermo.statements.confirmation_thresholds import LIST_THRESHOLD, ROLE_THRESHOLD, TAGGER_THRESHOLD
from palermo.statements.documents import Passage
from palermo.statements.enums import RefType, Response, ReviewStatus
from palermo.statements.kinds import StatementKind
from palermo.statements.reasons import Reason

SCHEMA_VERSION = "7"
"""To be raised when a field of statements, passages or documents changes; editions of another version are rewritten."""
READABLE_SCHEMA_VERSIONS = frozenset({"5", "6", SCHEMA_VERSION})
"""Versions of columns that are read: version 6 has no States of bodies, reasons of version 5 no code."""
TAGGER_METHOD_PREFIX = "tagger.statements"
ROLES = ("actors", "addressees", "partners")
"""Fields of a statement with references, in the order of exports and of the tagger's outputs."""
TAG_FIELDS = ("themes", "exploitation", "interventions", "groups")
"""Fields of a statement with tags, in the order of exports; each has the name of its scheme of the vocabulary."""
TENSES = ("done", "ongoing", "planned")
"""Values of `tense`, of activities."""
FACTOR_DIMENSIONS = ("individual", "family", "community", "structural", "situational")
"""Values of `dimension`, of factors."""
ROLE_SOURCES = ("quote", "introduction", "heading", "byline", "coreference", "document")
"""Where the name of a role is printed; `document` is the document's publisher, even if not printed."""
_ITEM_NUMBER = re.compile(r"\(?(?:[a-z]|[ivx]+)\)|\(\d+\)|\d+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A name in a statement: registry id if known, printed name, and type."""

    id: str | None
    name: str
    type: RefType
    source: str = ""
    """Where it comes from: one of ROLE_SOURCES; empty if not recorded."""
    confidence: float | None = None
    """Probability of its role, from 0 to 1; None if a rule read it from print or a person entered it."""
    state: str | None = None
    """Id of the State whose body it is, by its name or the document; None for other names."""


def build_entity_refs(names: Iterable[str], source: str) -> tuple[Ref, ...]:
    """Return the names of entities as printed, each once."""
    return tuple(Ref(id=None, name=name, type=RefType.ENTITY, source=source) for name in dict.fromkeys(names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Location of a quote; `start` and `end` are character offsets in the passage's text."""

    page: int | None
    paragraph: str | None
    passage: str
    start: int
    end: int
    headings: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a locator needs 0 <= start < end, not {self.start}, {self.end}")


def is_item_number(paragraph: str) -> bool:
    """Return whether only items of lists have such a printed number, as `(a)`; `5` may be that of a paragraph."""
    return _ITEM_NUMBER.fullmatch(paragraph) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Other text that a statement is based on: a list's introduction, a heading, the line of a response."""

    role: str
    quote: str
    locator: Locator


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRef:
    """A law, resolution or compact that a statement cites: registry id or printed symbol, and provision."""

    id: str
    provision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One source stating one thing at one place.

    To add a field, add it here with a default, and raise SCHEMA_VERSION: `fields.py` derives its column, its
    place in exports and its schema in the API.
    """

    id: str
    kind: StatementKind
    quote: str
    language: str
    document: str
    locator: Locator
    actors: tuple[Ref, ...] = ()
    addressees: tuple[Ref, ...] = ()
    partners: tuple[Ref, ...] = ()
    action: str | None = None
    response: Response | None = None
    themes: tuple[str, ...] = ()
    exploitation: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """ISO 3166-1 alpha-3 codes of the States that it names."""
    regions: tuple[str, ...] = ()
    """M49 codes of the regions that it names itself; regions of its places are not repeated here."""
    instruments: tuple[InstrumentRef, ...] = ()
    tense: str | None = None
    years: tuple[int, ...] = ()
    dimension: str | None = None
    protective: bool = False
    support: tuple[Support, ...] = ()
    why: tuple[Reason, ...] = ()
    same_as: tuple[str, ...] = ()
    """Ids of duplicates in the same Work, in the order of its documents, main statement first."""
    duplicate_rank: int = 0
    """Number of duplicates before it; 0 for the main statement, which is the one that is counted."""
    sensitive: bool = False
    confidence: float = 1.0
    method: str = ""
    status: ReviewStatus = ReviewStatus.PROPOSED

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The names in all roles, in their order."""
        return tuple(ref for role in ROLES for ref in self.get_refs(role))

    def get_refs(self, role: str) -> tuple[Ref, ...]:
        """Return the names in one of ROLES."""
        refs: tuple[Ref, ...] = getattr(self, role)
        return refs

    @property
    def tags(self) -> tuple[str, ...]:
        """The ids of its tags, in the order of TAG_FIELDS."""
        return tuple(id for field in TAG_FIELDS for id in self.get_tags(field))

    def get_tags(self, field: str) -> tuple[str, ...]:
        """Return the ids of the tags in one of TAG_FIELDS."""
        tags: tuple[str, ...] = getattr(self, field)
        return tags

    def map_refs(self, convert: Callable[[str, tuple[Ref, ...]], tuple[Ref, ...]]) -> "Statement":
        """Return the statement with the names of each role as `convert` returns them, given role and names."""
        changed: dict[str, Any] = {role: convert(role, self.get_refs(role)) for role in ROLES}
        return replace(self, **changed)

    @property
    def is_tagged(self) -> bool:
        """Whether the statement tagger found it, so that its tags and roles are from a model."""
        return self.method.startswith(TAGGER_METHOD_PREFIX)

    @property
    def is_confirmed(self) -> bool:
        """Whether it is counted publicly: accepted by a reviewer, or above its threshold and not rejected."""
        if self.status is not ReviewStatus.PROPOSED:
            return self.status is not ReviewStatus.REJECTED
        return self.confidence >= (TAGGER_THRESHOLD if self.is_tagged else LIST_THRESHOLD)

    @property
    def is_reviewed(self) -> bool:
        """Whether a reviewer accepted or corrected it."""
        return self.status in (ReviewStatus.ACCEPTED, ReviewStatus.CORRECTED)

    def is_confirmed_ref(self, ref: Ref) -> bool:
        """Return True if one of its names is certain enough to be counted in its role."""
        if self.is_reviewed:
            return True
        return self.is_confirmed and (ref.confidence is None or ref.confidence >= ROLE_THRESHOLD)

    def __post_init__(self) -> None:
        if len(self.quote) != self.locator.end - self.locator.start:
            raise ValueError("a statement's quote must be as long as its locator says")
        if not 0 <= self.duplicate_rank <= len(self.same_as):
            raise ValueError(f"duplicate_rank must be within 0 and {len(self.same_as)}, not {self.duplicate_rank}")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence must be within 0 and 1, not {self.confidence}")


def list_tag_fields(kind: StatementKind) -> tuple[str, ...]:
    """Return the TAG_FIELDS of a kind of statement: a factor describes a situation, so it has no interventions."""
    return tuple(field for field in TAG_FIELDS if kind is not StatementKind.FACTOR or field != "interventions")


def build_locator(passage: Passage, start: int, end: int) -> Locator:
    """Return the locator of a span of a passage; raises ValueError if it is outside of the text."""
    if end > len(passage.text):
        raise ValueError(f"the passage has {len(passage.text)} characters, not {end}")
    return Locator(
        page=passage.page,
        paragraph=passage.paragraph,
        passage=passage.id,
        start=start,
        end=end,
        headings=passage.headings,
    )


def build_support(role: str, passage: Passage, start: int = 0, end: int | None = None) -> Support:
    """Return a span of a passage, or all of it, as text that a statement is based on."""
    end = len(passage.text) if end is None else end
    return Support(role=role, quote=passage.text[start:end], locator=build_locator(passage, start, end))
