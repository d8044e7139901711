"""Reasons of the rules of joint texts in the page's language."""

from django.utils.translation import gettext

from palermo.access import Refusal
from palermo.joint_texts.refusals import RuleRefusal
from palermo.portal.base.languages import get_language_name, mark_direction
from palermo.portal.joint_texts.text_labels import get_label
from palermo.portal.services.access import translate_reason

_STAGE_VALUES = frozenset({"stage", "present"})


def explain_refusal(refusal: Refusal) -> str:
    """Return why an action is refused."""
    if not isinstance(refusal, RuleRefusal):
        return translate_reason(refusal)
    return gettext(refusal.code) % {name: _format_value(name, value) for name, value in refusal.values}


def _format_value(name: str, value: str) -> str:
    if name in _STAGE_VALUES:
        return get_label("stage", value)
    return get_language_name(value) if name == "language" else mark_direction(value)
