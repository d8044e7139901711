"""Quotes that reviewers type or select, list items next to them, and statements with the same mistake."""

from collections.abc import Mapping, Sequence

from palermo.edition import View
from palermo.review import Decision, ReviewState, TextAnchor, build_anchor
from palermo.statements import ROLES, Passage, PassageKind, Statement, to_dict

MAX_LIST_ITEMS = 60
MAX_BATCH_STATEMENTS = 200


def find_quote(passage: Passage, quote: str, near: int) -> TextAnchor | None:
    """Return the anchor of a quote in a passage, nearest to an offset; None if the passage does not contain it."""
    normalised_quote = " ".join(quote.split())
    if not normalised_quote:
        return None
    places, at = [], passage.text.find(normalised_quote)
    while at >= 0:
        places.append(at)
        at = passage.text.find(normalised_quote, at + 1)
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - near))
    return build_anchor(passage, start, start + len(normalised_quote))


def list_list_items(passages: Sequence[Passage], at: int) -> list[Passage]:
    """Return the list items that follow a passage without a break, if it is an item or introduces them."""
    list_items = []
    for passage in passages[at + 1 : at + 1 + MAX_LIST_ITEMS]:
        if passage.kind is not PassageKind.ITEM:
            break
        list_items.append(passage)
    return list_items


def list_similar_mistakes(view: View, decision: Decision, states: Mapping[str, ReviewState]) -> list[Statement]:
    """Return the undecided statements of a document with the same mistake.

    After a correction, these are statements of the same kind with the same values of the wrong fields. After a
    rejection, they are those with the same kind, actors and method.
    """
    names = tuple(decision.fields) or ("actors",)
    mistakes = {name: _get_value(decision.snapshot, name) for name in names if name != "kind"}
    similar_mistakes = []
    for statement in view.list_statements(decision.document):
        row = to_dict(statement)
        is_same = statement.kind is decision.kind and all(
            _get_value(row, name) == value for name, value in mistakes.items()
        )
        if (
            is_same
            and statement.id != decision.statement
            and (statement.id not in states or not states[statement.id].current)
        ):
            similar_mistakes.append(statement)
    return similar_mistakes[:MAX_BATCH_STATEMENTS]


def _get_value(row: Mapping[str, object], name: str) -> object:
    """Return a field as a comparable value; for participants, their ids, else their names."""
    value = row.get(name) or None
    if name in ROLES and isinstance(value, list | tuple):
        return [item.get("id") or item.get("name") for item in value]
    return list(value) if isinstance(value, tuple) else value
