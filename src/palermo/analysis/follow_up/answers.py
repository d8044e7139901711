"""Answers to recommendations: later statements of the addressee on the requested action; searched Works."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from heapq import nlargest

import numpy as np

from palermo.analysis.follow_up.act_detection import detect_manner
from palermo.analysis.follow_up.items import FollowUpItem, collect_body_states
from palermo.analysis.follow_up.similarity import PairComparison, PrintedNames, load_models
from palermo.edition import View
from palermo.embeddings import VectorArray
from palermo.statements import PROVISIONAL_PREFIX, UNREGISTERED_PREFIXES, StatementKind

MAX_ANSWERS_PER_CALL = 12
"""Maximum answers that are kept for a recommendation, best score first."""
ADDRESSEE_CLASSES = {"states": "state:", "international-organisations": ""}
"""Classes of addressees whose members act by name, with the prefix of their ids."""
WIDE_ADDRESSEE_PENALTY = 0.15
"""Added to the threshold if the recommendation addresses many and one of them answers."""
MIN_CALL_WEIGHT = 1.0
"""Minimum weight of a recommendation's words: "continue efforts for human rights" would match any statement."""


class FollowUpStatus(StrEnum):
    """What became of a recommendation."""

    DONE = "done"
    """The addressee reports that it did what was asked, or does it."""
    PROMISED = "promised"
    """The addressee reports that it will do it."""
    REFUSED = "refused"
    """The addressee reports that it will not do it."""
    NO_EVIDENCE = "nothing-found"
    """Later documents by or about the addressee were searched, and no statement on the action was found."""
    NOT_SEARCHED = "not-searched"
    """No later document was searched; `SearchedWorks.explain_unsearched` returns why."""


ANSWERED_STATUSES = (FollowUpStatus.DONE, FollowUpStatus.PROMISED, FollowUpStatus.REFUSED)
"""Statuses of a recommendation with an answer, the most advanced first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpAnswer:
    """A statement that answers a recommendation, with the features of the match."""

    call: str
    statement: str
    status: FollowUpStatus
    score: float
    """0 to 1."""
    words: float
    """Share of the recommendation's words, by weight, that the answer contains; 0 across languages."""
    meaning: float | None
    """Cosine of their embeddings; None without vectors."""
    same_work: bool
    """Whether it is in the same Work as the recommendation; if so, it is a promise or refusal, not a later act."""


def find_answers(
    calls: Sequence[FollowUpItem],
    actions: Sequence[FollowUpItem],
    vectors: VectorArray | None = None,
    *,
    names: PrintedNames | None = None,
) -> dict[str, tuple[FollowUpAnswer, ...]]:
    """Return answers by id of the recommendation, best score first; those without answers are omitted.

    `vectors` has one row for each recommendation, then one for each action. An action is an answer if its actor is the
    addressee or a body of it, its document is later than that of the recommendation, and its score reaches the
    threshold; within the same Work only promises and refusals count. If both name treaties, they must share one.
    """
    weights = load_models()
    manners = [detect_manner(action.quote, action.language) for action in actions]
    by_actor = _index_by_actor(actions, manners)
    pairs = [
        (row, action_row)
        for row, call in enumerate(calls)
        for action_row in _find_candidates(call, actions, manners, by_actor)
    ]
    if not pairs:
        return {}
    compared = PairComparison([*calls, *actions], vectors, names)
    left, right = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    right = right + len(calls)
    scores = compared.score_answers(left, right, weights)
    is_general = compared.words.totals[: len(calls)] < MIN_CALL_WEIGHT
    scores[is_general[left] & np.array([not calls[row].instruments for row in left], dtype=np.bool_)] = 0.0
    scores[compared.has_different_treaties(left, right)] = 0.0
    is_wide = np.array([_is_wide(call) for call in calls], dtype=np.bool_)
    thresholds = compared.get_answer_thresholds(left, right, weights) + WIDE_ADDRESSEE_PENALTY * is_wide[left]
    answers: defaultdict[str, list[FollowUpAnswer]] = defaultdict(list)
    for index in np.flatnonzero(scores >= thresholds):
        call, number = calls[left[index]], int(right[index]) - len(calls)
        item = np.array([left[index]]), np.array([right[index]])
        is_translated = call.language != actions[number].language
        answer = FollowUpAnswer(
            call=call.id,
            statement=actions[number].id,
            status=_classify_status(actions[number], manners[number]),
            score=float(scores[index]),
            words=0.0 if is_translated else float(compared.compute_features(*item, "answer-words")[0, 0]),
            meaning=float(compared.compute_cosines(*item)[0]) if vectors is not None else None,
            same_work=call.work == actions[number].work,
        )
        answers[call.id].append(answer)
    return {call: tuple(sorted(ones, key=_get_sort_key)[:MAX_ANSWERS_PER_CALL]) for call, ones in answers.items()}


def summarise_status(answers: Iterable[FollowUpAnswer], documents: int) -> FollowUpStatus:
    """Return the status of the most advanced answer; `documents` is the number that were searched."""
    statuses = {answer.status for answer in answers}
    default_status = FollowUpStatus.NO_EVIDENCE if documents else FollowUpStatus.NOT_SEARCHED
    return next((item for item in ANSWERED_STATUSES if item in statuses), default_status)


def _get_sort_key(answer: FollowUpAnswer) -> tuple[float, str]:
    return -answer.score, answer.statement


def _index_by_actor(actions: Sequence[FollowUpItem], manners: Sequence[frozenset[str]]) -> Mapping[str, list[int]]:
    """Group actions by actor, State of an acting body and class; reports of what somebody else said are omitted."""
    rows_by_actor: defaultdict[str, list[int]] = defaultdict(list)
    for row, action in enumerate(actions):
        if "said" in manners[row]:
            continue
        actors = dict.fromkeys((*action.actors, *action.states))
        for actor in actors:
            rows_by_actor[actor].append(row)
        for name in sorted({_get_addressee_class(actor) for actor in actors if _is_registered(actor)}):
            rows_by_actor[name].append(row)
    return rows_by_actor


def _get_addressee_class(actor: str) -> str:
    return "states" if actor.startswith(ADDRESSEE_CLASSES["states"]) else "international-organisations"


def _is_registered(actor: str) -> bool:
    return " " not in actor and not actor.startswith(UNREGISTERED_PREFIXES)


def _find_candidates(
    call: FollowUpItem,
    actions: Sequence[FollowUpItem],
    manners: Sequence[frozenset[str]],
    actions_by_actor: Mapping[str, Sequence[int]],
) -> Iterable[int]:
    """Yield the actions of a recommendation's addressees that are later, or promises in its own Work.

    They must share a topic with it if a whole class is addressed."""
    topics = call.themes | call.interventions | call.groups | call.instruments
    for addressee in call.addressees:
        for row in actions_by_actor.get(addressee, ()):
            action = actions[row]
            shared = topics & (action.themes | action.interventions | action.groups | action.instruments)
            if addressee in ADDRESSEE_CLASSES and not shared:
                continue
            if action.work == call.work:
                if _classify_status(action, manners[row]) is not FollowUpStatus.DONE:
                    yield row
            elif call.date and action.date > call.date:
                yield row


def _is_wide(call: FollowUpItem) -> bool:
    return any(addressee in ADDRESSEE_CLASSES for addressee in call.addressees)


def _classify_status(action: FollowUpItem, manner: frozenset[str]) -> FollowUpStatus:
    if "refused" in manner:
        return FollowUpStatus.REFUSED
    if action.kind == StatementKind.COMMITMENT or action.tense == "planned" or "intended" in manner:
        return FollowUpStatus.PROMISED
    return FollowUpStatus.DONE


class UnsearchedReason(StrEnum):
    """Why no later Work was searched for answers to a recommendation."""

    NO_ADDRESSEE = "no-addressee"
    NO_DATE = "no-date"
    GROUP = "group"
    """It is addressed to a group alone, and no later Work has a statement by or to the group."""
    UNREGISTERED = "unregistered"
    """None of its addressees is in the registry."""
    NO_LATER_WORK = "no-later-work"


@dataclass(frozen=True, kw_only=True)
class SearchedWorks:
    """Dated Works by the ids of their publishers, actors and addressees."""

    works: Mapping[str, Mapping[str, str]]
    """By registry id or class: the date of each Work."""

    def count_since(self, call: FollowUpItem) -> int:
        """Return the number of later Works by or about a recommendation's addressees, without its own."""
        recent_works = {
            work
            for addressee in call.addressees
            for work, date in self.works.get(addressee, {}).items()
            if call.date and date > call.date and work != call.work
        }
        return len(recent_works)

    def has_later_work(self, call: FollowUpItem) -> bool:
        """Return whether `count_since` is not 0; looks at the two newest Works of each addressee."""
        return any(
            call.date and date > call.date and work != call.work
            for addressee in call.addressees
            for date, work in self._newest.get(addressee, ())
        )

    def explain_unsearched(self, call: FollowUpItem) -> UnsearchedReason | None:
        """Return why no later Work was searched; None if `count_since` is not 0."""
        if self.has_later_work(call):
            return None
        if not call.addressees:
            return UnsearchedReason.NO_ADDRESSEE
        if not call.date:
            return UnsearchedReason.NO_DATE
        reasons = {_explain_addressee(addressee, call) for addressee in call.addressees}
        order = (UnsearchedReason.NO_LATER_WORK, UnsearchedReason.GROUP, UnsearchedReason.UNREGISTERED)
        return next(reason for reason in order if reason in reasons)

    @cached_property
    def _newest(self) -> Mapping[str, list[tuple[str, str]]]:
        return {name: nlargest(2, ((date, work) for work, date in works.items())) for name, works in self.works.items()}


def find_searched_works(view: View) -> SearchedWorks:
    """Collect an edition's dated Works by publisher, actor and addressee; a body of a State counts as the State too."""
    documents = {document.id: document for document in view.list_documents() if document.date}
    searched_works: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def add_work(names: Iterable[str | None], document: str) -> None:
        if document in documents:
            work, date = documents[document].work, documents[document].date or ""
            for name in filter(None, names):
                searched_works[name][work] = max(date, searched_works[name].get(work, ""))

    for item in documents.values():
        add_work(item.publishers, item.id)
    for row in view.select_columns(["document", "actors", "addressees"]).to_pylist():
        refs = (*row["actors"], *row["addressees"])
        named = [*(ref["id"] or ref["name"] for ref in refs), *collect_body_states(refs)]
        classes = [
            name
            for name, start in ADDRESSEE_CLASSES.items()
            if start and any(prefixed.startswith(start) for prefixed in named)
        ]
        add_work([*named, *classes], row["document"])
    return SearchedWorks(works=dict(searched_works))


def _explain_addressee(addressee: str, call: FollowUpItem) -> UnsearchedReason:
    """Return why one addressee has no later Work; the class of all States counts as searched, by its members."""
    if addressee != "states" and (addressee in call.classes or addressee in ADDRESSEE_CLASSES):
        return UnsearchedReason.GROUP
    is_id = addressee.startswith("state:") or (addressee.isascii() and addressee == addressee.lower())
    if " " in addressee or addressee.startswith(PROVISIONAL_PREFIX) or not is_id:
        return UnsearchedReason.UNREGISTERED
    return UnsearchedReason.NO_LATER_WORK
