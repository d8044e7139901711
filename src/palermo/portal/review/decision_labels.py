"""Decisions in the reader's language: verdicts, reasons to reject, corrected fields."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from palermo.portal.base import display_names, number_formats, value_labels
from palermo.portal.review.forms import DIMENSION_CHOICES, TENSE_CHOICES, StatementForm
from palermo.portal.review.participants import format_places
from palermo.review import DecisionVerdict
from palermo.statements import ROLES, TAG_FIELDS

REJECT_REASONS = (
    ("not-a-statement", _("It states nothing of this kind")),
    ("wrong-actor", _("It is about somebody else")),
    ("off-subject", _("It is not on the subject")),
    ("misread", _("The text was misread")),
    ("repeated", _("It repeats another statement")),
)
"""Reasons that are given by one key, the digits from 1."""
VERDICT_LABELS = {
    DecisionVerdict.ACCEPT: _("accepted"),
    DecisionVerdict.CORRECT: _("corrected"),
    DecisionVerdict.REJECT: _("rejected"),
    DecisionVerdict.UNSURE: _("unsure"),
    DecisionVerdict.WITHDRAW: _("withdrawn"),
    DecisionVerdict.EXAMINE: _("taken up"),
    DecisionVerdict.ADD: _("added"),
}


def label_reason(reason: str) -> str:
    """Return the reason of a decision, with the label of one that has a key."""
    code, separator, typed = reason.partition(": ")
    label = dict(REJECT_REASONS).get(code)
    return f"{label}{separator}{typed}" if label else reason


def label_fields(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return labels and values of corrected fields; an empty value is a dash."""
    form_fields = StatementForm().fields
    return [
        (str(form_fields[name].label) if name in form_fields else name, _label_value(name, value) or "–")
        for name, value in fields.items()
    ]


def _label_value(name: str, value: Any) -> str:
    choices: dict[str, Mapping[str, Any]] = {
        "kind": value_labels.KINDS,
        "response": value_labels.RESPONSES,
        "tense": dict(TENSE_CHOICES),
        "dimension": dict(DIMENSION_CHOICES),
    }
    if name in choices:
        return str(choices[name].get(value, value or ""))
    if name == "places":
        return format_places(value)
    if name in ROLES:
        value = [str(ref["name"]) for ref in value]
    elif name in TAG_FIELDS:
        value = [display_names.get_concept_label(concept) for concept in value]
    elif name == "instruments":
        value = [" ".join(filter(None, (ref["id"], ref["provision"]))) for ref in value]
    return number_formats.get_group_separator().join(map(str, value)) if isinstance(value, list) else str(value or "")
