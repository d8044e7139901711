"""Term tagger: themes, forms of exploitation, interventions and groups of a text, in six languages.

Only what the text itself names is tagged. A phrase of `unless` cancels a one-word term that it covers, so that
"trafficking" alone is trafficking in persons and "trafficking in small arms" is not. Excluded concepts are not tagged:
"crimes other than trafficking in persons". A weak term counts only beside terms of trafficking or exploitation:
"platforms" are technology in "platforms remove offers of forced labour", but not in "platforms serve dialogue".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.statements import TAG_FIELDS
from palermo.vocabulary.concepts import FIELD_THEMES, GAP, MAX_GAP_WORDS, Concept, Term, TermWord, fold_text, tokenize
from palermo.vocabulary.loader import Vocabulary
from palermo.vocabulary.script_normalisation import normalise_chinese, restore_lam_alef, strip_affixes

_WORDS = LanguageWords("extraction")

CONTEXT_SCHEMES = ("themes", "exploitation")
"""Schemes whose terms can confirm a weak term."""

EXCLUSION_WINDOW_WORDS = 6
"""Words (in Chinese, characters) before a term that are searched for an exclusion."""

MAX_CACHED_WORDS = 65_536
"""Maximum words of texts whose candidates are cached."""

MAX_GAP_CHARS = 10
"""Maximum characters that a gap of a Chinese term matches."""

PHRASE_MARKS = frozenset('.;:!?()[]«»“”"،؛؟')
"""Punctuation that a gap does not cross."""

_HANZI = "[\u4e00-\u9fff]"
_CHINESE_MARKS = re.compile(r"[，。；：！？、（）《》“”.;:!?()]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptTag:
    """A concept that a text names, with the matched words, folded, and all matching terms as written."""

    scheme: str
    id: str
    matched_text: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    """A term in the index with its concept, and whether it indicates or cancels the concept."""

    concept: Concept
    term: Term
    is_exclusion: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TermIndex:
    """The terms of some schemes in one language, by their first word."""

    language: str
    exact_words: Mapping[str, tuple[TermEntry, ...]]
    stems: Mapping[str, tuple[TermEntry, ...]]
    stem_lengths: tuple[int, ...]
    phrases: tuple[tuple[tuple[str, ...], "TermEntry"], ...] = ()
    """In Chinese, all terms as parts between gaps; terms that cancel a concept come first."""
    candidate_cache: dict[str, tuple[TermEntry, ...]] = field(default_factory=dict, compare=False, repr=False)
    """Cached candidates by word; texts repeat their words."""

    def find_candidates(self, token: str) -> tuple[TermEntry, ...]:
        """Return the terms whose first word matches a word of a text."""
        term_entries = self.candidate_cache.get(token)
        if term_entries is None:
            if len(self.candidate_cache) >= MAX_CACHED_WORDS:
                self.candidate_cache.clear()
            beginnings = (token[:length] for length in self.stem_lengths if length <= len(token))
            stems = (entry for beginning in beginnings for entry in self.stems.get(beginning, ()))
            term_entries = self.candidate_cache[token] = (*self.exact_words.get(token, ()), *stems)
        return term_entries


def find_tags(
    text: str, language: str, vocabulary: Vocabulary, schemes: tuple[str, ...] = TAG_FIELDS
) -> tuple[ConceptTag, ...]:
    """Return the concepts that a text names, in the vocabulary's order; empty for unknown languages."""
    concepts = _match_concepts(text, _build_index(vocabulary, language, schemes))
    if any(words.is_weak for words in concepts.values()):
        is_complete = set(CONTEXT_SCHEMES) <= set(schemes)
        matches = (
            concepts if is_complete else _match_concepts(text, _build_index(vocabulary, language, CONTEXT_SCHEMES))
        )
        strong = (vocabulary.get_concept(id) for id, words in matches.items() if not words.is_weak)
        if not any(concept and (concept.scheme == "exploitation" or concept.id in FIELD_THEMES) for concept in strong):
            concepts = {id: words for id, words in concepts.items() if not words.is_weak}
    return tuple(
        ConceptTag(scheme=c.scheme, id=c.id, matched_text=concepts[c.id].matched_text, terms=concepts[c.id].terms)
        for c in _list_concepts(vocabulary, schemes)
        if c.id in concepts
    )


def find_printed_words(text: str, folded_words: str) -> str:
    """Return the words of a text that fold to those of a tag, as they are printed.

    >>> find_printed_words("Décourager l’Asile-refuge", "l asile refuge")
    'l’Asile-refuge'
    """
    letters = [(letter, at) for at, char in enumerate(normalise_chinese(text)) for letter in fold_text(char)]
    words = re.escape(folded_words).replace(r"\ ", r"(?:['’]s\b)?\W+")
    words = re.sub(rf"(?<={_HANZI})(?={_HANZI})", r"\\s*", words)
    folded = restore_lam_alef("".join(letter for letter, _ in letters))
    found = re.search(rf"(?<![^\W{_HANZI[1:]}){words}(?![^\W{_HANZI[1:]})", folded)
    return text[letters[found.start()][1] : letters[found.end() - 1][1] + 1] if found else folded_words


@dataclass(frozen=True, slots=True)
class ConceptMatch:
    """The folded words by which a text names a concept, whether they are weak, and all matching terms."""

    matched_text: str
    is_weak: bool
    terms: tuple[str, ...]


def _match_concepts(text: str, index: TermIndex) -> dict[str, ConceptMatch]:
    return _match_chinese(text, index) if index.language == "zh" else _match_words(text, index)


@lru_cache(maxsize=64)
def _list_concepts(vocabulary: Vocabulary, schemes: tuple[str, ...]) -> tuple[Concept, ...]:
    return tuple(concept for scheme in schemes for concept in vocabulary.list_concepts(scheme))


@lru_cache(maxsize=64)
def _build_index(vocabulary: Vocabulary, language: str, schemes: tuple[str, ...]) -> TermIndex:
    exact_words: dict[str, list[TermEntry]] = {}
    stems: dict[str, list[TermEntry]] = {}
    for entry in _list_entries(_list_concepts(vocabulary, schemes), language):
        first = entry.term.word_patterns[0]
        if first is not None:
            (stems if first.is_stem else exact_words).setdefault(first.text, []).append(entry)
    all_entries = [entry for entries in (*exact_words.values(), *stems.values()) for entry in entries]
    return TermIndex(
        language=language,
        phrases=tuple(
            (_split_phrases(entry.term), entry)
            for entry in sorted(all_entries, key=lambda entry: not entry.is_exclusion)
            if language == "zh"
        ),
        exact_words={word: tuple(entries) for word, entries in exact_words.items()},
        stems={word: tuple(entries) for word, entries in stems.items()},
        stem_lengths=tuple(sorted({len(stem) for stem in stems})),
    )


def _list_entries(concepts: Iterable[Concept], language: str) -> Iterator[TermEntry]:
    for concept in concepts:
        for against, by_language in ((False, concept.terms), (True, concept.unless)):
            for term in by_language.get(language, ()):
                yield TermEntry(concept=concept, term=term, is_exclusion=against)


def _match_words(text: str, index: TermIndex) -> dict[str, ConceptMatch]:
    """Return concepts by id with their match: the first one that is not weak, else the first."""
    words = tokenize(text)
    word_forms = [strip_affixes(word) if index.language == "ar" else (word,) for word in words]
    term_spans: dict[str, list[tuple[int, int, Term]]] = {}
    exclusion_spans: dict[str, list[tuple[int, int]]] = {}
    excluded_ends: set[int] = set()
    for start, forms in enumerate(word_forms):
        for entry in chain.from_iterable(map(index.find_candidates, forms)):
            terms = entry.term.word_patterns
            end = start + 1 if len(terms) == 1 else _find_term_end(terms, word_forms, start + 1)
            if not end:
                continue
            if entry.is_exclusion:
                exclusion_spans.setdefault(entry.concept.id, []).append((start, end))
            elif start in excluded_ends or _is_excluded(words, start, index.language):
                excluded_ends.add(end)
            else:
                term_spans.setdefault(entry.concept.id, []).append((start, end, entry.term))
    matches: dict[str, ConceptMatch] = {}
    for id, spans in term_spans.items():
        remaining = list(_filter_spans(spans, exclusion_spans.get(id, [])))
        if remaining:
            start, end, first = min(remaining, key=lambda span: span[2].is_weak)
            written = tuple(dict.fromkeys(term.source_text for _, _, term in remaining))
            matches[id] = ConceptMatch(" ".join(words[start:end]), first.is_weak, written)
    return matches


def _is_excluded(text_words: list[str], start: int, language: str) -> bool:
    """Return True if the words before a term exclude it: `crimes other than trafficking`."""
    pattern, before = load_exclusions().get(language), text_words[max(0, start - EXCLUSION_WINDOW_WORDS) : start]
    return bool(pattern and before and pattern.search(" ".join(before)))


@lru_cache(maxsize=1)
def load_exclusions() -> Mapping[str, re.Pattern[str]]:
    """Load the exclusion patterns by language; in Chinese a null character stands for the term."""
    words = {language: _WORDS.get_section(language, "exclusions")["pattern"] for language in LANGUAGES}
    return {code: re.compile(pattern if code == "zh" else rf"(?:^| ){pattern}") for code, pattern in words.items()}


def _filter_spans(
    spans: list[tuple[int, int, Term]], excluded_spans: list[tuple[int, int]]
) -> Iterator[tuple[int, int, Term]]:
    for start, end, term in spans:
        if not (term.is_single_word and any(from_ <= start and end <= to for from_, to in excluded_spans)):
            yield start, end, term


def _find_term_end(
    term_words: tuple[TermWord | None, ...], token_forms: list[tuple[str, ...]], position: int, word_number: int = 1
) -> int | None:
    """Return the end of a term whose first words match, or None if the rest does not."""
    if word_number == len(term_words):
        return position
    term_word = term_words[word_number]
    if term_word is None:
        for ahead in range(position, min(position + MAX_GAP_WORDS + 1, len(token_forms))):
            if end := _find_term_end(term_words, token_forms, ahead, word_number + 1):
                return end
            if token_forms[ahead][0] in PHRASE_MARKS:
                return None
        return None
    if position < len(token_forms):
        for token in token_forms[position]:
            if term_word.is_match(token):
                return _find_term_end(term_words, token_forms, position + 1, word_number + 1)
    return None


def _match_chinese(text: str, index: TermIndex) -> dict[str, ConceptMatch]:
    """Return concepts in unsegmented text; a term counts unless a cancelling phrase covers it."""
    folded = normalise_chinese(fold_text(text).replace(" ", ""))
    concept_matches: dict[str, ConceptMatch] = {}
    exclusion_spans: dict[str, list[tuple[int, int]]] = {}
    beginnings = {*folded, *(folded[start : start + 2] for start in range(len(folded) - 1))}
    for phrases, entry in index.phrases:
        if phrases[0][:2] not in beginnings:
            continue
        for span in _find_spans(folded, phrases):
            if entry.is_exclusion:
                exclusion_spans.setdefault(entry.concept.id, []).append(span)
                continue
            covered = any(a <= span[0] and span[1] <= b for a, b in exclusion_spans.get(entry.concept.id, []))
            if covered or _is_excluded_in_chinese(folded, span):
                continue
            found = ConceptMatch(folded[slice(*span)], entry.term.is_weak, ())
            earlier = concept_matches.get(entry.concept.id, found)
            terms = tuple(dict.fromkeys((*earlier.terms, entry.term.source_text)))
            concept_matches[entry.concept.id] = replace(found if earlier.is_weak else earlier, terms=terms)
    return concept_matches


def _is_excluded_in_chinese(text: str, span: tuple[int, int]) -> bool:
    """Return True if the words on either side of a Chinese term exclude it."""
    start, end = span
    window = text[max(0, start - EXCLUSION_WINDOW_WORDS) : start] + "\0" + text[end : end + EXCLUSION_WINDOW_WORDS]
    return load_exclusions()["zh"].search(window) is not None


@lru_cache(maxsize=8192)
def _split_phrases(term: Term) -> tuple[str, ...]:
    """Return the parts of a Chinese term between its gaps."""
    written = "".join(word.text if word else GAP for word in term.word_patterns)
    return tuple(written.split(GAP))


def _find_spans(text: str, phrases: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield spans of consecutive parts of a Chinese term, with at most a gap and no punctuation between."""
    first, *others = phrases
    start = text.find(first)
    while start >= 0:
        end = start + len(first)
        for other in others:
            position = text.find(other, end, end + MAX_GAP_CHARS + len(other))
            if position < 0 or _CHINESE_MARKS.search(text, end, position):
                break
            end = position + len(other)
        else:
            yield start, end
        start = text.find(first, start + 1)
