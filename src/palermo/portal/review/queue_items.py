"""Queues of the desk: their statements, in the order in which the reviewer sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from palermo.access import Actor
from palermo.edition import Filters, View
from palermo.portal.review.decision_writer import get_decision_log, get_person_id, get_reviewer_id
from palermo.portal.review.forms import CHANGED, DISAGREEMENT, REPORTED, QueueQueryForm
from palermo.portal.review.models import OPEN_STATES, DoubleReview, ErrorReport, SavedQueue, SkippedStatement
from palermo.portal.services.current_edition import get_current_edition
from palermo.portal.services.edition_changes import list_changed_statements
from palermo.portal.services.entity_statements import list_objections, parse_moment
from palermo.review import QueueItem, QueueRules, ReviewState, select_waiting, sort_items
from palermo.statements import StatementKind

AUDIT_PREFIX = "audit:"
TWO_REVIEWERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueQuery:
    """The queue that a reviewer works on, as the query parameters of its address."""

    name: str
    filters: Filters
    saved: SavedQueue | None = None

    @property
    def label(self) -> str:
        """Return the name under which decisions of this queue are stored."""
        if self.saved:
            seed = self.saved.audit_seed
            return f"{AUDIT_PREFIX}{seed}" if seed is not None else f"saved:{self.saved.pk}"
        return self.name

    def get_required(self, kind: StatementKind) -> int:
        """Return how many independent reviewers a statement of this kind requires."""
        is_double = DoubleReview.objects.filter(kind=kind.value).exists()
        return max(self.saved.required if self.saved else 1, TWO_REVIEWERS if is_double else 1)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return the query parameters."""
        named = [("saved", str(self.saved.pk))] if self.saved else [("queue", self.name)]
        return named + [(name, value) for name, values in self.filters.selected.items() for value in values]


def parse_queue(parameters: QueryDict) -> QueueQuery:
    """Return the queue of an address; an unknown one is that of the most uncertain statements."""
    form = QueueQueryForm(parameters)
    number = form.get_value("saved")
    saved = SavedQueue.objects.filter(pk=number).first() if number else None
    selected = QueueQueryForm(QueryDict(saved.query)).selected if saved else form.selected
    return QueueQuery(name=form.get_value("queue"), filters=Filters(selected=selected), saved=saved)


def list_queue(query: QueueQuery, actor: Actor) -> list[QueueItem]:
    """Return the statements that wait in a queue for this reviewer, in their order."""
    view = get_current_edition().view
    states = get_decision_log().list_states()
    reported = list_reported() | _list_open_objections(states)
    items = list_items(view, query.filters)
    if query.saved and query.saved.statements:
        statements = frozenset(query.saved.statements)
        items = tuple(item for item in items if item.statement in statements)
    elif query.name == REPORTED:
        items = tuple(item for item in items if item.statement in reported)
    elif query.name == CHANGED:
        changed = list_changed_statements(get_current_edition())
        items = tuple(item for item in items if item.statement in changed)
    elif query.name == DISAGREEMENT:
        items = tuple(item for item in items if (state := states.get(item.statement)) and state.has_disagreement)
    skipped = SkippedStatement.objects.filter(person_id=get_person_id(actor)).values_list("statement", flat=True)
    rules = QueueRules(
        reviewer=get_reviewer_id(actor),
        reported=reported,
        skipped=tuple(skipped),
        required=query.saved.required if query.saved else 1,
    )
    return select_waiting(items, states, rules)


def list_reported() -> frozenset[str]:
    """Return the ids of statements with unanswered reports."""
    reports = ErrorReport.objects.filter(state__in=OPEN_STATES).exclude(statement="")
    return frozenset(reports.values_list("statement", flat=True))


def _list_open_objections(states: Mapping[str, ReviewState]) -> frozenset[str]:
    """Return the ids of statements that an entity objected to after the last decision of a reviewer."""
    return frozenset(
        id
        for id, moment in list_objections().items()
        if id not in states or all(parse_moment(item.time) < moment for item in states[id].current)
    )


def list_items(view: View, filters: Filters) -> Sequence[QueueItem]:
    """Return the main statements of an edition that match the filters, in the order of queues.

    They are those of the original edition. Statements that people corrected or added since are decided, and no
    longer in a queue.
    """
    key = f"queue {view.selection} {filters}"
    return get_current_edition().edition_cache.get_or_compute(key, lambda: _load_items(view, filters))


def _load_items(view: View, filters: Filters) -> tuple[QueueItem, ...]:
    """Return the items in the order of queues; cached, so that all reviewers share them."""
    rows = view.select_columns(["id", "document", "position", "confidence"], filters)
    return sort_items(
        QueueItem(statement=id, document=document, position=position, confidence=confidence)
        for id, document, position, confidence in zip(*(column.to_pylist() for column in rows.columns), strict=True)
    )
