"""What the tagger predicts, in the order of the model's outputs: kinds of statements, roles, tags, persons."""

from enum import IntEnum

from palermo.statements import FACTOR_DIMENSIONS, ROLES, TAG_FIELDS, TENSES, StatementKind
from palermo.vocabulary import SCHEMES, load_vocabulary

KINDS = tuple(StatementKind)
NO_STATEMENT = 0
CONTINUATION = len(KINDS) + 1
"""A sentence that belongs to the statement of the sentence before it."""
SENTENCE_CLASSES = ("none", *(kind.value for kind in KINDS), "continuation")

ROLE_OUTPUTS = 2 * len(ROLES)
"""Of each token: whether it belongs to a name of each role, then whether such a name begins with it."""
DOCUMENT_ROLES = ("actors", "addressees")
"""Roles that may be held by the publisher of the document, whom no text in the input names."""

TAG_SCHEMES = tuple(scheme for scheme in SCHEMES if scheme in TAG_FIELDS)
"""TAG_FIELDS in the order of the outputs of trained models, which is that of the vocabulary."""
PROTECTIVE_TAG = ("protective", "true")
"""Scheme and id of the tag of factors that protect."""
PERSON_CLASSES = ("none", "private", "public")
"""Of each token: no person's name, the name of a private person, that of an official, author or public figure."""


def list_tag_labels() -> tuple[tuple[str, str], ...]:
    """Return scheme and id of each tag in the order of the outputs: tags, tenses, dimensions, protective."""
    vocabulary = load_vocabulary()
    tags = [(scheme, concept.id) for scheme in TAG_SCHEMES for concept in vocabulary.list_concepts(scheme)]
    tags += [("tense", tense) for tense in TENSES]
    tags += [("dimension", dimension) for dimension in FACTOR_DIMENSIONS]
    return (*tags, PROTECTIVE_TAG)


class InputSegment(IntEnum):
    """Which part of the input a token belongs to."""

    HEADINGS = 0
    INTRODUCTION = 1
    PREVIOUS = 2
    PASSAGE = 3
    PADDING = 4


class TokenPosition(IntEnum):
    """Where a token lies, seen from the sentence whose roles are looked for."""

    HEADINGS = 0
    INTRODUCTION = 1
    PREVIOUS = 2
    SENTENCE = 3
    PRECEDING_SENTENCE = 4
    FOLLOWING_SENTENCE = 5
    DISTANT_SENTENCE = 6
    PADDING = 7
