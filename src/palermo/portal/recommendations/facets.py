"""The register's facets: for each field the values that are chosen, and those that could be, with their counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.analysis.values import WORLD
from palermo.edition import Count
from palermo.portal.frame import languages, names, words
from palermo.portal.maps.ground import values
from palermo.portal.recommendations.asked import Asked
from palermo.statements import Document

OFFERED = 150
"""Values of a field that are offered, those with the most recommendations; a longer list of choices helps nobody."""
WHOLE = {"addressee": "recommendations:addressees", "issuer": "recommendations:issuers"}
"""Fields whose values all stand on a page of their own."""
LISTED = ("subject", "answer", "nature", "language")
"""Fields with few values: each is a box to tick. The others are a list to choose one more from."""
FACETS = {
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
class Choice:
    """One value of a field."""

    value: str
    label: str
    count: int | None
    """Recommendations it would give; None where the View does not count it."""
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One field of the form."""

    name: str
    title: str
    boxes: tuple[Choice, ...]
    options: tuple[Choice, ...]
    whole: str = ""
    """The page that lists every value, where not all are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter that is set, and the register without it."""

    title: str
    label: str
    query: tuple[tuple[str, str], ...]


def titles() -> dict[str, str]:
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


def label(field: str, value: str, printed: str | None = None) -> str:
    """A value in words; `printed` is the name that the documents give."""
    language = languages.active()
    match field:
        case "answer":
            return words.word(words.RESPONSES, value)
        case "nature":
            return words.word(words.NATURES, value)
        case "language":
            return languages.name(value)
        case "theme" | "exploitation" | "intervention" | "group":
            return names.concept(value, language)
        case "subject" | "country" | "region":
            return values().label(field, value, language)
        case "addressee" | "issuer" | "instrument":
            return names.label(value, language) or printed or value.removeprefix("name:")
    return printed or value


def facets(asked: Asked, counted: Mapping[str, Sequence[Count]]) -> list[Facet]:
    """The fields of the form; one that has nothing to choose is left out."""
    shown = titles()
    found = []
    for name, facet in FACETS.items():
        found_there = counted.get(facet, ())
        choices = _choices(name, asked.values(name), around(found_there) if name == "region" else found_there)
        if name == "answer":
            choices.sort(key=lambda one: list(words.RESPONSES).index(one.value))
        boxes = tuple(one for one in choices if one.chosen or name in LISTED)
        ticked = {one.value for one in boxes}
        options = tuple(one for one in choices if one.value not in ticked)
        if boxes or options:
            whole = WHOLE.get(name, "") if len(options) > OFFERED else ""
            found.append(Facet(name=name, title=shown[name], boxes=boxes, options=options[:OFFERED], whole=whole))
    return found


def around(counted: Sequence[Count]) -> list[Count]:
    """Regions in which any of these countries and regions lie, by name; how many have each is not counted."""
    known, language = values(), languages.active()
    of_places = {**known.registry.around, **known.regions}
    codes = {code for one in counted for code in of_places.get(one.value, ()) if code != WORLD}
    named = {code: known.label("region", code, language) for code in codes}
    return [Count(value=code, statements=0, name=named[code]) for code in sorted(codes, key=named.__getitem__)]


def _choices(name: str, chosen: tuple[str, ...], counted: Sequence[Count]) -> list[Choice]:
    found = [
        Choice(
            value=one.value,
            label=label(name, one.value, one.name),
            count=None if name == "region" else one.statements,
            chosen=one.value in chosen,
        )
        for one in counted
    ]
    known = {one.value for one in found}
    found += [Choice(value=v, label=label(name, v), count=0, chosen=True) for v in chosen if v not in known]
    return found


def chips(asked: Asked, fields: Sequence[Facet], documents: Mapping[str, Document]) -> list[Chip]:
    """The filters that are set, each with the way to drop it."""
    shown = titles()
    labels = {(facet.name, one.value): one.label for facet in fields for one in facet.boxes}
    found = [Chip(title=shown["q"], label=asked.words, query=asked.without("q", "").query)] if asked.words else []
    for name, value in asked.pairs:
        printed = documents[value].title if name == "document" and value in documents else None
        text = labels.get((name, value)) or label(name, value, printed)
        found.append(Chip(title=shown[name], label=text, query=asked.without(name, value).query))
    return found
