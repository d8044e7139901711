"""Labelled passages as training examples: a target for each sentence, token and role."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from palermo.extraction.tagger.features import compute_term_features
from palermo.extraction.tagger.inputs import EncodedPassage, encode_passage
from palermo.extraction.tagger.model_outputs import (
    CONTINUATION,
    DOCUMENT_ROLES,
    KINDS,
    NO_STATEMENT,
    ROLE_OUTPUTS,
    TAG_SCHEMES,
    InputSegment,
    list_tag_labels,
)
from palermo.extraction.tagger.tokenizer import SubwordTokenizer
from palermo.statements import ROLES
from training.statements.label_files import LabelledPassage, LabelledStatement

OPTIONAL_WEIGHT = 0.4
"""How much a statement counts on which two careful readers would differ."""
PRIVATE_ROLES = frozenset({"victim", "relative", "witness", "defendant", "other"})

type FloatArray = npt.NDArray[np.float32]
type IntegerArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTarget:
    """The tokens of each role in one statement."""

    sentence: int
    kind: int
    tokens: FloatArray
    """[tokens, ROLE_OUTPUTS]"""
    known_mask: FloatArray
    """[ROLE_OUTPUTS], 0 where a name stands nowhere in the input, so that nothing can be learnt."""
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One window of a labelled passage with its targets."""

    passage: LabelledPassage
    encoded: EncodedPassage
    terms: FloatArray
    """[sentences, tags]"""
    kinds: IntegerArray
    """[sentences], class of each."""
    weights: FloatArray
    quote_mask: FloatArray
    """[tokens], 1 within a quote."""
    roles: tuple[RoleTarget, ...]
    document_roles: FloatArray
    """[sentences, roles], 1 where the publisher holds it; NaN where no statement begins."""
    tags: FloatArray
    """[sentences, tags]; NaN where no statement begins or the tag does not apply to its kind."""
    persons: IntegerArray | None
    """[tokens], class of each; None where persons were not labelled."""
    story: float | None


def make_examples(passages: Iterable[LabelledPassage], tokenizer: SubwordTokenizer) -> list[Example]:
    """Return the windows of all passages with their targets."""
    return [
        _build_example(passage, encoded)
        for passage in passages
        for encoded in encode_passage(passage.text, passage.context, tokenizer)
    ]


def _build_example(passage: LabelledPassage, encoded: EncodedPassage) -> Example:
    labels = list_tag_labels()
    sentences = len(encoded.sentences)
    kinds = np.full(sentences, NO_STATEMENT, dtype=np.int64)
    weights = np.ones(sentences, dtype=np.float32)
    document_roles = np.full((sentences, len(DOCUMENT_ROLES)), np.nan, dtype=np.float32)
    tags = np.full((sentences, len(labels)), np.nan, dtype=np.float32)
    inside = np.zeros(len(encoded.ids), dtype=np.float32)
    roles: list[RoleTarget] = []
    for statement in sorted(passage.statements, key=lambda one: one.start - one.end):
        covered = [n for n in _find_covered_sentences(encoded.sentences, statement) if kinds[n] == NO_STATEMENT]
        for token, (part, start, end) in enumerate(zip(encoded.segments, encoded.starts, encoded.ends, strict=True)):
            if part == InputSegment.PASSAGE and end > start and statement.start <= start < statement.end:
                inside[token] = 1
        if not covered:
            continue
        first = covered[0]
        kinds[covered] = CONTINUATION
        kinds[first] = 1 + [kind.value for kind in KINDS].index(statement.kind)
        weights[covered] = OPTIONAL_WEIGHT if statement.optional else 1.0
        document_roles[first] = [statement.sources.get(role) == "document" for role in DOCUMENT_ROLES]
        tags[first] = _build_tag_targets(statement, labels)
        roles.append(_build_role_target(statement, encoded, first, int(kinds[first]), float(weights[first])))
    return Example(
        passage=passage,
        encoded=encoded,
        terms=compute_term_features(encoded, passage.language),
        kinds=kinds,
        weights=weights,
        quote_mask=inside,
        roles=tuple(roles),
        document_roles=document_roles,
        tags=tags,
        persons=_build_person_targets(passage, encoded),
        story=None if passage.is_story is None else float(passage.is_story),
    )


def _find_covered_sentences(sentences: Sequence[tuple[int, int]], statement: LabelledStatement) -> list[int]:
    """Return the sentences that a quote covers by half, or that contain half of it."""
    found = []
    for number, (start, end) in enumerate(sentences):
        shared = min(end, statement.end) - max(start, statement.start)
        if shared >= 0.5 * min(end - start, statement.end - statement.start):
            found.append(number)
    return found


def _build_tag_targets(statement: LabelledStatement, labels: Sequence[tuple[str, str]]) -> FloatArray:
    made = np.zeros(len(labels), dtype=np.float32)
    for number, (scheme, id) in enumerate(labels):
        if scheme in TAG_SCHEMES:
            made[number] = id in statement.tags.get(scheme, ())
        elif scheme == "tense":
            made[number] = statement.tense == id if statement.kind == "activity" and statement.tense else np.nan
        elif scheme == "dimension":
            made[number] = statement.dimension == id if statement.kind == "factor" else np.nan
        else:
            made[number] = statement.protective if statement.kind == "factor" else np.nan
    return made


def _build_role_target(
    statement: LabelledStatement, encoded: EncodedPassage, sentence: int, kind_class: int, weight: float
) -> RoleTarget:
    tokens = np.zeros((len(encoded.ids), ROLE_OUTPUTS), dtype=np.float32)
    known = np.ones(ROLE_OUTPUTS, dtype=np.float32)
    for number, role in enumerate(ROLES):
        source = statement.sources.get(role, "quote")
        for name in statement.roles.get(role, ()):
            place = find_name_tokens(name, encoded, statement, source)
            if place:
                tokens[place, number] = 1
                tokens[place[0], len(ROLES) + number] = 1
            elif source != "document":
                known[[number, len(ROLES) + number]] = 0
    return RoleTarget(sentence=sentence, kind=kind_class, tokens=tokens, known_mask=known, weight=weight)


def find_name_tokens(name: str, encoded: EncodedPassage, statement: LabelledStatement, source: str) -> list[int]:
    """Return the tokens of the most likely occurrence of a name; none if it is not in the input."""
    best: tuple[tuple[int, int], list[int]] | None = None
    for part, text in enumerate(encoded.texts):
        start = text.find(name) if name else -1
        while start >= 0:
            end = start + len(name)
            if _is_complete_word(text, start, end):
                tokens = [
                    token
                    for token, (p, s, e) in enumerate(zip(encoded.segments, encoded.starts, encoded.ends, strict=True))
                    if p == part and e > s and s < end and e > start
                ]
                rank = _rank_occurrence(part, start, statement, source)
                if tokens and (best is None or rank < best[0]):
                    best = rank, tokens
            start = text.find(name, start + 1)
    return best[1] if best else []


def _rank_occurrence(part_number: int, start: int, statement: LabelledStatement, source: str) -> tuple[int, int]:
    """Return a sort key that puts the most likely occurrence of a name first."""
    if source == "heading" and part_number == InputSegment.HEADINGS:
        return 0, start
    if source == "introduction" and part_number == InputSegment.INTRODUCTION:
        return 0, -start
    if part_number == InputSegment.PASSAGE:
        if statement.start <= start < statement.end:
            return 1, start
        return (2, statement.start - start) if start < statement.start else (6, start)
    return {InputSegment.INTRODUCTION: 3, InputSegment.PREVIOUS: 4}.get(InputSegment(part_number), 5), -start


def _is_complete_word(text: str, start: int, end: int) -> bool:
    def is_joined(position: int) -> bool:
        return 0 <= position < len(text) and text[position].isalnum() and ord(text[position]) < 0x2E80

    return not (is_joined(start - 1) and is_joined(start)) and not (is_joined(end) and is_joined(end - 1))


def _build_person_targets(passage: LabelledPassage, encoded: EncodedPassage) -> IntegerArray | None:
    if passage.persons is None:
        return None
    classes = np.zeros(len(encoded.ids), dtype=np.int64)
    for token, (part, start, end) in enumerate(zip(encoded.segments, encoded.starts, encoded.ends, strict=True)):
        if part != InputSegment.PASSAGE or end <= start:
            classes[token] = -100
            continue
        for person in passage.persons:
            if start < person.end and end > person.start:
                classes[token] = 1 if person.role in PRIVATE_ROLES else 2
    return classes
