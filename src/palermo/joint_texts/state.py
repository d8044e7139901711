"""The state of a joint text, as its events give it; nothing else is stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from palermo.joint_texts.changes import CitationAdded, Member, SilenceBroken, TextCreated, TextEndorsed
from palermo.joint_texts.enums import ParagraphKind, ProposalAction, ProposalStatus, RestartScope, Stage

TITLE_ID = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextParagraph:
    """A node of the tree; the tree is listed in reading order, a parent before its children."""

    id: str
    kind: ParagraphKind
    parent: str | None = None
    is_removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One version of a paragraph in one language."""

    version: int
    text: str
    person: str
    entity: str
    """The entity whose proposal it took over, or empty for the drafters' own words."""
    at: datetime
    sequence: int
    follows: int | None = None
    """The version of the authoritative wording that it translates; None in the authoritative language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityInput:
    """What an entity says of a paragraph, and its answer."""

    id: str
    paragraph: str
    entity: str
    text: str
    person: str
    at: datetime
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextComment(EntityInput):
    """A comment of an entity on a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextProposal(EntityInput):
    """A proposal of an entity for a paragraph, with its reason, and how it was answered."""

    action: ProposalAction
    reason: str
    base_version: int
    status: ProposalStatus = ProposalStatus.OPEN
    is_break: bool = False
    """Whether it is the alternative wording of a break of silence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceRound:
    """One run of the clock of a silence procedure."""

    revision: int
    started: datetime
    sequence: int
    deadline: datetime
    members: tuple[Member, ...]
    paragraphs: frozenset[str]
    """What it covers."""
    scope: RestartScope = RestartScope.ALL
    breaks: tuple[tuple[datetime, SilenceBroken], ...] = ()
    abstentions: tuple[tuple[datetime, str], ...] = ()
    extensions: tuple[tuple[datetime, datetime, str], ...] = ()
    """When, the new deadline, and the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """The endorsement of an entity's head."""

    content: TextEndorsed
    at: datetime
    is_late: bool
    """Whether it came after the text was issued."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointText:
    """A joint text after some event."""

    created: TextCreated
    stage: Stage = Stage.OUTLINE
    sequence: int = 0
    changed: datetime
    revision: int = 1
    members: tuple[Member, ...] = ()
    paragraphs: tuple[TextParagraph, ...] = ()
    wordings: Mapping[tuple[str, str], tuple[Wording, ...]] = field(default_factory=dict)
    """All versions by paragraph and language."""
    comments: Mapping[str, TextComment] = field(default_factory=dict)
    proposals: Mapping[str, TextProposal] = field(default_factory=dict)
    citations: Mapping[str, CitationAdded] = field(default_factory=dict)
    deadlines: Mapping[Stage, datetime] = field(default_factory=dict)
    stage_times: tuple[tuple[Stage, datetime], ...] = ()
    rounds: tuple[SilenceRound, ...] = ()
    text_hash: str = ""
    """Hash of what heads endorse; empty before endorsement."""
    endorsements: tuple[Endorsement, ...] = ()
    issued_languages: tuple[str, ...] = ()
    issue_hash: str = ""
    withdrawal_reason: str = ""

    @property
    def language(self) -> str:
        """The authoritative language."""
        return self.created.language

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of its deadlines."""
        return ZoneInfo(self.created.zone)

    @property
    def title(self) -> str:
        """The title in the authoritative language."""
        return self.get_text(TITLE_ID)

    @property
    def present_paragraphs(self) -> tuple[TextParagraph, ...]:
        """The paragraphs that are not removed, in reading order, without the title."""
        return tuple(
            paragraph
            for paragraph in self.paragraphs
            if not paragraph.is_removed and paragraph.kind is not ParagraphKind.TITLE
        )

    @property
    def languages(self) -> tuple[str, ...]:
        """The authoritative language, then those with any translation."""
        others = {language for _, language in self.wordings} - {self.language}
        return (self.language, *sorted(others))

    @property
    def complete_languages(self) -> tuple[str, ...]:
        """Languages in which each paragraph is translated from its present version."""
        return tuple(language for language in self.languages if not any(True for _ in self.list_untranslated(language)))

    @property
    def open_proposals(self) -> tuple[TextProposal, ...]:
        """Proposals without an answer."""
        return tuple(proposal for proposal in self.proposals.values() if proposal.status is ProposalStatus.OPEN)

    @property
    def last_round(self) -> SilenceRound | None:
        """The newest round of the silence procedure."""
        return self.rounds[-1] if self.rounds else None

    def get_paragraph(self, id: str) -> TextParagraph | None:
        """Return a paragraph by its id, removed ones included."""
        return next((paragraph for paragraph in self.paragraphs if paragraph.id == id), None)

    def get_wording(self, paragraph: str, language: str = "") -> Wording | None:
        """Return the present wording in a language, by default the authoritative one."""
        versions = self.wordings.get((paragraph, language or self.language))
        return versions[-1] if versions else None

    def get_text(self, paragraph: str, language: str = "") -> str:
        """Return the present words in a language, empty if there are none."""
        wording = self.get_wording(paragraph, language)
        return wording.text if wording else ""

    def get_version(self, paragraph: str, language: str = "") -> int:
        """Return the number of the present version, 0 if there is none."""
        wording = self.get_wording(paragraph, language)
        return wording.version if wording else 0

    def is_behind(self, paragraph: str, language: str) -> bool:
        """Return whether the translation is missing or follows an earlier version."""
        wording = self.get_wording(paragraph, language)
        return wording is None or (wording.follows is not None and wording.follows < self.get_version(paragraph))

    def list_untranslated(self, language: str) -> Iterator[TextParagraph]:
        """Yield the paragraphs that lack a translation of their present version."""
        if language != self.language:
            present = (paragraph for paragraph in self.paragraphs if not paragraph.is_removed)
            yield from (item for item in present if self.is_behind(item.id, language))

    def get_members_on(self, day: date) -> tuple[Member, ...]:
        """Return the members of the group on a day."""
        return tuple(member for member in self.members if member.is_member_on(day))

    def is_member_at(self, entity: str, time: datetime) -> bool:
        """Return whether an entity is a member on the day of a time in the text's zone."""
        return any(member.entity == entity for member in self.get_members_on(time.astimezone(self.zone).date()))

    def get_entity_name(self, entity: str) -> str:
        """Return the name of a member, or the id itself."""
        return next((member.name for member in self.members if member.entity == entity), entity)

    def build_new_id(self, prefix: str) -> str:
        """Return an id that no event of the text has used."""
        return f"{prefix}{self.sequence + 1}"
