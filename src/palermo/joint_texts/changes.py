"""Everything that can happen to a joint text, as frozen events; the log of them is its only state."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from palermo.joint_texts.enums import (
    CitedKind,
    EndorsementMethod,
    ParagraphKind,
    ProposalAction,
    ProposalStatus,
    RestartScope,
    Stage,
    TextKind,
)

MIN_SILENCE_HOURS = 72
"""Elapsed hours of a silence procedure, unless the rules of the group say otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An entity that belongs to the group from one day to another."""

    entity: str
    name: str
    since: date
    until: date | None = None

    def is_member_on(self, day: date) -> bool:
        """Return whether the entity is a member on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCreated:
    """A text was begun, with its title in the authoritative language."""

    change: Literal["text-created"] = "text-created"
    kind: TextKind
    title: str
    language: str
    zone: str
    """Named time zone of its deadlines, such as `Europe/Vienna`."""
    group: str = ""
    min_silence_hours: int = MIN_SILENCE_HOURS
    min_endorsements: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersRecorded:
    """The members of the group, replacing the list before."""

    change: Literal["members-recorded"] = "members-recorded"
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphAdded:
    """A paragraph was added after a sibling, or as the first child of its parent."""

    change: Literal["paragraph-added"] = "paragraph-added"
    paragraph: str
    kind: ParagraphKind
    text: str
    parent: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphRemoved:
    """A paragraph was removed, with all that it contains."""

    change: Literal["paragraph-removed"] = "paragraph-removed"
    paragraph: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphEdited:
    """A new version in the authoritative language; `base_version` is the one that the editor read."""

    change: Literal["paragraph-edited"] = "paragraph-edited"
    paragraph: str
    text: str
    base_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationWritten:
    """A translation of one version of a paragraph; `base_version` is the translation that the editor read."""

    change: Literal["translation-written"] = "translation-written"
    paragraph: str
    language: str
    text: str
    follows: int
    base_version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentMade:
    """An entity commented on a paragraph."""

    change: Literal["comment-made"] = "comment-made"
    comment: str
    paragraph: str
    entity: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentAnswered:
    """The drafters answered a comment."""

    change: Literal["comment-answered"] = "comment-answered"
    comment: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalMade:
    """An entity proposed other words, a new paragraph after one, or to delete one."""

    change: Literal["proposal-made"] = "proposal-made"
    proposal: str
    paragraph: str
    entity: str
    action: ProposalAction
    text: str
    base_version: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDecided:
    """The drafters accepted, amended or declined a proposal, with an answer.

    `text` contains the amended words.
    """

    change: Literal["proposal-decided"] = "proposal-decided"
    proposal: str
    status: ProposalStatus
    answer: str
    base_version: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationAdded:
    """A paragraph cites a statement or passage of the edition, or a provision."""

    change: Literal["citation-added"] = "citation-added"
    citation: str
    paragraph: str
    kind: CitedKind
    reference: str
    """Id of the statement or passage, or instrument and provision separated by a slash."""
    quote: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRemoved:
    """A citation was removed."""

    change: Literal["citation-removed"] = "citation-removed"
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineSet:
    """The secretariat set the deadline of a stage."""

    change: Literal["deadline-set"] = "deadline-set"
    stage: Stage
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StageChanged:
    """The text went on to a stage, or back to drafting."""

    change: Literal["stage-changed"] = "stage-changed"
    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceStarted:
    """The silence procedure began, and the notice to all members."""

    change: Literal["silence-started"] = "silence-started"
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceBroken:
    """An entity broke silence on a paragraph, with its reason and alternative wording."""

    change: Literal["silence-broken"] = "silence-broken"
    entity: str
    paragraph: str
    reason: str
    alternative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceAbstained:
    """An entity abstained: it neither consents nor objects."""

    change: Literal["silence-abstained"] = "silence-abstained"
    entity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceExtended:
    """The secretariat moved the deadline of a running procedure to a later time."""

    change: Literal["silence-extended"] = "silence-extended"
    deadline: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceRestarted:
    """A new round after a break, on the changed paragraphs or on all."""

    change: Literal["silence-restarted"] = "silence-restarted"
    deadline: datetime
    scope: RestartScope


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementOpened:
    """The cleared text went to the heads; `text_hash` is what they endorse."""

    change: Literal["endorsement-opened"] = "endorsement-opened"
    text_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEndorsed:
    """The head of an entity endorsed the text, with name and title as they are to be printed."""

    change: Literal["text-endorsed"] = "text-endorsed"
    entity: str
    head_name: str
    head_title: str
    text_hash: str
    method: EndorsementMethod = EndorsementMethod.FOCAL_POINT


@dataclass(frozen=True, slots=True, kw_only=True)
class TextIssued:
    """The text was issued in these languages; `issue_hash` covers them and the roll."""

    change: Literal["text-issued"] = "text-issued"
    languages: tuple[str, ...]
    issue_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWithdrawn:
    """The text was withdrawn, with the reason."""

    change: Literal["text-withdrawn"] = "text-withdrawn"
    reason: str


type Change = (
    TextCreated
    | MembersRecorded
    | ParagraphAdded
    | ParagraphRemoved
    | ParagraphEdited
    | TranslationWritten
    | CommentMade
    | CommentAnswered
    | ProposalMade
    | ProposalDecided
    | CitationAdded
    | CitationRemoved
    | DeadlineSet
    | StageChanged
    | SilenceStarted
    | SilenceBroken
    | SilenceAbstained
    | SilenceExtended
    | SilenceRestarted
    | EndorsementOpened
    | TextEndorsed
    | TextIssued
    | TextWithdrawn
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEvent:
    """One line of the log: what changed, when (UTC), and by whom."""

    sequence: int
    """From 1, without gaps."""
    at: datetime
    person: str
    content: Change
