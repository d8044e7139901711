"""Labels of the values by which lists and maps are filtered, in the page's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from palermo.edition import FacetCount
from palermo.portal.base import display_names, languages, value_labels
from palermo.portal.base.forms import QueryPairs
from palermo.portal.base.number_formats import get_colon, join_texts
from palermo.portal.services.map_cache import get_facet_values
from palermo.registry import WORLD
from palermo.statements import FACET_BY_NAME, NAME_PREFIX

REGISTRY_FACETS = frozenset({"addressee", "actor", "partner", "instrument", "publisher", "entity"})
LABELS_BY_FACET: Mapping[str, dict[str, Promise]] = {
    "kind": value_labels.KINDS,
    "nature": value_labels.NATURES,
    "response": value_labels.RESPONSES,
    "status": value_labels.STATUSES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterChip:
    """A filter that is set, and the query parameters of the list without it."""

    title: str
    label: str
    url_params: QueryPairs


def label_facet_value(facet: str, value: str, printed_name: str | None = None) -> str:
    """Return the label of a facet's value; `printed_name` is the name that documents give it."""
    language = languages.get_active_language()
    if facet in LABELS_BY_FACET:
        return value_labels.get_value_label(LABELS_BY_FACET[facet], value)
    if facet == "language":
        return languages.get_language_name(value)
    if facet in FACET_BY_NAME:
        label = get_facet_values().get_label(facet, value, language)
        if label not in (value, value.removeprefix(NAME_PREFIX)):
            return label
        if FACET_BY_NAME[facet].scheme:
            return display_names.get_concept_label(value)
    if facet in REGISTRY_FACETS:
        return display_names.get_label(value) or printed_name or value.removeprefix(NAME_PREFIX)
    return printed_name or value


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownValue:
    """A value of a filter that is unknown and was ignored, in the page's language."""

    subject: str
    hint: str
    """What to write instead."""


def describe_unknown_value(facet: str, text: str) -> UnknownValue:
    """Return an unknown value with suggestions."""
    return UnknownValue(
        subject=f"{value_labels.get_facet_title(FACET_BY_NAME[facet])} “{text}”", hint=_suggest_values(facet, text)
    )


def _suggest_values(facet: str, text: str) -> str:
    if facet == "year":
        return _("Write 2021 or 2018..2022.")
    ids, is_near = get_facet_values().suggest_ids(facet, text)
    if not ids:
        return _("Nothing is called like it: write a name, an acronym or an id.")
    names = join_texts(f"{languages.mark_direction(label_facet_value(facet, id))} ({id})" for id in ids)
    return f"{_('Near it') if is_near else _('There are')}{get_colon()}{names}"


def find_regions(counts: Sequence[FacetCount]) -> list[FacetCount]:
    """Return the regions that contain any of these countries and regions, by name, without counts."""
    values, language = get_facet_values(), languages.get_active_language()
    enclosing = {**values.registry.enclosing_regions, **values.regions}
    codes = {code for count in counts for code in enclosing.get(count.value, ()) if code != WORLD}
    names = {code: values.get_label("region", code, language) for code in codes}
    return [FacetCount(value=code, statements=0, name=names[code]) for code in sorted(codes, key=names.__getitem__)]
