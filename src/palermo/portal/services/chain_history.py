"""The history of a chain: who recommended when, how the wording changed, the outcomes, and the chart of it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from palermo.analysis.follow_up import (
    Chain,
    ChainLink,
    FollowUp,
    FollowUpAnswer,
    FollowUpItem,
    FollowUpStatus,
    SearchedWorks,
    UnsearchedReason,
    summarise_status,
)
from palermo.analysis.follow_up.act_detection import fold_letters
from palermo.edition import View, group_own_answers
from palermo.joint_texts.wording_history import SegmentKind, WordingSegment, compare_wordings
from palermo.portal.base import number_formats
from palermo.portal.services.entity_statements import ANSWER_CHOICES, EntityStatement, list_entity_remarks
from palermo.portal.services.statement_pages import list_visible_statements
from palermo.statements import NO_RESPONSE, Document, Response, Statement

MAX_LANES = 8
"""Most lanes; the other issuers share one more."""
LEFT_X, RIGHT_X, TOP_Y, LANE_HEIGHT = 250, 1080, 46, 32
"""Units of the picture: where lanes begin and end, the first lane, and from lane to lane."""
MAX_YEAR_LABELS = 12
MAX_NEIGHBOURS = 8
"""Members of a chain that the page of one of them shows."""
MAX_DIFF_SEGMENTS = 160
"""Most segments of a wording difference that are shown."""
MAX_DIFF_CHARS = 10_000
"""Characters of a wording above which its differences are not computed: the time grows with their square."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneDot:
    """Calls of one body at one time."""

    call: str
    """Id of the first of them."""
    x: float
    y: float
    calls: int
    year: int
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLane:
    """One body, or all the others (`name` is empty)."""

    name: str
    y: float
    label_y: float
    dots: tuple[LaneDot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneChart:
    """The picture."""

    height: int
    bottom: int
    years: tuple[tuple[int, float], ...]
    """Year and its place; years that are not written are left out."""
    lanes: tuple[ChainLane, ...]


def build_lane_chart(chain: Chain, current_id: str) -> LaneChart | None:
    """Return the chart of a chain; None if fewer than two calls have a date."""
    dated = [(call, call.year) for call in chain.calls if call.year]
    if len(dated) < 2:
        return None
    first, last = min(year for _, year in dated), max(year for _, year in dated)
    span = max(1, last - first)

    def compute_x(year: float) -> float:
        return round(LEFT_X + (year - first) * (RIGHT_X - LEFT_X) / (span + 1), 1)

    times = Counter(_get_issuer(call) for call, _ in dated)
    named = [name for name, _ in times.most_common(MAX_LANES) if name]
    has_further = any(_get_issuer(call) not in named for call, _ in dated)
    order = [*named, *([""] if has_further else [])]
    drawn = []
    for number, name in enumerate(order):
        y = TOP_Y + number * LANE_HEIGHT
        labels_by_dot: dict[tuple[int, int], list[str]] = {}
        for call, year in dated:
            body = _get_issuer(call)
            if (body if body in named else "") == name:
                month = int(call.date[5:7] or 1) if call.date[5:7].isdigit() else 1
                labels_by_dot.setdefault((year, month), []).append(call.id)
        dots = tuple(
            LaneDot(
                call=ids[0],
                x=compute_x(year + (month - 1) / 12),
                y=y,
                calls=len(ids),
                year=year,
                is_current=current_id in ids,
            )
            for (year, month), ids in sorted(labels_by_dot.items())
        )
        drawn.append(ChainLane(name=name, y=y, label_y=y + 5, dots=dots))
    step = -(-(last - first + 1) // MAX_YEAR_LABELS)
    bottom = TOP_Y + (len(order) - 1) * LANE_HEIGHT + 18
    return LaneChart(
        height=bottom + 8,
        bottom=bottom,
        years=tuple((year, compute_x(year)) for year in range(first, last + 1, step)),
        lanes=tuple(drawn),
    )


def _get_issuer(call: FollowUpItem) -> str:
    return call.get_printed_name(call.actors[0]) if call.actors else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainMember:
    """One call of a chain."""

    call: FollowUpItem
    document: Document
    tie: ChainLink | None
    """None for the oldest."""
    resembled_call: FollowUpItem | None
    diff_segments: tuple[WordingSegment, ...]
    """The wording difference; empty if there is none, or across languages."""
    status: FollowUpStatus
    is_current: bool = False
    statement: Statement | None = None
    """The statement with all its names and where they come from, which no chain has; None if not loaded or hidden."""

    @property
    def answers(self) -> list[EntityStatement]:
        """What the entities that are asked answered themselves."""
        return list_entity_remarks(self.call.id)

    @property
    def tie_note(self) -> str:
        """The share of words and of meaning in common with the call that it resembles."""
        notes = []
        if self.tie and self.tie.kind != "translated":
            notes.append(
                _("%(share)s of the words are the same") % {"share": number_formats.format_share(self.tie.words)}
            )
        if self.tie and self.tie.cosine is not None:
            notes.append(
                _("similarity of meaning: %(share)s") % {"share": number_formats.format_share(self.tie.cosine)}
            )
        return number_formats.join_texts(notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDetail:
    """An answer with its words."""

    answer: FollowUpAnswer
    statement: Statement
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpHistory:
    """The chain and the follow-up of a recommendation."""

    members: tuple[ChainMember, ...]
    """Its chain, or the members around it; empty if it has no chain."""
    chain: Chain | None
    lanes: LaneChart | None
    responses: tuple[tuple[str, int], ...]
    """Printed responses to the chain's recommendations, with counts."""
    own_answers: tuple[tuple[str, int], ...]
    """How addressees answer the chain's recommendations themselves, with counts."""
    outcomes: tuple[tuple[FollowUpStatus, int], ...]
    """Outcomes of the chain's recommendations, with counts."""
    answers: tuple[AnswerDetail, ...]
    """Answers to this call, or to all of the chain."""
    status: FollowUpStatus
    searched: int
    unsearched: UnsearchedReason | None
    """Why no later document was searched, if none was."""

    @property
    def figures(self) -> str:
        """The length of the chain, its first and last year, and its participants."""
        if self.chain is None:
            return ""
        first, last = self.chain.years or (None, None)
        figures = {
            "calls": number_formats.format_count(len(self.chain.calls), "recommendations"),
            "first": first,
            "last": last,
            "issuers": number_formats.format_integer(len(self.chain.issuers)),
            "addressees": number_formats.format_integer(len(self.chain.addressees)),
            "languages": number_formats.format_count(len(self.chain.languages), "languages"),
        }
        if first is None:
            text = _("%(calls)s. Issuers: %(issuers)s; addressees: %(addressees)s; %(languages)s.")
        elif first == last:
            text = _("%(calls)s, %(first)s. Issuers: %(issuers)s; addressees: %(addressees)s; %(languages)s.")
        else:
            text = _(
                "%(calls)s, %(first)s to %(last)s. Issuers: %(issuers)s; addressees: %(addressees)s; %(languages)s."
            )
        return text % figures


def build_call_history(view: View, follow_up: FollowUp, coverage: SearchedWorks, call: FollowUpItem) -> FollowUpHistory:
    """Return the history of one recommendation."""
    chain = follow_up.chain_by_call.get(call.id)
    members = _build_members(view, follow_up, coverage, chain, call.id) if chain else ()
    at = next((n for n, member in enumerate(members) if member.is_current), 0)
    start = max(0, min(at - MAX_NEIGHBOURS // 2, len(members) - MAX_NEIGHBOURS))
    neighbours = load_statements(view, members[start : start + MAX_NEIGHBOURS])
    answered = follow_up.answers.get(call.id, ())
    return _build_history(view, (follow_up, coverage), chain, neighbours, (call, answered))


def build_chain_history(view: View, follow_up: FollowUp, coverage: SearchedWorks, chain: Chain) -> FollowUpHistory:
    """Return the history of a chain."""
    members = _build_members(view, follow_up, coverage, chain, "")
    answered = tuple(item for call in chain.calls for item in follow_up.answers.get(call.id, ()))
    searched_call = max(chain.calls, key=lambda call: (coverage.has_later_work(call), bool(call.addressees)))
    return _build_history(view, (follow_up, coverage), chain, members, (searched_call, answered))


def load_statements(view: View, members: Sequence[ChainMember]) -> list[ChainMember]:
    """Return members with their statements, read at once."""
    found = view.get_statements_at([(member.call.document, member.call.position) for member in members])
    statements = {statement.id: statement for statement in found}
    return [replace(member, statement=statements.get(member.call.id)) for member in members]


def _build_history(
    view: View,
    sources: tuple[FollowUp, SearchedWorks],
    chain: Chain | None,
    members: Sequence[ChainMember],
    target: tuple[FollowUpItem, Sequence[FollowUpAnswer]],
) -> FollowUpHistory:
    follow_up, coverage = sources
    call, answers = target
    calls = chain.calls if chain else (call,)
    printed = Counter(call.response or NO_RESPONSE for call in calls)
    answered = group_own_answers(view.entity_folder)
    own_answers = Counter(answer for call in calls for answer in answered.get(call.id, ()))
    outcomes = Counter(
        summarise_status(follow_up.answers.get(call.id, ()), coverage.count_since(call)) for call in calls
    )
    return FollowUpHistory(
        members=tuple(members),
        chain=chain,
        lanes=build_lane_chart(chain, call.id) if chain else None,
        responses=tuple((value, printed[value]) for value in (*Response, NO_RESPONSE) if printed[value]),
        own_answers=tuple((str(label), own_answers[value]) for value, label in ANSWER_CHOICES if own_answers[value]),
        outcomes=tuple((status, outcomes[status]) for status in FollowUpStatus if outcomes[status]),
        answers=tuple(_load_answers(view, answers)),
        status=summarise_status(answers, coverage.count_since(call)),
        searched=coverage.count_since(call),
        unsearched=coverage.explain_unsearched(call),
    )


def _build_members(
    view: View, follow_up: FollowUp, coverage: SearchedWorks, chain: Chain, current_id: str
) -> tuple[ChainMember, ...]:
    ties = {tie.call: tie for tie in chain.links}
    by_id = {call.id: call for call in chain.calls}
    members = []
    for call in chain.calls:
        tie = ties.get(call.id)
        resembled = by_id.get(tie.earlier) if tie else None
        segments = (
            compare_wordings(resembled.quote, call.quote, fold_word)
            if resembled
            and resembled.language == call.language
            and max(len(resembled.quote), len(call.quote)) <= MAX_DIFF_CHARS
            else ()
        )
        members.append(
            ChainMember(
                call=call,
                document=view.get_document(call.document),
                tie=tie,
                resembled_call=resembled,
                diff_segments=() if _is_same_wording(segments) or len(segments) > MAX_DIFF_SEGMENTS else segments,
                status=summarise_status(follow_up.answers.get(call.id, ()), coverage.count_since(call)),
                is_current=call.id == current_id,
            )
        )
    return tuple(members)


def fold_word(word: str) -> str:
    """Return a word without case, accents and punctuation, by which two wordings are compared."""
    return fold_letters(word).strip(".,;:()") or word.strip()


def _is_same_wording(segments: Sequence[WordingSegment]) -> bool:
    """Return whether only blanks and punctuation differ."""
    return not any(item.kind is not SegmentKind.EQUAL and re.search(r"\w", item.text) for item in segments)


def _load_answers(view: View, answers: Sequence[FollowUpAnswer]) -> list[AnswerDetail]:
    """Return the answers, each statement once."""
    answers_by_id = {answer.statement: answer for answer in answers}
    return [
        AnswerDetail(answer=answers_by_id[item.id], statement=item, document=view.get_document(item.document))
        for item in list_visible_statements(view, answers_by_id)
    ]
