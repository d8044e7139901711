"""Matching statements to provisions: by what they cite, else by meaning where their topics agree."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np

from palermo.analysis.follow_up.act_detection import remove_filler
from palermo.analysis.follow_up.term_matrix import stem_words
from palermo.embeddings import VectorArray
from palermo.registry import Instrument, Provision, Registry, Topics
from palermo.statements import StatementKind
from palermo.vocabulary import TRAFFICKING_THEME, find_tags
from palermo.vocabulary import load_vocabulary as load_vocabulary

SEMANTIC_KINDS = (
    StatementKind.RECOMMENDATION,
    StatementKind.ACTIVITY,
    StatementKind.COMMITMENT,
    StatementKind.MANDATE,
)
"""Kinds that are matched by meaning too: calls, what answers them, and the tasks that bodies were given."""
MIN_SIMILARITY = 0.55
"""Least closeness of meaning between a provision in our words and a statement; chosen by benchmarks/appraisal.py."""
TOPIC_SCHEMES = ("interventions", "groups", "exploitation")
"""Schemes in which a provision says what it is about, within the subject of its instrument."""
MIN_SHARED_WORDS = 0.15
"""Least share of a provision's telling words that a statement has, where either has no interventions."""
SUBJECT_WORDS = frozenset(
    stem_words("human trafficking of persons, people, victims, migrants, migration, women, children", "en")
)
"""Words that every provision of some instrument holds."""
SCHEMES = ("themes", "exploitation", "interventions", "groups")
COLUMNS = ("id", "kind", "quote", "language", "document", "instruments", *SCHEMES)
"""Columns of an edition's statements that are asked for."""

_LABEL_PATTERN = re.compile(r"^[\w .]{1,20}: ")

type StatementRow = Mapping[str, Any]


class MatchBasis(StrEnum):
    """Why a statement stands with a provision."""

    CITED = "cited"
    """It cites the instrument and this provision."""
    SEMANTIC = "meant"
    """It cites no provision of it, and says alike in meaning, on topics that agree, of States that it was made for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionPosition:
    """A provision of an instrument, by its place in the list of its provisions."""

    instrument: str
    number: int
    """From 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionMatch:
    """A statement that stands with a provision, or, where `place` has no number, with an instrument as a whole."""

    instrument: str
    number: int | None
    statement: str
    how: MatchBasis
    score: float
    """Closeness of meaning, 0 to 1; 1 for a citation."""


def list_provisions(registry: Registry) -> list[tuple[ProvisionPosition, Instrument, Provision]]:
    """Every provision with its place, also those that no source has shown."""
    return [
        (ProvisionPosition(instrument=one.id, number=number), one, provision)
        for one in registry.instruments.values()
        for number, provision in enumerate(one.provisions)
    ]


def match_citations(rows: Iterable[StatementRow], registry: Registry) -> Iterator[ProvisionMatch]:
    """Matches of statements that cite an instrument of the registry, with a provision or as a whole."""
    for row in rows:
        for ref in row["instruments"]:
            for id in registry.find_cited_ids(ref["id"]):
                instrument = registry.instruments.get(id)
                if instrument:
                    number = _find_provision_number(instrument, ref["provision"])
                    yield ProvisionMatch(
                        instrument=id, number=number, statement=row["id"], how=MatchBasis.CITED, score=1.0
                    )


def match_semantically(
    rows: Sequence[StatementRow],
    vectors: VectorArray,
    provisions: Sequence[tuple[ProvisionPosition, Instrument, Provision]],
    provision_vectors: VectorArray,
    registry: Registry,
    instrument_texts: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Iterator[ProvisionMatch]:
    """Matches by meaning of rows of SEMANTIC_KINDS, where topics and places agree.

    Vectors are of unit length, zeros for none. instrument_texts: ids of the documents that are an instrument or a
    digest of it, by its id; their statements are on its subject, whatever their own themes.
    """
    chosen = np.array([n for n, row in enumerate(rows) if row["kind"] in SEMANTIC_KINDS], dtype=np.int64)
    if not len(chosen) or not provisions:
        return
    cosines = vectors[chosen] @ provision_vectors.T
    made_for = {instrument.id: registry.list_covered_states(instrument) for _, instrument, _ in provisions}
    for at, number in zip(*np.nonzero(cosines >= MIN_SIMILARITY), strict=True):
        row, (place, instrument, provision) = rows[chosen[at]], provisions[number]
        if row["document"] in instrument_texts.get(instrument.id, ()):
            row = {**row, "themes": [*row["themes"], *instrument.topics.themes]}
        if is_on_topic(row, instrument.topics, provision) and is_in_scope(row, made_for[instrument.id]):
            yield ProvisionMatch(
                instrument=place.instrument,
                number=place.number,
                statement=row["id"],
                how=MatchBasis.SEMANTIC,
                score=float(cosines[at, number]),
            )


def is_on_topic(row: StatementRow, instrument_topics: Topics, provision: Provision) -> bool:
    """Whether a statement is on the subject of a provision, and on what the provision itself is about.

    The subject: the themes that the provision has or names, else those of its instrument; where trafficking in persons
    is among them, that theme or a form of exploitation that the provision names, and nothing less. What a provision is
    about: one of its groups, where it has or names any, and one of its interventions; where either has none, a share
    of the provision's telling words that the subject does not hold, or in other languages a group or a form.
    """
    named = _find_topics(provision.summary)
    own = {scheme: {*getattr(provision.topics, scheme), *named.get(scheme, ())} for scheme in SCHEMES}
    subject = own["themes"] or set(instrument_topics.themes)
    if TRAFFICKING_THEME in subject | set(instrument_topics.themes):
        if TRAFFICKING_THEME not in row["themes"] and not own["exploitation"] & set(row["exploitation"]):
            return False
    elif subject and not subject & set(row["themes"]):
        return False
    if own["groups"] and not own["groups"] & set(row["groups"]):
        return False
    if own["interventions"] and row["interventions"]:
        return bool(own["interventions"] & set(row["interventions"]))
    if row["language"] != "en":
        return any(own[scheme] & set(row[scheme]) for scheme in TOPIC_SCHEMES)
    words = _extract_topic_words(provision.summary)
    return len(words & set(stem_words(row["quote"], "en"))) >= MIN_SHARED_WORDS * max(1, len(words))


def is_in_scope(row: StatementRow, target_states: frozenset[str]) -> bool:
    """Whether a statement may be on an instrument that was made for these States: it names one of them, or none at all.

    A State is named as who acts, as who is asked, or as a place.
    """
    named = {f"state:{code}" for code in row["places"]}
    named |= {ref["id"] for field in ("actors", "addressees") for ref in row[field] if _is_state_id(ref["id"])}
    return not named or not named.isdisjoint(target_states)


def _is_state_id(id: str | None) -> bool:
    return bool(id) and str(id).startswith("state:")


def describe_provision(instrument: Instrument, provision: Provision) -> str:
    """What a provision says, as it is compared: without a label such as "Pillar II:", and with its subject named."""
    words = _LABEL_PATTERN.sub("", provision.summary)
    unsaid = TRAFFICKING_THEME in instrument.topics.themes and TRAFFICKING_THEME not in _find_topics(
        provision.summary
    ).get("themes", ())
    return f"{words} of trafficking in persons" if unsaid else words


@lru_cache(maxsize=1024)
def _find_topics(summary: str) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for tag in find_tags(summary, "en", load_vocabulary()):
        found[tag.scheme].add(tag.id)
    return {scheme: frozenset(ids) for scheme, ids in found.items()}


@lru_cache(maxsize=1024)
def _extract_topic_words(summary: str) -> frozenset[str]:
    return frozenset(stem_words(remove_filler(summary, "en"), "en")) - SUBJECT_WORDS


def match_provisions(
    rows: Sequence[StatementRow],
    registry: Registry,
    vectors: VectorArray | None = None,
    provision_vectors: VectorArray | None = None,
) -> list[ProvisionMatch]:
    """All matches, each statement once with each provision: a citation goes before meaning.

    A statement that cites provisions of an instrument is matched by meaning with none of its others. Without vectors
    citations alone count.
    """
    found = {(one.instrument, one.number, one.statement): one for one in match_citations(rows, registry)}
    citing: defaultdict[str, set[str]] = defaultdict(set)
    for one in found.values():
        if one.number is not None:
            citing[one.instrument].add(one.statement)
    if vectors is not None and provision_vectors is not None:
        for one in match_semantically(rows, vectors, list_provisions(registry), provision_vectors, registry):
            if one.statement not in citing[one.instrument]:
                found.setdefault((one.instrument, one.number, one.statement), one)
    return sorted(
        found.values(), key=lambda one: (one.instrument, one.number is None, one.number or 0, one.how, -one.score)
    )


def _find_provision_number(instrument: Instrument, printed_number: str | None) -> int | None:
    """Place of the provision that a citation names: the narrowest of those that hold it; None for none."""
    wanted = _normalise_number(printed_number)
    if not wanted:
        return None
    numbers = {_normalise_number(one.number): at for at, one in enumerate(instrument.provisions) if one.number}
    while wanted:
        if wanted in numbers:
            return numbers[wanted]
        shorter = re.sub(r"\W?\w+\W*$", "", wanted)
        wanted = shorter if shorter != wanted else ""
    return None


def _normalise_number(number: str | None) -> str:
    """A provision's number as it is compared: `Article 6 (3)`, `6(3)` and `art. 6.3` are one.

    >>> _normalise_number("Article 6 (3)"), _normalise_number("10(a)")
    ('6.3', '10.a')
    """
    words = re.findall(r"(?<![a-z])(?:[ivxlc]+|[a-z])(?![a-z])|\d+(?:\.\d+)*", (number or "").lower())
    return ".".join(words)
