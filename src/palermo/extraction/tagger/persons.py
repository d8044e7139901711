"""Names of persons in passages, private ones distinguished from officials, authors and public figures."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from palermo.extraction.privacy_lexicon import is_called_private
from palermo.extraction.tagger.decoding import HeadOutputs
from palermo.extraction.tagger.inputs import EncodedPassage
from palermo.extraction.tagger.model_outputs import PERSON_CLASSES, InputSegment
from palermo.extraction.tagger.person_boundaries import complete_name
from palermo.extraction.tagger.printed_words import group_words
from palermo.statements import PrivateSpan

if TYPE_CHECKING:
    from palermo.extraction.tagger.statements import TaggedPassage

PRIVATE_INDEX, PUBLIC_INDEX = PERSON_CLASSES.index("private"), PERSON_CLASSES.index("public")
MIN_TESTIMONY_PROBABILITY = 0.02
"""Probability of a story from which on the words of a testimony count.

Of 72 labelled passages with such words, it keeps all 16 that tell a story and 6 of 56 that do not."""
MIN_NAME_CHARS = 2
MIN_FULL_NAME_PROBABILITY = 0.5
"""Of a full name that replaces the surname alone."""
MIN_READ_SHARE = 0.5
"""Share of the mentions of a name that have to be read as a person's."""
MIN_SURNAME_PROBABILITY = 0.5
"""That a single Chinese character, which is part of other words too, names a private person."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_ACRONYM = re.compile(r"[A-ZА-ЯЁ]{2,8}")
"""Capitals without small letters; of scripts that have capitals."""
MIN_LONG_LIST = 5
"""Names of a long enumeration."""
MIN_LONG_LIST_SHARE = 0.3
"""Share of `private` from which on a long enumeration may name private persons."""
_HONOURS = r"(?:\s*(?:A[O0CM]|[CMO]BE|[KQ]C|MP|Hon|Prof|Rev|Dr|Sir)\b\.?)*"
_LIST_SEPARATOR = re.compile(rf"{_HONOURS}\s*[,،、，;；]?\s*(?:(?:and|et|y|e|и|&)\s|و|和|及|与)?{_HONOURS}\s*")
"""What stands between names of an enumeration, with honours."""
_NAME_BOUNDARY_CHARS = " ,.;:()[]{}’'“”\"«»،؛。，、*_"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonThresholds:
    """Minimum probabilities that words are a person's name, and that a name is private, so that few are missed."""

    name: float = 0.4
    private: float = 0.4
    """Share of `private` in the probability of being a name."""
    story: float = 0.5
    """From which probability on a passage tells the story of a private person."""
    languages: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """`name` and `private` of languages that differ."""

    def select_language(self, language: str) -> "PersonThresholds":
        """Return the thresholds of a language."""
        return replace(self, **self.languages.get(language, {}), languages={})


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name of a person in a passage."""

    start: int
    end: int
    private: float
    """Probability that it names a private person."""
    public: float
    """Probability that it names an official, author or public figure."""


def decode_persons(encoded: EncodedPassage, outputs: HeadOutputs, min_name: float) -> Iterator[PersonName]:
    """Yield spans of words whose probability of being a person's name reaches `min_name`, in order."""
    words = [word for word in group_words(encoded) if encoded.segments[word[0]] == InputSegment.PASSAGE]
    shares = [outputs.persons[list(word)].max(axis=0) for word in words]
    names = [float(share[PRIVATE_INDEX] + share[PUBLIC_INDEX]) for share in shares]
    current: list[int] = []
    for number in [*range(len(words)), -1]:
        if number >= 0 and names[number] >= min_name:
            current.append(number)
            continue
        if current:
            person_name = _build_person(encoded, words, current, np.array([shares[n] for n in current]))
            if person_name:
                yield person_name
        current = []


def find_full_names(tagged: Sequence["TaggedPassage"]) -> dict[str, str]:
    """Return the full names of officials, authors and public figures by surname, where no other person shares it.

    The surname has to stand alone as a person's name elsewhere in the document; it might be that of a company.
    """
    full_names: dict[str, set[str]] = {}
    alone, private = set(), set()
    for item in tagged:
        for window in item.windows:
            for person in decode_persons(window.encoded, window.outputs, MIN_FULL_NAME_PROBABILITY):
                *first, surname = item.passage.text[person.start : person.end].split()
                if person.private >= person.public:
                    private.add(surname)
                elif first:
                    full_names.setdefault(surname, set()).add(" ".join([*first, surname]))
                else:
                    alone.add(surname)
    return {
        surname: next(iter(names))
        for surname, names in full_names.items()
        if len(names) == 1 and surname in alone - private
    }


def merge_list_scores(text: str, persons: Sequence[PersonName]) -> Iterator[PersonName]:
    """Yield names in order; those of one enumeration have its mean probabilities, since they are of one sort.

    A long one names contributors or members, unless it is read as one of private persons with some confidence.
    """
    listed: list[PersonName] = []
    for person in persons:
        if listed and not _LIST_SEPARATOR.fullmatch(text, listed[-1].end, person.start):
            yield from _merge_scores(listed)
            listed = []
        listed.append(person)
    yield from _merge_scores(listed)


def _merge_scores(persons: Sequence[PersonName]) -> Iterator[PersonName]:
    if not persons:
        return
    private = sum(person.private for person in persons) / len(persons)
    public = sum(person.public for person in persons) / len(persons)
    if len(persons) >= MIN_LONG_LIST and private < MIN_LONG_LIST_SHARE * (private + public):
        private = 0.0
    for person in persons:
        yield replace(person, private=private, public=public)


def _build_person(
    encoded: EncodedPassage, word_tokens: Sequence[Sequence[int]], word_indices: Sequence[int], shares: np.ndarray
) -> PersonName | None:
    text = encoded.texts[InputSegment.PASSAGE]
    start, end = encoded.starts[word_tokens[word_indices[0]][0]], encoded.ends[word_tokens[word_indices[-1]][-1]]
    while start < end and text[start] in _NAME_BOUNDARY_CHARS:
        start += 1
    while end > start and text[end - 1] in _NAME_BOUNDARY_CHARS:
        end -= 1
    if start >= end:
        return None
    start, end = complete_name(text, start, end)
    return PersonName(
        start=start, end=end, private=float(shares[:, PRIVATE_INDEX].max()), public=float(shares[:, PUBLIC_INDEX].max())
    )


def find_person_spans(tagged: Sequence["TaggedPassage"], thresholds: PersonThresholds) -> Iterator[PrivateSpan]:
    """Yield the names of private persons in tagged passages.

    A name is judged by all its mentions in the document: one that the tagger mostly reads as something else, as that of
    an organisation, is nobody's, and neither is an acronym. One that a word such as `witness` precedes is private.
    """
    by_language = {item.passage.language: thresholds.select_language(item.passage.language) for item in tagged}
    mentions = [
        (item.passage, person)
        for item in tagged
        for window in item.windows
        for person in merge_list_scores(
            item.passage.text,
            [*decode_persons(window.encoded, window.outputs, by_language[item.passage.language].name)],
        )
    ]
    by_name: dict[tuple[str, str], list[PersonName]] = {}
    for passage, person in mentions:
        by_name.setdefault((passage.language, passage.text[person.start : person.end]), []).append(person)
    called_private = {
        (passage.language, passage.text[person.start : person.end])
        for passage, person in mentions
        if is_called_private(passage.text, person.start, passage.language)
    }
    texts = [item.passage.text for item in tagged]
    masked = {
        (language, name)
        for (language, name), persons in by_name.items()
        if _is_read_as_person(name, persons, texts)
        and ((language, name) in called_private or _is_private(persons, by_language[language]))
    }
    for passage, person in mentions:
        if (passage.language, passage.text[person.start : person.end]) in masked:
            yield PrivateSpan(passage=passage.id, start=person.start, end=person.end, kind="name")


def _is_read_as_person(name: str, persons: Sequence[PersonName], texts: Iterable[str]) -> bool:
    """Return whether most mentions of a name are read as a person's; a single character has to be surely private."""
    if len(name) < MIN_NAME_CHARS:
        return bool(_HAN.fullmatch(name)) and min(person.private for person in persons) >= MIN_SURNAME_PROBABILITY
    return not _ACRONYM.fullmatch(name) and len(persons) >= MIN_READ_SHARE * sum(text.count(name) for text in texts)


def _is_private(persons: Sequence[PersonName], thresholds: PersonThresholds) -> bool:
    """Return whether the mentions of a name are read as a private person's on average."""
    private, public = sum(person.private for person in persons), sum(person.public for person in persons)
    return private >= thresholds.private * (private + public)


def find_story_passages(
    tagged: Iterable["TaggedPassage"], testimonies: Collection[str], thresholds: PersonThresholds
) -> Iterator[str]:
    """Yield the ids of passages that tell the story of a private person.

    `testimonies` are the passages that tell one by their words; the tagger must not be sure that they do not.
    """
    probabilities = {item.passage.id: max(window.outputs.story for window in item.windows) for item in tagged}
    yield from (id for id in testimonies if probabilities.get(id, 1.0) >= MIN_TESTIMONY_PROBABILITY)
    yield from (id for id, story in probabilities.items() if story >= thresholds.story and id not in testimonies)
