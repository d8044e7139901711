"""The closed sets of the statement record: kinds, natures, answers, types of a ref."""

from enum import StrEnum


class StatementKind(StrEnum):
    """What a statement does."""

    RECOMMENDATION = "recommendation"
    COMMITMENT = "commitment"
    ACTIVITY = "activity"
    MANDATE = "mandate"
    PARTNERSHIP = "partnership"
    FACTOR = "factor"


class Nature(StrEnum):
    """Whose words a document holds."""

    ORIGINAL = "original"
    DIGEST = "digest"
    SURVEY = "survey"
    TABLE = "table"


class DocumentVersion(StrEnum):
    """What a document is in its Work."""

    MAIN = "main"
    COPY = "copy"
    TRANSLATION = "translation"
    CORRIGENDUM = "corrigendum"
    SUPERSEDED = "superseded"


class Response(StrEnum):
    """The addressee's answer as printed in the document."""

    ACCEPTED = "accepted"
    NOTED = "noted"
    PENDING = "pending"


class RefType(StrEnum):
    """What a name in a statement names."""

    STATE = "state"
    ENTITY = "entity"
    GROUP = "group-of-actors"


class PassageKind(StrEnum):
    """What a passage is on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    ROW = "row"
    FOOTNOTE = "footnote"


class ReviewStatus(StrEnum):
    """What people have decided of a statement."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
