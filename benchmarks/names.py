"""Entity resolution of organisation names while the registry knows only half of the organisations.

With a FILE of labelled names (JSON lines of `name`, `canonical`, `canonical_id`), a random half of its organisations
gets a row in the registry, with the canonical name and nothing else, so that no alias is copied in; the other half is
unknown. Of the shipped entities a random half is removed too. Without a file, the names of the removed entities are
resolved among the remaining ones. Each seed gives one line: F1 of pairs and B-cubed F1 over all names, and over those
of the unknown half alone.

    .venv/bin/python benchmarks/names.py [FILE] [--seeds 5]
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from palermo import registry
from palermo.linking import resolve_names
from palermo.registry import Entity, Registry, RegistryFacts
from results import tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A name, the organisation that it names, and that organisation's main name."""

    name: str
    organisation: str
    main: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """F1 of the pairs of names of one organisation, and B-cubed F1; 0 to 1."""

    pairs: float
    bcubed: float


def score(found: Mapping[str, str], gold: Mapping[str, str]) -> Score:
    """Score the ids of names against the organisations that they name."""
    both = Counter((found[name], truth) for name, truth in gold.items())
    given, true = Counter(found[name] for name in gold), Counter(gold.values())
    right = sum(map(_pairs, both.values()))
    precision = sum(count * count / given[id] for (id, _), count in both.items()) / len(gold)
    recall = sum(count * count / true[truth] for (_, truth), count in both.items()) / len(gold)
    return Score(
        pairs=2 * right / max(1, sum(map(_pairs, given.values())) + sum(map(_pairs, true.values()))),
        bcubed=2 * precision * recall / (precision + recall),
    )


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def read(file: Path) -> list[Labelled]:
    """Return the labelled names of a file, the first label of each name."""
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    found: dict[str, Labelled] = {}
    for row in rows:
        one = Labelled(name=row["name"], organisation=row["canonical_id"], main=row["canonical"])
        found.setdefault(one.name, one)
    return list(found.values())


def shipped(entities: Iterable[Entity]) -> list[Labelled]:
    """Return names and acronyms of entities, without those that two entities share."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for name in (*entity.names.values(), *entity.matching, *([entity.acronym] if entity.acronym else [])):
            owners[name].add(entity.id)
    main = {entity.id: entity.names["en"] for entity in entities}
    return [
        Labelled(name=name, organisation=id, main=main[id])
        for name, ids in owners.items()
        for id in ids
        if len(ids) == 1
    ]


def with_entities(entities: Sequence[Entity]) -> Registry:
    """Return a registry of the shipped States and these entities."""
    known = registry.load_registry()
    return Registry(
        states=known.states.values(),
        regions=known.regions.values(),
        entities=entities,
        facts=RegistryFacts(),
        version=str(hash(tuple(entity.id for entity in entities))),
    )


def bare(id: str, name: str) -> Entity:
    """Return an entity with a name and nothing else."""
    like = next(iter(registry.load_registry().entities.values()))
    return replace(like, id=id, acronym=None, names={"en": name}, matching=(), ambiguous=(), website=None)


def measure(names: Sequence[Labelled] | None, seed: int) -> tuple[Score, Score, int]:
    """Return the scores over all names and over those of unknown organisations, and the number of the latter."""
    chance = random.Random(seed)
    entities = sorted(registry.load_registry().entities.values(), key=lambda entity: entity.id)
    left = chance.sample(entities, len(entities) // 2)
    if names is None:
        names, known = shipped(entities), {entity.id for entity in left}
    else:
        organisations = {one.organisation: one.main for one in names}
        known = set(chance.sample(sorted(organisations), len(organisations) // 2))
        left += [bare(f"known-{id}", organisations[id]) for id in sorted(known)]
    found = {answer.name: answer.id for answer in resolve_names([one.name for one in names], with_entities(left))}
    gold = {one.name: one.organisation for one in names}
    unknown = {name: id for name, id in gold.items() if id not in known}
    return score(found, gold), score(found, unknown), len(unknown)


def main() -> None:
    """Measure with each seed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", help="labelled names")
    parser.add_argument("--seeds", type=int, default=5, help="random halves to measure")
    asked = parser.parse_args()
    names = read(asked.file) if asked.file else None
    print(f"{'seed':>4}{'pairs F1':>10}{'B-cubed':>9}   of the unknown half:{'names':>6}{'pairs F1':>10}{'B-cubed':>9}")
    scores = []
    for seed in range(asked.seeds):
        every, unknown, count = measure(names, seed)
        scores.append((every, unknown))
        print(
            f"{seed:>4}{every.pairs:>10.3f}{every.bcubed:>9.3f}{count:>29}{unknown.pairs:>10.3f}{unknown.bcubed:>9.3f}"
        )
    tell(
        "names",
        {
            "file": asked.file.name if asked.file else None,
            "seeds": asked.seeds,
            "pairs_f1": round(mean(every.pairs for every, _ in scores), 4),
            "bcubed_f1": round(mean(every.bcubed for every, _ in scores), 4),
            "worst_pairs_f1": round(min(every.pairs for every, _ in scores), 4),
            "worst_bcubed_f1": round(min(every.bcubed for every, _ in scores), 4),
            "unknown_pairs_f1": round(mean(unknown.pairs for _, unknown in scores), 4),
            "unknown_bcubed_f1": round(mean(unknown.bcubed for _, unknown in scores), 4),
        },
    )


if __name__ == "__main__":
    main()
