"""The register's facets: for each field the values that are chosen, and those that could be, with their counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.analysis.dimension_values import WORLD
from palermo.edition import FacetCount
from palermo.portal.base import display_names, languages, value_labels
from palermo.portal.maps.map_cache import get_dimension_values
from palermo.portal.recommendations.register_query import RegisterQuery
from palermo.statements import Document

MAX_OFFERED_VALUES = 150
"""Values of a field that are offered, those with the most recommendations; a longer list of choices helps nobody."""
FULL_LIST_PAGES = {"addressee": "recommendations:addressees", "issuer": "recommendations:issuers"}
"""Fields whose values all stand on a page of their own."""
CHECKBOX_FIELDS = ("subject", "answer", "nature", "language")
"""Fields with few values: each is a box to tick. The others are a list to choose one more from."""
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


def get_titles() -> dict[str, str]:
    """Names of the fields."""
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


def label_value(field: str, value: str, printed_name: str | None = None) -> str:
    """A value in words; `printed` is the name that the documents give."""
    language = languages.get_active_language()
    match field:
        case "answer":
            return value_labels.get_value_label(value_labels.RESPONSES, value)
        case "nature":
            return value_labels.get_value_label(value_labels.NATURES, value)
        case "language":
            return languages.get_language_name(value)
        case "theme" | "exploitation" | "intervention" | "group":
            return display_names.get_concept_label(value, language)
        case "subject" | "country" | "region":
            return get_dimension_values().get_label(field, value, language)
        case "addressee" | "issuer" | "instrument":
            return display_names.get_label(value, language) or printed_name or value.removeprefix("name:")
    return printed_name or value


def build_facets(query: RegisterQuery, counts: Mapping[str, Sequence[FacetCount]]) -> list[RegisterFacet]:
    """The fields of the form; one that has nothing to choose is left out."""
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
    shown = get_titles()
    labels = {(facet.name, one.value): one.label for facet in fields for one in facet.boxes}
    found = (
        [RegisterFilterChip(title=shown["q"], label=query.search_text, query=query.remove_filter("q", "").query)]
        if query.search_text
        else []
    )
    for name, value in query.pairs:
        printed = documents[value].title if name == "document" and value in documents else None
        text = labels.get((name, value)) or label_value(name, value, printed)
        found.append(RegisterFilterChip(title=shown[name], label=text, query=query.remove_filter(name, value).query))
    return found
