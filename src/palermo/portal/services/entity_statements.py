"""Statements of entities about themselves: accepted lines in the library, and their labels on pages.

The file is only appended to; the newest line of a subject is valid, until a line withdraws it. Pages show its content,
so its time is part of the token by which they are cached.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.durable_files import append_lines
from palermo.edition import ENTITY_LINES_FILE, list_current_rows, read_entity_lines
from palermo.grouping import group_items
from palermo.languages import LANGUAGE_TABLE

PROFILE_FIELDS = [
    ("mandate", gettext_lazy("Mandate")),
    ("priorities", gettext_lazy("Priorities")),
    ("contacts", gettext_lazy("Contacts of the office (no private persons)")),
    ("links", gettext_lazy("Links")),
    *(
        (
            f"name-{language.code}",
            format_lazy("{name} ({language})", name=gettext_lazy("Name"), language=language.native_name),
        )
        for language in LANGUAGE_TABLE
    ),
]
VERDICT_CHOICES = [
    ("retain", gettext_lazy("Retain")),
    ("correct", gettext_lazy("To be corrected")),
    ("out-of-date", gettext_lazy("Out of date")),
]
"""What a focal point can say of a statement."""
ANSWER_CHOICES = [
    ("done", gettext_lazy("Done")),
    ("under-way", gettext_lazy("Under way")),
    ("not-accepted", gettext_lazy("Not accepted")),
]
DETAIL_LABELS = [
    ("places", gettext_lazy("Where")),
    ("years", gettext_lazy("Years")),
    ("partners", gettext_lazy("With whom")),
    ("publisher", gettext_lazy("Publisher")),
]
_APPEND_LOCK = Lock()


class StatedKind(models.TextChoices):
    """The kinds of statement of an entity about itself."""

    PROFILE = "profile", gettext_lazy("Profile")
    ACTIVITY = "activity", gettext_lazy("Activity")
    DOCUMENT = "document", gettext_lazy("Document")
    VERDICT = "verdict", gettext_lazy("Check of a statement")
    ANSWER = "answer", gettext_lazy("Answer to a recommendation")


class StatedContent(Protocol):
    """The content of an entity's statement: a kind, its subject, and the non-empty fields."""

    @property
    def kind(self) -> str: ...

    @property
    def subject(self) -> str: ...

    @property
    def content(self) -> Mapping[str, Any]: ...


class StatementLabels:
    """Mixin with the labels of an entity's statement."""

    __slots__ = ()

    @property
    def headline(self: StatedContent) -> str:
        """The statement in the reader's language."""
        label = str(dict(StatedKind.choices).get(self.kind, self.kind))
        chosen = {
            "profile": dict(PROFILE_FIELDS).get(self.subject),
            "verdict": dict(VERDICT_CHOICES).get(str(self.content.get("verdict", ""))),
            "answer": dict(ANSWER_CHOICES).get(str(self.content.get("answer", ""))),
        }.get(self.kind)
        return _("%(label)s: %(value)s") % {"label": label, "value": chosen} if chosen else label

    @property
    def details(self: StatedContent) -> list[tuple[str, str]]:
        """Labels and values of the other fields that are filled in."""
        return [(str(label), str(self.content[name])) for name, label in DETAIL_LABELS if self.content.get(name)]

    @property
    def statement_id(self: StatedContent) -> str:
        """Id of the statement that is checked or answered, or an empty string."""
        return self.subject if self.kind in ("verdict", "answer") else ""

    @property
    def is_objection(self: StatedContent) -> bool:
        """Whether the entity says that a statement of a document is wrong or out of date."""
        return self.kind == "verdict" and self.content.get("verdict") != "retain"

    @property
    def source_address(self: StatedContent) -> str:
        """The web address of the source that the entity gives, or an empty string."""
        address = str(self.content.get("evidence", ""))
        return address if address.startswith(("https://", "http://")) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityStatement(StatementLabels):
    """One statement of an entity."""

    entity: str
    kind: str
    subject: str
    content: Mapping[str, Any]
    date: str
    """ISO date of its acceptance."""
    time: str = ""
    """ISO time of its acceptance, UTC; empty in lines of earlier versions."""


_FIELDS = tuple(EntityStatement.__dataclass_fields__)


def append_entity_statement(statement: EntityStatement, *, is_withdrawn: bool = False) -> None:
    """Append a line to the library, flushed to disk: a statement, or that it is withdrawn; raises OSError."""
    path = _get_path()
    line: dict[str, Any] = {"entity": statement.entity, "kind": statement.kind, "subject": statement.subject}
    line |= {"content": dict(statement.content), "date": statement.date, "source": "stated by the entity"}
    line |= {"time": statement.time} if statement.time else {}
    line |= {"withdrawn": True} if is_withdrawn else {}
    with _APPEND_LOCK:
        append_lines(path, [json.dumps(line, ensure_ascii=False).encode()])


def list_entity_statements(entity: str) -> Sequence[EntityStatement]:
    """Return the current statements of an entity, newest first."""
    return _read_statements(Path(settings.PALERMO_LIBRARY), get_statements_token()).get(entity, ())


def list_entity_remarks(statement: str) -> list[EntityStatement]:
    """Return how entities checked or answered a statement of a document, newest first."""
    stated = _read_statements(Path(settings.PALERMO_LIBRARY), get_statements_token()).values()
    remarks = [item for items in stated for item in items if item.statement_id == statement]
    return sorted(remarks, key=lambda item: item.date, reverse=True)


def group_answers() -> dict[str, list[EntityStatement]]:
    """Return how entities answer recommendations, newest first, by the id of the recommendation."""
    stated = _read_statements(Path(settings.PALERMO_LIBRARY), get_statements_token()).values()
    answers = [item for items in stated for item in items if item.kind == StatedKind.ANSWER]
    return group_items(sorted(answers, key=lambda item: item.date, reverse=True), lambda item: item.subject)


def list_objections() -> dict[str, datetime]:
    """Return the statements that entities say are wrong or out of date, each with the moment of the newest objection.

    Without a time, it is the beginning of the day.
    """
    stated = _read_statements(Path(settings.PALERMO_LIBRARY), get_statements_token()).values()
    objections = [
        (parse_moment(item.time or item.date), item) for items in stated for item in items if item.is_objection
    ]
    return {item.subject: moment for moment, item in sorted(objections, key=lambda pair: pair[0])}


def parse_moment(text: str) -> datetime:
    """Return the moment of an ISO date or time, which is in UTC if it names no zone."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def get_statements_token() -> str:
    """Return the time and size of the file, or an empty string if there is none."""
    try:
        file_stat = _get_path().stat()
    except OSError:
        return ""
    return f"{file_stat.st_mtime_ns:x}.{file_stat.st_size:x}"


def _get_path() -> Path:
    return Path(settings.PALERMO_LIBRARY) / ENTITY_LINES_FILE


@lru_cache(maxsize=2)
def _read_statements(library: Path, token: str) -> Mapping[str, Sequence[EntityStatement]]:
    rows = list_current_rows(read_entity_lines(library)) if token else []
    statements = [EntityStatement(**{name: row[name] for name in _FIELDS if name in row}) for row in reversed(rows)]
    return group_items(statements, lambda statement: statement.entity)
