"""A profile: what the registry knows of an entity, and what the edition says by it, to it and of its mandate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from palermo import registry, vocabulary
from palermo.analysis import Basis, Evidence, basis, document_evidence, priorities
from palermo.edition import Count, Filters, View
from palermo.portal.editions.shelf import Shelf
from palermo.portal.recommendations.facets import label
from palermo.registry import Entity, Instrument, Profile, Provision, Publication
from palermo.statements import Document, Kind, Statement

PUBLICATIONS = 8
"""Publications on a profile; the list of publications has them all."""
DOCUMENTS = 6
"""Documents on a profile; the library has them all."""
TOP = 8
"""Rows of a table of themes, interventions or addressees."""
TOLD = 3
"""Statements of a mandate, and of activities, on a profile; the list of its statements has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the edition says of an entity."""

    acts: Sequence[Count]
    """Statements in which it acts, by kind."""
    addressed: Sequence[Count]
    """Statements that are addressed to it, by kind."""
    themes: Sequence[tuple[str, int]]
    """Of the statements in which it acts."""
    addressees: Sequence[tuple[str, str, int]]
    """Name, value in addresses and number of the recommendations that it issued."""
    issued: int
    received: int
    mandates: Sequence[tuple[Statement, Document]]
    activities: Sequence[tuple[Statement, Document]]
    active: int
    """Activities in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rests:
    """An instrument on which a mandate rests, with the provisions addressed to the entity."""

    instrument: Instrument
    provisions: tuple[Provision, ...]
    basis: bool
    """Whether the task rests on the instrument as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that a profile shows."""

    entity: Entity
    about: Profile
    rests: Sequence[Rests]
    publications: Sequence[tuple[Publication, tuple[Document, ...]]]
    documents: Sequence[Document]
    priorities: Mapping[str, Sequence[tuple[str, int]]]
    told: Told
    basis: Basis
    evidence: Evidence


def shown(entity: Entity, view: View, shelf: Shelf) -> Shown:
    """Bring together what is known of an entity."""
    about = registry.load().about(entity.id)
    documents = shelf.published.get(entity.id, ())
    told = _told(entity.id, view)
    acting = view.statements(Filters(actors=(entity.id,)), limit=1).documents.values()
    evidence = document_evidence(documents, sum(one.statements for one in told.acts), next(iter(acting), None))
    return Shown(
        entity=entity,
        about=about,
        rests=[_rests(one, entity.id) for one in about.instruments],
        publications=[(one, shelf.held.get(one.id, ())) for one in about.publications[:PUBLICATIONS]],
        documents=documents[:DOCUMENTS],
        priorities={scheme: rows[:TOP] for scheme, rows in priorities(about.publications).items()},
        told=told,
        basis=basis(
            about,
            shelf.held,
            evidence,
            view.manifest.date.year,
            [one.id for one in vocabulary.load().concepts("interventions")],
        ),
        evidence=evidence,
    )


def _told(id: str, view: View) -> Told:
    acts, addressed = Filters(actors=(id,)), Filters(addressees=(id,))
    acting, asking = view.facets(acts), view.facets(addressed)
    recommendations = (Kind.RECOMMENDATION.value,)
    issued = view.facets(replace(acts, kinds=recommendations))
    return Told(
        acts=acting["kind"],
        addressed=asking["kind"],
        themes=[(one.value, one.statements) for one in acting["theme"][:TOP]],
        addressees=[
            (label("addressee", one.value, one.name), one.value, one.statements) for one in issued["addressee"][:TOP]
        ],
        issued=_of(acting["kind"]),
        received=_of(asking["kind"]),
        mandates=_first(view, replace(acts, kinds=(Kind.MANDATE.value,))),
        activities=_first(view, replace(acts, kinds=(Kind.ACTIVITY.value,))),
        active=_of(acting["kind"], Kind.ACTIVITY),
    )


def _first(view: View, filters: Filters) -> list[tuple[Statement, Document]]:
    found = view.statements(filters, limit=TOLD)
    return [(one, found.documents[one.document]) for one in found.statements]


def _of(kinds: Sequence[Count], kind: Kind = Kind.RECOMMENDATION) -> int:
    return sum(one.statements for one in kinds if one.value == kind)


def _rests(instrument: Instrument, id: str) -> Rests:
    addressed = tuple(one for one in instrument.provisions if id in one.addressees)
    return Rests(instrument=instrument, provisions=addressed, basis=id in instrument.entities)
