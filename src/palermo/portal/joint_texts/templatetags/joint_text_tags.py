"""Filters that show values of joint texts."""

from datetime import datetime
from typing import Any

from django import template

from palermo.joint_texts.deadlines import format_in_zone
from palermo.joint_texts.state import JointText
from palermo.portal.base import languages, number_formats
from palermo.portal.joint_texts import text_labels

register = template.Library()


@register.filter
def label_value(value: str, table: str) -> str:
    """Return the label of a value of a table.

    The tables are kind, stage, paragraph, action, status, round, stance, task and party.
    """
    return text_labels.get_label(table, value)


@register.filter
def format_deadline(time: datetime | None, text: JointText) -> str:
    """Return a time as date, time and zone of a text, which keep their order on a page from right to left."""
    return languages.mark_direction(format_in_zone(time, text.zone)) if time else ""


@register.filter
def format_day(time: datetime, text: JointText) -> str:
    """Return the day of a time in the zone of a text, in words."""
    day = time.astimezone(text.zone).date().isoformat()
    return number_formats.format_iso_date(day)


@register.filter
def get_item(values: Any, key: str) -> Any:
    """Return the value of a key, or an empty text."""
    return values.get(key, "")


@register.filter
def name_member(text: JointText, entity: str) -> str:
    """Return the name of a member of the text's group."""
    return text.get_entity_name(entity)
