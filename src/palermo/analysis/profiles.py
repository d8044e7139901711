"""What an entity's profile rests on: what its publications are about, and the gaps, said plainly."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from palermo.registry import Profile, Publication
from palermo.statements import Document

SCHEMES = ("themes", "exploitation", "interventions", "groups")
"""Fields of a fact's topics."""
OLD = 4
"""Years after which evidence is old: the Global Plan of Action is appraised every four years, so that what is older
was there for the last appraisal."""


class Emptiness(StrEnum):
    """Why there is nothing, or nothing new."""

    NO_DOCUMENT = "no-document"
    """No document of the entity is in the library."""
    NOTHING_FOUND = "nothing-found"
    """Documents were searched in vain."""
    OLD_EVIDENCE = "old-evidence"
    """What was found is older than OLD years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a profile is built from."""

    publications: int
    first: str | None
    """Year of the oldest dated publication."""
    last: str | None
    english_only: int
    held: int
    """Publications of which the library holds the text or a digest."""
    emptinesses: tuple[Emptiness, ...]
    unseen: tuple[str, ...]
    """Interventions that no publication, partnership or provision of the entity is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an edition holds of an entity."""

    documents: int
    """Published by it."""
    statements: int
    """In which it acts."""
    newest: str | None
    """ISO date of the newest document among both."""


def priorities(publications: Iterable[Publication]) -> Mapping[str, Sequence[tuple[str, int]]]:
    """For each of SCHEMES its concepts with the number of publications about them, the most first."""
    counted = {scheme: Counter[str]() for scheme in SCHEMES}
    for one in publications:
        for scheme, times in counted.items():
            times.update(getattr(one.topics, scheme))
    return {scheme: sorted(times.items(), key=lambda pair: (-pair[1], pair[0])) for scheme, times in counted.items()}


def topics(profile: Profile) -> Mapping[str, frozenset[str]]:
    """For each of SCHEMES all concepts that a fact of the entity is about."""
    facts = [*(one.topics for one in profile.publications), *(one.topics for one in profile.partnerships)]
    for instrument in profile.instruments:
        facts += [instrument.topics, *(provision.topics for provision in instrument.provisions)]
    return {scheme: frozenset(id for one in facts for id in getattr(one, scheme)) for scheme in SCHEMES}


def basis(
    profile: Profile,
    held: Mapping[str, Sequence[Document]],
    evidence: Evidence,
    year: int,
    interventions: Iterable[str],
) -> Basis:
    """What a profile rests on, seen from a year (that of the edition), among these interventions of the vocabulary."""
    years = sorted(one.date[:4] for one in profile.publications if one.date)
    seen = topics(profile)["interventions"]
    return Basis(
        publications=len(profile.publications),
        first=years[0] if years else None,
        last=years[-1] if years else None,
        english_only=sum(one.languages == ("en",) for one in profile.publications),
        held=sum(one.id in held for one in profile.publications),
        emptinesses=tuple(_emptinesses(evidence, year)),
        unseen=tuple(id for id in interventions if id not in seen),
    )


def _emptinesses(evidence: Evidence, year: int) -> Iterable[Emptiness]:
    if not evidence.documents:
        yield Emptiness.NO_DOCUMENT
    if not evidence.statements:
        yield Emptiness.NOTHING_FOUND
    if evidence.newest and year - int(evidence.newest[:4]) > OLD:
        yield Emptiness.OLD_EVIDENCE


def document_evidence(documents: Sequence[Document], statements: int, acting: Document | None) -> Evidence:
    """What an edition holds of an entity: its documents, and the newest document in which it acts."""
    dates = [one.date for one in (*documents, *((acting,) if acting else ())) if one.date]
    return Evidence(documents=len(documents), statements=statements, newest=max(dates, default=None))
