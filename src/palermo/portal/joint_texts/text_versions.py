"""The versions of a text as a whole, and the differences between two of them."""

from dataclasses import dataclass
from datetime import datetime

from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.enums import ParagraphKind, ProposalStatus, Stage
from palermo.joint_texts.numbering import number_paragraphs
from palermo.joint_texts.replay import apply_event, replay
from palermo.joint_texts.state import JointText
from palermo.joint_texts.wording_history import WordingSegment, compare_wordings
from palermo.portal.joint_texts.event_store import list_events

_WORD_CHANGES = (
    text_changes.TextCreated,
    text_changes.ParagraphAdded,
    text_changes.ParagraphRemoved,
    text_changes.ParagraphEdited,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVersion:
    """The text after an event that changed its words; changes of one moment are one version."""

    sequence: int
    at: datetime
    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedParagraph:
    """A paragraph whose words differ between two versions."""

    id: str
    kind: ParagraphKind
    number: str
    is_removed: bool
    segments: tuple[WordingSegment, ...]


def list_versions(text_id: str) -> list[TextVersion]:
    """Return the versions of a text in order."""
    first, *others = list_events(text_id)
    text = replay([first])
    versions = {first.at: TextVersion(sequence=first.sequence, at=first.at, stage=text.stage)}
    for event in others:
        text = apply_event(text, event)
        if _is_word_change(event.content):
            versions[event.at] = TextVersion(sequence=event.sequence, at=event.at, stage=text.stage)
    return list(versions.values())


def _is_word_change(change: text_changes.Change) -> bool:
    if isinstance(change, text_changes.ProposalDecided):
        return change.status is not ProposalStatus.DECLINED
    return isinstance(change, _WORD_CHANGES)


def compare_versions(earlier: JointText, later: JointText) -> list[ComparedParagraph]:
    """Return the paragraphs that differ, in the order and with the numbers of the later version."""
    numbers = {**number_paragraphs(earlier), **number_paragraphs(later)}
    kinds = {paragraph.id: paragraph.kind for paragraph in (*later.paragraphs, *earlier.paragraphs)}
    compared = []
    for id, kind in kinds.items():
        words = _get_present_text(earlier, id), _get_present_text(later, id)
        if words[0] != words[1]:
            segments = compare_wordings(*words)
            compared.append(
                ComparedParagraph(
                    id=id, kind=kind, number=numbers.get(id, ""), is_removed=not words[1], segments=segments
                )
            )
    return compared


def _get_present_text(text: JointText, id: str) -> str:
    paragraph = text.get_paragraph(id)
    return "" if paragraph is None or paragraph.is_removed else text.get_text(id)
