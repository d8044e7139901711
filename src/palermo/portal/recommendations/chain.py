"""A chain as its page shows it: who asked when, what changed in the words, and what came of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from palermo.analysis.follow_up import (
    Answer,
    Call,
    Chain,
    FollowUp,
    Piece,
    Searched,
    Status,
    Tie,
    changes,
    overall,
    same_words,
)
from palermo.edition import NO_RESPONSE, View
from palermo.errors import NotFound
from palermo.portal.recommendations.lanes import Lanes, lanes
from palermo.statements import Document, Response, Statement

AROUND = 8
"""Members of a chain that stand on the page of one of them."""
PIECES = 160
"""Most pieces of a change of words that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One call of a chain."""

    call: Call
    document: Document
    tie: Tie | None
    """None for the oldest."""
    like: Call | None
    pieces: tuple[Piece, ...]
    """What changed in the words; empty where nothing did, or across languages."""
    status: Status
    here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer with its words."""

    answer: Answer
    statement: Statement
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What a recommendation's page says of its chain and of what followed."""

    members: tuple[Member, ...]
    """All of its chain, or those around it; empty where it stands alone."""
    chain: Chain | None
    lanes: Lanes | None
    responses: tuple[tuple[str, int], ...]
    """Printed answers to the calls of the chain, with how many."""
    came: tuple[tuple[Status, int], ...]
    """What came of the calls of the chain, with how many."""
    told: tuple[Told, ...]
    """Answers to this call, or to all of the chain."""
    status: Status
    searched: int
    since: int | None


def followed(view: View, found: FollowUp, looked: Searched, call: Call) -> Followed:
    """What the page of one recommendation says."""
    chain = found.chain_of.get(call.id)
    members = _members(view, found, looked, chain, call.id) if chain else ()
    at = next((n for n, one in enumerate(members) if one.here), 0)
    start = max(0, min(at - AROUND // 2, len(members) - AROUND))
    near = members[start : start + AROUND]
    answered = found.answers.get(call.id, ())
    return _followed(view, (found, looked), chain, near, (call, answered))


def whole(view: View, found: FollowUp, looked: Searched, chain: Chain) -> Followed:
    """What the page of a chain says."""
    members = _members(view, found, looked, chain, "")
    answered = tuple(one for call in chain.calls for one in found.answers.get(call.id, ()))
    return _followed(view, (found, looked), chain, members, (chain.calls[0], answered))


def _followed(
    view: View,
    known: tuple[FollowUp, Searched],
    chain: Chain | None,
    members: Sequence[Member],
    asked: tuple[Call, Sequence[Answer]],
) -> Followed:
    found, looked = known
    call, answered = asked
    calls = chain.calls if chain else (call,)
    printed = Counter(one.response or NO_RESPONSE for one in calls)
    came = Counter(overall(found.answers.get(one.id, ()), looked.since(one)) for one in calls)
    return Followed(
        members=tuple(members),
        chain=chain,
        lanes=lanes(chain, call.id) if chain else None,
        responses=tuple((value, printed[value]) for value in (*Response, NO_RESPONSE) if printed[value]),
        came=tuple((status, came[status]) for status in Status if came[status]),
        told=tuple(_told(view, answered)),
        status=overall(answered, looked.since(call)),
        searched=looked.since(call),
        since=call.year,
    )


def _members(view: View, found: FollowUp, looked: Searched, chain: Chain, here: str) -> tuple[Member, ...]:
    ties = {tie.call: tie for tie in chain.ties}
    by_id = {call.id: call for call in chain.calls}
    made = []
    for call in chain.calls:
        tie = ties.get(call.id)
        like = by_id.get(tie.like) if tie else None
        pieces = changes(like.quote, call.quote) if like and like.language == call.language else ()
        made.append(
            Member(
                call=call,
                document=view.document(call.document),
                tie=tie,
                like=like,
                pieces=() if same_words(pieces) or len(pieces) > PIECES else pieces,
                status=overall(found.answers.get(call.id, ()), looked.since(call)),
                here=call.id == here,
            )
        )
    return tuple(made)


def _told(view: View, answered: Sequence[Answer]) -> list[Told]:
    """Each statement once, however many calls it answers."""
    made = []
    for one in {one.statement: one for one in answered}.values():
        try:
            statement = view.statement(one.statement)
        except NotFound:
            continue
        made.append(Told(answer=one, statement=statement, document=view.document(statement.document)))
    return made
