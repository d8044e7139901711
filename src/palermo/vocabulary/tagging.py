"""Tags from the words of a quote: themes, forms of exploitation, interventions and groups, in six languages.

Only what the quote says is tagged. A phrase of `unless` takes a one-word term back where it covers it, so that
"trafficking" alone is trafficking in persons and "trafficking in small arms" is not. What is left out is not tagged
either: "crimes other than trafficking in persons". A weak term counts only beside words of trafficking or exploitation:
"platforms" are technology where "platforms remove offers of forced labour", and not where they "serve dialogue".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import chain

from palermo.statements import digest
from palermo.vocabulary.arabic import readings
from palermo.vocabulary.concepts import Concept
from palermo.vocabulary.field import FIELD_THEMES
from palermo.vocabulary.hanzi import plain_chinese
from palermo.vocabulary.lines import parsed
from palermo.vocabulary.load import Vocabulary
from palermo.vocabulary.terms import GAP, GAP_WORDS, Term, Word, fold, tokens

TAGGED = ("themes", "exploitation", "interventions", "groups")
"""Schemes that statements are tagged with."""

COMPANY = ("themes", "exploitation")
"""Schemes among which the words are that give a weak term its meaning."""

FURTHEST = 6
"""Words, in Chinese signs, before a term in which it may be left out."""

REMEMBERED = 65_536
"""Words of texts whose candidates are kept."""

GAP_SIGNS = 10
"""Signs that a gap of a Chinese term may stand for."""

MARKS = frozenset('.;:!?()[]«»“”"،؛؟')
"""A gap does not reach over these."""

_CHINESE_MARKS = re.compile(r"[，。；：！？、（）《》“”.;:!?()]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A concept that a text names, the words that name it, folded, and all terms that do so, as they are written."""

    scheme: str
    id: str
    words: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term in the index: whose it is, and whether it speaks for the concept or takes it back."""

    concept: Concept
    term: Term
    against: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The terms of some schemes in one language, by their first word."""

    language: str
    whole: Mapping[str, tuple[Entry, ...]]
    stems: Mapping[str, tuple[Entry, ...]]
    lengths: tuple[int, ...]
    """Lengths of the stems."""
    phrases: tuple[tuple[tuple[str, ...], "Entry"], ...] = ()
    """In Chinese all terms as they stand in a text without blanks, parted at their gaps; those that take a concept
    back first."""
    met: dict[str, tuple[Entry, ...]] = field(default_factory=dict, compare=False, repr=False)
    """Words of texts, with their candidates: texts repeat their words."""

    def candidates(self, word: str) -> tuple[Entry, ...]:
        """Terms whose first word is this word of a text."""
        found = self.met.get(word)
        if found is None:
            if len(self.met) >= REMEMBERED:
                self.met.clear()
            beginnings = (word[:length] for length in self.lengths if length <= len(word))
            stems = (entry for beginning in beginnings for entry in self.stems.get(beginning, ()))
            found = self.met[word] = (*self.whole.get(word, ()), *stems)
        return found


def tags(text: str, language: str, vocabulary: Vocabulary, schemes: tuple[str, ...] = TAGGED) -> tuple[Tag, ...]:
    """What a text names, in the vocabulary's order, each concept once; nothing for a language without terms."""
    found = _met(text, _index(vocabulary, language, schemes))
    if any(words.weak for words in found.values()):
        told = found if set(COMPANY) <= set(schemes) else _met(text, _index(vocabulary, language, COMPANY))
        if not any(_speaks_of_exploitation(vocabulary.concept(id)) for id, words in told.items() if not words.weak):
            found = {id: words for id, words in found.items() if not words.weak}
    return tuple(
        Tag(scheme=c.scheme, id=c.id, words=found[c.id].words, terms=found[c.id].terms)
        for c in _ordered(vocabulary, schemes)
        if c.id in found
    )


@dataclass(frozen=True, slots=True)
class Met:
    """The words, folded, by which a text names a concept, whether they are weak, and all terms that are met."""

    words: str
    weak: bool
    terms: tuple[str, ...]


def _met(text: str, index: Index) -> dict[str, Met]:
    return _in_chinese(text, index) if index.language == "zh" else _in_words(text, index)


def _speaks_of_exploitation(concept: Concept | None) -> bool:
    return concept is not None and (concept.scheme == "exploitation" or concept.id in FIELD_THEMES)


@lru_cache(maxsize=64)
def _ordered(vocabulary: Vocabulary, schemes: tuple[str, ...]) -> tuple[Concept, ...]:
    return tuple(concept for scheme in schemes for concept in vocabulary.concepts(scheme))


@lru_cache(maxsize=64)
def _index(vocabulary: Vocabulary, language: str, schemes: tuple[str, ...]) -> Index:
    whole: dict[str, list[Entry]] = {}
    stems: dict[str, list[Entry]] = {}
    for entry in _entries(_ordered(vocabulary, schemes), language):
        first = entry.term.words[0]
        if first is not None:
            (stems if first.stem else whole).setdefault(first.text, []).append(entry)
    every = [entry for entries in (*whole.values(), *stems.values()) for entry in entries]
    return Index(
        language=language,
        phrases=tuple(
            (_phrases(entry.term), entry)
            for entry in sorted(every, key=lambda entry: not entry.against)
            if language == "zh"
        ),
        whole={word: tuple(entries) for word, entries in whole.items()},
        stems={word: tuple(entries) for word, entries in stems.items()},
        lengths=tuple(sorted({len(stem) for stem in stems})),
    )


def _entries(concepts: Iterable[Concept], language: str) -> Iterator[Entry]:
    for concept in concepts:
        for against, by_language in ((False, concept.terms), (True, concept.unless)):
            for term in by_language.get(language, ()):
                yield Entry(concept=concept, term=term, against=against)


def _in_words(text: str, index: Index) -> dict[str, Met]:
    """Concepts found in a text of words, with the words of their first finding that is not weak, else of the first."""
    words = tokens(text)
    read = [readings(word) if index.language == "ar" else (word,) for word in words]
    spoken: dict[str, list[tuple[int, int, Term]]] = {}
    against: dict[str, list[tuple[int, int]]] = {}
    for start, reading in enumerate(read):
        for entry in _candidates(reading, index):
            terms = entry.term.words
            end = start + 1 if len(terms) == 1 else _end(terms, read, start + 1)
            if end and not entry.against and _left_out(words, start, index.language):
                continue
            if end and entry.against:
                against.setdefault(entry.concept.id, []).append((start, end))
            elif end:
                spoken.setdefault(entry.concept.id, []).append((start, end, entry.term))
    found: dict[str, Met] = {}
    for id, spans in spoken.items():
        kept = list(_kept(spans, against.get(id, [])))
        if kept:
            start, end, first = min(kept, key=lambda span: span[2].weak)
            written = tuple(dict.fromkeys(term.written for _, _, term in kept))
            found[id] = Met(" ".join(words[start:end]), first.weak, written)
    return found


def _left_out(words: list[str], start: int, language: str) -> bool:
    """Whether the words before a term say that what it names is left out: `crimes other than trafficking`."""
    before = exclusions().get(language)
    return (
        before is not None
        and start > 0
        and before.search(" ".join(words[max(0, start - FURTHEST) : start])) is not None
    )


@lru_cache(maxsize=1)
def exclusions() -> Mapping[str, re.Pattern[str]]:
    """The words that leave out what follows, by language; in Chinese a null character stands for the term."""
    return {
        language: re.compile(rf"(?:^| ){words}" if language != "zh" else words)
        for language, words in parsed(_excluding()).items()
    }


def exclusions_version() -> str:
    """Changes with any word that leaves something out."""
    return digest("exclusions", _excluding())[:12]


def _excluding() -> str:
    return (files("palermo.vocabulary") / "exclusions.yaml").read_text(encoding="utf-8")


def leaves_out(text: str, language: str) -> bool:
    """Whether a text has words that leave something out, whatever it is: `in all cases except`."""
    if language == "zh":
        return "除" in text or "以外" in text or "之外" in text
    pattern = _leaving().get(language)
    return pattern is not None and pattern.search(" ".join(tokens(text))) is not None


@lru_cache(maxsize=1)
def _leaving() -> Mapping[str, re.Pattern[str]]:
    """The same expressions as `exclusions`, wherever they end."""
    return {
        language: re.compile(pattern.pattern.removesuffix("$") + r"(?= |$)")
        for language, pattern in exclusions().items()
        if language != "zh"
    }


def _candidates(reading: tuple[str, ...], index: Index) -> Iterable[Entry]:
    return index.candidates(reading[0]) if len(reading) == 1 else chain.from_iterable(map(index.candidates, reading))


def _kept(spans: list[tuple[int, int, Term]], against: list[tuple[int, int]]) -> Iterator[tuple[int, int, Term]]:
    for start, end, term in spans:
        if not (term.single and any(from_ <= start and end <= to for from_, to in against)):
            yield start, end, term


def _end(words: tuple[Word | None, ...], readings: list[tuple[str, ...]], at: int, word: int = 1) -> int | None:
    """Where a term ends whose first words have been met, or None where the text goes another way."""
    if word == len(words):
        return at
    wanted = words[word]
    if wanted is None:
        for ahead in range(at, min(at + GAP_WORDS + 1, len(readings))):
            if end := _end(words, readings, ahead, word + 1):
                return end
            if readings[ahead][0] in MARKS:
                return None
        return None
    if at < len(readings):
        for token in readings[at]:
            if wanted.meets(token):
                return _end(words, readings, at + 1, word + 1)
    return None


def _in_chinese(text: str, index: Index) -> dict[str, Met]:
    """Concepts found in a text without blanks; a term counts where no phrase against it covers it."""
    folded = plain_chinese(fold(text).replace(" ", ""))
    found: dict[str, Met] = {}
    against: dict[str, list[tuple[int, int]]] = {}
    signs = {*folded, *(folded[at : at + 2] for at in range(len(folded) - 1))}
    for phrases, entry in index.phrases:
        if phrases[0][:2] not in signs:
            continue
        for span in _spans(folded, phrases):
            if entry.against:
                against.setdefault(entry.concept.id, []).append(span)
                continue
            covered = any(a <= span[0] and span[1] <= b for a, b in against.get(entry.concept.id, []))
            if covered or _is_left_out(folded, span):
                continue
            met = found.get(entry.concept.id)
            terms = tuple(dict.fromkeys((*(met.terms if met else ()), entry.term.written)))
            if met is None or met.weak:
                met = Met(folded[slice(*span)], entry.term.weak, terms)
            found[entry.concept.id] = Met(met.words, met.weak, terms)
    return found


def _is_left_out(text: str, span: tuple[int, int]) -> bool:
    """The same in Chinese, where the words stand on both sides."""
    start, end = span
    around = text[max(0, start - FURTHEST) : start] + "\0" + text[end : end + FURTHEST]
    return exclusions()["zh"].search(around) is not None


@lru_cache(maxsize=8192)
def _phrases(term: Term) -> tuple[str, ...]:
    """The parts of a Chinese term between its gaps."""
    written = "".join(word.text if word else GAP for word in term.words)
    return tuple(written.split(GAP))


def _spans(text: str, phrases: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where the parts of a Chinese term stand behind each other, with no mark and no more signs than a gap between."""
    first, *others = phrases
    start = text.find(first)
    while start >= 0:
        end = start + len(first)
        for other in others:
            found = text.find(other, end, end + GAP_SIGNS + len(other))
            if found < 0 or _CHINESE_MARKS.search(text, end, found):
                break
            end = found + len(other)
        else:
            yield start, end
        start = text.find(first, start + 1)
