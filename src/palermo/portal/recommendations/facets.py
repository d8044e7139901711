"""Facets of the register: the selected and the available values of each field, with counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from palermo.edition import FacetCount, Filters, View
from palermo.portal.base import languages, value_labels
from palermo.portal.recommendations.register_query import FILTER_PARAMS, OWN_ANSWER, RegisterQuery, list_answered_ids
from palermo.portal.services.current_edition import get_current_view
from palermo.portal.services.entity_statements import ANSWER_CHOICES
from palermo.portal.services.facet_labels import FilterChip, find_regions, label_facet_value
from palermo.statements import FACET_BY_NAME, FACETS, Document

MAX_OFFERED_VALUES = 150
"""Values of a field that are offered, those with the most recommendations."""
FULL_LIST_PAGES = {"addressee": "recommendations:addressees", "actor": "recommendations:issuers"}
"""Facets all of whose values are listed on a page of their own."""
CHECKBOX_FIELDS = frozenset(facet.name for facet in FACETS if facet.values)
"""Facets with few values: each is a box to tick. The others are a list to choose one more from."""
_FIRST_FACETS = ("subject", "response")
FORM_FACETS = (*_FIRST_FACETS, *(name for name in FILTER_PARAMS if name not in (*_FIRST_FACETS, "document")))
REGISTER_TITLES: Mapping[str, Promise] = {
    "actor": gettext_lazy("Issued by"),
    "region": gettext_lazy("Region, with its countries"),
    "instrument": gettext_lazy("Instrument it cites"),
    "q": gettext_lazy("Words"),
    OWN_ANSWER: gettext_lazy("Answer of the addressee itself"),
}
"""Titles that say what a facet means for recommendations; the others have their own labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFacetChoice:
    """One value of a field."""

    value: str
    label: str
    count: int | None
    """Matching recommendations; None if the View does not count them."""
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFacet:
    """One field of the form."""

    name: str
    title: str
    boxes: tuple[RegisterFacetChoice, ...]
    options: tuple[RegisterFacetChoice, ...]
    full_list_page: str = ""
    """The page that lists every value, if not all are offered."""


def get_title(name: str) -> str:
    """Return the title of a field in the page's language."""
    if name in REGISTER_TITLES:
        return str(REGISTER_TITLES[name])
    return FACET_BY_NAME[name].get_label(languages.get_active_language())


def build_facets(query: RegisterQuery, counts: Mapping[str, Sequence[FacetCount]]) -> list[RegisterFacet]:
    """Return the fields of the form; one without choices is left out."""
    facets = []
    for name in FORM_FACETS:
        facet_counts = counts.get(name, ())
        choices = _build_choices(
            name, query.get_values(name), find_regions(facet_counts) if name == "region" else facet_counts
        )
        if name == "response":
            choices.sort(key=lambda choice: list(value_labels.RESPONSES).index(choice.value))
        boxes = tuple(choice for choice in choices if choice.chosen or name in CHECKBOX_FIELDS)
        ticked = {box.value for box in boxes}
        options = tuple(choice for choice in choices if choice.value not in ticked)
        if boxes or options:
            full_list = FULL_LIST_PAGES.get(name, "") if len(options) > MAX_OFFERED_VALUES else ""
            facets.append(
                RegisterFacet(
                    name=name,
                    title=get_title(name),
                    boxes=boxes,
                    options=options[:MAX_OFFERED_VALUES],
                    full_list_page=full_list,
                )
            )
    return facets


def build_answer_facet(view: View, query: RegisterQuery, filters: Filters) -> RegisterFacet | None:
    """Return the field of own answers, or None where no addressee has answered."""
    chosen = query.get_values(OWN_ANSWER)
    boxes = [
        RegisterFacetChoice(
            value=value,
            label=str(label),
            count=view.find_statements(replace(filters, ids=list_answered_ids([value])), limit=0).total,
            chosen=value in chosen,
        )
        for value, label in ANSWER_CHOICES
        if value in chosen or list_answered_ids([value])
    ]
    title = get_title(OWN_ANSWER)
    return RegisterFacet(name=OWN_ANSWER, title=title, boxes=tuple(boxes), options=()) if boxes else None


def _build_choices(name: str, chosen: tuple[str, ...], counts: Sequence[FacetCount]) -> list[RegisterFacetChoice]:
    choices = [
        RegisterFacetChoice(
            value=count.value,
            label=label_facet_value(name, count.value, count.name),
            count=None if name == "region" else count.statements,
            chosen=count.value in chosen,
        )
        for count in counts
    ]
    known = {item.value for item in choices}
    choices += [
        RegisterFacetChoice(value=v, label=label_facet_value(name, v), count=0, chosen=True)
        for v in chosen
        if v not in known
    ]
    return choices


def build_chips(
    query: RegisterQuery, fields: Sequence[RegisterFacet], documents: Mapping[str, Document]
) -> list[FilterChip]:
    """Return the filters that are set, each with the parameters without it."""
    labels = {(facet.name, box.value): box.label for facet in fields for box in facet.boxes}
    labels |= {(OWN_ANSWER, value): str(label) for value, label in ANSWER_CHOICES}
    printed_names = get_current_view().get_statement_index().printed_names
    chips = []
    if query.search_text:
        params = query.remove_filter("q", "").url_params
        chips.append(FilterChip(title=get_title("q"), label=query.search_text, url_params=params))
    for name, value in query.pairs:
        printed_name = documents[value].title if name == "document" and value in documents else printed_names.get(value)
        label = labels.get((name, value)) or label_facet_value(name, value, printed_name)
        params = query.remove_filter(name, value).url_params
        chips.append(FilterChip(title=get_title(name), label=label, url_params=params))
    return chips
