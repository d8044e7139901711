"""Tags and terms of the vocabulary: a printed term makes a less probable tag count, and some tags need one."""

from collections.abc import Mapping
from dataclasses import replace

from palermo.extraction.tagger.decoding import MIN_TERM_PROBABILITY, TaggedStatement
from palermo.extraction.tagger.features import MAX_INTRODUCTION_CHARS
from palermo.extraction.tagger.inputs import EncodedPassage
from palermo.extraction.tagger.model_outputs import TAG_SCHEMES, InputSegment
from palermo.statements import StatementKind
from palermo.vocabulary import find_tags, load_vocabulary

MIN_TAG_PRECISION = 0.5
"""Precision on labelled passages from which on a tag is kept without a term that supports it (decision 118)."""
MIN_SURE_PROBABILITY = 0.9
"""Probability from which on a theme or intervention needs no term: of 10 such tags in 275 documents that the model has
not learnt from, 9 are right; of those from .8 on 16 of 24 (decision 118)."""
TOPIC_SCHEMES = frozenset({"themes", "interventions"})
MIN_INTERVENTION_PROBABILITY = 0.2
"""Probability from which on an intervention with a printed term counts, not MIN_TERM_PROBABILITY (decision 118)."""
RARE_TAGS = frozenset({"public-procurement"})
"""Tags with too few labels (11) for the model to be sure of them: MIN_TERM_PROBABILITY is enough."""
IMPLIED_TAGS = {StatementKind.PARTNERSHIP: ("interventions", "coordination-and-partnership")}
"""Tag that every statement of a kind has: all 811 labelled partnerships."""
_PRECISE_EXPLOITATION = (
    *("child-soldiering", "debt-bondage", "forced-begging", "forced-criminality", "forced-labour"),
    *("forced-marriage", "illegal-adoption", "organ-removal", "sexual-exploitation", "slavery"),
)
PRECISE_TERM_TAGS = frozenset(("exploitation", id) for id in _PRECISE_EXPLOITATION)
"""Tags that a printed term adds whatever the model says, since most are too rare for it to learn: in quotes of labelled
training passages their terms are right in .62 (child soldiers) to .95 (slavery); those of domestic servitude and online
exploitation in .59 and .45. On 736 statements of left-out documents with 48 such labels, F1 of exploitation rose from
.68 to .77 (decision 118)."""
SUBJECT_SCHEMES = frozenset({"themes", "exploitation", "groups"})
MIN_CAPITALISED_WORDS = 2
"""Capitalised words of a proper name, whose words do not say what a statement is about."""


def remove_unsupported_tags(
    statement: TaggedStatement, encoded: EncodedPassage, language: str, precision: Mapping[str, float] | None
) -> TaggedStatement:
    """Return a statement without tags that no term supports and that are neither sure nor precise enough without one.

    precision: by tag id, the precision of predictions that no term supports; a tag that is not in it is removed. None
    if it was not measured for the model: all tags are kept.
    """
    if precision is None:
        return statement
    weak = {
        (scheme, id)
        for scheme, id, probability in statement.tags
        if scheme in TAG_SCHEMES
        and precision.get(id, 0.0) < MIN_TAG_PRECISION
        and not (scheme in TOPIC_SCHEMES and probability >= MIN_SURE_PROBABILITY)
    }
    if weak:
        weak -= find_supported_tags(statement, encoded, language)
    supported_tags = tuple(tag for tag in statement.tags if tag[:2] not in weak)
    return statement if len(supported_tags) == len(statement.tags) else replace(statement, tags=supported_tags)


def add_printed_tags(statement: TaggedStatement, encoded: EncodedPassage, language: str) -> TaggedStatement:
    """Return a statement with tags of which the quote prints a term outside names: its weak tags, and precise ones."""
    text = encoded.texts[InputSegment.PASSAGE][statement.start : statement.end]
    for name in (name for names in statement.roles.values() for name in names):
        is_proper = sum(word[:1].isupper() for word in name.name.split()) >= MIN_CAPITALISED_WORDS
        text = text.replace(name.name, "—") if is_proper else text
    printed = {(tag.scheme, tag.id) for tag in find_tags(text, language, load_vocabulary(), TAG_SCHEMES)}
    added = [tag for tag in statement.weak_tags if tag[:2] in printed and tag[2] >= _get_term_minimum(*tag[:2])]
    known = {tag[:2] for tag in (*statement.tags, *added)}
    added += [(*key, MIN_TERM_PROBABILITY) for key in sorted(printed & PRECISE_TERM_TAGS - known)]
    return replace(statement, tags=(*statement.tags, *added)) if added else statement


def _get_term_minimum(scheme: str, id: str) -> float:
    is_raised = scheme == "interventions" and id not in RARE_TAGS
    return MIN_INTERVENTION_PROBABILITY if is_raised else MIN_TERM_PROBABILITY


def add_implied_tags(statement: TaggedStatement) -> TaggedStatement:
    """Return a statement with the tag that every statement of its kind has."""
    implied = IMPLIED_TAGS.get(statement.kind)
    if implied is None or implied in (tag[:2] for tag in statement.tags):
        return statement
    return replace(statement, tags=(*statement.tags, (*implied, statement.probability)))


def has_subject(statement: TaggedStatement) -> bool:
    """Return whether a statement has a tag of its subject or of a group of people."""
    return any(scheme in SUBJECT_SCHEMES for scheme, _id, _probability in statement.tags)


def find_supported_tags(statement: TaggedStatement, encoded: EncodedPassage, language: str) -> set[tuple[str, str]]:
    """Return scheme and id of the tags that terms name in a statement's sentences or in its introduction's end."""
    start, end = encoded.sentences[statement.sentence]
    introduction = encoded.texts[InputSegment.INTRODUCTION][-MAX_INTRODUCTION_CHARS:]
    texts = (encoded.texts[InputSegment.PASSAGE][start : max(end, statement.end)], introduction)
    vocabulary = load_vocabulary()
    return {
        (tag.scheme, tag.id) for text in texts if text for tag in find_tags(text, language, vocabulary, TAG_SCHEMES)
    }
