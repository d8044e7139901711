"""Basis of an entity's profile: topics of its publications, its evidence in an edition, and its gaps."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from palermo.registry import Publication, RegistryProfile
from palermo.statements import TAG_FIELDS, Document, Nature

MAX_EVIDENCE_AGE_YEARS = 4
"""Age in years from which evidence is old: the Global Plan of Action is appraised every four years, so that older
evidence was available for the last appraisal."""


class Emptiness(StrEnum):
    """Why there is no evidence, or no recent evidence."""

    NO_DOCUMENT = "no-document"
    """The library has no document of the entity, or only digests in our own words."""
    NO_EVIDENCE = "nothing-found"
    """Documents were searched without result."""
    OLD_EVIDENCE = "old-evidence"
    """The newest evidence is older than MAX_EVIDENCE_AGE_YEARS."""


def classify_emptiness(statements: int, newest: int | None, searched: int, oldest: int) -> Emptiness | None:
    """Return why a cell has no evidence or only that before the oldest recent year; None for recent evidence."""
    if not statements:
        return Emptiness.NO_EVIDENCE if searched else Emptiness.NO_DOCUMENT
    return Emptiness.OLD_EVIDENCE if newest and newest < oldest else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileBasis:
    """What a profile is based on."""

    publications: int
    first: str | None
    """Year of the oldest dated publication."""
    last: str | None
    english_only: int
    available_count: int
    """Number of publications of which the library has the text, not only a digest."""
    emptinesses: tuple[Emptiness, ...]
    unseen: tuple[str, ...]
    """Interventions that no publication, partnership or provision of the entity is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityEvidence:
    """Documents and statements of an entity in an edition."""

    documents: int
    """Number of documents that it published, including digests of them."""
    digests: int
    """Number of digests among them."""
    statements: int
    """Number of statements in which it acts."""
    newest: str | None
    """ISO date of the newest document among both."""


def count_priorities(publications: Iterable[Publication]) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return the concepts of each of TAG_FIELDS with the number of publications about them, most first."""
    counted = {scheme: Counter[str]() for scheme in TAG_FIELDS}
    for publication in publications:
        for scheme, counter in counted.items():
            counter.update(getattr(publication.topics, scheme))
    return {
        scheme: sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])) for scheme, counter in counted.items()
    }


def collect_topics(profile: RegistryProfile) -> Mapping[str, frozenset[str]]:
    """Return all concepts of each of TAG_FIELDS that facts about the entity have."""
    facts = [
        *(publication.topics for publication in profile.publications),
        *(partnership.topics for partnership in profile.partnerships),
    ]
    for instrument in profile.instruments:
        facts += [instrument.topics, *(provision.topics for provision in instrument.verified_provisions)]
    return {scheme: frozenset(id for fact in facts for id in getattr(fact, scheme)) for scheme in TAG_FIELDS}


def summarise_basis(
    profile: RegistryProfile,
    available_documents: Mapping[str, Sequence[Document]],
    evidence: EntityEvidence,
    year: int,
    interventions: Iterable[str],
) -> ProfileBasis:
    """Return the basis of a profile as of a year; `interventions` are those of the vocabulary."""
    years = sorted(publication.date[:4] for publication in profile.publications if publication.date)
    observed = collect_topics(profile)["interventions"]
    return ProfileBasis(
        publications=len(profile.publications),
        first=years[0] if years else None,
        last=years[-1] if years else None,
        english_only=sum(publication.languages == ("en",) for publication in profile.publications),
        available_count=sum(
            any(document.nature is not Nature.DIGEST for document in available_documents.get(publication.id, ()))
            for publication in profile.publications
        ),
        emptinesses=tuple(_find_emptinesses(evidence, year)),
        unseen=tuple(id for id in interventions if id not in observed),
    )


def _find_emptinesses(evidence: EntityEvidence, year: int) -> Iterable[Emptiness]:
    if evidence.documents == evidence.digests:
        yield Emptiness.NO_DOCUMENT
    if not evidence.statements:
        yield Emptiness.NO_EVIDENCE
    if evidence.newest and year - int(evidence.newest[:4]) > MAX_EVIDENCE_AGE_YEARS:
        yield Emptiness.OLD_EVIDENCE


def summarise_evidence(
    documents: Sequence[Document], statements: int, acting_document: Document | None
) -> EntityEvidence:
    """Return an entity's evidence: its documents, and the newest document in which it acts."""
    dates = [item.date for item in (*documents, *((acting_document,) if acting_document else ())) if item.date]
    return EntityEvidence(
        documents=len(documents),
        digests=sum(document.nature is Nature.DIGEST for document in documents),
        statements=statements,
        newest=max(dates, default=None),
    )
