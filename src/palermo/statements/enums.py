"""Enumerations of the statement record: natures, versions, responses, types of refs."""

from enum import StrEnum


class Nature(StrEnum):
    """Whose words a document contains."""

    ORIGINAL = "original"
    DIGEST = "digest"
    SURVEY = "survey"
    TABLE = "table"


class DocumentVersion(StrEnum):
    """Role of a document in its Work."""

    MAIN = "main"
    COPY = "copy"
    TRANSLATION = "translation"
    CORRIGENDUM = "corrigendum"
    SUPERSEDED = "superseded"


class Response(StrEnum):
    """The addressee's response as printed in the document."""

    ACCEPTED = "accepted"
    NOTED = "noted"
    PENDING = "pending"


class RefType(StrEnum):
    """Type of the referent of a name in a statement."""

    STATE = "state"
    ENTITY = "entity"
    GROUP = "group-of-actors"


class PassageKind(StrEnum):
    """Layout type of a passage."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    ROW = "row"
    FOOTNOTE = "footnote"


class ReviewStatus(StrEnum):
    """What reviewers decided on a statement."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
