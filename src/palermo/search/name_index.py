"""The name index: finds rows of the registry and the vocabulary by their names in six languages.

A query matches a name exactly, as its beginning, by its words, their beginnings or stems, or with typing errors. Stems
are compared within one language only, and names in the page's language, in English and without a language come first.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from palermo import registry, vocabulary
from palermo.languages import LANGUAGES, LATIN_SCRIPT_LANGUAGES
from palermo.search.name_matches import (
    ANY_LANGUAGE,
    ItemName,
    MatchQuality,
    NamedItem,
    NameHit,
    NameType,
)
from palermo.search.name_sources import TOPIC_SCHEMES, list_named_items
from palermo.search.text_analysis import RUN_PATTERN, detect_script_language, fold_text, is_stopword, stem_word
from palermo.statements import normalise_text

MAX_QUERY_TOKENS = 16
MAX_NAME_TOKENS = 8
"""Maximum number of words of a name that is searched within a query."""
MIN_PREFIX_CHARS = 2
MIN_MISPRINT_CHARS = 5
"""Minimum length of a word in which one typing error is corrected; two are in a word of LONG_WORD_CHARS."""
LONG_WORD_CHARS = 9
MIN_LOWER_CASE_NAME_CHARS = 4
"""Minimum length of a lower-case name within a query: `who` is a word, `WHO` a name."""

_HYPHEN_PATTERN = re.compile(r"[-\u2010\u2011\u2013/]")

type NameNumbers = Mapping[int, MatchQuality]


def load_name_index() -> "NameIndex":
    """Return the index of the names of the registry and the vocabulary that are in use."""
    return _build_name_index(registry.load_registry(), vocabulary.load_vocabulary())


@lru_cache(maxsize=2)
def _build_name_index(known: registry.Registry, words: vocabulary.Vocabulary) -> "NameIndex":
    return NameIndex(list_named_items(known, words))


def tokenize_name(text: str) -> list[str]:
    """Return the words of a name, folded; Chinese as pairs of characters.

    >>> tokenize_name("Côte d’Ivoire"), tokenize_name("A/RES/64/293"), tokenize_name("Anti-Slavery")
    (['cote', 'd', 'ivoire'], ['a', 'res', '64', '293'], ['anti', 'slavery'])
    """
    return RUN_PATTERN.findall(normalise_text(fold_text(_HYPHEN_PATTERN.sub(" ", text))))


def _list_token_variants(text: str) -> list[tuple[str, ...]]:
    """Return the words of a name with hyphens between words; with hyphens, also with their parts as one word."""
    joined = tuple(RUN_PATTERN.findall(normalise_text(fold_text(text))))
    return list(dict.fromkeys((tuple(tokenize_name(text)), joined)))


class NameIndex:
    """An index of named items; safe to use from several threads."""

    def __init__(self, items: Iterable[NamedItem]) -> None:
        self._names: list[tuple[NamedItem, ItemName, tuple[str, ...]]] = []
        self._exact: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        by_word: defaultdict[str, set[int]] = defaultdict(set)
        by_stem: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self._items: dict[str, NamedItem] = {}
        for item in items:
            self._items[item.id] = item
            for name in item.names:
                for tokens in _list_token_variants(name.text):
                    number = len(self._names)
                    self._names.append((item, name, tokens))
                    if not name.is_description:
                        self._exact[tokens].append(number)
                    for token in tokens:
                        by_word[token].add(number)
                        if stem := stem_word(token, name.language) if name.language in LANGUAGES else "":
                            by_stem[name.language, stem].add(number)
        self._by_word, self._by_stem = dict(by_word), dict(by_stem)
        self._words = sorted(by_word)

    def find(self, query: str, language: str, types: Collection[NameType] = tuple(NameType)) -> list[NameHit]:
        """Return the items that a query finds, best first; `language` is that of the page."""
        tokens = tokenize_name(query)[:MAX_QUERY_TOKENS]
        if not tokens:
            return []
        best: dict[str, tuple[tuple[int, ...], NameHit]] = {}
        for hit in self._iterate_hits(query, tokens, language):
            if hit.item.type in types:
                key = (*_rank_hit(hit), len(hit.name.text))
                known = best.get(hit.item.id)
                if known is None or key < known[0]:
                    best[hit.item.id] = key, hit
        return [hit for _, hit in sorted(best.values(), key=lambda pair: (pair[0], pair[1].name.text))]

    def _iterate_hits(self, query: str, tokens: Sequence[str], language: str) -> Iterator[NameHit]:
        content = [token for token in tokens if not is_stopword(token, language)] or tokens
        for number, quality in self._match_all_tokens(content).items():
            item, name, words = self._names[number]
            foreign = _is_foreign(name, language)
            yield NameHit(
                item=item, name=name, quality=_compute_quality(quality, name, words, tokens), is_foreign=foreign
            )
        for number in self._find_contained(query, tokens):
            item, name, _ = self._names[number]
            foreign = _is_foreign(name, language)
            yield NameHit(item=item, name=name, quality=MatchQuality.CONTAINED, is_foreign=foreign)
        yield from self._iterate_terms(query, tokens, language)

    def _match_all_tokens(self, tokens: Sequence[str]) -> NameNumbers:
        """Return the names that match every word, with the quality of the worst match."""
        name_numbers: NameNumbers | None = None
        for token in tokens:
            matches = self._match_token(token)
            if name_numbers is not None:
                matches = {n: max(quality, name_numbers[n]) for n, quality in matches.items() if n in name_numbers}
            if not matches:
                return {}
            name_numbers = matches
        return name_numbers or {}

    def _match_token(self, token: str) -> NameNumbers:
        matches = dict.fromkeys(self._by_word.get(token, ()), MatchQuality.WORDS)
        if len(token) >= MIN_PREFIX_CHARS:
            for word in self._list_words_with_prefix(token):
                for number in self._by_word[word]:
                    matches.setdefault(number, MatchQuality.PREFIXES)
        for language in LANGUAGES:
            for number in self._by_stem.get((language, stem_word(token, language)), ()):
                matches.setdefault(number, MatchQuality.STEMS)
        return matches or dict.fromkeys(self._correct_token(token), MatchQuality.MISPRINT)

    def _list_words_with_prefix(self, prefix: str) -> Iterator[str]:
        for index in range(bisect_left(self._words, prefix), len(self._words)):
            if not self._words[index].startswith(prefix):
                return
            yield self._words[index]

    def _correct_token(self, token: str) -> Iterator[int]:
        """Yield the names with a word that differs from a mistyped one by a letter or two after the first."""
        if len(token) < MIN_MISPRINT_CHARS:
            return
        errors = 2 if len(token) >= LONG_WORD_CHARS else 1
        close = process.extract(token, self._words, scorer=OSA.distance, score_cutoff=errors, limit=20)
        for word, _, _ in close:
            if word[0] == token[0]:
                yield from self._by_word[word]

    def _find_contained(self, query: str, tokens: Sequence[str]) -> Iterator[int]:
        """Yield the names that a longer query contains as a whole, the longest first where they overlap."""
        positions: set[int] = set()
        for length in range(min(MAX_NAME_TOKENS, len(tokens) - 1), 0, -1):
            for start in range(len(tokens) - length + 1):
                span = range(start, start + length)
                run = tuple(tokens[start : start + length])
                if not positions.isdisjoint(span) or not (numbers := self._exact.get(run)) or not _is_name(run, query):
                    continue
                positions.update(span)
                yield from numbers

    def _iterate_terms(self, query: str, tokens: Sequence[str], language: str) -> Iterator[NameHit]:
        """Yield the topics that the query names by a term of the vocabulary."""
        for tag in find_query_concepts(query, language):
            item = self._items.get(tag.id)
            if item is None or item.type is not NameType.TOPIC:
                continue
            name = next((n for n in item.names if n.language == language and not n.is_description), item.names[0])
            yield NameHit(item=item, name=name, quality=MatchQuality.TERM, is_foreign=False)


def find_query_concepts(query: str, language: str) -> tuple[vocabulary.ConceptTag, ...]:
    """Return the topics that a query names by terms of the vocabulary, in its language or the page's.

    >>> [tag.id for tag in find_query_concepts("extracción de órganos", "es")]
    ['organ-removal', 'health']
    """
    known = vocabulary.load_vocabulary()
    for item in _list_languages(query, language):
        if tags := vocabulary.find_tags(query, item, known, TOPIC_SCHEMES):
            return tags
    return ()


def find_whole_query_concepts(query: str, language: str) -> tuple[vocabulary.ConceptTag, ...]:
    """Return the topics that a query names by words of their label alone: `procurement` and `organ removal`.

    `procurement of medicines` names more, and `shelters` is a term of a topic, protection, that is much wider.

    >>> [[tag.id for tag in find_whole_query_concepts(query, "en")] for query in ("procurement", "shelters")]
    [['public-procurement'], []]
    """
    words = {item for item in tokenize_name(query) if not is_stopword(item, language)}
    return tuple(tag for tag in find_query_concepts(query, language) if words and _is_label(words, tag.id))


def _is_label(words: Iterable[str], id: str) -> bool:
    """Return whether words are among those of a topic's label in a language."""
    concept = vocabulary.load_vocabulary().get_concept(id)
    labels = concept.labels if concept else {}
    return any(_stem_words(words, code) <= _stem_words(tokenize_name(labels[code]), code) for code in labels)


def _stem_words(words: Iterable[str], language: str) -> set[str]:
    return {stem_word(word, language) or word for word in words}


def _list_languages(query: str, language: str) -> Sequence[str]:
    """Return the languages that a query may be in by its letters, the page's first."""
    if script_language := detect_script_language(query):
        return (script_language,)
    return tuple(sorted(LATIN_SCRIPT_LANGUAGES, key=lambda item: item != language))


def _rank_hit(hit: NameHit) -> tuple[int, ...]:
    """Return a sort key: exact names of any language, then matches in the page's language, then the others."""
    return (hit.quality is not MatchQuality.EXACT, hit.is_foreign, hit.quality)


def _is_foreign(name: ItemName, language: str) -> bool:
    return name.language not in (language, "en", ANY_LANGUAGE)


def _compute_quality(
    quality: MatchQuality, name: ItemName, words: Sequence[str], tokens: Sequence[str]
) -> MatchQuality:
    """Return the quality of a match of all words, of the whole name or of its beginning."""
    if name.is_description:
        return max(quality, MatchQuality.DESCRIPTION)
    if tuple(words) == tuple(tokens):
        return MatchQuality.EXACT
    if quality <= MatchQuality.PREFIXES and _begins_with(words, tokens):
        return MatchQuality.BEGINNING
    return quality


def _begins_with(words: Sequence[str], tokens: Sequence[str]) -> bool:
    start = list(words[: len(tokens)])
    return start[:-1] == list(tokens[:-1]) and bool(start) and start[-1].startswith(tokens[-1])


def _is_name(run: Sequence[str], query: str) -> bool:
    """Return whether some words of a query can be a name: a short one must be in capitals."""
    text = "".join(run)
    return len(text) >= MIN_LOWER_CASE_NAME_CHARS or not text.isascii() or text.upper() in query
