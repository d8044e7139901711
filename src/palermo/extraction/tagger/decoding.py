"""Decodes the outputs for a window: statements with roles and tags, and names of persons."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from palermo.extraction.tagger.adjacent_names import is_alias, is_joined_name, is_list_gap, is_title
from palermo.extraction.tagger.inputs import EncodedPassage
from palermo.extraction.tagger.model_outputs import (
    CONTINUATION,
    DOCUMENT_ROLES,
    KINDS,
    PROTECTIVE_TAG,
    SENTENCE_CLASSES,
    InputSegment,
    list_tag_labels,
)
from palermo.extraction.tagger.name_boundaries import find_names
from palermo.extraction.tagger.party_names import is_pronoun
from palermo.extraction.tagger.printed_words import WORD, expand_to_words, find_quote_start, group_words, score_words
from palermo.languages.language_words import LanguageWords
from palermo.statements import ROLES, StatementKind, list_tag_fields

type Floats = npt.NDArray[np.float32]
type RoleScorer = Callable[[int, int], Floats]
"""Probabilities [tokens, ROLE_OUTPUTS] of the statement of a sentence (its index) and class."""

MIN_PROBABILITY = 0.5
"""Minimum probability of what has no threshold of its own."""
MIN_TERM_PROBABILITY = 0.1
"""Minimum probability of a tag whose term the quote prints: on 736 statements of left-out documents, F1 of themes rose
from .745 to .764, of interventions from .691 to .713, of groups from .846 to .860, of exploitation from .64 to .69."""
MIN_QUOTE_SHARE = 0.4
"""Share of a sentence below which the output of the extent head is ignored."""
MIN_QUOTE_WORDS = 4
"""Words, or Chinese characters, of a statement: of nine shorter ones on 6,274 labelled passages two were right."""
MAX_REST_CHARS = 40
"""Maximum characters after a quote that close a mark: `(Table | 9)`."""
MAX_NAMES = {"actors": 8, "addressees": 6, "partners": 8}
MIN_WEAK_WORD_PROBABILITY, MIN_WEAK_PROBABILITY = 0.2, 0.35
"""Minimum probabilities of the words of an actor and of all of it, where no actor reaches its threshold.

Nine of ten labelled statements have an actor.
"""
MIN_ADJACENT_SCORE = 0.2
"""Score from which on a word beside a name belongs to it."""
_LIST_MARK = re.compile(
    r"""(?:[\s\u200e\u200f\ue000-\uf8ff]
    | \(?[0-9ivxa-zA-Z]{1,4}[.)]{1,2}\s+ | \([0-9a-zA-Z\u0621-\u064a\u0660-\u0669]{1,3}\)\s*
    | [（(][\u4e00-\u9fff]{1,2}[）)] | [-–•▪●■*·👉] | \?\s+
    | \([^()]{3,80}\)\.-\s*                                    # the title of an article: `(Powers).- The port may`
    | \d{1,3}\s?(?:/\s?\d{1,3}|[-–])\s*(?=[\u0621-\u064a])       # before Arabic: `3/13`, `38-`
    | [\u0660-\u0669]{1,3}\s?[-–.]\s*
    | \^?\d{1,3}(?:\.\d+)*(?:\.\s+|\s+(?=[^\W\d_a-zа-яß-öø-ÿ\u0621-\u064a\u4e00-\u9fff]|[‘“"«])))+""",
    re.VERBOSE,
)
_NOTE_NUMBER = re.compile(
    r"(?:(?<=[a-zß-öø-ÿ]{4})(?<!covid)|(?<=[a-zß-öø-ÿ]{2}[.,;)’”»])|(?<=[a-z][.,;][”’»]))\d{1,3}$"
)
"""The number of a note after the last word: `supply chains31`, `in the country.117`."""
_CONTINUED_REQUEST = LanguageWords("extraction").compile_pattern(r"\b(?:{roles.continued_requests})\b")
_NUMBER_BEFORE = re.compile(r"\d\d[-/]$")
"""The part of an act's number before letters that name nobody: `Order No. 016-2031-| GR-TRN`."""
_LEADING_PUNCTUATION = " ,.;:،؛，；。”»)]"
_FINAL_STOPS = " .;。；،,؛:："
_MARK_PAIRS = ("()", "（）", "“”", "«»", "「」", "《》", '""')
"""Opening and closing marks, of which a quote has as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Minimum probabilities of what is decoded; chosen on passages left out of training."""

    statement: float = 0.0
    """Added to the log-odds of the class `none`: above 0, fewer statements are found."""
    names: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(ROLES, MIN_PROBABILITY))
    name_starts: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(ROLES, MIN_PROBABILITY))
    """By role, the minimum probability that a word begins another name, where the word before it belongs to one."""
    document_roles: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(DOCUMENT_ROLES, MIN_PROBABILITY))
    tags: Mapping[str, float] = field(default_factory=dict)
    """By scheme or by tag id; MIN_PROBABILITY where neither is given."""

    def get_tag_minimum(self, scheme: str, id: str) -> float:
        """Return the minimum probability of a tag."""
        return self.tags.get(id, self.tags.get(scheme, MIN_PROBABILITY))


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadOutputs:
    """Probabilities of one window."""

    kinds: Floats
    """[sentences, classes]"""
    tags: Floats
    """[sentences, tags]"""
    document_roles: Floats
    """[sentences, DOCUMENT_ROLES]"""
    extent: Floats
    """[tokens]"""
    persons: Floats
    """[tokens, PERSON_CLASSES]"""
    story: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedName:
    """A name in one part of the input, with its place there."""

    name: str
    segment: InputSegment
    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedStatement:
    """A statement as the tagger finds it; start and end count characters of the passage."""

    kind: StatementKind
    start: int
    end: int
    probability: float
    """Of its kind."""
    alternatives: tuple[tuple[str, float], ...]
    """The other classes, likeliest first."""
    roles: Mapping[str, tuple[TaggedName, ...]]
    document_roles: Mapping[str, float]
    """Probability that the publisher of the document holds the role."""
    tags: tuple[tuple[str, str, float], ...]
    """Scheme, id and probability of each tag at or above its threshold."""
    weak_tags: tuple[tuple[str, str, float], ...] = ()
    """The same of tags below it, down to MIN_TERM_PROBABILITY."""
    weak_actors: tuple[TaggedName, ...] = ()
    """Where no actor reaches its threshold, the names down to MIN_WEAK_PROBABILITY, likeliest first."""
    sentence: int


def decode_statements(
    encoded: EncodedPassage, outputs: HeadOutputs, score_roles: RoleScorer, thresholds: Thresholds
) -> list[TaggedStatement]:
    """Return the statements of a window, in its order."""
    decoder = _Decoder(encoded, outputs, score_roles, thresholds)
    statements: list[TaggedStatement] = []
    last: int | None = None
    for number, probabilities in enumerate(outputs.kinds):
        adjusted = probabilities.copy()
        adjusted[0] *= np.exp(thresholds.statement)
        best_class = int(adjusted.argmax())
        if best_class == 0:
            continue
        if best_class == CONTINUATION and statements and last == number - 1:
            statements[-1] = replace(statements[-1], end=max(decoder.find_extent(number)[1], statements[-1].end))
        else:
            statements.append(decoder.decode(number, decoder.choose_kind(number, best_class)))
        last = number
    text = encoded.texts[InputSegment.PASSAGE]
    return [item for item in statements if len(WORD.findall(text[item.start : item.end])) >= MIN_QUOTE_WORDS]


class _Decoder:
    """Decodes the statements of one window."""

    def __init__(
        self, encoded: EncodedPassage, outputs: HeadOutputs, score_roles: RoleScorer, thresholds: Thresholds
    ) -> None:
        self._encoded, self._outputs, self._thresholds = encoded, outputs, thresholds
        self._weak_thresholds = replace(thresholds, names={**thresholds.names, "actors": MIN_WEAK_WORD_PROBABILITY})
        self._score_roles = score_roles
        self._words: list[list[int]] | None = None

    def choose_kind(self, number: int, best_class: int) -> int:
        """Return the class of the likeliest kind; who continues to request something does so elsewhere."""
        probabilities = self._outputs.kinds[number, :CONTINUATION].copy()
        probabilities[0] = 0
        start, end = self.find_extent(number)
        if _CONTINUED_REQUEST.search(self._encoded.texts[InputSegment.PASSAGE], start, end):
            probabilities[1 + KINDS.index(StatementKind.RECOMMENDATION)] = 0
        elif best_class != CONTINUATION:
            return best_class
        return int(probabilities.argmax())

    def decode(self, number: int, class_index: int) -> TaggedStatement:
        """Return the statement of a sentence that is of a class."""
        probabilities = self._outputs.kinds[number]
        others = [(int(n), float(probabilities[n])) for n in np.argsort(-probabilities) if n != class_index]
        start, end = self.find_extent(number)
        scores = self._score_roles(number, class_index)
        roles = {role: self._find_names(scores, role, self._thresholds) for role in ROLES}
        kind, tag_scores = KINDS[class_index - 1], self._outputs.tags[number].tolist()
        fields, get_minimum = list_tag_fields(kind), self._thresholds.get_tag_minimum
        tags = [
            (*label, score) for label, score in zip(list_tag_labels(), tag_scores, strict=True) if label[0] in fields
        ]
        return TaggedStatement(
            kind=kind,
            start=start,
            end=end,
            probability=float(probabilities[class_index]),
            alternatives=tuple((SENTENCE_CLASSES[n], round(share, 3)) for n, share in others[:3]),
            roles=roles,
            weak_actors=() if roles["actors"] else tuple(self._find_weak_actors(scores)),
            document_roles=dict(zip(DOCUMENT_ROLES, self._outputs.document_roles[number].tolist(), strict=True)),
            tags=(*(tag for tag in tags if tag[2] >= get_minimum(*tag[:2])), *_decode_choices(tag_scores, kind)),
            weak_tags=tuple(tag for tag in tags if MIN_TERM_PROBABILITY <= tag[2] < get_minimum(*tag[:2])),
            sentence=number,
        )

    def find_extent(self, number: int) -> tuple[int, int]:
        """Return start and end of the quote in a sentence, without printed list marks and the final stop."""
        encoded, extent = self._encoded, self._outputs.extent
        start, end = encoded.sentences[number]
        inside = [
            token
            for token, sentence_number in enumerate(encoded.sentence_numbers)
            if sentence_number == number and extent[token] >= MIN_PROBABILITY
        ]
        if inside:
            begin, stop = encoded.starts[inside[0]], encoded.ends[inside[-1]]
            if stop - begin >= MIN_QUOTE_SHARE * (end - start):
                text, first = encoded.texts[InputSegment.PASSAGE], start
                start, end = expand_to_words(text, max(start, begin), min(end, stop))
                start = find_quote_start(text, first, start)
        return trim_quote(encoded.texts[InputSegment.PASSAGE], start, end)

    def _find_names(self, scores: Floats, role: str, thresholds: Thresholds) -> tuple[TaggedName, ...]:
        self._words = self._words or group_words(self._encoded)
        column = ROLES.index(role)
        role_scores = scores[:, [column, len(ROLES) + column]]
        return tuple(decode_names(self._encoded, role_scores, self._words, role, thresholds))

    def _find_weak_actors(self, scores: Floats) -> Iterator[TaggedName]:
        for name in self._find_names(scores, "actors", self._weak_thresholds):
            if name.probability >= MIN_WEAK_PROBABILITY:
                yield name


def _decode_choices(tag_scores: Sequence[float], kind: StatementKind) -> Iterator[tuple[str, str, float]]:
    """Yield the tense of an activity, and the dimension of a factor and whether it protects."""
    labels = list_tag_labels()
    for scheme, tagged_kind in (("tense", StatementKind.ACTIVITY), ("dimension", StatementKind.FACTOR)):
        best = max((n for n, label in enumerate(labels) if label[0] == scheme), key=tag_scores.__getitem__)
        if kind is tagged_kind and (scheme == "tense" or tag_scores[best] >= MIN_PROBABILITY):
            yield *labels[best], tag_scores[best]
    protective = tag_scores[labels.index(PROTECTIVE_TAG)]
    if kind is StatementKind.FACTOR and protective >= MIN_PROBABILITY:
        yield *PROTECTIVE_TAG, protective


def trim_quote(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut list marks, punctuation before the first word, a note's number, the final stop and an open mark off a quote.

    >>> [text[a:b] for text in ["“Crews rest. ", "”, crews (of boats)."] for a, b in [trim_quote(text, 0, len(text))]]
    ['Crews rest', 'crews (of boats)']
    """
    while start < end - 1 and text[start] in _LEADING_PUNCTUATION:
        start += 1
    mark = _LIST_MARK.match(text[start:end])
    if mark and mark.end() < end - start:
        start += mark.end()
    if note := _NOTE_NUMBER.search(text, start, end):
        end = note.start()
    while end > start + 1 and text[end - 1] in _FINAL_STOPS:
        end -= 1
    for pair in _MARK_PAIRS:
        rest = text[end : text.find(pair[1], end, end + MAX_REST_CHARS) + 1]
        if rest and not {pair[0], "\n"} & set(rest[:-1]) and _is_open(text[start:end], *pair):
            end += len(rest)
    while start < end - 1 and any(
        text[start] == pair[0] and pair[1] not in text[start + 1 : end] for pair in (*_MARK_PAIRS, "‘’")
    ):
        start += 1
    return start, end


def _is_open(quote: str, opening: str, closing: str) -> bool:
    """Return whether an opening mark is not closed in a quote."""
    return quote.count(opening) % 2 == 1 if opening == closing else quote.count(opening) > quote.count(closing)


def decode_names(
    encoded: EncodedPassage, scores: Floats, word_tokens: Sequence[Sequence[int]], role: str, thresholds: Thresholds
) -> list[TaggedName]:
    """Return the names of a role, likeliest first.

    `scores` [tokens, 2] are the probabilities that a token belongs to a name of the role, and that a name begins with
    it. A gap of one word with half the threshold joins two spans; a word that begins a name starts another.
    """
    word_scores = score_words(scores[:, 0], word_tokens)
    starts = np.array([scores[word[0], 1] >= thresholds.name_starts[role] for word in word_tokens], dtype=np.bool_)
    spans = list(_find_name_spans(encoded, word_tokens, word_scores, starts, thresholds.names[role]))
    names = [
        name
        for first, last in _extend_spans(encoded, word_tokens, word_scores, starts, spans)
        for name in _build_names(encoded, word_tokens, first, last, word_scores)
    ]
    names = _join_names(encoded, sorted(names, key=lambda item: (item.segment, item.start)))
    chosen: list[TaggedName] = []
    for name in sorted(names, key=lambda item: -item.probability):
        if not any(_is_repeated(name, other, encoded) for other in chosen):
            chosen.append(name)
    return chosen[: MAX_NAMES[role]]


def _join_names(encoded: EncodedPassage, names: Sequence[TaggedName]) -> list[TaggedName]:
    """Return names in the order of print: parts of one joined, titles before persons and aliases left out."""
    joined: list[TaggedName] = []
    for name in names:
        last = joined[-1] if joined else None
        if last is not None and last.segment is name.segment:
            text, end = encoded.texts[name.segment], max(last.end, name.end)
            gap = text[last.end : name.start]
            if name.start < last.end or is_joined_name(last.name, gap, name.name):
                probability = min(last.probability, name.probability)
                joined[-1] = replace(last, name=text[last.start : end], end=end, probability=probability)
                continue
            if is_alias(last.name, gap, name.name):
                continue
            if is_title(last.name, gap, name.name):
                joined.pop()
        joined.append(name)
    return joined


def _is_repeated(name: TaggedName, other: TaggedName, encoded: EncodedPassage) -> bool:
    """Return whether the words of one name are within the other's, unless a list has both: `State or federal State`."""
    first, second = sorted((name, other), key=lambda item: item.start)
    if first.segment is second.segment and is_list_gap(encoded.texts[first.segment][first.end : second.start]):
        return False
    short, long = sorted((name.name.lower(), other.name.lower()), key=len)
    return bool(re.search(rf"(?<![a-zà-ÿа-яё]){re.escape(short)}(?![a-zà-ÿа-яё])", long))


def _find_name_spans(
    encoded: EncodedPassage,
    word_tokens: Sequence[Sequence[int]],
    scores: Floats,
    starts: npt.NDArray[np.bool_],
    threshold: float,
) -> Iterator[tuple[int, int]]:
    current: list[int] | None = None
    for number, score in enumerate(scores):
        part = encoded.segments[word_tokens[number][0]]
        joins = (
            current is not None and current[1] == number - 1 and encoded.segments[word_tokens[current[1]][0]] == part
        )
        bridge = score >= threshold / 2 and joins and number + 1 < len(scores) and scores[number + 1] >= threshold
        if score < threshold and not bridge:
            continue
        if joins and current is not None and not (starts[number] and score >= threshold):
            current[1] = number
            continue
        if current is not None:
            yield current[0], current[1]
        current = [number, number]
    if current is not None:
        yield current[0], current[1]


def _extend_spans(
    encoded: EncodedPassage,
    word_tokens: Sequence[Sequence[int]],
    scores: Floats,
    starts: npt.NDArray[np.bool_],
    spans: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    """Yield each span with the likely words beside it, up to the next span and within its part of the input."""

    def is_likely(number: int, neighbour: int) -> bool:
        parts = (encoded.segments[word_tokens[n][0]] for n in (number, neighbour))
        return len(set(parts)) == 1 and scores[number] >= MIN_ADJACENT_SCORE and not starts[max(number, neighbour)]

    for place, (first, last) in enumerate(spans):
        lowest = spans[place - 1][1] + 1 if place else 0
        highest = spans[place + 1][0] - 1 if place + 1 < len(spans) else len(scores) - 1
        while first > lowest and is_likely(first - 1, first):
            first -= 1
        while last < highest and is_likely(last + 1, last):
            last += 1
        yield first, last


def _build_names(
    encoded: EncodedPassage, word_tokens: Sequence[Sequence[int]], first_index: int, last_index: int, scores: Floats
) -> Iterator[TaggedName]:
    segment = InputSegment(encoded.segments[word_tokens[first_index][0]])
    text = encoded.texts[segment]
    probability = float(scores[first_index : last_index + 1].mean())
    first, last = encoded.starts[word_tokens[first_index][0]], encoded.ends[word_tokens[last_index][-1]]
    is_heading = segment is InputSegment.HEADINGS
    if is_heading and last < len(text) and encoded.ends[word_tokens[last_index][-1] + 1] == 0:  # it is read up to here
        last, is_heading = last + len(text[last:].split(" ")[0]), False
    for start, end in find_names(text, first, last, is_heading=is_heading):
        is_in_number = text[start:end].isupper() and _NUMBER_BEFORE.search(text, max(0, start - 3), start)
        if not is_in_number and not is_pronoun(text, start, end):
            yield TaggedName(name=text[start:end], segment=segment, start=start, end=end, probability=probability)
