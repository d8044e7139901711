"""Appraisal of an instrument: recommendations, actions, actors, trend and gap of each provision."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from palermo.analysis.appraisal.matching import COLUMNS, ProvisionMatch, collect_states
from palermo.edition import NO_FILTERS, Filters, View
from palermo.registry import Instrument, Provision, Registry
from palermo.statements import ACTION_KINDS, CALL_KINDS, MANDATE_KINDS, PROVISIONAL_PREFIX, Document, StatementKind

MIN_CALLS = 5
"""Minimum number of recommendations that cite a provision for it to count as much called for."""
MIN_CALLS_PER_ACTION = 5
"""Recommendations per activity or commitment from which a provision counts as rarely acted on."""
REGIONS = ("002", "019", "142", "150", "009")
"""M49 codes: Africa, the Americas, Asia, Europe, Oceania."""
STATEMENT_COLUMNS = (*COLUMNS, "actors", "addressees", "places", "regions", "position")


class ProvisionGap(StrEnum):
    """What a provision lacks among the statements that cite it."""

    NO_STATEMENT = "nobody"
    """No statement cites it."""
    ONLY_OWN_TEXT = "own-text"
    """No statement cites it, but the library's text or digest of the instrument speaks of it."""
    NOT_ACTED_ON = "not-acted-on"
    """Recommendations cite it, but no activity or commitment."""
    RARELY_ACTED_ON = "little"
    """Many recommendations cite it, but few activities and commitments."""
    NOT_CALLED_FOR = "not-called-for"
    """Activities or commitments cite it, but no recommendation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionStatement:
    """A statement that is matched with a provision, or with an instrument as a whole."""

    statement: str
    kind: str
    similarity: float | None
    """None if it cites the provision."""
    document: str
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionAppraisal:
    """A provision, or the instrument as a whole, with the statements that cite it, from which all figures are."""

    provision: Provision | None
    """None for the instrument as a whole: statements that cite it without a provision."""
    number: int | None
    """Its 0-based position among the provisions of the instrument."""
    statements: tuple[ProvisionStatement, ...]
    """Those of other documents that cite it, newest first."""
    own_text: tuple[ProvisionStatement, ...]
    """Those of the library's texts or digests of the instrument that cite the provision, or resemble it most.

    They are not in `statements`.
    """
    possible: tuple[ProvisionStatement, ...]
    """Those that are only similar in meaning, the most similar first: perhaps about it, and in no figure."""
    entities: Mapping[str, int]
    """Registry ids of the actors of activities and commitments, with the number of statements; most first."""
    regions: Mapping[str, tuple[int, int]]
    """For each of REGIONS: recommendations, and activities and commitments, that name a place in it."""
    gap: ProvisionGap | None

    def count_statements(self, kinds: Collection[str]) -> int:
        """Return the number of statements of these kinds."""
        return sum(item.kind in kinds for item in self.statements)

    @property
    def is_verified(self) -> bool:
        """Whether a public source has shown the provision; pages mark unverified provisions."""
        return self.provision is not None and self.provision.verified

    @property
    def called(self) -> int:
        """Number of recommendations."""
        return self.count_statements(CALL_KINDS)

    @property
    def acted(self) -> int:
        """Number of activities and commitments."""
        return self.count_statements(ACTION_KINDS)

    @property
    def mandated(self) -> int:
        """Number of mandates."""
        return self.count_statements(MANDATE_KINDS)

    @property
    def trend(self) -> Mapping[int, tuple[int, int]]:
        """Numbers of recommendations, and of activities and commitments, by year from the first to the last."""
        calls = Counter(item.year for item in self.statements if item.year and item.kind in CALL_KINDS)
        acts = Counter(item.year for item in self.statements if item.year and item.kind in ACTION_KINDS)
        years = calls | acts
        return {year: (calls[year], acts[year]) for year in range(min(years), max(years) + 1)} if years else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentAppraisal:
    """An instrument with its provisions appraised, against one edition."""

    instrument: Instrument
    overall: ProvisionAppraisal
    provisions: tuple[ProvisionAppraisal, ...]
    """All provisions, including unverified ones; see `ProvisionAppraisal.is_verified`."""
    since: int | None
    """Year of the instrument."""
    searched: int
    """Number of Works in which citations were looked for."""
    silent: tuple[str, ...]
    """Those of `regions` without an activity or commitment on any provision."""
    regions: tuple[str, ...] = REGIONS
    """Those of REGIONS with States that the instrument covers."""

    @property
    def unverified(self) -> int:
        """Number of provisions that no public source has shown."""
        return sum(not provision.is_verified for provision in self.provisions)

    @property
    def statements(self) -> int:
        """Number of distinct statements that cite the instrument."""
        return self.count_citing(tuple(StatementKind))

    def count_citing(self, kinds: Collection[str]) -> int:
        """Return the number of distinct statements of these kinds that cite the instrument or any provision."""
        parts = (self.overall, *self.provisions)
        return len({item.statement for part in parts for item in part.statements if item.kind in kinds})


def load_statement_rows(view: View, filters: Filters = NO_FILTERS) -> list[dict[str, Any]]:
    """Return the statements that match the filters, with the columns that an appraisal needs."""
    statement_rows: list[dict[str, Any]] = view.select_columns(STATEMENT_COLUMNS, filters).to_pylist()
    return statement_rows


def _group_by_provision(
    matches: Iterable[ProvisionMatch],
    since: int | None,
    rows: Mapping[str, Mapping[str, Any]],
    documents: Mapping[str, Document],
    own_text: Collection[ProvisionMatch],
) -> dict[int | None, list[ProvisionMatch]]:
    """Group matches by provision; others than citations and `own_text` must not be older than the instrument."""
    groups: defaultdict[int | None, list[ProvisionMatch]] = defaultdict(list)
    for match in matches:
        year = documents[rows[match.statement]["document"]].year or 0
        if match.similarity is None or match in own_text or since is None or year >= since:
            groups[match.number].append(match)
    return groups


def appraise(
    instrument: Instrument,
    matches: Iterable[ProvisionMatch],
    rows: Mapping[str, Mapping[str, Any]],
    documents: Mapping[str, Document],
    registry: Registry,
    texts: Collection[str] = (),
) -> InstrumentAppraisal:
    """Appraise one instrument.

    `rows`: the statements to count, by id; `documents`: by id; `texts`: ids of documents that are the instrument, or a
    digest of it.
    """
    since = int(instrument.date[:4]) if instrument.date else None
    own_matches = [match for match in matches if match.instrument == instrument.id and match.statement in rows]
    nearest = _choose_nearest(match for match in own_matches if rows[match.statement]["document"] in texts)
    by_part = _group_by_provision(own_matches, since, rows, documents, nearest)
    context = (rows, documents, registry.continents, nearest)
    parts = [
        _appraise_provision(provision, number, by_part.get(number, ()), context)
        for number, provision in [(None, None), *enumerate(instrument.provisions)]
    ]
    acted = {code for part in parts for code, (_, acts) in part.regions.items() if acts}
    made_for = registry.list_covered_states(instrument)
    concerned = {state.region for state in registry.states.values() if state.id in made_for}
    parent_regions = tuple(code for code in REGIONS if code in concerned)
    return InstrumentAppraisal(
        instrument=instrument,
        overall=parts[0],
        provisions=tuple(parts[1:]),
        since=since,
        searched=len({document.work for document in documents.values()}),
        silent=tuple(code for code in parent_regions if code not in acted),
        regions=parent_regions,
    )


type _AppraisalContext = tuple[
    Mapping[str, Mapping[str, Any]], Mapping[str, Document], Mapping[str, str], Collection[ProvisionMatch]
]


def _choose_nearest(matches: Iterable[ProvisionMatch]) -> frozenset[ProvisionMatch]:
    """Return all citations, and for each other statement the match with the provision that it resembles most."""
    citations, nearest = set[ProvisionMatch](), dict[str, tuple[float, ProvisionMatch]]()
    for match in matches:
        if match.similarity is None:
            citations.add(match)
        elif match.similarity > nearest.get(match.statement, (0.0, match))[0]:
            nearest[match.statement] = (match.similarity, match)
    return frozenset(citations | {match for _, match in nearest.values()})


def _appraise_provision(
    provision: Provision | None, number: int | None, matches: Sequence[ProvisionMatch], context: _AppraisalContext
) -> ProvisionAppraisal:
    rows, documents, continents, nearest = context

    def build_statements(chosen: Iterable[ProvisionMatch]) -> tuple[ProvisionStatement, ...]:
        built = [_build_provision_statement(match, rows[match.statement], documents) for match in chosen]
        return tuple(sorted(built, key=lambda item: (-(item.similarity or 0), -(item.year or 0), item.statement)))

    provision_statements = build_statements(
        match for match in matches if match.similarity is None and match not in nearest
    )
    own_text = build_statements(match for match in matches if match in nearest)
    entities: Counter[str] = Counter()
    places: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for item in provision_statements:
        row = rows[item.statement]
        acts = item.kind in ACTION_KINDS
        if acts:
            entities.update(
                {ref["id"] for ref in row["actors"] if ref["id"] and not ref["id"].startswith(PROVISIONAL_PREFIX)}
            )
        if acts or item.kind in CALL_KINDS:
            for region in {continents[code] for code in _collect_places(row) if code in continents}:
                places[region][acts] += 1
    return ProvisionAppraisal(
        provision=provision,
        number=number,
        statements=provision_statements,
        own_text=own_text,
        possible=build_statements(match for match in matches if match.similarity is not None and match not in nearest),
        entities=dict(sorted(entities.items(), key=lambda pair: (-pair[1], pair[0]))),
        regions={code: (places[code][0], places[code][1]) for code in REGIONS},
        gap=_classify_gap(provision_statements, own_text) if provision else None,
    )


def _build_provision_statement(
    match: ProvisionMatch, row: Mapping[str, Any], documents: Mapping[str, Document]
) -> ProvisionStatement:
    return ProvisionStatement(
        statement=match.statement,
        kind=row["kind"],
        similarity=match.similarity,
        document=row["document"],
        year=documents[row["document"]].year,
    )


def _collect_places(row: Mapping[str, Any]) -> set[str]:
    """Return the States and regions that a statement names as places, and the States among its actors."""
    states = collect_states(row["actors"]) if row["kind"] in ACTION_KINDS else ()
    return {*row["places"], *row["regions"], *(id.removeprefix("state:") for id in states)}


def _classify_gap(
    statements: Sequence[ProvisionStatement], own_text: Sequence[ProvisionStatement]
) -> ProvisionGap | None:
    calls = sum(statement.kind in CALL_KINDS for statement in statements)
    acts = sum(statement.kind in ACTION_KINDS for statement in statements)
    if not statements:
        return ProvisionGap.ONLY_OWN_TEXT if own_text else ProvisionGap.NO_STATEMENT
    if calls and not acts:
        return ProvisionGap.NOT_ACTED_ON
    if calls >= MIN_CALLS and calls >= MIN_CALLS_PER_ACTION * acts:
        return ProvisionGap.RARELY_ACTED_ON
    return ProvisionGap.NOT_CALLED_FOR if acts and not calls else None
