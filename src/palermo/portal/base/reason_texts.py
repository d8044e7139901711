"""Reasons of statements, faults of the cells of a table, and failures, in the page's language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.errors import (
    NoText,
    NotFetched,
    PalermoError,
    QuestionInvalid,
    ReaderDied,
    TableInvalid,
    TooLarge,
    UnknownFormat,
    Unreadable,
)
from palermo.extraction.rows import CELL_PROBLEM_TEXTS, CellFault
from palermo.portal.base.display_names import get_concept_label, get_label
from palermo.portal.base.failure_texts import find_failure_text
from palermo.portal.base.languages import get_active_language
from palermo.portal.base.number_formats import format_integer, get_full_stop, get_separator
from palermo.portal.base.value_labels import KINDS, RESPONSES, get_value_label
from palermo.publishing.survey_form import FORM_COLUMNS
from palermo.statements import REASON_SENTENCES, Reason, ReasonValue, join_values
from palermo.vocabulary import format_inline_label

SENTENCE_CLASSES: dict[str, Promise] = {
    **KINDS,
    "none": pgettext_lazy("sentence", "no statement"),
    "continuation": pgettext_lazy("sentence", "continuation of a statement"),
}
"""What the statement tagger reads a sentence as."""
SINGULAR_ROLES: dict[str, Promise] = {
    "actor": pgettext_lazy("role", "actor"),
    "addressee": pgettext_lazy("role", "addressee"),
    "partner": pgettext_lazy("role", "partner"),
}


FAILURES: dict[type[PalermoError], Promise] = {
    UnknownFormat: gettext_lazy("Files of this format are not read."),
    Unreadable: gettext_lazy("The file is damaged, or is not what its name says."),
    NoText: gettext_lazy("No text was found in the file."),
    TableInvalid: gettext_lazy("The table has cells that are not valid."),
    TooLarge: gettext_lazy("The file is too large, or takes too long to read."),
    ReaderDied: gettext_lazy("The file could not be read."),
    NotFetched: gettext_lazy("The address could not be fetched."),
    QuestionInvalid: gettext_lazy("This condition is not known."),
}
"""What failed, by error; its reason and how to fix it are in English."""


def describe_failure(error: PalermoError, *, with_subject: bool = False) -> str:
    """Return why something failed and how to fix it; outside English, after what failed in the page's language."""
    text = str(error) if with_subject else str(error).removeprefix(f"{error.subject}: ")
    detail = f"{text[:1].upper()}{text[1:]}"
    if get_active_language() == "en":
        return detail
    parts = [find_failure_text(part) for part in (error.reason, error.hint) if part]
    if not with_subject and None not in parts:
        return "".join(f"{part[:1].upper()}{part[1:]}{get_full_stop()}" for part in parts if part).strip()
    sentence = next((text for kind, text in FAILURES.items() if isinstance(error, kind)), "")
    return format_html('{} <bdi lang="en">{}</bdi>', sentence, detail)


def format_reason(reason: Reason) -> SafeString:
    """Return a reason as HTML in the page's language, or marked as English if it is none of ours."""
    if reason.code in REASON_SENTENCES:
        texts = [_TRANSLATORS[one.name](one) if one.name in _TRANSLATORS else one.text for one in reason.values]
        joined = join_values(reason.values, texts, get_separator())
        return format_html("<bdi>{}</bdi>", _(REASON_SENTENCES[reason.code]) % joined)
    return format_html('<bdi lang="en">{}</bdi>', reason.feature)


def _format_printed_integer(text: str) -> str:
    """Return a number as the page's language prints it; the text is as English prints it: `9,229`."""
    return format_integer(int(text.replace(",", "")))


_TRANSLATORS: Mapping[str, Callable[[ReasonValue], str]] = {
    "kind": lambda value: get_value_label(KINDS, value.text),
    "kinds": lambda value: get_value_label(SENTENCE_CLASSES, value.text),
    "tags": lambda value: get_concept_label(value.text),
    "concepts": lambda value: format_inline_label(get_concept_label(value.id)),
    "places": lambda value: get_label(value.id) or value.text,
    "role": lambda value: get_value_label(SINGULAR_ROLES, value.text),
    "response": lambda value: get_value_label(RESPONSES, value.text),
    "causes": lambda value: _(value.text),
    "right": lambda value: _format_printed_integer(value.text),
    "total": lambda value: _format_printed_integer(value.text),
}
"""Translators by placeholder; other values stay as printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultText:
    """A fault of a cell as a page shows it."""

    row: str
    column: str
    text: str
    """What is wrong, and how to correct it."""


def describe_faults(faults: Iterable[CellFault]) -> list[FaultText]:
    """Return faults in words."""
    return [FaultText(row=fault.row, column=_name_column(fault), text=_describe_fault(fault)) for fault in faults]


def _name_column(fault: CellFault) -> str:
    """Return the header of a column; of one that is missing, the headers that the form of the survey has for it."""
    labels = {column.role: column.labels for column in FORM_COLUMNS}
    names = [labels[role][get_active_language()] for role in fault.missing_roles if role in labels]
    return " / ".join(names) or fault.column


def _describe_fault(fault: CellFault) -> str:
    reason, fix = (_(text) for text in CELL_PROBLEM_TEXTS[fault.problem])
    return f"{reason.replace('{value}', fault.value)}{get_full_stop()}{fix}{get_full_stop()}".strip()
