"""Events to state: each kind of change has one function that applies it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.enums import ParagraphKind, ProposalAction, ProposalStatus, RestartScope, Stage
from palermo.joint_texts.state import (
    TITLE_ID,
    Endorsement,
    JointText,
    SilenceRound,
    TextComment,
    TextParagraph,
    TextProposal,
    Wording,
)


def replay(events: Iterable[text_changes.TextEvent]) -> JointText:
    """Return the state of a text after its events, of which the first creates it."""
    numbered = iter(events)
    first = next(numbered, None)
    if first is None or not isinstance(first.content, text_changes.TextCreated):
        raise ValueError("a log begins with the creation of its text")
    text = create_text(first, first.content)
    for event in numbered:
        text = apply_event(text, event)
    return text


def create_text(event: text_changes.TextEvent, created: text_changes.TextCreated) -> JointText:
    """Return a new text with its title alone."""
    empty = JointText(
        created=created,
        changed=event.at,
        paragraphs=(TextParagraph(id=TITLE_ID, kind=ParagraphKind.TITLE),),
        stage_times=((Stage.OUTLINE, event.at),),
    )
    titled = _add_wording(empty, event, TITLE_ID, created.title)
    return replace(titled, sequence=event.sequence)


def apply_event(text: JointText, event: text_changes.TextEvent) -> JointText:
    """Return the text after one more event; raises ValueError if the event is not the next one."""
    if event.sequence != text.sequence + 1:
        raise ValueError(f"event {event.sequence} cannot follow event {text.sequence}")
    after = _APPLY[type(event.content)](text, event, event.content)
    return replace(after, sequence=event.sequence, changed=event.at)


def _add_wording(text: JointText, event: text_changes.TextEvent, paragraph: str, words: str, **more: Any) -> JointText:
    """Return the text with a new version of a paragraph.

    The version is in `language`, by default the authoritative one.
    """
    key = (paragraph, more.pop("language", text.created.language))
    versions = text.wordings.get(key, ())
    wording = Wording(
        version=len(versions) + 1,
        text=words,
        person=event.person,
        entity=more.pop("entity", ""),
        at=event.at,
        sequence=event.sequence,
        **more,
    )
    return replace(text, wordings={**text.wordings, key: (*versions, wording)})


def _add_paragraph(text: JointText, event: text_changes.TextEvent, change: text_changes.ParagraphAdded) -> JointText:
    node = TextParagraph(id=change.paragraph, kind=change.kind, parent=change.parent)
    return _add_wording(_insert_node(text, node, change.after), event, node.id, change.text)


def _insert_node(text: JointText, node: TextParagraph, after: str | None) -> JointText:
    """Return the text with a node after a sibling and its contents, or as the first child of its parent."""
    listed = list(text.paragraphs)
    place = after or node.parent or TITLE_ID
    index = next(n for n, item in enumerate(listed) if item.id == place) + 1
    if after:
        subtree = list_subtree(text, after)
        while index < len(listed) and listed[index].id in subtree:
            index += 1
    listed.insert(index, node)
    return replace(text, paragraphs=tuple(listed))


def list_subtree(text: JointText, root: str) -> frozenset[str]:
    """Return the ids of a paragraph and of all that it contains."""
    subtree = {root}
    for paragraph in text.paragraphs:
        if paragraph.parent in subtree:
            subtree.add(paragraph.id)
    return frozenset(subtree)


def _remove_paragraph(
    text: JointText, event: text_changes.TextEvent, change: text_changes.ParagraphRemoved
) -> JointText:
    subtree = list_subtree(text, change.paragraph)
    paragraphs = tuple(
        replace(paragraph, is_removed=True) if paragraph.id in subtree else paragraph for paragraph in text.paragraphs
    )
    return replace(text, paragraphs=paragraphs)


def _make_comment(text: JointText, event: text_changes.TextEvent, change: text_changes.CommentMade) -> JointText:
    comment = TextComment(
        id=change.comment,
        paragraph=change.paragraph,
        entity=change.entity,
        text=change.text,
        person=event.person,
        at=event.at,
    )
    return replace(text, comments={**text.comments, comment.id: comment})


def _answer_comment(text: JointText, event: text_changes.TextEvent, change: text_changes.CommentAnswered) -> JointText:
    answered = replace(text.comments[change.comment], answer=change.answer)
    return replace(text, comments={**text.comments, change.comment: answered})


def _make_proposal(text: JointText, event: text_changes.TextEvent, change: text_changes.ProposalMade) -> JointText:
    proposal = TextProposal(
        id=change.proposal,
        paragraph=change.paragraph,
        entity=change.entity,
        action=change.action,
        text=change.text,
        reason=change.reason,
        base_version=change.base_version,
        person=event.person,
        at=event.at,
    )
    return replace(text, proposals={**text.proposals, proposal.id: proposal})


def _decide_proposal(text: JointText, event: text_changes.TextEvent, change: text_changes.ProposalDecided) -> JointText:
    proposal = text.proposals[change.proposal]
    decided = replace(proposal, status=change.status, answer=change.answer)
    text = replace(text, proposals={**text.proposals, proposal.id: decided})
    if change.status is ProposalStatus.DECLINED:
        return text
    if proposal.action is ProposalAction.DELETE and change.status is ProposalStatus.ACCEPTED:
        return _remove_paragraph(text, event, text_changes.ParagraphRemoved(paragraph=proposal.paragraph))
    words = change.text if change.status is ProposalStatus.AMENDED else proposal.text
    if proposal.action is ProposalAction.INSERT:
        sibling = next(paragraph for paragraph in text.paragraphs if paragraph.id == proposal.paragraph)
        node = _build_inserted_node(sibling, f"p{event.sequence}")
        after = None if sibling.id == TITLE_ID else sibling.id
        return _add_wording(_insert_node(text, node, after), event, node.id, words, entity=proposal.entity)
    return _add_wording(text, event, proposal.paragraph, words, entity=proposal.entity)


def _build_inserted_node(sibling: TextParagraph, id: str) -> TextParagraph:
    """Return a node of its sibling's kind; after a title, heading, footnote or table it is a paragraph."""
    is_item = sibling.kind is ParagraphKind.ITEM
    return TextParagraph(
        id=id,
        kind=ParagraphKind.ITEM if is_item else ParagraphKind.PARAGRAPH,
        parent=sibling.parent if sibling.kind is not ParagraphKind.FOOTNOTE else None,
    )


def _enter_stage(text: JointText, event: text_changes.TextEvent, stage: Stage) -> JointText:
    return replace(text, stage=stage, stage_times=(*text.stage_times, (stage, event.at)))


def _start_silence(text: JointText, event: text_changes.TextEvent, change: text_changes.SilenceStarted) -> JointText:
    silence_round = _build_round(
        text, event, change, frozenset(paragraph.id for paragraph in text.paragraphs if not paragraph.is_removed)
    )
    return _enter_stage(replace(text, rounds=(*text.rounds, silence_round)), event, Stage.SILENCE)


def _build_round(
    text: JointText,
    event: text_changes.TextEvent,
    change: text_changes.SilenceStarted | text_changes.SilenceRestarted,
    paragraphs: frozenset[str],
) -> SilenceRound:
    return SilenceRound(
        revision=text.revision,
        started=event.at,
        sequence=event.sequence,
        deadline=change.deadline,
        members=text.get_members_on(event.at.astimezone(text.zone).date()),
        paragraphs=paragraphs,
        scope=change.scope if isinstance(change, text_changes.SilenceRestarted) else RestartScope.ALL,
    )


def list_changed_paragraphs(text: JointText, since: int) -> frozenset[str]:
    """Return the present paragraphs that were changed or added after an event."""
    return frozenset(
        paragraph.id
        for paragraph in text.paragraphs
        if not paragraph.is_removed and (wording := text.get_wording(paragraph.id)) and wording.sequence > since
    )


def _break_silence(text: JointText, event: text_changes.TextEvent, change: text_changes.SilenceBroken) -> JointText:
    """Record the break, open a new revision at the first one, and make its wording a proposal."""
    last = text.rounds[-1]
    broken = replace(last, breaks=(*last.breaks, (event.at, change)))
    proposal = TextProposal(
        id=f"b{event.sequence}",
        paragraph=change.paragraph,
        entity=change.entity,
        action=ProposalAction.REPLACE,
        text=change.alternative,
        reason=change.reason,
        base_version=text.get_version(change.paragraph),
        person=event.person,
        at=event.at,
        is_break=True,
    )
    return replace(
        text,
        rounds=(*text.rounds[:-1], broken),
        revision=text.revision + (0 if last.breaks else 1),
        proposals={**text.proposals, proposal.id: proposal},
    )


def _abstain(text: JointText, event: text_changes.TextEvent, change: text_changes.SilenceAbstained) -> JointText:
    last = text.rounds[-1]
    return replace(
        text, rounds=(*text.rounds[:-1], replace(last, abstentions=(*last.abstentions, (event.at, change.entity))))
    )


def _extend_silence(text: JointText, event: text_changes.TextEvent, change: text_changes.SilenceExtended) -> JointText:
    last = text.rounds[-1]
    extension = (event.at, change.deadline, change.reason)
    extended = replace(last, deadline=change.deadline, extensions=(*last.extensions, extension))
    return replace(text, rounds=(*text.rounds[:-1], extended))


def _restart_silence(
    text: JointText, event: text_changes.TextEvent, change: text_changes.SilenceRestarted
) -> JointText:
    all_ids = frozenset(paragraph.id for paragraph in text.paragraphs if not paragraph.is_removed)
    changed = list_changed_paragraphs(text, text.rounds[-1].sequence)
    silence_round = _build_round(text, event, change, all_ids if change.scope is RestartScope.ALL else changed)
    return replace(text, rounds=(*text.rounds, silence_round))


def _endorse_text(text: JointText, event: text_changes.TextEvent, change: text_changes.TextEndorsed) -> JointText:
    endorsement = Endorsement(content=change, at=event.at, is_late=text.stage is Stage.ISSUED)
    return replace(text, endorsements=(*text.endorsements, endorsement))


type ChangeApplier = Callable[[JointText, text_changes.TextEvent, Any], JointText]

_APPLY: Mapping[type, ChangeApplier] = {
    text_changes.MembersRecorded: lambda text, _event, change: replace(text, members=change.members),
    text_changes.ParagraphAdded: _add_paragraph,
    text_changes.ParagraphRemoved: _remove_paragraph,
    text_changes.ParagraphEdited: lambda text, event, change: _add_wording(text, event, change.paragraph, change.text),
    text_changes.TranslationWritten: lambda text, event, change: _add_wording(
        text, event, change.paragraph, change.text, language=change.language, follows=change.follows
    ),
    text_changes.CommentMade: _make_comment,
    text_changes.CommentAnswered: _answer_comment,
    text_changes.ProposalMade: _make_proposal,
    text_changes.ProposalDecided: _decide_proposal,
    text_changes.CitationAdded: lambda text, _event, change: replace(
        text, citations={**text.citations, change.citation: change}
    ),
    text_changes.CitationRemoved: lambda text, _event, change: replace(
        text, citations={id: item for id, item in text.citations.items() if id != change.citation}
    ),
    text_changes.DeadlineSet: lambda text, _event, change: replace(
        text, deadlines={**text.deadlines, change.stage: change.deadline}
    ),
    text_changes.StageChanged: lambda text, event, change: _enter_stage(text, event, change.stage),
    text_changes.SilenceStarted: _start_silence,
    text_changes.SilenceBroken: _break_silence,
    text_changes.SilenceAbstained: _abstain,
    text_changes.SilenceExtended: _extend_silence,
    text_changes.SilenceRestarted: _restart_silence,
    text_changes.EndorsementOpened: lambda text, event, change: _enter_stage(
        replace(text, text_hash=change.text_hash), event, Stage.ENDORSEMENT
    ),
    text_changes.TextEndorsed: _endorse_text,
    text_changes.TextIssued: lambda text, event, change: _enter_stage(
        replace(text, issued_languages=change.languages, issue_hash=change.issue_hash), event, Stage.ISSUED
    ),
    text_changes.TextWithdrawn: lambda text, event, change: _enter_stage(
        replace(text, withdrawal_reason=change.reason), event, Stage.WITHDRAWN
    ),
}
