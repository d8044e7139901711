"""Names of organisations to ids: the registry's, or one provisional id for all variants of an unknown one.

Variants are brought together by the same words in any order, by words that differ in a letter or two, by words of
another language, and by acronyms; each union says why. Names are compared within blocks that share a rare word or
two first letters, so that a hundred thousand stay quick.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from palermo.linking.abbreviations import fit
from palermo.linking.organisations import Organisation, organisation, provisional, small_words
from palermo.registry import Registry
from palermo.statements import RefType, normalised

ALIKE = 0.91
"""Likeness from which two words count as one word misspelt."""
SAME = 0.86
"""Likeness of two names, by weighted words, from which they are one organisation."""
FITTING = 0.62
"""Fit from which an acronym may stand for a name."""
MARGIN = 0.06
"""How much better the best name must fit than the next one."""
STATE_WORDS = 5
"""Words up to which a name may be a State's, or its government's."""
LARGEST_BLOCK = 400
"""Names that share a word; a block of more says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a name is taken for."""

    name: str
    id: str
    score: float
    """0 to 1; 1 for a name of the registry as it stands, or a name alone."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two names that are one organisation."""

    first: int
    second: int
    score: float
    why: str
    """What the two have to do with each other; `{}` stands for the other name."""


def resolve(names: Iterable[str], registry: Registry) -> list[Resolved]:
    """Give each name an id, in their order; names of one organisation have one id."""
    printed = list(names)
    distinct = list(dict.fromkeys(printed))
    parts = [organisation(name) for name in distinct]
    clusters = _Clusters(len(parts))
    ties = [*_same_words(parts), *_alike(parts)]
    for tie in sorted(ties, key=lambda tie: -tie.score):
        clusters.unite(tie)
    for tie in _abbreviated(parts, clusters):
        clusters.unite(tie)
    known = [_registered(name, registry) for name in distinct]
    found = {answer.name: answer for answer in _answers(parts, clusters, known, registry)}
    return [found[name] for name in printed]


class _Clusters:
    """Names that have been united, with why each joined."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))
        self.joined: dict[int, Tie] = {}

    def root(self, place: int) -> int:
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place

    def unite(self, tie: Tie) -> None:
        first, second = self.root(tie.first), self.root(tie.second)
        if first != second:
            self._above[max(first, second)] = min(first, second)
        for place in (tie.first, tie.second):
            self.joined.setdefault(place, tie)


def _registered(name: str, registry: Registry) -> str | None:
    match = registry.named(name)
    if match is None and len(name.split()) <= STATE_WORDS:
        match = registry.find(name, RefType.ENTITY)
    return match.id if match else None


def _answers(
    parts: Sequence[Organisation], clusters: _Clusters, known: Sequence[str | None], registry: Registry
) -> Iterator[Resolved]:
    members: dict[int, list[int]] = defaultdict(list)
    for place in range(len(parts)):
        members[clusters.root(place)].append(place)
    for places in members.values():
        ids = Counter(id for place in places if (id := known[place]))
        id = ids.most_common(1)[0][0] if ids else provisional(_longest(parts, places))
        for place in places:
            own = known[place]
            tie = clusters.joined.get(place)
            if own:
                yield Resolved(name=parts[place].name, id=own, score=1.0, why=f"a name of {registry.label(own)}")
            elif tie and len(places) > 1:
                other = parts[tie.second if place == tie.first else tie.first].name
                why = tie.why.replace("{}", f"“{other}”")
                yield Resolved(name=parts[place].name, id=id, score=round(tie.score, 3), why=why)
            else:
                yield Resolved(name=parts[place].name, id=id, score=1.0, why="no other name is like it")


def _longest(parts: Sequence[Organisation], places: Sequence[int]) -> str:
    """The name that a cluster's id is made of: the longest that is no acronym."""
    return max((parts[place] for place in places), key=lambda part: (not part.acronym, len(part.words), part.name)).name


def _same_words(parts: Sequence[Organisation]) -> Iterator[Tie]:
    """Names of the same words, whatever their order, language, legal form or brackets."""
    first: dict[tuple[str, ...], int] = {}
    joined: dict[str, int] = {}
    for place, part in enumerate(parts):
        if not part.printed:
            continue
        before = first.setdefault(part.key, place)
        if before != place:
            yield Tie(first=before, second=place, score=0.98, why="the same words as {}")
        together = "".join(part.printed)
        before = joined.setdefault(together, place)
        if before != place:
            yield Tie(first=before, second=place, score=0.97, why="the same letters as {}")


def _alike(parts: Sequence[Organisation]) -> Iterator[Tie]:
    """Names whose words are nearly the same, compared where they share a rare word, or its first letters."""
    weights = _weights(parts)
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, part in enumerate(parts):
        if not part.acronym:
            for word in sorted(set(part.words), key=lambda word: weights[word], reverse=True)[:4]:
                blocks[word].append(place)
                if len(word) > 5:
                    blocks[word[:5]].append(place)
    sets = [frozenset(part.words) for part in parts]
    seen: set[tuple[int, int]] = set()
    for places in blocks.values():
        for one, other in _pairs(places, sets):
            if (one, other) not in seen:
                seen.add((one, other))
                score = likeness(parts[one], parts[other], weights)
                if score >= SAME:
                    why = "nearly the words of {}"
                    yield Tie(first=one, second=other, score=min(score, 0.96), why=why)


def _pairs(places: list[int], sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of a block that have all words but one or two in common: no others can be alike."""
    if len(places) > LARGEST_BLOCK:
        return
    for at, one in enumerate(places):
        words, count = sets[one], len(sets[one])
        for other in places[at + 1 :]:
            longer = max(count, len(sets[other]))
            if one != other and len(words & sets[other]) >= longer - (1 if longer < 4 else 2):
                yield (one, other) if one < other else (other, one)


def _weights(parts: Sequence[Organisation]) -> dict[str, float]:
    """Weight of each word, from near 0 for one in most names to 1 for one that stands in one name alone."""
    counts = Counter(word for part in parts for word in set(part.words))
    return {word: 1.0 / count**0.5 for word, count in counts.items()}


def likeness(one: Organisation, other: Organisation, weights: dict[str, float]) -> float:
    """How alike two names are, from 0 to 1: the weight of words that they share, misspelt ones at their likeness."""
    rest = list(other.words)
    shared = missing = 0.0
    for word in one.words:
        best = max(rest, key=lambda candidate: _words_alike(word, candidate), default=None)
        close = _words_alike(word, best) if best else 0.0
        if best is not None and close >= ALIKE:
            rest.remove(best)
            shared += close * max(weights[word], 0.25)
            missing += (1 - close) * max(weights[word], 0.25)
        else:
            missing += max(weights[word], 0.25)
    missing += sum(max(weights[word], 0.25) for word in rest)
    return shared / (shared + missing) if shared else 0.0


def _words_alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if min(len(one), len(other)) < 4 or one[0] != other[0]:
        return 0.0
    return JaroWinkler.similarity(one, other)


def _abbreviated(parts: Sequence[Organisation], clusters: _Clusters) -> Iterator[Tie]:
    """Acronyms with the name that they fit best, and names whose brackets hold another's acronym or name."""
    short = {normalised(part.name): place for place, part in enumerate(parts) if part.acronym}
    whole = {part.key: place for place, part in enumerate(parts) if not part.acronym}
    begun = {part.printed[0]: place for place, part in enumerate(parts) if not part.acronym and part.printed}
    taken: set[int] = set()
    for place, part in enumerate(parts):
        for alias in part.aliases:
            other = short.get(normalised(alias), whole.get(organisation(alias).key))
            if other is not None and other != place:
                taken.add(other)
                yield Tie(first=place, second=other, score=0.97, why="one of the two names the other in brackets: {}")
    for place, part in enumerate(parts):
        if part.acronym and len(_letters(part)) > 3 and (other := begun.get(_letters(part))) is not None:
            taken.add(place)
            yield Tie(first=other, second=place, score=0.9, why="one of the two begins with the other: {}")
    found: list[tuple[float, int, int]] = []
    names, spelt = _by_initials(parts), _spelt(parts)
    for place in short.values():
        if place in taken:
            continue
        letters = _letters(parts[place])
        candidates = spelt.get(letters) or _candidates(letters, parts, names)
        if best := _best(letters, candidates, parts, clusters):
            found.append((best[0], place, best[1]))
    yield from _one_each(parts, sorted(found, reverse=True), clusters)


def _one_each(
    parts: Sequence[Organisation], found: Sequence[tuple[float, int, int]], clusters: _Clusters
) -> Iterator[Tie]:
    """The best acronym for each organisation: a second one would name another."""
    used: dict[int, str] = {}
    for score, place, name in found:
        root = clusters.root(name)
        acronym = _letters(parts[place])
        if used.setdefault(root, acronym) == acronym:
            why = "name and acronym: {}"
            yield Tie(first=name, second=place, score=round(score * 0.95, 3), why=why)


def _by_initials(parts: Sequence[Organisation]) -> dict[str, list[int]]:
    """Names by the first letters of their first two words, small ones left out; by one where there is one word."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, part in enumerate(parts):
        if not part.acronym and (words := [word for word in part.printed if word not in small_words()]):
            found["".join(word[0] for word in words[:2])].append(place)
    return found


def _spelt(parts: Sequence[Organisation]) -> dict[str, list[int]]:
    """Names by the first letters of all their words but the small ones: what most acronyms are."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, part in enumerate(parts):
        if not part.acronym:
            found["".join(word[0] for word in part.printed if word not in small_words())].append(place)
    return found


def _candidates(letters: str, parts: Sequence[Organisation], names: dict[str, list[int]]) -> Iterator[int]:
    """Names that an acronym may stand for: it begins as they do, and holds most first letters of their words."""
    held = set(letters)
    for second in dict.fromkeys(letters[1:5]):
        block = names.get(letters[0] + second, ())
        if len(block) <= LARGEST_BLOCK // 2:
            for name in block:
                words = [word for word in parts[name].printed if word not in small_words()]
                if sum(word[0] not in held for word in words) <= 1 and len(words) <= len(letters) + 2:
                    yield name


def _letters(part: Organisation) -> str:
    return "".join(part.printed)


def _best(
    letters: str, candidates: Iterable[int], parts: Sequence[Organisation], clusters: _Clusters
) -> tuple[float, int] | None:
    """Score and name of the organisation that an acronym stands for, where one fits clearly best."""
    by_root: dict[int, tuple[float, int]] = {}
    for name in candidates:
        score = fit(letters, parts[name].printed)
        root = clusters.root(name)
        if score >= FITTING and score > by_root.get(root, (0.0, 0))[0]:
            by_root[root] = (score, name)
    ranked = sorted(by_root.values(), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
        return None
    return ranked[0] if len(letters) > 2 or ranked[0][0] >= 0.99 else None
