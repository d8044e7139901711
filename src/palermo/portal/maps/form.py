"""The explorer's form: what can be chosen, and what is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.analysis import DIMENSIONS
from palermo.analysis.values import MEMBERS, WORLD
from palermo.analysis.who_does_what import Ground
from palermo.edition.subject import TRAFFICKING
from palermo.portal.maps.asked import Asked, Pairs
from palermo.portal.maps.labels import DIMENSIONS as NAMES
from palermo.portal.maps.labels import MEASURES, SORTS, label
from palermo.statements import normalised

FIRST = ("kind", "region")
"""Filters that stand open in the form; the others stand under `More filters`."""
OFFERED = 120
"""Values of a filter that are offered: those with the most statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to choose."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the form."""

    name: str
    title: str
    choices: Sequence[Choice]
    more: Sequence[str] = ()
    """Further values that are asked for, which a list with one choice cannot show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter that is set, and the parameters of the map without it."""

    title: str
    name: str
    query: Pairs


def axes(asked: Asked) -> list[Field]:
    """Rows, columns, facet, what is counted, and the order."""
    dimensions = {name: str(title) for name, title in NAMES.items()}
    fields = [
        ("rows", _("Rows"), dimensions, asked.rows),
        ("columns", _("Columns"), dimensions, asked.columns),
        ("facet", _("One map for each"), {"": _("one map"), **dimensions}, asked.facet),
        ("measure", _("Counting"), {k: str(v) for k, v in MEASURES.items()}, asked.measure),
        ("sort", _("Sorted by"), {k: str(v) for k, v in SORTS.items()}, asked.sort),
    ]
    return [
        Field(
            name=name,
            title=title,
            choices=[Choice(value=k, name=v, chosen=k == chosen) for k, v in options.items()],
        )
        for name, title, options, chosen in fields
    ]


def subjects(ground: Ground, asked: Asked) -> list[tuple[str, int, Pairs, bool]]:
    """The switch between the subject of this field and all subjects: name, statements, parameters, whether it is on."""
    rest = {name: ids for name, ids in asked.wanted.items() if name != "subject"}
    every = ground.rows(rest)
    on = dict(ground.counted(every, "subject")).get(TRAFFICKING, 0)
    return [
        (label("subject", TRAFFICKING, {}), on, asked.about(TRAFFICKING), asked.subject == TRAFFICKING),
        (_("All subjects"), len(every), asked.about(""), not asked.wanted.get("subject")),
    ]


def filters(ground: Ground, asked: Asked) -> tuple[list[Field], list[Field]]:
    """The filters that stand open, and the others; years have fields of their own."""
    made = {name: _filter(ground, name, asked) for name in DIMENSIONS if name not in ("year", "subject")}
    held = {name: field for name, field in made.items() if len(field.choices) > 1}
    return [held[n] for n in FIRST if n in held], [field for n, field in held.items() if n not in FIRST]


def chips(ground: Ground, asked: Asked) -> list[Chip]:
    """The filters that are set."""
    found = []
    for name, ids in asked.wanted.items():
        title = str(NAMES[name])
        if name == "year":
            shown = ids[0] if len(ids) == 1 else f"{ids[0]}–{ids[-1]}"
            found.append(Chip(title=title, name=shown, query=asked.without(name, "").query))
            continue
        for id in ids:
            words = label(name, id, ground.names)
            found.append(Chip(title=title, name=words, query=asked.without(name, id).query))
    return found


def _filter(ground: Ground, name: str, asked: Asked) -> Field:
    chosen = asked.wanted.get(name, ())
    ids = [id for id, _times in ground.often(name)[:OFFERED] if id != WORLD]
    ids += [id for id in chosen[:1] if id not in ids]
    offered = sorted(
        (Choice(value=id, name=label(name, id, ground.names), chosen=id in chosen[:1]) for id in ids),
        key=lambda one: normalised(one.name),
    )
    if name == "entity":
        offered.insert(0, Choice(value=MEMBERS, name=_("Members of ICAT"), chosen=False))
    return Field(
        name=name,
        title=str(NAMES[name]),
        choices=[Choice(value="", name=_("any"), chosen=not chosen), *offered],
        more=chosen[1:],
    )
