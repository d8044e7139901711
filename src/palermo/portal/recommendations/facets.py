"""The register's facets: for each field the values that are chosen, and those that could be, with their counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from palermo.edition import FacetCount
from palermo.portal.base import display_names, languages, value_labels
from palermo.portal.maps.map_cache import get_dimension_values
from palermo.portal.recommendations.register_query import FILTER_PARAMS, RegisterQuery
from palermo.registry import WORLD
from palermo.statements import FACET_BY_NAME, FACETS, NAME_PREFIX, Document

MAX_OFFERED_VALUES = 150
"""Values of a field that are offered, those with the most recommendations; a longer list of choices helps nobody."""
FULL_LIST_PAGES = {"addressee": "recommendations:addressees", "actor": "recommendations:issuers"}
"""Facets all of whose values are listed on a page of their own."""
CHECKBOX_FIELDS = frozenset(facet.name for facet in FACETS if facet.values)
"""Facets with few values: each is a box to tick. The others are a list to choose one more from."""
_FIRST_FACETS = ("subject", "response")
FORM_FACETS = (*_FIRST_FACETS, *(name for name in FILTER_PARAMS if name not in (*_FIRST_FACETS, "document")))
"""Facets that the form offers."""
REGISTER_TITLES: Mapping[str, Promise] = {
    "actor": gettext_lazy("Issued by"),
    "region": gettext_lazy("Region, with its countries"),
    "instrument": gettext_lazy("Instrument it cites"),
    "q": gettext_lazy("Words"),
}
"""Titles that say what a facet means for recommendations; the others have their own labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFacetChoice:
    """One value of a field."""

    value: str
    label: str
    count: int | None
    """Recommendations it would give; None where the View does not count it."""
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFacet:
    """One field of the form."""

    name: str
    title: str
    boxes: tuple[RegisterFacetChoice, ...]
    options: tuple[RegisterFacetChoice, ...]
    full_list_page: str = ""
    """The page that lists every value, where not all are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFilterChip:
    """A filter that is set, and the register without it."""

    title: str
    label: str
    query: tuple[tuple[str, str], ...]


def get_title(name: str) -> str:
    """Return the title of a field in the page's language."""
    if name in REGISTER_TITLES:
        return str(REGISTER_TITLES[name])
    return FACET_BY_NAME[name].get_label(languages.get_active_language())


def label_value(field: str, value: str, printed_name: str | None = None) -> str:
    """A value in words; `printed` is the name that the documents give."""
    language = languages.get_active_language()
    match field:
        case "response":
            return value_labels.get_value_label(value_labels.RESPONSES, value)
        case "nature":
            return value_labels.get_value_label(value_labels.NATURES, value)
        case "language":
            return languages.get_language_name(value)
        case "subject" | "place" | "region":
            return get_dimension_values().get_label(field, value, language)
        case "addressee" | "actor" | "instrument":
            return display_names.get_label(value, language) or printed_name or value.removeprefix(NAME_PREFIX)
    if FACET_BY_NAME[field].scheme:
        return display_names.get_concept_label(value, language)
    return printed_name or value


def build_facets(query: RegisterQuery, counts: Mapping[str, Sequence[FacetCount]]) -> list[RegisterFacet]:
    """The fields of the form; one that has nothing to choose is left out."""
    found = []
    for name in FORM_FACETS:
        found_there = counts.get(name, ())
        choices = _build_choices(
            name, query.get_values(name), find_regions(found_there) if name == "region" else found_there
        )
        if name == "response":
            choices.sort(key=lambda one: list(value_labels.RESPONSES).index(one.value))
        boxes = tuple(one for one in choices if one.chosen or name in CHECKBOX_FIELDS)
        ticked = {one.value for one in boxes}
        options = tuple(one for one in choices if one.value not in ticked)
        if boxes or options:
            whole = FULL_LIST_PAGES.get(name, "") if len(options) > MAX_OFFERED_VALUES else ""
            found.append(
                RegisterFacet(
                    name=name,
                    title=get_title(name),
                    boxes=boxes,
                    options=options[:MAX_OFFERED_VALUES],
                    full_list_page=whole,
                )
            )
    return found


def find_regions(counts: Sequence[FacetCount]) -> list[FacetCount]:
    """Regions in which any of these countries and regions lie, by name; how many have each is not counted."""
    known, language = get_dimension_values(), languages.get_active_language()
    of_places = {**known.registry.enclosing_regions, **known.regions}
    codes = {code for one in counts for code in of_places.get(one.value, ()) if code != WORLD}
    named = {code: known.get_label("region", code, language) for code in codes}
    return [FacetCount(value=code, statements=0, name=named[code]) for code in sorted(codes, key=named.__getitem__)]


def _build_choices(name: str, chosen: tuple[str, ...], counts: Sequence[FacetCount]) -> list[RegisterFacetChoice]:
    found = [
        RegisterFacetChoice(
            value=one.value,
            label=label_value(name, one.value, one.name),
            count=None if name == "region" else one.statements,
            chosen=one.value in chosen,
        )
        for one in counts
    ]
    known = {one.value for one in found}
    found += [
        RegisterFacetChoice(value=v, label=label_value(name, v), count=0, chosen=True) for v in chosen if v not in known
    ]
    return found


def build_chips(
    query: RegisterQuery, fields: Sequence[RegisterFacet], documents: Mapping[str, Document]
) -> list[RegisterFilterChip]:
    """The filters that are set, each with the way to drop it."""
    labels = {(facet.name, one.value): one.label for facet in fields for one in facet.boxes}
    found = (
        [RegisterFilterChip(title=get_title("q"), label=query.search_text, query=query.remove_filter("q", "").query)]
        if query.search_text
        else []
    )
    for name, value in query.pairs:
        printed = documents[value].title if name == "document" and value in documents else None
        text = labels.get((name, value)) or label_value(name, value, printed)
        found.append(
            RegisterFilterChip(title=get_title(name), label=text, query=query.remove_filter(name, value).query)
        )
    return found
