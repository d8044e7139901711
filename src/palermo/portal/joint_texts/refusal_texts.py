"""Reasons of the rules of joint texts in the page's language."""

from django.utils.translation import gettext, gettext_noop

from palermo.access import Refusal
from palermo.joint_texts.refusals import REASONS, RuleRefusal
from palermo.portal.base.languages import get_language_name, mark_direction
from palermo.portal.joint_texts.text_labels import get_label
from palermo.portal.services.access import translate_reason

_STAGE_VALUES = frozenset({"stage", "present"})
TRANSLATED_REASONS = (
    gettext_noop("Your role does not allow this. Ask the secretariat."),
    gettext_noop("You cannot speak for %(entity)s. Ask the secretariat to make you its focal point."),
    gettext_noop("This is not possible in the stage “%(stage)s”."),
    gettext_noop("The stage “%(stage)s” cannot follow the stage “%(present)s”."),
    gettext_noop("The clock of this machine is behind the last event of the text. Correct the clock."),
    gettext_noop("Something with the id %(id)s exists already. Load the page again."),
    gettext_noop("The text has no such paragraph. Load the page again."),
    gettext_noop("The paragraph was removed from the text, so nothing can be changed or added there."),
    gettext_noop("An item or a footnote belongs to a paragraph, and the title stays where it is."),
    gettext_noop("Words are missing. Write some, or remove the paragraph."),
    gettext_noop("A text is still to be written: %(words)s. Write it, or remove the paragraph."),
    gettext_noop("Somebody has changed this paragraph since you opened it. Compare both versions below."),
    gettext_noop("The version that the translation follows does not exist. Load the page again."),
    gettext_noop("This is the authoritative language of the text. Edit the paragraph itself."),
    gettext_noop("%(entity)s is not a member of the group on %(day)s."),
    gettext_noop("The group has no members on %(day)s. Record its members first."),
    gettext_noop("This was answered already."),
    gettext_noop("An answer is missing. Say in a sentence why."),
    gettext_noop("Proposals without an answer: %(count)s. Accept, amend or decline each of them."),
    gettext_noop(
        "From %(start)s to %(deadline)s only %(hours)s hours pass, and at least %(minimum)s are needed."
        " The earliest deadline is %(earliest)s."
    ),
    gettext_noop("The new deadline has to be later than %(deadline)s."),
    gettext_noop("The deadline passed on %(deadline)s. Write to the secretariat."),
    gettext_noop("This round covers the changed paragraphs only, and this paragraph is not one of them."),
    gettext_noop("The silence procedure runs until %(deadline)s."),
    gettext_noop("Nobody has broken silence in this round."),
    gettext_noop("Silence was broken. Answer the breaks and start a new round."),
    gettext_noop("No paragraph has changed since the last round. Start the new round for all."),
    gettext_noop("A reason and the alternative wording are needed."),
    gettext_noop("This is not the text that was cleared: its hash differs. Load the page again."),
    gettext_noop("%(entity)s has endorsed the text already."),
    gettext_noop("Heads who have endorsed the text: %(count)s. At least needed: %(minimum)s."),
    gettext_noop("Name and title of the head are needed, as they are to be printed."),
    gettext_noop("The translation into “%(language)s” is not complete. Paragraphs to bring up to date: %(count)s."),
    gettext_noop("No time zone is called %(zone)s. Choose one such as Europe/Vienna."),
    gettext_noop("%(time)s does not exist in %(zone)s: the clocks go forward then. Choose another time."),
    gettext_noop("This file cannot be read as a Word file. Save it as .docx."),
    gettext_noop("This file is too large. Remove pictures and save it again."),
    gettext_noop("This is not the Word file of this text. Download that, and edit it."),
    gettext_noop("This is the Word file of another text. Download the Word file of this text, and edit that."),
    gettext_noop(
        "This is the Word file of a translation. Edit the one in the authoritative language;"
        " write translations on the page of their paragraph."
    ),
    gettext_noop(
        "The file has the text of another document: it holds %(held)s of the %(count)s paragraphs of this text."
        " Download the Word file of this text, and edit that."
    ),
)
"""The sentences of `palermo.joint_texts.refusals`, for the catalogues; a test compares both."""


def explain_refusal(refusal: Refusal) -> str:
    """Return why an action is refused."""
    if not isinstance(refusal, RuleRefusal):
        return translate_reason(refusal)
    return gettext(REASONS[refusal.code]) % {name: _format_value(name, value) for name, value in refusal.values}


def _format_value(name: str, value: str) -> str:
    if name in _STAGE_VALUES:
        return get_label("stage", value)
    return get_language_name(value) if name == "language" else mark_direction(value)
