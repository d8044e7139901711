"""Appraisal: for each provision of an instrument, who calls for it, what answers it, who acts, when, and the gaps."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from palermo.analysis.appraisal.matching import COLUMNS, How, Match
from palermo.edition import ALL, Filters, View
from palermo.registry import Instrument, Provision, Registry
from palermo.statements import Document, Kind

CALLED = 5
"""Recommendations from which on a provision is much called for."""
LITTLE = 5
"""Recommendations for each activity or commitment from which on little is acted on it."""
REGIONS = ("002", "019", "142", "150", "009")
"""M49: Africa, the Americas, Asia, Europe, Oceania."""
ASKED = (*COLUMNS, "actors", "addressees", "places", "regions", "position")


class Gap(StrEnum):
    """What a provision lacks."""

    NOBODY = "nobody"
    """No statement stands with it."""
    NOT_ACTED_ON = "not-acted-on"
    """It is called for, and no activity or commitment stands with it."""
    LITTLE = "little"
    """It is much called for and little acted on."""
    NOT_CALLED_FOR = "not-called-for"
    """It is acted on, and no recommendation stands with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One statement that stands with a provision or with an instrument as a whole."""

    statement: str
    kind: str
    how: How
    score: float
    document: str
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraised:
    """A provision, or the instrument as a whole, with all that stands with it."""

    provision: Provision | None
    """None for the instrument as a whole: statements that cite it without a provision."""
    number: int | None
    """Its place among the verified provisions, from 0."""
    standing: tuple[Standing, ...]
    """Newest first."""
    entities: Mapping[str, int]
    """Registry ids of who acts in activities and commitments, with how many; most first."""
    regions: Mapping[str, tuple[int, int]]
    """By each of REGIONS: recommendations, and activities and commitments, that name a place in it."""
    gap: Gap | None

    def count(self, kinds: Iterable[str], how: How | None = None) -> int:
        """How many statements of these kinds stand with it, for one reason or any."""
        wanted = set(kinds)
        return sum(one.kind in wanted and how in (None, one.how) for one in self.standing)

    @property
    def called(self) -> int:
        """Recommendations."""
        return self.count(CALLS)

    @property
    def acted(self) -> int:
        """Activities and commitments."""
        return self.count(ACTS)

    @property
    def trend(self) -> Mapping[int, tuple[int, int]]:
        """By year of the document: recommendations, and activities and commitments."""
        calls = Counter(one.year for one in self.standing if one.year and one.kind in CALLS)
        acts = Counter(one.year for one in self.standing if one.year and one.kind in ACTS)
        return {year: (calls[year], acts[year]) for year in sorted(calls | acts)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """An instrument with its provisions appraised, against one edition."""

    instrument: Instrument
    whole: Appraised
    provisions: tuple[Appraised, ...]
    unverified: int
    """Provisions that no source has shown; they are not appraised."""
    since: int | None
    """Year of the instrument: what is older stands with it by citation alone."""
    searched: int
    """Works of that year or later."""
    silent: tuple[str, ...]
    """Those of `regions` in which no activity or commitment stands with any provision."""
    regions: tuple[str, ...] = REGIONS
    """Those of REGIONS with States for which the instrument was made."""

    @property
    def statements(self) -> int:
        """Statements that stand with it, each once."""
        return len({one.statement for part in (self.whole, *self.provisions) for one in part.standing})


CALLS, ACTS = (Kind.RECOMMENDATION.value,), (Kind.ACTIVITY.value, Kind.COMMITMENT.value)


def statement_rows(view: View, filters: Filters = ALL) -> list[dict[str, Any]]:
    """The statements of an edition that the filters find, as an appraisal asks for them."""
    found: list[dict[str, Any]] = view.table(ASKED, filters).to_pylist()
    return found


def appraise(
    instrument: Instrument,
    matches: Iterable[Match],
    rows: Mapping[str, Mapping[str, Any]],
    documents: Mapping[str, Document],
    registry: Registry,
) -> Appraisal:
    """Appraise one instrument; rows: statements by id, those alone count; documents by id."""
    since = int(instrument.date[:4]) if instrument.date else None
    by_part: defaultdict[int | None, list[Match]] = defaultdict(list)
    for one in matches:
        if one.instrument == instrument.id and one.statement in rows:
            year = documents[rows[one.statement]["document"]].year
            if one.how is How.CITED or since is None or (year or 0) >= since:
                by_part[one.number].append(one)
    parts = [
        _appraised(provision, number, by_part.get(number, ()), (rows, documents, registry.continents))
        for number, provision in [(None, None), *enumerate(instrument.provisions)]
    ]
    kept = next((row for row in registry.facts.instruments if row.id == instrument.id), None)
    acted = {code for part in parts for code, (_, acts) in part.regions.items() if acts}
    made_for = registry.made_for(instrument)
    concerned = {one.region for one in registry.states.values() if one.id in made_for}
    around = tuple(code for code in REGIONS if code in concerned)
    return Appraisal(
        instrument=instrument,
        whole=parts[0],
        provisions=tuple(parts[1:]),
        unverified=sum(not one.verified for one in kept.provisions) if kept else 0,
        since=since,
        searched=len({one.work for one in documents.values() if (one.year or 0) >= (since or 0)}),
        silent=tuple(code for code in around if code not in acted),
        regions=around,
    )


type _Known = tuple[Mapping[str, Mapping[str, Any]], Mapping[str, Document], Mapping[str, str]]


def _appraised(provision: Provision | None, number: int | None, matches: Sequence[Match], known: _Known) -> Appraised:
    rows, documents, continents = known
    standing = [_standing(one, rows[one.statement], documents) for one in matches]
    standing.sort(key=lambda one: (-(one.year or 0), one.how, -one.score, one.statement))
    entities: Counter[str] = Counter()
    places: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in standing:
        row = rows[one.statement]
        acts = one.kind in ACTS
        if acts:
            entities.update({ref["id"] for ref in row["actors"] if ref["id"] and not ref["id"].startswith("new:")})
        if acts or one.kind in CALLS:
            for region in {continents[code] for code in _places(row) if code in continents}:
                places[region][acts] += 1
    return Appraised(
        provision=provision,
        number=number,
        standing=tuple(standing),
        entities=dict(sorted(entities.items(), key=lambda pair: (-pair[1], pair[0]))),
        regions={code: (places[code][0], places[code][1]) for code in REGIONS},
        gap=_gap(standing) if provision else None,
    )


def _standing(match: Match, row: Mapping[str, Any], documents: Mapping[str, Document]) -> Standing:
    return Standing(
        statement=match.statement,
        kind=row["kind"],
        how=match.how,
        score=match.score,
        document=row["document"],
        year=documents[row["document"]].year,
    )


def _places(row: Mapping[str, Any]) -> set[str]:
    """Places of a statement: States and regions that it names, and States that act."""
    states = {ref["id"].removeprefix("state:") for ref in row["actors"] if (ref["id"] or "").startswith("state:")}
    return {*row["places"], *row["regions"], *(states if row["kind"] in ACTS else ())}


def _gap(standing: Sequence[Standing]) -> Gap | None:
    calls = sum(one.kind in CALLS for one in standing)
    acts = sum(one.kind in ACTS for one in standing)
    if not standing:
        return Gap.NOBODY
    if calls and not acts:
        return Gap.NOT_ACTED_ON
    if calls >= CALLED and calls >= LITTLE * acts:
        return Gap.LITTLE
    return Gap.NOT_CALLED_FOR if acts and not calls else None
