"""Loading of instruments, publications, partnerships and the timeline, with validation of all ids."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from palermo.languages import LABELLED_LANGUAGES
from palermo.registry.facts import (
    INSTRUMENT_KINDS,
    MILESTONE_KINDS,
    PARTNERSHIP_KINDS,
    Instrument,
    Milestone,
    Partnership,
    Provision,
    Publication,
    RegistryFacts,
    Topics,
)
from palermo.registry.verification import DATE_PARTS, parse_verification
from palermo.statements import TAG_FIELDS
from palermo.vocabulary import Vocabulary
from palermo.vocabulary.yaml_rows import IdentifiedRow, YamlRow, parse_unique_rows

FACT_FILES = ("instruments.yaml", "publications.yaml", "partnerships.yaml", "timeline.yaml")


@dataclass(slots=True, kw_only=True)
class KnownIds:
    """Ids that rows may refer to; those of facts are added as their files are read."""

    entities: Collection[str]
    states: Collection[str]
    regions: Collection[str]
    vocabulary: Vocabulary
    publications: set[str] = field(default_factory=set)
    rows_by_id: dict[str, YamlRow]

    def list_concepts(self, scheme: str) -> tuple[str, ...]:
        """Return the ids of the concepts of a scheme."""
        return tuple(concept.id for concept in self.vocabulary.list_concepts(scheme))


def build_facts(texts: Mapping[str, str], known_ids: KnownIds) -> RegistryFacts:
    """Build the facts from the texts of FACT_FILES; raises RegistryInvalid with file and line.

    Publications are read before the timeline, which refers to them.
    """
    instruments = _read_rows(texts, "instruments.yaml", known_ids, _parse_instrument)
    publications = _read_rows(texts, "publications.yaml", known_ids, _parse_publication)
    known_ids.publications |= {row.id for row in publications}
    return RegistryFacts(
        instruments=instruments,
        publications=publications,
        partnerships=_read_rows(texts, "partnerships.yaml", known_ids, _parse_partnership),
        timeline=_read_rows(texts, "timeline.yaml", known_ids, _parse_milestone),
    )


def _read_rows[T: IdentifiedRow](
    texts: Mapping[str, str], name: str, known_ids: KnownIds, build: Callable[[YamlRow, KnownIds], T]
) -> tuple[T, ...]:
    return tuple(parse_unique_rows(texts[name], name, lambda row: build(row, known_ids), known_ids.rows_by_id))


def _parse_instrument(row: YamlRow, known_ids: KnownIds) -> Instrument:
    provisions = row.values.get("provisions", [])
    if not isinstance(provisions, list) or not all(isinstance(item, YamlRow) for item in provisions):
        row.raise_error("provisions", "'provisions' must be a list of mappings", 'Begin each with `- number: "..."`')
    return row.build(
        Instrument,
        derived={"topics": _parse_topics(row, known_ids)},
        keys=TAG_FIELDS,
        kind=row.get_choice("kind", INSTRUMENT_KINDS),
        names=row.get_texts_by_language("names", ("en",)),
        date=_parse_date(row, "date"),
        entities=_parse_ids(row, "entities", known_ids.entities, "entities.yaml"),
        within=_parse_ids(row, "within", {*known_ids.regions, *known_ids.states}, "regions.yaml or states.yaml"),
        provisions=tuple(_parse_provisions(provisions, known_ids)),
        **parse_verification(row, ("symbol", "names", "names.en", *DATE_PARTS)),
    )


def _parse_provisions(provision_rows: Iterable[YamlRow], known_ids: KnownIds) -> Iterable[Provision]:
    seen: dict[str, int] = {}
    for row in provision_rows:
        number = row.get_text("number")
        if number in seen:
            row.raise_error("number", f"provision {number!r} is already in line {seen[number]}", "Keep one of the two")
        seen[number] = row.line_number
        addressed = (*known_ids.list_concepts("audiences"), *known_ids.entities)
        yield row.build(
            Provision,
            derived={
                "topics": _parse_topics(row, known_ids),
                "summaries": parse_own_texts(row, "summary", LABELLED_LANGUAGES),
            },
            keys=("summary", *TAG_FIELDS, "note"),
            number=number,
            names=parse_own_texts(row, "names", LABELLED_LANGUAGES) if "names" in row.values else {},
            addressees=_parse_ids(row, "addressees", addressed, "audiences.yaml or entities.yaml"),
            **parse_verification(row, ("number",)),
        )


def _parse_publication(row: YamlRow, known_ids: KnownIds) -> Publication:
    return row.build(
        Publication,
        derived={
            "topics": _parse_topics(row, known_ids),
            "matching": (),
            "digests": parse_own_texts(row, "digest") if "digest" in row.values else {},
        },
        keys=("digest", *TAG_FIELDS),
        kind=row.get_choice("kind", known_ids.list_concepts("documents")),
        date=_parse_date(row, "date") if row.values.get("date") is not None else None,
        publishers=_parse_ids(row, "publishers", known_ids.entities, "entities.yaml"),
        **parse_verification(row, ("title", "publishers", *DATE_PARTS)),
    )


def _parse_partnership(row: YamlRow, known_ids: KnownIds) -> Partnership:
    partnership = row.build(
        Partnership,
        derived={"topics": _parse_topics(row, known_ids), "names": parse_own_texts(row, "name")},
        keys=("name", *TAG_FIELDS),
        kind=row.get_choice("kind", PARTNERSHIP_KINDS),
        members=_parse_ids(row, "members", known_ids.entities, "entities.yaml"),
        states=_parse_ids(row, "states", known_ids.states, "states.yaml"),
        **parse_verification(row, ("start", "end")),
    )
    lead, start, end = partnership.lead, partnership.start, partnership.end
    if lead is not None and lead not in known_ids.entities:
        row.raise_error("lead", f"{lead!r} is not in entities.yaml", "Give the id of an entity")
    if start and end and end < start:
        row.raise_error("end", f"it ends in {end}, before it starts", "Correct one of the two years")
    return partnership


def _parse_milestone(row: YamlRow, known_ids: KnownIds) -> Milestone:
    return row.build(
        Milestone,
        derived={"titles": parse_own_texts(row, "title"), "summaries": parse_own_texts(row, "summary")},
        keys=("title", "summary"),
        date=_parse_date(row, "date"),
        kind=row.get_choice("kind", MILESTONE_KINDS),
        entities=_parse_ids(row, "entities", known_ids.entities, "entities.yaml"),
        publications=_parse_ids(row, "publications", known_ids.publications, "publications.yaml"),
        **parse_verification(row, ("month", "day")),
    )


def _parse_ids(row: YamlRow, key: str, allowed_ids: Collection[str], file: str) -> tuple[str, ...]:
    texts = row.get_texts(key)
    for id in texts:
        if id not in allowed_ids:
            row.raise_error(key, f"{id!r} is not in {file}", "Correct the id, or add its row")
    return texts


def _parse_topics(row: YamlRow, known_ids: KnownIds) -> Topics:
    schemes = [scheme for scheme in TAG_FIELDS if scheme in row.values]
    return Topics(
        **{scheme: _parse_ids(row, scheme, known_ids.list_concepts(scheme), f"{scheme}.yaml") for scheme in schemes}
    )


def _parse_date(row: YamlRow, key: str) -> str:
    """Return an ISO date, possibly only YYYY or YYYY-MM; raises RegistryInvalid unless it exists."""
    value = row.get_text(key)
    try:
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            raise ValueError
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        row.raise_error(key, f"{value!r} is no date", 'Write "2016", "2016-12" or "2016-12-20", in quotes')
    return value


def parse_own_texts(row: YamlRow, key: str, required: Iterable[str] = ("en",)) -> dict[str, str]:
    """Return a text of our own by language of the pages; raises RegistryInvalid if a required one is missing."""
    return row.get_texts_by_language(key, required, LABELLED_LANGUAGES)
