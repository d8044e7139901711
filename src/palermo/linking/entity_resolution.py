"""Clustering of organisation names, each cluster with its registry id or one provisional id.

Variants are joined by the same words in any order, by misspelt words, by words of another language, and by acronyms,
each with its reason. Names are compared within blocks that share one of their rarest words or its first letters, so
that a hundred thousand names stay fast.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz.distance import JaroWinkler

from palermo.grouping import group_items
from palermo.linking.organisation_names import (
    OrganisationName,
    make_provisional_id,
    parse_organisation_name,
    score_acronym,
)
from palermo.registry import Registry
from palermo.statements import RefType, normalise_text

MIN_WORD_SIMILARITY = 0.91
"""Minimum similarity of two words that count as one word misspelt."""
MIN_NAME_SIMILARITY = 0.86
"""Minimum similarity of two names of one organisation, by weighted words."""
MIN_ACRONYM_SCORE = 0.62
"""Minimum score of an acronym for a name."""
MIN_SCORE_MARGIN = 0.06
"""Minimum lead of the best name's score over the next one."""
MAX_STATE_NAME_WORDS = 5
"""Maximum number of words of a name that may be a State's, or its government's."""
SAME_WORDS_SCORE = 0.98
SAME_LETTERS_SCORE = 0.97
BRACKETS_SCORE = 0.97
"""Score of a name that another one gives in brackets."""
MAX_SIMILAR_SCORE = 0.96
"""Maximum score of similar words, below that of the same words."""
BEGINNING_SCORE = 0.9
"""Score of an acronym with which one name begins."""
ACRONYM_SCORE_FACTOR = 0.95
MIN_SHORT_ACRONYM_SCORE = 0.99
"""Minimum score of an acronym of two letters."""
MIN_BEGINNING_CHARS = 4
"""Minimum number of letters of an acronym with which a name begins."""
MIN_WORD_WEIGHT = 0.25
"""Minimum weight of a word in a comparison, however many names have it."""
BLOCK_WORDS = 4
"""Number of a name's rarest words by which names to compare are found."""
BLOCK_PREFIX_CHARS = 5
"""First letters of these words by which they are found too."""
MAX_BLOCK_NAMES = 400
"""Maximum number of names that share a word; larger blocks are not compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedName:
    """A name with its id."""

    name: str
    id: str
    score: float
    """0 to 1; 1 for a registry name as printed, or a name without variants."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePair:
    """Two names of one organisation."""

    first_index: int
    second_index: int
    score: float
    reason: str
    """How the two are related; `{}` is replaced by the other name."""


def resolve_names(
    names: Iterable[str], registry: Registry, min_acronym_score: float = MIN_ACRONYM_SCORE
) -> list[ResolvedName]:
    """Return an id for each name, in their order; names of one organisation share an id."""
    printed = list(names)
    distinct = list(dict.fromkeys(printed))
    organisations = [parse_organisation_name(name) for name in distinct]
    clusters = _NameClusters(len(organisations))
    pairs = [*_pair_same_words(organisations), *_pair_similar_names(organisations)]
    for pair in sorted(pairs, key=lambda pair: -pair.score):
        clusters.unite(pair)
    for pair in _pair_acronyms(organisations, clusters, min_acronym_score):
        clusters.unite(pair)
    known = [_find_registered_id(name, registry) for name in distinct]
    answers = {answer.name: answer for answer in _resolve_clusters(organisations, clusters, known, registry)}
    return [answers[name] for name in printed]


class _NameClusters:
    """Clusters of joined names, with the reason for each."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))
        self.joined: dict[int, NamePair] = {}

    def find_root(self, index: int) -> int:
        while self._above[index] != index:
            self._above[index] = self._above[self._above[index]]
            index = self._above[index]
        return index

    def unite(self, pair: NamePair) -> None:
        first, second = self.find_root(pair.first_index), self.find_root(pair.second_index)
        if first != second:
            self._above[max(first, second)] = min(first, second)
        for index in (pair.first_index, pair.second_index):
            self.joined.setdefault(index, pair)


def _find_registered_id(name: str, registry: Registry) -> str | None:
    match = registry.match_entity_name(name)
    if match is None and len(name.split()) <= MAX_STATE_NAME_WORDS:
        match = registry.match_name(name, RefType.ENTITY)
    return match.id if match else None


def _resolve_clusters(
    organisations: Sequence[OrganisationName],
    clusters: _NameClusters,
    registered_ids: Sequence[str | None],
    registry: Registry,
) -> Iterator[ResolvedName]:
    for indices in group_items(range(len(organisations)), clusters.find_root).values():
        ids = Counter(id for index in indices if (id := registered_ids[index]))
        id = ids.most_common(1)[0][0] if ids else make_provisional_id(_choose_cluster_name(organisations, indices))
        for index in indices:
            registered_id, pair = registered_ids[index], clusters.joined.get(index)
            score, why = 1.0, "no other name is like it"
            if registered_id:
                why = f"a name of {registry.get_label(registered_id)}"
            elif pair and len(indices) > 1:
                other = organisations[pair.second_index if index == pair.first_index else pair.first_index].name
                score, why = round(pair.score, 3), pair.reason.replace("{}", f"“{other}”")
            yield ResolvedName(name=organisations[index].name, id=registered_id or id, score=score, why=why)


def _choose_cluster_name(organisations: Sequence[OrganisationName], indices: Sequence[int]) -> str:
    """Return the name that gives a cluster its id: the longest that is not an acronym."""
    return max(
        (organisations[index] for index in indices),
        key=lambda organisation: (not organisation.is_acronym, len(organisation.content_words), organisation.name),
    ).name


def _pair_same_words(organisations: Sequence[OrganisationName]) -> Iterator[NamePair]:
    """Yield pairs with the same words, whatever their order, language, legal form or brackets."""
    first: dict[tuple[str, ...] | str, int] = {}
    for index, organisation in enumerate(organisations):
        if not organisation.tokens:
            continue
        for key, score, what in (
            (organisation.key, SAME_WORDS_SCORE, "words"),
            (_join_letters(organisation), SAME_LETTERS_SCORE, "letters"),
        ):
            earlier = first.setdefault(key, index)
            if earlier != index:
                yield NamePair(first_index=earlier, second_index=index, score=score, reason=f"the same {what} as {{}}")


def _pair_similar_names(organisations: Sequence[OrganisationName]) -> Iterator[NamePair]:
    """Yield pairs of similar words, compared if they share one of their rarest words, or its first letters."""
    weights = _compute_word_weights(organisations)
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, organisation in enumerate(organisations):
        if not organisation.is_acronym:
            rarest = sorted(set(organisation.content_words), key=lambda word: weights[word], reverse=True)
            for word in rarest[:BLOCK_WORDS]:
                blocks[word].append(index)
                if len(word) > BLOCK_PREFIX_CHARS:
                    blocks[word[:BLOCK_PREFIX_CHARS]].append(index)
    sets = [frozenset(organisation.content_words) for organisation in organisations]
    seen: set[tuple[int, int]] = set()
    for indices in blocks.values():
        for item, other in _list_block_pairs(indices, sets):
            if (item, other) in seen:
                continue
            seen.add((item, other))
            score = min(compute_similarity(organisations[item], organisations[other], weights), MAX_SIMILAR_SCORE)
            if score >= MIN_NAME_SIMILARITY:
                yield NamePair(first_index=item, second_index=other, score=score, reason="nearly the words of {}")


def _list_block_pairs(indices: list[int], word_sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of a block that differ in at most two words, as no others can be similar."""
    if len(indices) > MAX_BLOCK_NAMES:
        return
    for number, index in enumerate(indices):
        words, count = word_sets[index], len(word_sets[index])
        for other in indices[number + 1 :]:
            longer = max(count, len(word_sets[other]))
            if index != other and len(words & word_sets[other]) >= longer - (1 if longer < 4 else 2):
                yield (index, other) if index < other else (other, index)


def _compute_word_weights(organisations: Sequence[OrganisationName]) -> dict[str, float]:
    """Return the weight of each word, from near 0 for one in most names to 1 for one in a single name."""
    counts = Counter(word for organisation in organisations for word in set(organisation.content_words))
    return {word: 1.0 / count**0.5 for word, count in counts.items()}


def compute_similarity(
    organisation: OrganisationName, other_organisation: OrganisationName, weights: dict[str, float]
) -> float:
    """Return the similarity of two names, 0 to 1: the share by weight of common words.

    Misspelt words count by their similarity.
    """
    rest = list(other_organisation.content_words)
    shared = missing = 0.0
    for word in organisation.content_words:
        weight = max(weights[word], MIN_WORD_WEIGHT)
        best = max(rest, key=lambda candidate: _compute_token_similarity(word, candidate), default=None)
        close = _compute_token_similarity(word, best) if best else 0.0
        if best is not None and close >= MIN_WORD_SIMILARITY:
            rest.remove(best)
            shared += close * weight
            missing += (1 - close) * weight
        else:
            missing += weight
    missing += sum(max(weights[word], MIN_WORD_WEIGHT) for word in rest)
    return shared / (shared + missing) if shared else 0.0


def _compute_token_similarity(token: str, other_token: str) -> float:
    if token == other_token:
        return 1.0
    if min(len(token), len(other_token)) < 4 or token[0] != other_token[0]:
        return 0.0
    return JaroWinkler.similarity(token, other_token)


def _pair_acronyms(
    organisations: Sequence[OrganisationName], clusters: _NameClusters, min_score: float
) -> Iterator[NamePair]:
    """Yield acronyms with their best name, and names with another's acronym or name in brackets."""
    acronyms = {
        normalise_text(organisation.name): index
        for index, organisation in enumerate(organisations)
        if organisation.is_acronym
    }
    paired: set[int] = set()
    for pair in chain(_pair_bracketed_names(organisations, acronyms), _pair_beginnings(organisations, clusters)):
        paired.add(pair.second_index)
        yield pair
    matches: list[tuple[float, int, int]] = []
    names, spelt = _index_by_initials(organisations, 2), _index_by_initials(organisations, None)
    for index in acronyms.values():
        if index in paired:
            continue
        letters = _join_letters(organisations[index])
        candidates = spelt.get(letters) or _find_candidates(letters, organisations, names)
        best = _choose_best(letters, candidates, organisations, clusters)
        if best and best[0] >= min_score:
            matches.append((best[0], index, best[1]))
    yield from _select_acronym_pairs(organisations, sorted(matches, reverse=True), clusters)


def _pair_bracketed_names(organisations: Sequence[OrganisationName], acronyms: Mapping[str, int]) -> Iterator[NamePair]:
    """Yield names that have another one in brackets, in full or as its acronym."""
    index_by_key = {
        organisation.key: index for index, organisation in enumerate(organisations) if not organisation.is_acronym
    }
    reason = "one of the two names the other in brackets: {}"
    for index, organisation in enumerate(organisations):
        for alias in organisation.aliases:
            other = acronyms.get(normalise_text(alias), index_by_key.get(parse_organisation_name(alias).key))
            if other is not None and other != index:
                yield NamePair(first_index=index, second_index=other, score=BRACKETS_SCORE, reason=reason)


def _pair_beginnings(organisations: Sequence[OrganisationName], clusters: _NameClusters) -> Iterator[NamePair]:
    """Yield acronyms with which names begin, all of one organisation: with those of several it is joined to none."""
    indices_by_first_token: defaultdict[str, list[int]] = defaultdict(list)
    for index, organisation in enumerate(organisations):
        if not organisation.is_acronym and organisation.tokens:
            indices_by_first_token[organisation.tokens[0]].append(index)
    reason = "one of the two begins with the other: {}"
    for index, organisation in enumerate(organisations):
        letters = _join_letters(organisation)
        others: Sequence[int] = indices_by_first_token.get(letters, []) if organisation.is_acronym else []
        if len(letters) >= MIN_BEGINNING_CHARS and len({clusters.find_root(other) for other in others}) == 1:
            yield NamePair(first_index=others[-1], second_index=index, score=BEGINNING_SCORE, reason=reason)


def _select_acronym_pairs(
    organisations: Sequence[OrganisationName], matches: Sequence[tuple[float, int, int]], clusters: _NameClusters
) -> Iterator[NamePair]:
    """Yield the best acronym of each organisation: a second one would be another organisation's."""
    used: dict[int, str] = {}
    for score, index, name in matches:
        root = clusters.find_root(name)
        acronym, pair_score = _join_letters(organisations[index]), round(score * ACRONYM_SCORE_FACTOR, 3)
        if used.setdefault(root, acronym) == acronym:
            yield NamePair(first_index=name, second_index=index, score=pair_score, reason="name and acronym: {}")


def _index_by_initials(organisations: Sequence[OrganisationName], word_count: int | None) -> dict[str, list[int]]:
    """Index names by the initials of their first content words, or of all, of which most acronyms consist."""
    indices_by_initials: dict[str, list[int]] = defaultdict(list)
    for index, organisation in enumerate(organisations):
        if not organisation.is_acronym:
            initials = "".join(word[0] for word in organisation.initial_words[:word_count])
            indices_by_initials[initials].append(index)
    return indices_by_initials


def _find_candidates(
    letters: str, organisations: Sequence[OrganisationName], names: dict[str, list[int]]
) -> Iterator[int]:
    """Yield the names that an acronym may stand for: same beginning, and most initials of their words."""
    letter_set = set(letters)
    for second in dict.fromkeys(letters[1:5]):
        block = names.get(letters[0] + second, ())
        if len(block) <= MAX_BLOCK_NAMES // 2:
            for name in block:
                words = organisations[name].initial_words
                if sum(word[0] not in letter_set for word in words) <= 1 and len(words) <= len(letters) + 2:
                    yield name


def _join_letters(organisation: OrganisationName) -> str:
    return "".join(organisation.tokens)


def _choose_best(
    letters: str, candidates: Iterable[int], organisations: Sequence[OrganisationName], clusters: _NameClusters
) -> tuple[float, int] | None:
    """Return score and index of the organisation that an acronym stands for, if one fits clearly best."""
    by_root: dict[int, tuple[float, int]] = {}
    for name in candidates:
        score = score_acronym(letters, organisations[name].tokens)
        root = clusters.find_root(name)
        if score >= MIN_ACRONYM_SCORE and score > by_root.get(root, (0.0, 0))[0]:
            by_root[root] = (score, name)
    ranked = sorted(by_root.values(), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MIN_SCORE_MARGIN):
        return None
    return ranked[0] if len(letters) > 2 or ranked[0][0] >= MIN_SHORT_ACRONYM_SCORE else None
