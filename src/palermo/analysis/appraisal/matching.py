"""Matching statements to provisions: by what they cite, else by meaning where their topics agree."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import numpy as np

from palermo.analysis.follow_up.acts import telling
from palermo.analysis.follow_up.words import stems
from palermo.registry import Instrument, Provision, Registry, Topics
from palermo.statements import Kind
from palermo.vectors import Floats
from palermo.vocabulary import TRAFFICKING, tags
from palermo.vocabulary import load as load_vocabulary

MEANT = (Kind.RECOMMENDATION, Kind.ACTIVITY, Kind.COMMITMENT)
"""Kinds that are matched by meaning too: calls, and what answers them."""
LINE = 0.55
"""Least closeness of meaning between a provision in our words and a statement; chosen by benchmarks/appraisal.py."""
OWN = ("interventions", "groups", "exploitation")
"""Schemes in which a provision says what it is about, within the subject of its instrument."""
OWN_WORDS = 0.15
"""Least share of a provision's telling words that a statement has, where either has no interventions."""
SUBJECT_WORDS = frozenset(
    stems("human trafficking of persons, people, victims, migrants, migration, women, children", "en")
)
"""Words that every provision of some instrument holds."""
SCHEMES = ("themes", "exploitation", "interventions", "groups")
COLUMNS = ("id", "kind", "quote", "language", "document", "instruments", *SCHEMES)
"""Columns of an edition's statements that are asked for."""

_LABEL = re.compile(r"^[\w .]{1,20}: ")

type Row = Mapping[str, Any]


class How(StrEnum):
    """Why a statement stands with a provision."""

    CITED = "cited"
    """It cites the instrument and this provision."""
    MEANT = "meant"
    """It cites no provision of it, and says alike in meaning, on topics that agree, of States that it was made for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A provision of an instrument, by its place in the list of verified ones."""

    instrument: str
    number: int
    """From 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A statement that stands with a provision, or, where `place` has no number, with an instrument as a whole."""

    instrument: str
    number: int | None
    statement: str
    how: How
    score: float
    """Closeness of meaning, 0 to 1; 1 for a citation."""


def places(registry: Registry) -> list[tuple[Place, Instrument, Provision]]:
    """Every verified provision with its place."""
    return [
        (Place(instrument=one.id, number=number), one, provision)
        for one in registry.instruments.values()
        for number, provision in enumerate(one.provisions)
    ]


def cited(rows: Iterable[Row], registry: Registry) -> Iterator[Match]:
    """Matches of statements that cite an instrument of the registry, with a provision or as a whole."""
    for row in rows:
        for ref in row["instruments"]:
            for id in registry.cited(ref["id"]):
                instrument = registry.instruments.get(id)
                if instrument:
                    number = _numbered(instrument, ref["provision"])
                    yield Match(instrument=id, number=number, statement=row["id"], how=How.CITED, score=1.0)


def meant(
    rows: Sequence[Row],
    vectors: Floats,
    provisions: Sequence[tuple[Place, Instrument, Provision]],
    provision_vectors: Floats,
    registry: Registry,
) -> Iterator[Match]:
    """Matches by meaning of rows of MEANT kinds, where topics and places agree.

    Vectors are of unit length, zeros for none.
    """
    chosen = np.array([n for n, row in enumerate(rows) if row["kind"] in MEANT], dtype=np.int64)
    if not len(chosen) or not provisions:
        return
    cosines = vectors[chosen] @ provision_vectors.T
    made_for = {instrument.id: registry.made_for(instrument) for _, instrument, _ in provisions}
    for at, number in zip(*np.nonzero(cosines >= LINE), strict=True):
        row, (place, instrument, provision) = rows[chosen[at]], provisions[number]
        if agreeing(row, instrument.topics, provision) and inside(row, made_for[instrument.id]):
            yield Match(
                instrument=place.instrument,
                number=place.number,
                statement=row["id"],
                how=How.MEANT,
                score=float(cosines[at, number]),
            )


def agreeing(row: Row, instrument: Topics, provision: Provision) -> bool:
    """Whether a statement is on the subject of a provision, and on what the provision itself is about.

    The subject: the themes that the provision has or names, else those of its instrument; where trafficking in persons
    is among them, that theme or a form of exploitation that the provision names, and nothing less. What a provision is
    about: one of its groups, where it has or names any, and one of its interventions; where either has none, a share
    of the provision's telling words that the subject does not hold, or in other languages a group or a form.
    """
    named = _named(provision.summary)
    own = {scheme: {*getattr(provision.topics, scheme), *named.get(scheme, ())} for scheme in SCHEMES}
    subject = own["themes"] or set(instrument.themes)
    if TRAFFICKING in subject | set(instrument.themes):
        if TRAFFICKING not in row["themes"] and not own["exploitation"] & set(row["exploitation"]):
            return False
    elif subject and not subject & set(row["themes"]):
        return False
    if own["groups"] and not own["groups"] & set(row["groups"]):
        return False
    if own["interventions"] and row["interventions"]:
        return bool(own["interventions"] & set(row["interventions"]))
    if row["language"] != "en":
        return any(own[scheme] & set(row[scheme]) for scheme in OWN)
    words = _own_words(provision.summary)
    return len(words & set(stems(row["quote"], "en"))) >= OWN_WORDS * max(1, len(words))


def inside(row: Row, made_for: frozenset[str]) -> bool:
    """Whether a statement may be on an instrument that was made for these States: it names one of them, or none at all.

    A State is named as who acts, as who is asked, or as a place.
    """
    named = {f"state:{code}" for code in row["places"]}
    named |= {ref["id"] for field in ("actors", "addressees") for ref in row[field] if _of_state(ref["id"])}
    return not named or not named.isdisjoint(made_for)


def _of_state(id: str | None) -> bool:
    return bool(id) and str(id).startswith("state:")


def in_words(instrument: Instrument, provision: Provision) -> str:
    """What a provision says, as it is compared: without a label such as "Pillar II:", and with its subject named."""
    words = _LABEL.sub("", provision.summary)
    unsaid = TRAFFICKING in instrument.topics.themes and TRAFFICKING not in _named(provision.summary).get("themes", ())
    return f"{words} of trafficking in persons" if unsaid else words


@lru_cache(maxsize=1024)
def _named(summary: str) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for tag in tags(summary, "en", load_vocabulary()):
        found[tag.scheme].add(tag.id)
    return {scheme: frozenset(ids) for scheme, ids in found.items()}


@lru_cache(maxsize=1024)
def _own_words(summary: str) -> frozenset[str]:
    return frozenset(stems(telling(summary, "en"), "en")) - SUBJECT_WORDS


def matches(
    rows: Sequence[Row],
    registry: Registry,
    vectors: Floats | None = None,
    provision_vectors: Floats | None = None,
) -> list[Match]:
    """All matches, each statement once with each provision: a citation goes before meaning.

    A statement that cites provisions of an instrument is matched by meaning with none of its others. Without vectors
    citations alone count.
    """
    found = {(one.instrument, one.number, one.statement): one for one in cited(rows, registry)}
    citing: defaultdict[str, set[str]] = defaultdict(set)
    for one in found.values():
        if one.number is not None:
            citing[one.instrument].add(one.statement)
    if vectors is not None and provision_vectors is not None:
        for one in meant(rows, vectors, places(registry), provision_vectors, registry):
            if one.statement not in citing[one.instrument]:
                found.setdefault((one.instrument, one.number, one.statement), one)
    return sorted(
        found.values(), key=lambda one: (one.instrument, one.number is None, one.number or 0, one.how, -one.score)
    )


def _numbered(instrument: Instrument, printed: str | None) -> int | None:
    """Place of the provision that a citation names: the narrowest of those that hold it; None for none."""
    wanted = _key(printed)
    if not wanted:
        return None
    numbers = {_key(one.number): at for at, one in enumerate(instrument.provisions) if one.number}
    while wanted:
        if wanted in numbers:
            return numbers[wanted]
        shorter = re.sub(r"\W?\w+\W*$", "", wanted)
        wanted = shorter if shorter != wanted else ""
    return None


def _key(number: str | None) -> str:
    """A provision's number as it is compared: `Article 6 (3)`, `6(3)` and `art. 6.3` are one.

    >>> _key("Article 6 (3)"), _key("10(a)")
    ('6.3', '10.a')
    """
    words = re.findall(r"(?<![a-z])(?:[ivxlc]+|[a-z])(?![a-z])|\d+(?:\.\d+)*", (number or "").lower())
    return ".".join(words)
