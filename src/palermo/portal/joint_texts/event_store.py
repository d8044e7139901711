"""Loads texts from their events, appends events, and compares the versions of a text.

If two writers append at once, their events are put in order, or one writer is refused.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from threading import Lock

from django.db import IntegrityError, transaction
from django.utils import timezone

from palermo.access import Actor
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.canonical_form import number_paragraphs, parse_change, serialize_change
from palermo.joint_texts.change_rules import begin_text, make_changes
from palermo.joint_texts.changes import Change, TextCreated, TextEvent
from palermo.joint_texts.enums import ParagraphKind, ProposalStatus, Stage
from palermo.joint_texts.replay import apply_event, replay
from palermo.joint_texts.state import JointText
from palermo.joint_texts.wording_history import WordingSegment, compare_wordings
from palermo.portal.joint_texts.models import ID_CHARS, TextEventRecord, TextRecord

MAX_TRIES = 5
MAX_CACHED_TEXTS = 32

_cached_texts: OrderedDict[str, JointText] = OrderedDict()
_cache_lock = Lock()
_WORD_CHANGES = (
    text_changes.TextCreated,
    text_changes.ParagraphAdded,
    text_changes.ParagraphRemoved,
    text_changes.ParagraphEdited,
)


def list_events(text_id: str, *, after: int = 0, until: int | None = None) -> list[TextEvent]:
    """Return the events of a text in order."""
    rows = TextEventRecord.objects.filter(text_id=text_id, sequence__gt=after).order_by("sequence")
    if until is not None:
        rows = rows.filter(sequence__lte=until)
    return [
        TextEvent(sequence=row.sequence, at=row.at, person=row.person, content=parse_change(row.content))
        for row in rows
    ]


def load_text(text_id: str) -> JointText | None:
    """Return the present state of a text, or None; only events that are new to this process are read."""
    with _cache_lock:
        cached = _cached_texts.get(text_id)
    events = list_events(text_id, after=cached.sequence if cached else 0)
    if cached is None and not events:
        return None
    text = reduce(apply_event, events, cached) if cached else replay(events)
    with _cache_lock:
        _cached_texts[text_id] = text
        _cached_texts.move_to_end(text_id)
        while len(_cached_texts) > MAX_CACHED_TEXTS:
            _cached_texts.popitem(last=False)
    return text


def load_text_at(text_id: str, sequence: int) -> JointText | None:
    """Return the state of a text after an event, or None if there is no such event."""
    events = list_events(text_id, until=sequence)
    return replay(events) if len(events) == sequence > 0 else None


def create_text(created: TextCreated, changes: Iterable[Change], actor: Actor) -> str:
    """Store a new text with its first changes; return its id. Raises ChangeRefused."""
    now = timezone.now()
    text, first = begin_text(created, actor, now)
    text, events = make_changes(text, changes, actor, now)
    return store_new_text(text, (first, *events))


def store_new_text(text: JointText, events: Iterable[TextEvent]) -> str:
    """Store a text with all its events; return its id."""
    text_id = secrets.token_hex(ID_CHARS // 2)
    with transaction.atomic():
        TextRecord.objects.create(id=text_id, **_summarise(text))
        _insert_events(text_id, events)
    return text_id


def append_changes(text_id: str, build: Callable[[JointText], Iterable[Change]], actor: Actor) -> JointText:
    """Append the changes that `build` creates from the present state; return the new state.

    Raises ChangeRefused. If another writer was faster, the changes are built and checked again on the new state.
    """
    for tries_left in reversed(range(MAX_TRIES)):
        text = load_text(text_id)
        if text is None:
            raise TextRecord.DoesNotExist
        changed, events = make_changes(text, build(text), actor, max(timezone.now(), text.changed))
        try:
            with transaction.atomic():
                _insert_events(text_id, events)
                TextRecord.objects.filter(id=text_id).update(**_summarise(changed))
        except IntegrityError:
            if not tries_left:
                raise
        else:
            return changed
    raise AssertionError("unreachable")


def _insert_events(text_id: str, events: Iterable[TextEvent]) -> None:
    TextEventRecord.objects.bulk_create(
        TextEventRecord(
            text_id=text_id,
            sequence=event.sequence,
            at=event.at,
            person=event.person,
            content=serialize_change(event.content),
        )
        for event in events
    )


def _summarise(text: JointText) -> dict[str, object]:
    return {
        "title": text.title,
        "kind": text.created.kind.value,
        "language": text.language,
        "stage": text.stage.value,
        "sequence": text.sequence,
        "changed": text.changed,
    }


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
