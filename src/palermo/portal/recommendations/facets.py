"""Facets of the register: the selected and the available values of each field, with counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.edition import FacetCount
from palermo.portal.base import value_labels
from palermo.portal.base.forms import QueryPairs
from palermo.portal.recommendations.register_query import RegisterQuery
from palermo.portal.services.facet_labels import find_regions, label_facet_value
from palermo.statements import Document

MAX_OFFERED_VALUES = 150
"""Values of a field that are offered, those with the most recommendations."""
FULL_LIST_PAGES = {"addressee": "recommendations:addressees", "issuer": "recommendations:issuers"}
"""Fields with a page that lists all values."""
CHECKBOX_FIELDS = ("subject", "answer", "nature", "language")
"""Fields with few values, shown as checkboxes; the others are lists."""
FACETS_BY_PARAM = {
    "subject": "subject",
    "answer": "response",
    "addressee": "addressee",
    "issuer": "actor",
    "year": "year",
    "theme": "theme",
    "exploitation": "exploitation",
    "intervention": "intervention",
    "group": "group",
    "country": "country",
    "region": "region",
    "instrument": "instrument",
    "language": "language",
    "nature": "nature",
}
"""Parameter of an address -> facet of a View."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFilterChip:
    """A filter that is set, and the register without it."""

    title: str
    label: str
    url_params: QueryPairs


def get_titles() -> dict[str, str]:
    """Return names of the fields."""
    return {
        "subject": _("Subject"),
        "answer": _("Answer"),
        "addressee": _("Addressee"),
        "issuer": _("Issued by"),
        "year": _("Year of the document"),
        "theme": _("Theme"),
        "exploitation": _("Form of exploitation"),
        "intervention": _("Kind of work"),
        "group": _("Group of people"),
        "country": _("Country"),
        "region": _("Region, with its countries"),
        "instrument": _("Instrument it cites"),
        "language": _("Language"),
        "nature": _("Whose words"),
        "document": _("Document"),
        "q": _("Words"),
    }


def build_facets(query: RegisterQuery, counts: Mapping[str, Sequence[FacetCount]]) -> list[RegisterFacet]:
    """Return the fields of the form; one without choices is left out."""
    shown = get_titles()
    found = []
    for name, facet in FACETS_BY_PARAM.items():
        found_there = counts.get(facet, ())
        choices = _build_choices(
            name, query.get_values(name), find_regions(found_there) if name == "region" else found_there
        )
        if name == "answer":
            choices.sort(key=lambda one: list(value_labels.RESPONSES).index(one.value))
        boxes = tuple(one for one in choices if one.chosen or name in CHECKBOX_FIELDS)
        ticked = {one.value for one in boxes}
        options = tuple(one for one in choices if one.value not in ticked)
        if boxes or options:
            whole = FULL_LIST_PAGES.get(name, "") if len(options) > MAX_OFFERED_VALUES else ""
            found.append(
                RegisterFacet(
                    name=name,
                    title=shown[name],
                    boxes=boxes,
                    options=options[:MAX_OFFERED_VALUES],
                    full_list_page=whole,
                )
            )
    return found


def _build_choices(name: str, chosen: tuple[str, ...], counts: Sequence[FacetCount]) -> list[RegisterFacetChoice]:
    found = [
        RegisterFacetChoice(
            value=one.value,
            label=label_facet_value(name, one.value, one.name),
            count=None if name == "region" else one.statements,
            chosen=one.value in chosen,
        )
        for one in counts
    ]
    known = {one.value for one in found}
    found += [
        RegisterFacetChoice(value=v, label=label_facet_value(name, v), count=0, chosen=True)
        for v in chosen
        if v not in known
    ]
    return found


def build_chips(
    query: RegisterQuery, fields: Sequence[RegisterFacet], documents: Mapping[str, Document]
) -> list[RegisterFilterChip]:
    """Return the filters that are set, each with the parameters without it."""
    titles = get_titles()
    labels = {(facet.name, one.value): one.label for facet in fields for one in facet.boxes}
    chips = []
    if query.search_text:
        params = query.remove_filter("q", "").url_params
        chips.append(RegisterFilterChip(title=titles["q"], label=query.search_text, url_params=params))
    for name, value in query.pairs:
        printed_name = documents[value].title if name == "document" and value in documents else None
        label = labels.get((name, value)) or label_facet_value(name, value, printed_name)
        params = query.remove_filter(name, value).url_params
        chips.append(RegisterFilterChip(title=titles[name], label=label, url_params=params))
    return chips
