"""Read instruments, publications, partnerships and the timeline, with every id that they name checked."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from palermo.registry.facts import (
    INSTRUMENT_KINDS,
    MILESTONE_KINDS,
    PARTNERSHIP_KINDS,
    Facts,
    Instrument,
    Milestone,
    Partnership,
    Provision,
    Publication,
    Topics,
)
from palermo.registry.proof import DATE_PARTS, doubted
from palermo.statements import LANGUAGES
from palermo.vocabulary import Vocabulary
from palermo.vocabulary.lines import Row, rows

FILES = ("instruments.yaml", "publications.yaml", "partnerships.yaml", "timeline.yaml")

SCHEMES = ("themes", "exploitation", "interventions", "groups")
"""Keys of a row's topics: schemes of the vocabulary."""

PROOF = ("sources", "verified", "unverified", "note")


class Identified(Protocol):
    """A row with an id."""

    @property
    def id(self) -> str: ...


@dataclass(slots=True, kw_only=True)
class Known:
    """Ids that rows may name; those of facts are added as their files are read."""

    entities: Collection[str]
    states: Collection[str]
    regions: Collection[str]
    vocabulary: Vocabulary
    publications: set[str] = field(default_factory=set)
    taken: dict[str, str]
    """Id -> file and line in which it stands."""


def facts(texts: Mapping[str, str], known: Known) -> Facts:
    """Build the facts from the texts of FILES; raises RegistryInvalid with file and line.

    Publications are read before the timeline, which names them.
    """
    instruments = _read(texts, "instruments.yaml", known, _instrument)
    publications = _read(texts, "publications.yaml", known, _publication)
    known.publications |= {row.id for row in publications}
    return Facts(
        instruments=instruments,
        publications=publications,
        partnerships=_read(texts, "partnerships.yaml", known, _partnership),
        timeline=_read(texts, "timeline.yaml", known, _milestone),
    )


def _read[T: Identified](
    texts: Mapping[str, str], name: str, known: Known, build: Callable[[Row, Known], T]
) -> tuple[T, ...]:
    found: list[T] = []
    for row in rows(texts[name], name):
        built = build(row, known)
        if before := known.taken.get(built.id):
            row.wrong("id", f"id {built.id!r} stands already in {before}", "Rename one of the two rows")
        known.taken[built.id] = f"{name}, line {row.line}"
        found.append(built)
    return tuple(found)


def _instrument(row: Row, known: Known) -> Instrument:
    own = (
        "id",
        "symbol",
        "kind",
        "names",
        "matching",
        "date",
        "organ",
        "address",
        "entities",
        "provisions",
        "described",
        "within",
    )
    row.allow(*own, *SCHEMES, *PROOF)
    names = row.row("names")
    names.allow(*LANGUAGES)
    if "en" not in names.values:
        row.wrong("names", "no name in language 'en'", "Add `en: ...` below `names:`")
    provisions = row.values.get("provisions", [])
    if not isinstance(provisions, list) or not all(isinstance(item, Row) for item in provisions):
        row.wrong("provisions", "'provisions' must be a list of mappings", 'Begin each with `- number: "..."`')
    return Instrument(
        id=row.text("id"),
        symbol=row.text_or_none("symbol"),
        kind=one_of(row, "kind", INSTRUMENT_KINDS),
        names={language: names.text(language) for language in names.values},
        matching=row.texts("matching"),
        date=_date(row, "date"),
        organ=row.text("organ"),
        address=row.text_or_none("address"),
        entities=_ids(row, "entities", known.entities, "entities.yaml"),
        topics=_topics(row, known),
        within=_ids(row, "within", {*known.regions, *known.states}, "regions.yaml or states.yaml"),
        provisions=tuple(_provisions(provisions, known)),
        sources=row.texts("sources"),
        verified=proven(row),
        unverified=doubted(row, ("symbol", "names", "names.en", *DATE_PARTS)),
        described=row.text_or_none("described"),
        note=row.text_or_none("note"),
    )


def _provisions(given: Iterable[Row], known: Known) -> Iterable[Provision]:
    seen: dict[str, int] = {}
    for row in given:
        row.allow("number", "summary", "addressees", *SCHEMES, *PROOF)
        number = row.text("number")
        if number in seen:
            row.wrong("number", f"provision {number!r} stands already in line {seen[number]}", "Keep one of the two")
        seen[number] = row.line
        audiences = {concept.id for concept in known.vocabulary.concepts("audiences")}
        yield Provision(
            number=number,
            summary=row.text("summary"),
            addressees=_ids(row, "addressees", {*audiences, *known.entities}, "audiences.yaml or entities.yaml"),
            topics=_topics(row, known),
            sources=row.texts("sources"),
            verified=proven(row),
            unverified=doubted(row, ("number",)),
        )


def _publication(row: Row, known: Known) -> Publication:
    own = ("id", "title", "symbol", "kind", "date", "publishers", "languages", "address", "digest", "described")
    row.allow(*own, *SCHEMES, *PROOF)
    return Publication(
        id=row.text("id"),
        title=row.text("title"),
        symbol=row.text_or_none("symbol"),
        kind=one_of(row, "kind", tuple(concept.id for concept in known.vocabulary.concepts("documents"))),
        date=_date(row, "date") if row.values.get("date") is not None else None,
        publishers=_ids(row, "publishers", known.entities, "entities.yaml"),
        languages=row.texts("languages"),
        address=row.text_or_none("address"),
        topics=_topics(row, known),
        digest=row.text_or_none("digest"),
        sources=row.texts("sources"),
        verified=proven(row),
        unverified=doubted(row, ("title", "publishers", *DATE_PARTS)),
        described=row.text_or_none("described"),
        note=row.text_or_none("note"),
    )


def _partnership(row: Row, known: Known) -> Partnership:
    row.allow("id", "kind", "name", "members", "lead", "states", "start", "end", *SCHEMES, *PROOF)
    lead = row.text_or_none("lead")
    if lead is not None and lead not in known.entities:
        row.wrong("lead", f"{lead!r} is not in entities.yaml", "Give the id of an entity")
    start, end = _year(row, "start"), _year(row, "end")
    if start and end and end < start:
        row.wrong("end", f"it ends in {end}, before it starts", "Correct one of the two years")
    return Partnership(
        id=row.text("id"),
        kind=one_of(row, "kind", PARTNERSHIP_KINDS),
        name=row.text("name"),
        members=_ids(row, "members", known.entities, "entities.yaml"),
        lead=lead,
        states=_ids(row, "states", known.states, "states.yaml"),
        start=start,
        end=end,
        topics=_topics(row, known),
        sources=row.texts("sources"),
        verified=proven(row),
        unverified=doubted(row, ("start", "end")),
        note=row.text_or_none("note"),
    )


def _milestone(row: Row, known: Known) -> Milestone:
    row.allow("id", "date", "kind", "title", "summary", "entities", "publications", *PROOF)
    return Milestone(
        id=row.text("id"),
        date=_date(row, "date"),
        kind=one_of(row, "kind", MILESTONE_KINDS),
        title=row.text("title"),
        summary=row.text("summary"),
        entities=_ids(row, "entities", known.entities, "entities.yaml"),
        publications=_ids(row, "publications", known.publications, "publications.yaml"),
        sources=row.texts("sources"),
        verified=proven(row),
        unverified=doubted(row, ("month", "day")),
        note=row.text_or_none("note"),
    )


def _ids(row: Row, key: str, known: Collection[str], file: str) -> tuple[str, ...]:
    found = row.texts(key)
    for id in found:
        if id not in known:
            row.wrong(key, f"{id!r} is not in {file}", "Correct the id, or add its row")
    return found


def _topics(row: Row, known: Known) -> Topics:
    found = {
        scheme: _ids(row, scheme, {concept.id for concept in known.vocabulary.concepts(scheme)}, f"{scheme}.yaml")
        for scheme in SCHEMES
        if scheme in row.values
    }
    return Topics(**found)


def _date(row: Row, key: str) -> str:
    """An ISO date, possibly only YYYY or YYYY-MM, that is in the calendar."""
    value = row.text(key)
    try:
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            raise ValueError
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        row.wrong(key, f"{value!r} is no date", 'Write "2016", "2016-12" or "2016-12-20", in quotes')
    return value


def _year(row: Row, key: str) -> int | None:
    value = row.values.get(key)
    if value is not None and not isinstance(value, int):
        row.wrong(key, f"{key!r} must be a year", "Write it without quotes, or leave the line out")
    return value


def one_of(row: Row, key: str, choices: tuple[str, ...]) -> str:
    """The text at a key, which must be one of the choices; raises RegistryInvalid."""
    value = row.text(key)
    if value not in choices:
        row.wrong(key, f"{key} {value!r} is not known", f"Choose one of: {', '.join(choices)}")
    return value


def proven(row: Row) -> bool:
    """Whether a row is verified; raises RegistryInvalid for a verified row without a source."""
    verified = row.flag("verified")
    if verified and not row.texts("sources"):
        row.wrong("verified", "a verified row needs a source", "Add a public address below `sources:`, or say false")
    return verified
