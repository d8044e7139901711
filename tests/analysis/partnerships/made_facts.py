"""Rows of an invented registry: agencies A to F, a group of some of them, and joint activities."""

from typing import Any

from palermo.registry import Entity, Milestone, Partnership, Publication, Registry, RegistryFacts, Topics

SOURCE = ("https://example.org",)


def entity(id: str, kind: str = "un-entity", **more: Any) -> Entity:
    """A body whose English name is `Agency` and its id in capitals."""
    values: dict[str, Any] = {
        "id": id,
        "acronym": id.upper(),
        "kind": kind,
        "names": {"en": f"Agency {id.upper()}"},
        "matching": (),
        "ambiguous": (),
        "roles": {"en": "Invented for tests."},
        "website": None,
        "icat": False,
        "icat_since": None,
        "sources": SOURCE,
        "verified": True,
    }
    return Entity(**(values | more))


def partnership(id: str, kind: str, *members: str, **more: Any) -> Partnership:
    """Who acts together."""
    values: dict[str, Any] = {
        "id": id,
        "kind": kind,
        "names": {"en": id},
        "members": members,
        "lead": None,
        "states": (),
        "start": 2020,
        "end": 2024,
        "topics": Topics(),
        "sources": SOURCE,
        "verified": True,
        "note": None,
    }
    return Partnership(**(values | more))


def publication(id: str, date: str | None, *publishers: str, **about: Any) -> Publication:
    """A work of one or several."""
    return Publication(
        id=id,
        title=f"Title of {id}",
        kind=about.pop("kind", "guidance"),
        date=date,
        publishers=publishers,
        languages=("en",),
        address=None,
        topics=Topics(**about),
        digests={},
        sources=SOURCE,
        verified=True,
        note=None,
    )


def milestone(id: str, date: str, kind: str, *entities: str) -> Milestone:
    """A dated event."""
    return Milestone(
        id=id,
        date=date,
        kind=kind,
        titles={"en": id},
        summaries={"en": id},
        entities=entities,
        publications=(),
        sources=SOURCE,
        verified=True,
        note=None,
    )


def registry_of(*rows: Any) -> Registry:
    """A registry of these rows; with it come agencies A to F."""
    entities = [entity(letter) for letter in "abcdef"]
    entities += [row for row in rows if isinstance(row, Entity)]
    facts = RegistryFacts(
        publications=tuple(row for row in rows if isinstance(row, Publication)),
        partnerships=tuple(row for row in rows if isinstance(row, Partnership)),
        timeline=tuple(row for row in rows if isinstance(row, Milestone)),
    )
    return Registry(states=(), regions=(), entities=entities, facts=facts, version="1")
