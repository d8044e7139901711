"""Link prediction: prospective ties fitted on earlier years, scored on later ties against three baselines.

The baselines are random, popularity and Adamic-Adar. `PALERMO_TIES_LIBRARIES` names libraries, separated by colons,
whose dated ties are added to the few of the registry. A synthetic field with known weights follows, which shows whether
the method can recover them; then the time of all queries of the portal.
"""

import os
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from made_up_field import FIRST, LAST, TRUE, made_up
from palermo import registry
from palermo.analysis.partnerships.activity_records import ActivityRecord, build_registry_records, load_activity_records
from palermo.analysis.partnerships.affiliations import Affiliation, BodyPair, find_affiliations, order_pair
from palermo.analysis.partnerships.current_ties import PartnershipTies, find_current_ties, gather_ties
from palermo.analysis.partnerships.evidence import EvidenceKind, TieEvidence
from palermo.analysis.partnerships.field_history import FieldSnapshot, build_snapshot, find_open_pairs
from palermo.analysis.partnerships.network_layout import lay_out_network
from palermo.analysis.partnerships.pair_features import FEATURES, Matrix, PairFeatures
from palermo.analysis.partnerships.parties import PartyResolver
from palermo.analysis.partnerships.registry_ties import find_memberships, find_registry_ties
from palermo.edition import Library, open_view
from results import tell
from tie_weights import build_examples, fit_weights

TOP = 10
WINDOW = 4
"""Years within which a tie must begin to be a positive example."""
DRAWS = 2000
BODIES, TIES = 1000, 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Dated evidence and activity records, and the pairs that are excluded."""

    evidence: Sequence[tuple[BodyPair, TieEvidence]]
    traces: Sequence[ActivityRecord]
    belongs: Mapping[str, frozenset[str]]
    apart: frozenset[BodyPair]
    first: int
    """First year at whose end examples are taken."""
    tested: Sequence[tuple[int, int]]
    """Years at whose end ties are ranked, each with the last year in which a tie may appear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One end of a tie that appeared, and whether the other was among its first TOP candidates."""

    row: str
    """Evidence that made it a tie, since ends of one programme are sampled together."""
    share: float
    """Weight: the pairs of one programme add up to one."""
    chance: float
    """1 for a hit, 0 for none; in between if only some candidates with the same score are among the first."""
    fresh: bool
    """Whether the two had no earlier tie."""


def real(libraries: Sequence[Path]) -> Source:
    """Return the registry's dated ties, and those of these libraries."""
    facts = registry.load_registry()
    evidence, seen = list(find_registry_ties(facts)), list(build_registry_records(facts))
    for path in libraries:
        with open_view(Library(path)) as view:
            told = find_current_ties(view, facts).ties
            evidence += [
                (tie.parties, one)
                for tie in told
                for one in tie.evidence
                if one.source_type in ("statement", "document")
            ]
            seen += [one for one in load_activity_records(view, facts, PartyResolver(facts)) if one.year is not None]
    apart = find_affiliations(facts)
    return Source(
        evidence=[one for one in evidence if one[0] not in apart],
        traces=seen,
        belongs=find_memberships(facts),
        apart=frozenset(apart),
        first=2007,
        tested=[(2016, 2018), (2018, 2020), (2020, 2022), (2022, 2025)],
    )


def fitted(source: Source, year: int) -> Mapping[str, float]:
    """Return weights fitted on what was known until a year."""
    before = range(source.first, year - WINDOW + 1)
    moments = [(_at(source, one, one + WINDOW), source.apart) for one in before]
    return fit_weights(build_examples(moments))


def scored(source: Source) -> Mapping[str, Sequence[Hit]]:
    """Return the hits of each system over all tested years."""
    found: defaultdict[str, list[Hit]] = defaultdict(list)
    for year, until in source.tested:
        weights, now = fitted(source, year), _at(source, year, until)
        made_by = {two: one.id for two, one in source.evidence if one.first and year < one.first <= until}
        before = {two for two, one in source.evidence if one.first and one.first <= year}
        for name, scores in _systems(now.pair_features, weights).items():
            found[name] += _hits(now, source.apart, scores, made_by, before)
    return found


def _at(source: Source, year: int, until: int) -> FieldSnapshot:
    return build_snapshot(source.evidence, source.traces, source.belongs, year, until)


def _systems(field: PairFeatures, weights: Mapping[str, float]) -> Mapping[str, Matrix]:
    partners = np.array([float(len(field.neighbours[body])) for body in field.bodies])
    empty = np.zeros((len(field.bodies), len(field.bodies)))
    return {
        "model": sum((weights[name] * field.matrices[name] for name in FEATURES), start=empty),
        "random": empty,
        "popularity": np.tile(partners, (len(partners), 1)),
        "Adamic-Adar": field.matrices["partners"],
        "earlier work alone": field.matrices["earlier"],
        "subjects alone": field.matrices["subjects"],
    }


def _hits(
    now: FieldSnapshot,
    apart: frozenset[BodyPair],
    scores: Matrix,
    made_by: Mapping[BodyPair, str],
    before: set[BodyPair],
) -> list[Hit]:
    open_ = find_open_pairs(now.pair_features.bodies, (*now.tied, *apart))
    open_ = open_ | open_.T
    at = {body: n for n, body in enumerate(now.pair_features.bodies)}
    found = []
    for two, share in now.later.items():
        for one, other in (two, two[::-1]):
            own = scores[at[one]]
            rivals, mine = own[open_[at[one]]], own[at[other]]
            above, same = int((rivals > mine + 1e-12).sum()), int((abs(rivals - mine) <= 1e-12).sum())
            chance = float(np.clip((TOP - above) / max(1, same), 0, 1))
            found.append(Hit(row=made_by[two], share=share, chance=chance, fresh=two not in before))
    return found


def rate(hits: Sequence[Hit]) -> str:
    """Return the share of hits, programmes counted once, with its 95 % bootstrap interval."""
    if not hits:
        return "no tie appeared"
    rows = sorted({hit.row for hit in hits})
    by_row = {row: [hit for hit in hits if hit.row == row] for row in rows}
    chance = random.Random(1)
    drawn = [_share([hit for row in chance.choices(rows, k=len(rows)) for hit in by_row[row]]) for _ in range(DRAWS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{_share(hits):.3f} [{low:.3f}, {high:.3f}], {len(hits) // 2} ties of {len(rows)} rows"


def _share(hits: Sequence[Hit]) -> float:
    return sum(hit.chance * hit.share for hit in hits) / sum(hit.share for hit in hits)


def recovered(seeds: int = 5) -> dict[str, object]:
    """Return hits of each system on synthetic fields, and the fitted weights beside the true ones."""
    hits: defaultdict[str, list[Hit]] = defaultdict(list)
    weights: defaultdict[str, list[float]] = defaultdict(list)
    for seed in range(seeds):
        made = made_up(seed)
        source = Source(
            evidence=made.evidence,
            traces=made.traces,
            belongs={},
            apart=frozenset(),
            first=FIRST + 2,
            tested=[(LAST - 4, LAST - 2), (LAST - 2, LAST)],
        )
        for name, found in scored(source).items():
            hits[name] += [Hit(row=f"{seed}-{hit.row}", share=1, chance=hit.chance, fresh=hit.fresh) for hit in found]
        moments = [(_at(source, year, year + WINDOW), source.apart) for year in range(source.first, LAST - WINDOW + 1)]
        for name, weight in fit_weights(build_examples(moments), prior_strength=0.001).items():
            weights[name].append(weight)
    told = {name: f"{statistics.mean(found):.2f} (arose by {TRUE[name]})" for name, found in weights.items()}
    return {"made-up, hit rate at 10": {name: rate(found) for name, found in hits.items()}, "made-up, weights": told}


def times() -> dict[str, str]:
    """Return the seconds of gathering thousands of ties, and of drawing a network of sixty bodies."""
    chance = random.Random(2)
    evidence = []
    for n in range(TIES):
        one, other = sorted(chance.sample(range(BODIES), 2))
        kind = chance.choice(list(EvidenceKind))
        two = order_pair(f"body-{one}", f"body-{other}")
        evidence.append(
            (two, TieEvidence(kind=kind, source_type="statement", id=str(n), work=str(n), first=2020, last=2024))
        )
    start = time.process_time()
    found = gather_ties(evidence, 2026)
    gathering = time.process_time() - start
    none: Mapping[BodyPair, Affiliation] = {}
    ties = PartnershipTies(
        ties=found, names={}, affiliations=none, year=2026, statements=TIES, documents=1, left_out={}
    )
    start = time.process_time()
    drawn = lay_out_network(ties, {})
    return {
        f"gather {len(found)} ties of {BODIES} bodies": f"{gathering:.2f} s",
        f"picture of {len(drawn.nodes)} bodies, {len(drawn.ties)} ties": f"{time.process_time() - start:.2f} s",
    }


def main() -> None:
    """Measure and print the figures."""
    named = [Path(path) for path in os.environ.get("PALERMO_TIES_LIBRARIES", "").split(":") if path]
    source = real(named)
    found = scored(source)
    fresh = {name: [hit for hit in hits if hit.fresh] for name, hits in found.items()}
    figures: dict[str, object] = {
        "evidence that is dated": sum(one.first is not None for _, one in source.evidence),
        "real, hit rate at 10": {name: rate(hits) for name, hits in found.items()},
        "real, never together before": {name: rate(hits) for name, hits in fresh.items()},
        "weights fitted until 2025": dict(fitted(source, 2025)),
        **recovered(),
        **times(),
    }
    for name, value in figures.items():
        rows = value.items() if isinstance(value, dict) else [("", value)]
        print(name, *(f"  {key:22} {shown}" for key, shown in rows), sep="\n")
    tell("partnerships", figures)


if __name__ == "__main__":
    main()
