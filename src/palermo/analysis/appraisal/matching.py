"""Matching of statements with provisions: by citation, which counts, or by similarity and topics, which is offered."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np

from palermo.analysis.follow_up.act_detection import remove_filler
from palermo.analysis.follow_up.term_matrix import stem_words
from palermo.embeddings import VectorArray
from palermo.registry import Instrument, Provision, Registry, Topics
from palermo.statements import ACTION_KINDS, CALL_KINDS, MANDATE_KINDS, TAG_FIELDS
from palermo.vocabulary import TRAFFICKING_THEME, find_tags, load_vocabulary

APPRAISED_KINDS = (*CALL_KINDS, *ACTION_KINDS, *MANDATE_KINDS)
"""Recommendations, answers to them, and mandates."""
MIN_SIMILARITY = 0.55
"""Minimum cosine between a provision's summary and a statement; benchmarks/appraisal.py measures it."""
PROVISION_SCHEMES = ("interventions", "groups", "exploitation")
"""Schemes that describe what a provision is about, within the subject of its instrument."""
MIN_SHARED_WORDS = 0.15
"""Minimum share of a provision's content words that a statement must have, where either has no interventions."""
SUBJECT_WORDS = frozenset(
    stem_words("human trafficking of persons, people, victims, migrants, migration, women, children", "en")
)
"""Words that occur in every provision of some instrument, and so distinguish none."""
COLUMNS = ("id", "kind", "quote", "language", "document", "instruments", *TAG_FIELDS)
"""Columns of an edition's statements that are read."""

_LABEL_PATTERN = re.compile(r"^[\w .]{1,20}: ")

type StatementRow = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionPosition:
    """A provision of an instrument, by its position among the instrument's provisions."""

    instrument: str
    number: int
    """0-based."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionMatch:
    """A statement matched with a provision or, if `number` is None, with an instrument as a whole."""

    instrument: str
    number: int | None
    statement: str
    similarity: float | None = None
    """Cosine with a provision that it does not cite; None for a citation."""


def list_provisions(registry: Registry) -> list[tuple[ProvisionPosition, Instrument, Provision]]:
    """Return every provision with its position, including unverified ones."""
    return [
        (ProvisionPosition(instrument=instrument.id, number=number), instrument, provision)
        for instrument in registry.instruments.values()
        for number, provision in enumerate(instrument.provisions)
    ]


def match_citations(rows: Iterable[StatementRow], registry: Registry) -> Iterator[ProvisionMatch]:
    """Yield matches of statements that cite an instrument, either one of its provisions or the whole."""
    for row in rows:
        for ref in row["instruments"]:
            for id in registry.find_cited_ids(ref["id"]):
                instrument = registry.instruments.get(id)
                if instrument:
                    number = _find_provision_number(instrument, ref["provision"])
                    yield ProvisionMatch(instrument=id, number=number, statement=row["id"])


def match_semantically(
    rows: Sequence[StatementRow],
    vectors: VectorArray,
    provisions: Sequence[tuple[ProvisionPosition, Instrument, Provision]],
    provision_vectors: VectorArray,
    registry: Registry,
    instrument_texts: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Iterator[ProvisionMatch]:
    """Yield the semantic matches of rows of APPRAISED_KINDS whose topics and places agree.

    Vectors are of unit length, or zeros if missing. `instrument_texts`: by instrument id, the ids of the documents that
    are the instrument or a digest of it; their statements count as on its subject, whatever their own themes are.
    """
    chosen = np.array([n for n, row in enumerate(rows) if row["kind"] in APPRAISED_KINDS], dtype=np.int64)
    if not len(chosen) or not provisions:
        return
    cosines = vectors[chosen] @ provision_vectors.T
    made_for = {instrument.id: registry.list_covered_states(instrument) for _, instrument, _ in provisions}
    for row_index, number in zip(*np.nonzero(cosines >= MIN_SIMILARITY), strict=True):
        row, (place, instrument, provision) = rows[chosen[row_index]], provisions[number]
        if row["document"] in instrument_texts.get(instrument.id, ()):
            row = {**row, "themes": [*row["themes"], *instrument.topics.themes]}
        if is_on_topic(row, instrument.topics, provision) and is_in_scope(row, made_for[instrument.id]):
            yield ProvisionMatch(
                instrument=place.instrument,
                number=place.number,
                statement=row["id"],
                similarity=float(cosines[row_index, number]),
            )


def is_on_topic(row: StatementRow, instrument_topics: Topics, provision: Provision) -> bool:
    """Return True if a statement is on the subject of a provision and on its more specific topics.

    Subject: one of the themes that the provision has or names, or else of its instrument. If trafficking in persons is
    a theme of either, the statement must have it, or a form of exploitation that the provision names. Topics: one of
    the provision's groups, if it has any, and one of its interventions, with in English one of the provision's content
    words without SUBJECT_WORDS; if either side has no interventions, MIN_SHARED_WORDS of these words, or in languages
    other than English a group or form of exploitation.
    """
    named = _find_topics(provision.summary)
    provision_topics = {scheme: {*getattr(provision.topics, scheme), *named.get(scheme, ())} for scheme in TAG_FIELDS}
    subject = provision_topics["themes"] or set(instrument_topics.themes)
    if TRAFFICKING_THEME in subject | set(instrument_topics.themes):
        if TRAFFICKING_THEME not in row["themes"] and not provision_topics["exploitation"] & set(row["exploitation"]):
            return False
    elif subject and not subject & set(row["themes"]):
        return False
    if provision_topics["groups"] and not provision_topics["groups"] & set(row["groups"]):
        return False
    has_interventions = bool(provision_topics["interventions"] and row["interventions"])
    if has_interventions and provision_topics["interventions"].isdisjoint(row["interventions"]):
        return False
    if row["language"] != "en":
        return has_interventions or any(provision_topics[scheme] & set(row[scheme]) for scheme in PROVISION_SCHEMES)
    words = _extract_topic_words(provision.summary)
    if not words:
        return has_interventions
    shared = words & set(stem_words(row["quote"], "en"))
    return len(shared) >= (1 if has_interventions else MIN_SHARED_WORDS * len(words))


def is_in_scope(row: StatementRow, target_states: frozenset[str]) -> bool:
    """Return True if a statement names one of the States that an instrument covers, or no State at all.

    A State is named as actor, as addressee or as a place, itself or by one of its bodies.
    """
    named = {f"state:{code}" for code in row["places"]}
    named |= {state for field in ("actors", "addressees") for state in collect_states(row[field])}
    return not named or not named.isdisjoint(target_states)


def collect_states(refs: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the ids of the States among names, a body of a State counts as the State."""
    ids = (id for ref in refs for id in (ref["id"], ref.get("state")))
    return {id for id in ids if id and id.startswith("state:")}


def describe_provision(instrument: Instrument, provision: Provision) -> str:
    """Return the text by which a provision is compared, without its label and with its subject named."""
    words = _LABEL_PATTERN.sub("", provision.summary)
    unsaid = TRAFFICKING_THEME in instrument.topics.themes and TRAFFICKING_THEME not in _find_topics(
        provision.summary
    ).get("themes", ())
    return f"{words} of trafficking in persons" if unsaid else words


@lru_cache(maxsize=1024)
def _find_topics(summary: str) -> Mapping[str, frozenset[str]]:
    topics: defaultdict[str, set[str]] = defaultdict(set)
    for tag in find_tags(summary, "en", load_vocabulary()):
        topics[tag.scheme].add(tag.id)
    return {scheme: frozenset(ids) for scheme, ids in topics.items()}


@lru_cache(maxsize=1024)
def _extract_topic_words(summary: str) -> frozenset[str]:
    return frozenset(stem_words(remove_filler(summary, "en"), "en")) - SUBJECT_WORDS


def merge_matches(cited: Iterable[ProvisionMatch], semantic: Iterable[ProvisionMatch]) -> list[ProvisionMatch]:
    """Return all matches, each statement once per provision; a citation takes precedence over similarity.

    A statement that cites provisions of an instrument is not matched semantically with its other provisions.
    """
    matches = {(match.instrument, match.number, match.statement): match for match in cited}
    citing = {(match.instrument, match.statement) for match in matches.values() if match.number is not None}
    for match in semantic:
        if (match.instrument, match.statement) not in citing:
            matches.setdefault((match.instrument, match.number, match.statement), match)
    return list(matches.values())


def _find_provision_number(instrument: Instrument, printed_number: str | None) -> int | None:
    """Return the position of the narrowest provision that contains the printed number, or None."""
    normalised_number = _normalise_number(printed_number)
    if not normalised_number:
        return None
    numbers = {
        _normalise_number(provision.number): index
        for index, provision in enumerate(instrument.provisions)
        if provision.number
    }
    while normalised_number:
        if normalised_number in numbers:
            return numbers[normalised_number]
        shorter = re.sub(r"\W?\w+\W*$", "", normalised_number)
        normalised_number = shorter if shorter != normalised_number else ""
    return None


def _normalise_number(number: str | None) -> str:
    """Return a provision's number in comparable form: `Article 6 (3)`, `6(3)` and `art. 6.3` are equal.

    >>> _normalise_number("Article 6 (3)"), _normalise_number("10(a)")
    ('6.3', '10.a')
    """
    words = re.findall(r"(?<![a-z])(?:[ivxlc]+|[a-z])(?![a-z])|\d+(?:\.\d+)*", (number or "").lower())
    return ".".join(words)
