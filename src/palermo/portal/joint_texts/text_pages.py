"""Contents of the pages of a text: its paragraphs with numbers, proposals and comments, and the permitted actions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest
from django.utils import timezone

from palermo.access import Actor, Permit, can_draft_joint_texts, can_manage_joint_texts
from palermo.grouping import group_items
from palermo.joint_texts.canonical_form import compute_depths, number_paragraphs
from palermo.joint_texts.changes import Member
from palermo.joint_texts.enums import Party, ProposalAction, ProposalStatus, Stage
from palermo.joint_texts.pending_tasks import PendingTask
from palermo.joint_texts.stage_machine import check_action, list_pending_tasks
from palermo.joint_texts.state import JointText, TextComment, TextParagraph, TextProposal, Wording
from palermo.joint_texts.wording_history import WordingSegment, compare_wordings
from palermo.portal.joint_texts.event_store import load_text
from palermo.portal.joint_texts.models import TextRecord
from palermo.portal.joint_texts.stage_forms import ACTIONS
from palermo.portal.services.access import ensure_permit, get_actor
from palermo.publishing.joint_text_files.text_layout import NotePart, build_layout


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """A proposal, and its differences from the present words."""

    proposal: TextProposal
    segments: tuple[WordingSegment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedNote:
    """A footnote reference in a paragraph; an inline footnote has no number."""

    number: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphRow:
    """A paragraph with what belongs to it."""

    paragraph: TextParagraph
    number: str
    depth: int
    wording: Wording
    language: str
    """That of the wording: the authoritative one where a translation is missing."""
    is_behind: bool
    """Whether the translation is missing or follows an earlier version."""
    pieces: tuple[str | NumberedNote, ...]
    table: tuple[tuple[str, ...], ...]
    proposals: tuple[ProposalRow, ...] = ()
    comments: tuple[TextComment, ...] = ()

    @property
    def input_count(self) -> int:
        """Number of proposals and comments."""
        return len(self.proposals) + len(self.comments)

    @property
    def open_input_count(self) -> int:
        """Number of proposals and comments without an answer."""
        open_proposals = sum(row.proposal.status is ProposalStatus.OPEN for row in self.proposals)
        return open_proposals + sum(not comment.answer for comment in self.comments)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenText:
    """The text of a request, the actor, and the permitted actions."""

    id: str
    text: JointText
    actor: Actor

    @property
    def is_issued(self) -> bool:
        """Whether everybody may read it."""
        return self.text.stage is Stage.ISSUED

    @property
    def is_secretariat(self) -> bool:
        """Whether the actor manages joint texts."""
        return isinstance(can_manage_joint_texts(self.actor), Permit)

    @property
    def is_drafter(self) -> bool:
        """Whether the actor drafts joint texts."""
        return isinstance(can_draft_joint_texts(self.actor), Permit)

    @property
    def own_members(self) -> tuple[Member, ...]:
        """The members for which the actor speaks."""
        return tuple(member for member in self.text.members if member.entity in self.actor.entities)

    @property
    def allowed(self) -> Mapping[str, bool]:
        """What the actor may do now, by name of the action."""
        entities = [own_member.entity for own_member in self.own_members] or [""]
        return {
            name.replace("-", "_"): any(
                isinstance(check_action(self.text, action.form.change, self.actor, entity), Permit)
                for entity in entities
            )
            for name, action in ACTIONS.items()
        }


def open_text(request: HttpRequest, text_id: str) -> OpenText:
    """Return the text of a request.

    Raises Http404 if there is no such text. Raises AccessRefused unless it is issued or the actor drafts.
    """
    text = load_text(text_id)
    if text is None:
        raise Http404
    actor = get_actor(request)
    if text.stage is not Stage.ISSUED:
        ensure_permit(can_draft_joint_texts(actor))
    return OpenText(id=text_id, text=text, actor=actor)


def build_compilation(text: JointText, text_id: str) -> list[ParagraphRow]:
    """Return the rows of all paragraphs with proposals and comments, then those of removed ones that have some."""
    rows = build_rows(text, text_id, with_inputs=True, paragraphs=text.paragraphs)
    return sorted(
        (row for row in rows if row.input_count or not row.paragraph.is_removed),
        key=lambda row: row.paragraph.is_removed,
    )


def build_rows(
    text: JointText,
    text_id: str,
    language: str = "",
    *,
    with_inputs: bool = False,
    paragraphs: Sequence[TextParagraph] = (),
) -> list[ParagraphRow]:
    """Return title and paragraphs in reading order, followed by the footnotes; by default those that are not removed.

    With `with_inputs`, paragraphs have their proposals and comments.
    """
    layout = build_layout(text, text_id, language)
    numbers, depths = number_paragraphs(text), compute_depths(text.present_paragraphs)
    proposals = group_items(text.proposals.values() if with_inputs else (), lambda proposal: proposal.paragraph)
    comments = group_items(text.comments.values() if with_inputs else (), lambda comment: comment.paragraph)
    words = {block.id: block.text for block in layout.blocks}
    rows = []
    for item in paragraphs or (text.paragraphs[0], *text.present_paragraphs):
        translated = text.get_wording(item.id, layout.language)
        wording = translated or text.get_wording(item.id)
        if wording is not None:
            pieces = layout.split_notes(words.get(item.id, wording.text))
            rows.append(
                ParagraphRow(
                    paragraph=item,
                    number=numbers.get(item.id, ""),
                    depth=depths.get(item.id, 0),
                    wording=wording,
                    language=layout.language if translated else text.language,
                    is_behind=layout.language != text.language and text.is_behind(item.id, layout.language),
                    pieces=tuple(_number_note(piece, numbers) for piece in pieces),
                    table=tuple(tuple(line.split("\t")) for line in wording.text.split("\n")),
                    proposals=tuple(_compare_proposal(text, proposal) for proposal in proposals.get(item.id, ())),
                    comments=tuple(comments.get(item.id, ())),
                )
            )
    return rows


def _number_note(piece: str | NotePart, numbers: Mapping[str, str]) -> str | NumberedNote:
    """Return a piece of a paragraph, with the printed number of a footnote."""
    if isinstance(piece, str):
        return piece
    return NumberedNote(number=numbers.get(piece.id, ""), words=piece.words)


def _compare_proposal(text: JointText, proposal: TextProposal) -> ProposalRow:
    is_replacement = proposal.action is ProposalAction.REPLACE
    segments = compare_wordings(text.get_text(proposal.paragraph), proposal.text) if is_replacement else ()
    return ProposalRow(proposal=proposal, segments=segments)


def get_person_names(ids: Iterable[str]) -> dict[str, str]:
    """Return the names of people by the ids in events.

    Offices of heads have no account, because they confirm by link.
    """
    numbers = {int(item) for item in ids if item.isdigit()}
    people: Any = get_user_model().objects.in_bulk(numbers)
    return {str(id): person.get_full_name() or person.get_username() for id, person in people.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTask:
    """A pending task and the text that waits for it."""

    record: TextRecord
    text: JointText
    task: PendingTask


def list_tasks_of(actor: Actor) -> list[TextTask]:
    """Return the pending tasks of an actor in all texts, the earliest deadline first."""
    parties = {Party.DRAFTERS: can_draft_joint_texts(actor), Party.SECRETARIAT: can_manage_joint_texts(actor)}
    now = timezone.now()
    tasks = []
    for record in TextRecord.objects.exclude(stage__in=[Stage.ISSUED, Stage.WITHDRAWN]):
        text = load_text(record.id)
        if text is None:
            continue
        for task in list_pending_tasks(text, now):
            is_own = task.entity in actor.entities
            if is_own if task.party is Party.ENTITY else isinstance(parties[task.party], Permit):
                tasks.append(TextTask(record=record, text=text, task=task))
    return sorted(tasks, key=lambda item: (item.task.deadline is None, item.task.deadline or now))


def build_context(opened: OpenText) -> dict[str, Any]:
    """Return the context that all pages of a text share."""
    text = opened.text
    return {
        "opened": opened,
        "text": text,
        "text_id": opened.id,
        "allowed": opened.allowed,
        "deadline": text.deadlines.get(text.stage),
    }
