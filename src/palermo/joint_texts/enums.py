"""Kinds of texts and paragraphs, stages, parties, and what entities can do in a silence procedure."""

from enum import StrEnum


class TextKind(StrEnum):
    """The kinds of joint text."""

    STATEMENT = "statement"
    CALL = "call"
    SUBMISSION = "submission"
    BRIEF = "brief"
    ANNUAL_REPORT = "annual-report"
    LETTER = "letter"


class Stage(StrEnum):
    """The stages of a joint text in their order; `STAGES` has the rules of each."""

    OUTLINE = "outline"
    DRAFTING = "drafting"
    INPUTS = "inputs"
    SILENCE = "silence"
    ENDORSEMENT = "endorsement"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


class Party(StrEnum):
    """Who takes an action."""

    DRAFTERS = "drafters"
    SECRETARIAT = "secretariat"
    ENTITY = "entity"
    """A person who may speak for the entity that the change names."""


class ParagraphKind(StrEnum):
    """What a node of the tree is; a paragraph with items is their chapeau."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FOOTNOTE = "footnote"
    TABLE = "table"
    """Rows are separated by line breaks, cells by tabs."""


class ProposalAction(StrEnum):
    """What a proposal does with its paragraph."""

    REPLACE = "replace"
    INSERT = "insert"
    """A new paragraph after it."""
    DELETE = "delete"


class ProposalStatus(StrEnum):
    """How the drafters answered a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    AMENDED = "amended"
    DECLINED = "declined"


class Stance(StrEnum):
    """What an entity did in one round of a silence procedure."""

    AWAITED = "awaited"
    SILENT = "silent"
    NO_REPLY = "no-reply"
    """Neither silent until the deadline nor heard: another entity broke silence."""
    BROKE = "broke"
    ABSTAINED = "abstained"


class RoundStatus(StrEnum):
    """The outcome of a round of a silence procedure."""

    RUNNING = "running"
    BROKEN = "broken"
    ADOPTED = "adopted"


class RestartScope(StrEnum):
    """Which paragraphs a restarted silence procedure covers."""

    CHANGED = "changed"
    ALL = "all"


class EndorsementMethod(StrEnum):
    """How the endorsement of a head reached the secretariat."""

    FOCAL_POINT = "focal-point"
    LINK = "link"
    """A signed link that the head's office confirmed."""


class CitedKind(StrEnum):
    """What a paragraph cites."""

    STATEMENT = "statement"
    PASSAGE = "passage"
    PROVISION = "provision"
