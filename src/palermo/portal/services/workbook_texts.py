"""Headers and labelled values of workbooks in the page's language."""

from collections.abc import Callable, Mapping
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.portal.base import display_names, languages, value_labels
from palermo.portal.services.entity_statements import ANSWER_CHOICES
from palermo.portal.services.facet_labels import LABELS_BY_FACET, label_facet_value
from palermo.publishing.workbook_texts import WorkbookTexts
from palermo.statements import FACET_BY_NAME, FACETS

type Labels = Mapping[str, Promise]

_ANSWERS: Labels = {"true": _("yes"), "false": _("no")}
_LABELS_BY_COLUMN: Mapping[str, Labels] = {
    **dict.fromkeys(("confirmed", "full_text", "icat", "main", "protective", "sensitive", "verified"), _ANSWERS),
    **dict.fromkeys(("dimension", "with_dimension"), value_labels.DIMENSIONS),
    **{f"{name}.source": value_labels.REF_SOURCES for name in ("actors", "addressees", "partners")},
    "entity_answers.answer": dict(ANSWER_CHOICES),
    "nature": value_labels.NATURES,
    "response": value_labels.RESPONSES,
    "status": value_labels.STATUSES,
    "support.role": value_labels.SUPPORT_ROLES,
    "tense": value_labels.TENSES,
    "version": value_labels.VERSIONS,
}
"""By column, or by its name within a record."""
_KINDS_BY_TABLE: Mapping[str, Labels] = {
    **dict.fromkeys(("statements", "recommendations"), value_labels.KINDS),
    "entities": value_labels.ENTITY_KINDS,
    "instruments": value_labels.INSTRUMENT_KINDS,
}
_LABELS_BY_MAP_COLUMN: Mapping[str, Labels] = {
    "band": value_labels.BANDS,
    "documented": _ANSWERS,
    "emptiness": {
        "no-document": _("No document in the library"),
        "nothing-found": value_labels.OUTCOMES["nothing-found"],
        "old-evidence": _("Newest evidence is old"),
    },
    "gap": value_labels.GAPS,
    "own_answers": dict(ANSWER_CHOICES),
    "response": value_labels.RESPONSES,
    "standing": value_labels.CONTINUITIES,
    "status": value_labels.OUTCOMES,
    "turn": {"new": _("New"), "silent": _("No longer found"), "grown": _("Grown"), "shrunk": _("Shrunk")},
    "verified": {"yes": _("yes"), "no": _("no")},
}
_FACET_BY_COLUMN = {
    **{f.column: f.name for f in FACETS if f.scheme or f.name in ("place", "region", "language")},
    "region": "region",
}
_ID_COLUMNS = frozenset({"publishers", "entities", "entity_answers.entity"})


def get_workbook_texts() -> WorkbookTexts:
    """Return the texts of workbooks in the page's language."""
    return WorkbookTexts(language=languages.get_active_language(), translate=gettext, find_labels=_find_labels)


def _find_labels(table: str, column: str) -> Callable[[str], str] | None:
    """Return the function that labels the values of a column of a table, of a map, or of a facet."""
    name = column.rpartition(".")[2]
    if table == "facet":
        return partial(label_facet_value, column) if column in (*LABELS_BY_FACET, "language") else None
    if table == "map":
        labels: Labels | None = _LABELS_BY_MAP_COLUMN.get(column)
    elif column == "kind":
        labels = _KINDS_BY_TABLE.get(table)
    else:
        labels = _LABELS_BY_COLUMN.get(column) or _LABELS_BY_COLUMN.get(name)
    if labels:
        return lambda value: str(labels.get(value.lower(), value))
    if table == "map":
        return None
    if column == "facet":
        return lambda value: FACET_BY_NAME[value].get_label(languages.get_active_language())
    if facet := _FACET_BY_COLUMN.get(column):
        return partial(label_facet_value, facet)
    if column in _ID_COLUMNS or name in _ID_COLUMNS:
        return lambda value: display_names.get_label(value) or value
    return None
