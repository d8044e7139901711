"""Second opinions of language models: on a statement, and statements that they find missing in a passage."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from palermo.edition import Library, View
from palermo.errors import NotFound
from palermo.grouping import group_items
from palermo.pipeline.second_opinions import OpinionQueue
from palermo.portal.base import value_labels
from palermo.portal.base.number_formats import get_group_separator
from palermo.portal.review.decision_writer import get_decision_log
from palermo.portal.review.forms import StatementForm
from palermo.review import REVIEW_METHOD, DecisionVerdict, TextAnchor, build_anchor
from palermo.statements import ROLES, Document, Passage, Statement, StatementKind, hash_json, normalise_text

NO_KIND = "none"
"""Kind that a model proposes where nothing is stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOpinion:
    """What a model said of a statement."""

    agrees: bool
    model: str
    date: str
    """ISO time, UTC."""
    proposals: Sequence[tuple[str, str]]
    """Labels and values of what it proposes instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingStatement:
    """A statement that a model finds missing in a passage."""

    id: str
    """Hash of document, passage, kind and quote."""
    document: Document
    passage: Passage
    kind: StatementKind
    anchor: TextAnchor
    roles: Mapping[str, Sequence[str]]
    """Names by field of `ROLES`."""
    model: str
    date: str
    """ISO time, UTC."""

    @property
    def parts(self) -> tuple[str, str, str]:
        """The passage's text before the quote, the quote, and the text after it."""
        text, start, end = self.passage.text, self.anchor.start, self.anchor.end
        return text[:start], text[start:end], text[end:]

    @property
    def initial(self) -> dict[str, Any]:
        """Initial values of the form that adds it."""
        return {"kind": self.kind.value, "quote": self.anchor.exact, **self.roles}

    @property
    def labelled_roles(self) -> list[tuple[str, str]]:
        """Labels and names of the roles that have any."""
        return _label_roles(self.roles)


def list_second_opinions(statement: str) -> list[SecondOpinion]:
    """Return the second opinions on a statement, newest first."""
    rows = _load_queue().get((statement, ""), ())
    return [
        SecondOpinion(
            agrees=row["opinion"] == "agree",
            model=str(row["model"]),
            date=str(row["date"]),
            proposals=_label_proposals(row),
        )
        for row in reversed(rows)
    ]


def list_missing_statements(view: View) -> list[MissingStatement]:
    """Return the missing statements that wait for a reviewer, by document, each of a kind and quote once.

    Left out are those that are no longer missing because the edition has a statement of their kind at that place, or
    one that a person added, and those that a reviewer dismissed: a rejection of their kind and words in that document.
    """
    dismissed = {
        (state.effective.source, state.effective.kind, normalise_text(state.effective.anchor.exact))
        for state in get_decision_log().list_states().values()
        if state.effective and state.effective.verdict is DecisionVerdict.REJECT
    }
    waiting: dict[str, MissingStatement] = {}
    for (statement, document), rows in _load_queue().items():
        if statement:
            continue
        for item in _iterate_missing(view, document, rows):
            if (item.document.source, item.kind, normalise_text(item.anchor.exact)) not in dismissed:
                waiting.setdefault(item.id, item)
    return list(waiting.values())


def find_missing_statement(view: View, id: str) -> MissingStatement | None:
    """Return the missing statement with this id, or None if it does not wait (any more)."""
    return next((item for item in list_missing_statements(view) if item.id == id), None)


def _iterate_missing(view: View, document: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[MissingStatement]:
    try:
        found = view.get_document(document)
    except NotFound:
        return
    passages = {passage.id: passage for passage in view.list_passages(document)}
    statements = group_items(view.list_statements(document, with_rejected=True), lambda item: item.locator.passage)
    for row in rows:
        passage = passages.get(row["passage"])
        if passage is None or row["kind"] not in set(StatementKind):
            continue
        kind, known = StatementKind(row["kind"]), statements.get(passage.id, ())
        for quote in row["quotes"]:
            start = passage.text.find(quote)
            if start < 0 or any(_is_at(item, kind, start, start + len(quote)) for item in known):
                continue
            yield MissingStatement(
                id=hash_json("missing", document, passage.id, kind.value, quote),
                document=found,
                passage=passage,
                kind=kind,
                anchor=build_anchor(passage, start, start + len(quote)),
                roles={name: row[name] or () for name in ROLES},
                model=str(row["model"]),
                date=str(row["date"]),
            )


def _is_at(statement: Statement, kind: StatementKind, start: int, end: int) -> bool:
    is_candidate = statement.kind is kind or statement.method == REVIEW_METHOD
    return is_candidate and statement.locator.start < end and start < statement.locator.end


def _load_queue() -> Mapping[tuple[str, str], Sequence[Mapping[str, Any]]]:
    path = Library(settings.PALERMO_LIBRARY).opinions
    try:
        stat = path.stat()
    except OSError:
        return {}
    return _load_rows(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=2)
def _load_rows(path: Path, _time: int, _size: int) -> Mapping[tuple[str, str], Sequence[Mapping[str, Any]]]:
    """Return the opinions of a file, oldest first, by statement, and those on missing statements by document."""
    rows = OpinionQueue(path).read_rows()
    return group_items(rows, lambda row: (row["statement"], "") if row["statement"] else ("", row["document"]))


def _label_proposals(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    fields = StatementForm().fields
    proposals = []
    if row["kind"] == NO_KIND:
        proposals.append((str(fields["kind"].label), _("nothing is stated here")))
    elif row["kind"]:
        proposals.append((str(fields["kind"].label), str(value_labels.KINDS.get(row["kind"], row["kind"]))))
    if row["opinion"] != "agree":
        proposals += _label_roles(row)
        proposals += [(str(fields["quote"].label), str(quote)) for quote in row["quotes"]]
    return proposals


def _label_roles(names: Mapping[str, Any]) -> list[tuple[str, str]]:
    fields = StatementForm().fields
    return [
        (str(fields[name].label), get_group_separator().join(map(str, names[name]))) for name in ROLES if names[name]
    ]
