"""Names of persons in passages, private ones distinguished from officials, authors and public figures."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from palermo.extraction.privacy_lexicon import is_called_private, is_registered
from palermo.extraction.tagger.decoding import HeadOutputs
from palermo.extraction.tagger.inputs import EncodedPassage
from palermo.extraction.tagger.model_outputs import PERSON_CLASSES, InputSegment
from palermo.extraction.tagger.name_groups import group_names
from palermo.extraction.tagger.party_names import load_name_words
from palermo.extraction.tagger.person_boundaries import complete_name
from palermo.extraction.tagger.printed_words import group_words
from palermo.languages import HAN_CHARACTER
from palermo.statements import ROLE_THRESHOLD, Passage, PrivateSpan, Ref, Statement, normalise_text

if TYPE_CHECKING:
    from palermo.extraction.tagger.tagged_statements import TaggedPassage

PRIVATE_INDEX, PUBLIC_INDEX = PERSON_CLASSES.index("private"), PERSON_CLASSES.index("public")
MIN_TESTIMONY_PROBABILITY = 0.02
"""Probability of a story from which on the words of a testimony count.

Of 72 labelled passages with such words, it keeps all 16 that tell a story and 6 of 56 that do not."""
MIN_NAME_CHARS = 2
MIN_FULL_NAME_PROBABILITY = 0.5
"""Of a full name that replaces the surname alone."""
MIN_READ_SHARE = 0.5
"""Share of the mentions of a name that have to be read as a person's."""
MIN_SURE_PROBABILITY = 0.5
MIN_SURE_SHARE = 0.8
"""Mean probability of `private` of the mentions of a name, and its share, from which on it surely is private."""
MIN_CERTAIN_SHARE = 0.5
"""Share in all mentions of the person, from which on a title beside a name that surely is private does not count."""
MIN_CALLED_SHARE = 0.05
"""Of a name that a word such as `witness` or `brother` precedes."""
MIN_MENTION_SHARE = 0.01
"""Least share of one mention that counts, and least difference from one."""
_ACRONYM = re.compile(r"[A-ZА-ЯЁ]{2,8}")
"""Capitals without small letters; of scripts that have capitals."""
MAX_UNCONFIRMED_ROLE = round(ROLE_THRESHOLD - 0.01, 2)
"""Highest confidence of a name in a role that is not confirmed."""
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
    shares = [outputs.persons[word].max(axis=0) for word in words]
    for is_name, run in groupby(
        zip(words, shares, strict=True), lambda item: item[1][PRIVATE_INDEX] + item[1][PUBLIC_INDEX] >= min_name
    ):
        name_words, name_shares = zip(*run, strict=True)
        if is_name and (person := _build_person(encoded, name_words, np.array(name_shares))):
            yield person


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
    encoded: EncodedPassage, word_tokens: Sequence[Sequence[int]], shares: np.ndarray
) -> PersonName | None:
    text = encoded.texts[InputSegment.PASSAGE]
    start, end = encoded.starts[word_tokens[0][0]], encoded.ends[word_tokens[-1][-1]]
    start = end - len(text[start:end].lstrip(_NAME_BOUNDARY_CHARS))
    end = start + len(text[start:end].rstrip(_NAME_BOUNDARY_CHARS))
    if start >= end:
        return None
    start, end = complete_name(text, start, end)
    return PersonName(
        start=start, end=end, private=float(shares[:, PRIVATE_INDEX].max()), public=float(shares[:, PUBLIC_INDEX].max())
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivatePersons:
    """The names of private persons in a document."""

    spans: tuple[PrivateSpan, ...] = ()
    certain_names: frozenset[str] = frozenset()
    """Names that are private even where a title is beside them: `the professor Jane Doe`, accused of harassment."""


type _Mentions = dict[tuple[str, str], list[tuple[Passage, PersonName]]]
"""The mentions of a name in a document, by language and name."""


def find_private_persons(tagged: Sequence["TaggedPassage"], thresholds: PersonThresholds) -> PrivatePersons:
    """Return the names of private persons in the tagged passages of a document.

    A name is judged by all its mentions in the document: one that the tagger mostly reads as something else, as that of
    an organisation, is nobody's. Unless it surely is private, its person's other names count too, as they may have an
    office. One that a word such as `witness` precedes is private unless it surely is an official's.
    """
    by_name = _collect_mentions(tagged, thresholds)
    by_person = _group_by_person(by_name)
    texts = [item.passage.text for item in tagged]
    spans, certain = [], set()
    for (language, name), mentions in by_name.items():
        persons = [person for _, person in mentions]
        is_surely_private = _is_surely_private(persons)
        if not _is_read_as_person(name, len(mentions), texts, is_surely_private=is_surely_private):
            continue
        share = min(_compute_private_share(persons), _compute_private_share(by_person[language, name]))
        if is_surely_private and share >= MIN_CERTAIN_SHARE:
            certain.add(name)
        called_private = share >= MIN_CALLED_SHARE and any(
            is_called_private(passage.text, person.start, language) for passage, person in mentions
        )
        if is_surely_private or called_private or share >= thresholds.select_language(language).private:
            spans += [
                PrivateSpan(passage=passage.id, start=person.start, end=person.end, kind="name")
                for passage, person in mentions
            ]
    return PrivatePersons(spans=tuple(spans), certain_names=frozenset(certain))


def _group_by_person(by_name: _Mentions) -> dict[tuple[str, str], list[PersonName]]:
    """Return by language and name what the tagger reads in all names of the same person."""
    names: dict[str, list[str]] = {}
    for language, name in by_name:
        names.setdefault(language, []).append(name)
    groups = {(language, name): key for language in names for name, key in group_names(names[language]).items()}
    persons: dict[tuple[str, tuple[str, str]], list[PersonName]] = {}
    for (language, name), mentions in by_name.items():
        persons.setdefault((language, groups[language, name]), []).extend(person for _, person in mentions)
    return {(language, name): persons[language, key] for (language, name), key in groups.items()}


def _collect_mentions(tagged: Sequence["TaggedPassage"], thresholds: PersonThresholds) -> _Mentions:
    by_name: _Mentions = {}
    for item in tagged:
        passage = item.passage
        min_name = thresholds.select_language(passage.language).name
        for window in item.windows:
            persons = list(decode_persons(window.encoded, window.outputs, min_name))
            for person in merge_list_scores(passage.text, persons):
                key = passage.language, passage.text[person.start : person.end]
                by_name.setdefault(key, []).append((passage, person))
    return by_name


def _compute_private_share(persons: Sequence[PersonName]) -> float:
    """Return the share of `private` in mentions of one name, by their mean log-odds: clear mentions count more."""
    shares = np.array([person.private / (person.private + person.public) for person in persons])
    shares = shares.clip(MIN_MENTION_SHARE, 1 - MIN_MENTION_SHARE)
    return float(1 / (1 + np.exp(-np.log(shares / (1 - shares)).mean())))


def _is_surely_private(persons: Sequence[PersonName]) -> bool:
    return (
        sum(person.private for person in persons) >= MIN_SURE_PROBABILITY * len(persons)
        and _compute_private_share(persons) >= MIN_SURE_SHARE
    )


def _is_read_as_person(name: str, mentions: int, texts: Iterable[str], *, is_surely_private: bool) -> bool:
    """Return whether most mentions of a name are read as a person's; initials have to be surely private."""
    if (len(name) < MIN_NAME_CHARS or _ACRONYM.fullmatch(name)) and not is_surely_private:
        return False
    if len(name) < MIN_NAME_CHARS:
        return bool(HAN_CHARACTER.fullmatch(name))
    return mentions >= MIN_READ_SHARE * sum(text.count(name) for text in texts)


def find_story_passages(
    tagged: Iterable["TaggedPassage"], testimonies: Collection[str], thresholds: PersonThresholds
) -> Iterator[str]:
    """Yield the ids of passages that tell the story of a private person.

    `testimonies` are the passages that tell one by their words; the tagger must not be sure that they do not.
    """
    probabilities = {item.passage.id: max(window.outputs.story for window in item.windows) for item in tagged}
    yield from (id for id in testimonies if probabilities.get(id, 1.0) >= MIN_TESTIMONY_PROBABILITY)
    yield from (id for id, story in probabilities.items() if story >= thresholds.story and id not in testimonies)


def _is_person(name: str, persons: Collection[str]) -> bool:
    """Return whether a name is one of these persons', perhaps after a title or State: `Bishop Ana Muestra`.

    A body that is named after a person, or is the person's, is none: `Muestra Foundation`, `government of Ana Muestra`.
    """
    words = name.split()
    if any(word in load_name_words()["institution"] for word in normalise_text(name).split()):
        return False
    titles = next((number for number, word in enumerate(words) if not word[0].isupper()), len(words))
    starts = range(min(titles + 1, len(words)))
    return any(normalise_text(" ".join(words[start:])) in persons for start in starts)


def limit_person_confidence(
    statements: Iterable[Statement], tagged: Sequence["TaggedPassage"], thresholds: PersonThresholds
) -> Iterator[Statement]:
    """Yield statements in which the name of a person has no confirmed role: whom a text quotes is not a body.

    A full name, or a part of one, counts if most of its mentions in the document are read as a person's and the
    registry does not have it, also after a title or State; a single word may be a company, unless it is only named
    around the quote.
    """
    texts = [item.passage.text for item in tagged]
    persons = [
        name
        for (_, name), found in _collect_mentions(tagged, thresholds).items()
        if _is_read_as_person(name, len(found), texts, is_surely_private=False) and not is_registered(name)
    ]
    groups = group_names(persons)
    full_names = {normalise_text(name) for name, (first, _) in groups.items() if first}
    all_names = full_names | {normalise_text(name) for name in groups}

    def limit_refs(_: str, refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
        return tuple(
            replace(ref, confidence=min(ref.confidence or 1.0, MAX_UNCONFIRMED_ROLE))
            if _is_person(ref.name, all_names if ref.source == "coreference" else full_names)
            else ref
            for ref in refs
        )

    for statement in statements:
        yield statement.map_refs(limit_refs)
