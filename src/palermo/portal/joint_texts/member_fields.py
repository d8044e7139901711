"""The members of the group, as a table of a form: entity, name, first day and last day of each."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo import registry
from palermo.joint_texts.changes import Member
from palermo.portal.base.display_names import get_name
from palermo.portal.joint_texts.event_store import load_text
from palermo.portal.joint_texts.models import TextRecord
from palermo.portal.joint_texts.text_forms import Words
from palermo.reports.builders.follow_up_report import GROUP

MEMBER_SEPARATOR = "|"
MEMBER_COLUMNS = ("entity", "name", "since", "until")
"""Columns of the table; the fields of a form are called `members-entity` and so on, one of each for each row."""
MEMBER_NAME_LANGUAGE = "en"
"""Language of the name that a member has in all languages of the pages if none is typed."""
SPARE_ROWS = 15
"""Empty rows at the end of the table."""


class MembersWidget(forms.Textarea):
    """A table with a row for each member, whose value is text with a line for each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the table as HTML."""
        return render_to_string("joint_texts/_members.html", build_member_table(value or ""))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the lines of the table, or the text that was sent instead."""
        if name in data or not hasattr(data, "getlist"):
            return data.get(name)
        columns = [data.getlist(f"{name}-{column}") for column in MEMBER_COLUMNS]
        rows = ([cell.replace(MEMBER_SEPARATOR, " ").strip() for cell in row] for row in zip(*columns, strict=False))
        return "\n".join(f" {MEMBER_SEPARATOR} ".join(row) for row in rows if any(row))


def build_member_table(text: str) -> Mapping[str, Any]:
    """Return the rows of the table and the entities that it proposes."""
    rows = [_split_cells(line) for line in text.splitlines() if line.strip()]
    return {
        "members": [*rows, *([""] * len(MEMBER_COLUMNS) for _row in range(SPARE_ROWS))],
        "entities": [(entity.id, get_name(entity.id)) for entity in list_registered_members()],
    }


def list_registered_members() -> list[registry.Entity]:
    """Return the members of the coordination group that the registry knows, by name."""
    members = (entity for entity in registry.load_registry().entities.values() if entity.icat)
    return sorted(members, key=lambda entity: get_name(entity.id, MEMBER_NAME_LANGUAGE))


def _split_cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in line.split(MEMBER_SEPARATOR)]
    return [*cells, "", "", ""][: len(MEMBER_COLUMNS)]


class MembersField(Words):
    """Members of the group: entity, name, first day and last day of each.

    An entity of the registry may be given by name or acronym, and has its name there if no other is given.
    """

    widget = MembersWidget

    def clean(self, value: Any) -> tuple[Member, ...]:
        """Return the members; a wrong line is named."""
        lines = enumerate(filter(str.strip, super().clean(value).splitlines()), 1)
        members = tuple(self._parse_line(number, line) for number, line in lines)
        entities = [member.entity for member in members]
        if repeated := next((entity for entity in entities if entities.count(entity) > 1), ""):
            raise forms.ValidationError(_("%(entity)s is listed more than once.") % {"entity": repeated})
        return members

    def _parse_line(self, number: int, line: str) -> Member:
        try:
            entity, name, since, until = _split_cells(line)
            registered = registry.load_registry()
            if known := registered.entities.get(entity) or registered.find_entity(entity):
                entity, name = known.id, name or get_name(known.id, MEMBER_NAME_LANGUAGE)
            if not entity or not name:
                raise ValueError(line)
            first = date.fromisoformat(since) if since else date.min
            last = date.fromisoformat(until) if until else None
            if last and last < first:
                raise ValueError(line)
            return Member(entity=entity, name=name, since=first, until=last)
        except ValueError:
            raise forms.ValidationError(
                _("Member %(number)s needs an entity, its name, and days such as 2027-01-31, in their order.")
                % {"number": number}
            ) from None


def format_members(members: Iterable[Member]) -> str:
    """Return members as text with a line for each."""
    return "\n".join(
        " | ".join(
            [member.entity, member.name, "" if member.since == date.min else member.since.isoformat()]
            + ([member.until.isoformat()] if member.until else [])
        )
        for member in members
    )


def propose_members(group: str) -> str:
    """Return the members of the group's newest text, or else those of the coordination group that the registry knows.

    Of another group without a text nobody is known.
    """
    id = get_group_key(group)
    for record in TextRecord.objects.all():
        if (text := load_text(record.id)) and get_group_key(text.created.group) == id:
            return format_members(text.members)
    members = list_registered_members() if id == GROUP else []
    return "\n".join(f"{entity.id} | {get_name(entity.id, MEMBER_NAME_LANGUAGE)}" for entity in members)


def get_group_key(name: str) -> str:
    """Return the id of a group of the registry, or else its name."""
    entity = registry.load_registry().find_entity(name)
    return entity.id if entity else name.strip()
