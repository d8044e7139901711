"""Related Works: similarity by the vocabulary concepts and instruments that their statements share.

Tags do not depend on language, so that a French and an English text can be related. Tags are weighted by inverse
document frequency, and the cosine normalises for the length of a text.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

type TagCounts = Mapping[str, int]
"""Number of statements of a Work with each tag."""
MIN_COSINE = 0.12
"""Minimum cosine of related Works, set by reading the neighbours of twenty texts of the sample and of two collections
of UN documents: below it, texts share one tag that many others have too."""
MAX_TAG_SHARE = 0.6
"""Tags of more than this share of Works are ignored, because they distinguish none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedWork:
    """A related Work."""

    work: str
    score: float
    """Cosine, 0 to 1."""
    shared_tags: tuple[str, ...]
    """The tags that they share, highest contribution first."""


class RelatedWorkIndex:
    """Tag weights of all Works; built once for an edition."""

    def __init__(self, tags: Mapping[str, TagCounts]) -> None:
        frequency = Counter(tag for work_tags in tags.values() for tag in work_tags)
        common = MAX_TAG_SHARE * len(tags) if len(tags) > 5 else len(tags)
        rarity = {tag: math.log((1 + len(tags)) / n) for tag, n in frequency.items() if n <= common}
        self._tag_weights = {work: _weigh_tags(work_tags, rarity) for work, work_tags in tags.items()}
        self._works_by_tag: defaultdict[str, list[str]] = defaultdict(list)
        for work, weights in self._tag_weights.items():
            for tag in weights:
                self._works_by_tag[tag].append(work)

    def find_nearest(self, work: str, limit: int = 6) -> list[RelatedWork]:
        """Return the most similar Works, highest cosine first."""
        work_weights = self._tag_weights.get(work, {})
        shared_tags: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for tag, weight in work_weights.items():
            for other in self._works_by_tag[tag]:
                if other != work:
                    shared_tags[other][tag] = weight * self._tag_weights[other][tag]
        nearest_works = [
            RelatedWork(work=other, score=sum(shared.values()), shared_tags=_select_strongest(shared))
            for other, shared in shared_tags.items()
        ]
        similar = [item for item in nearest_works if item.score >= MIN_COSINE]
        return sorted(similar, key=lambda item: (-item.score, item.work))[:limit]


def _select_strongest(shared: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(shared, key=lambda tag: (-shared[tag], tag))[:3])


def count_tags(rows: Iterable[tuple[str, Iterable[str]]]) -> dict[str, Counter[str]]:
    """Count tags by Work, from (Work, tags) of each statement."""
    tag_counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for work, tags in rows:
        tag_counts[work].update(set(tags))
    return dict(tag_counts)


def _weigh_tags(tag_counts: TagCounts, rarity: Mapping[str, float]) -> dict[str, float]:
    weights = {tag: (1 + math.log(count)) * rarity[tag] for tag, count in tag_counts.items() if rarity.get(tag)}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {tag: weight / length for tag, weight in weights.items()} if length else {}
