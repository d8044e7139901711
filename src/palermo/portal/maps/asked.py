"""What an explorer's address asks for, and addresses of the same with a change."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from palermo.analysis import DIMENSIONS, OLD, Values, Where, filters_of
from palermo.analysis.who_does_what import Question
from palermo.errors import QuestionInvalid
from palermo.portal.frame.asking import clean, unheard
from palermo.portal.maps.ground import WIDEST
from palermo.portal.maps.labels import MEASURES, SORTS

TOP, FACETS = 25, 6
"""Rows, columns and facets that are shown unless more are asked for."""
MOST = 200
"""Rows that are shown at most."""
HEARD = 250
"""Values of one dimension that are heard."""
COMPARED = 4
"""Values that can be compared side by side."""

_ANY = ("old", "top", "from", "to", "at_row", "at_column", "at_facet", "compare", "since", "earlier", "later", "page")
"""Parameters of a map that are not chosen from a list."""
_CHOICES: Mapping[str, Collection[str] | None] = {
    **dict.fromkeys((*DIMENSIONS, *_ANY)),
    **dict.fromkeys(("rows", "columns", "facet"), DIMENSIONS),
    "measure": MEASURES,
    "sort": SORTS,
}

type Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A map, the filters, and what of it is open."""

    rows: str = "entity"
    columns: str = "intervention"
    facet: str = ""
    measure: str = "statements"
    sort: str = "weight"
    old: int = OLD
    top: int = TOP
    wanted: Mapping[str, tuple[str, ...]]
    """Filters: ids by dimension."""
    refused: tuple[QuestionInvalid, ...] = ()
    """Values of the address that nothing is called by."""
    unheard: tuple[tuple[str, str], ...] = ()
    """Parameters, each with its value, that can't be so."""
    at: tuple[str, ...] = ()
    """The open cell: row, column and, if there is one, facet."""
    compared: tuple[str, ...] = ()
    """Rows that are shown side by side."""

    def where(self, values: Values) -> Where:
        """The filters, for a map and for an edition."""
        return Where(asked=self.wanted, filters=filters_of(self.wanted, values))

    def question(self, values: Values) -> Question:
        """The map that is asked for, as far as it is shown."""
        return Question(
            rows=self.rows,
            columns=self.columns,
            facet=self.facet or None,
            where=self.where(values),
            old=self.old,
            most=None if self.sort == "name" else max(self.top, WIDEST),
            others=True,
        )

    @property
    def filters(self) -> Pairs:
        """Parameters of the filters alone."""
        return tuple((name, _written(name, ids)) for name, ids in self.wanted.items() if name == "year") + tuple(
            (name, id) for name, ids in self.wanted.items() if name != "year" for id in ids
        )

    @property
    def map(self) -> Pairs:
        """Parameters of the map without what of it is open; what is at its default is left out."""
        chosen = (
            ("rows", self.rows, "entity"),
            ("columns", self.columns, "intervention"),
            ("facet", self.facet, ""),
            ("measure", self.measure, "statements"),
            ("sort", self.sort, "weight"),
            ("old", str(self.old), str(OLD)),
            ("top", str(self.top), str(TOP)),
        )
        return (*((name, value) for name, value, default in chosen if value != default), *self.filters)

    @property
    def query(self) -> Pairs:
        """Parameters of all of it."""
        places = zip(("at_row", "at_column", "at_facet"), self.at, strict=False)
        return (*self.map, *places, *(("compare", id) for id in self.compared))

    def within(self, **places: str) -> Pairs:
        """Parameters that list the statements of the map where these dimensions have these values too."""
        return replace(self, wanted={**self.wanted, **{name: (id,) for name, id in places.items()}}).filters

    @property
    def subject(self) -> str:
        """The subject that the map is narrowed to; empty for all."""
        chosen = self.wanted.get("subject", ())
        return chosen[0] if len(chosen) == 1 else ""

    def about(self, subject: str) -> Pairs:
        """Parameters of the same map about a subject, or about all where that is empty."""
        rest = {name: ids for name, ids in self.wanted.items() if name != "subject"}
        return replace(self, wanted={**rest, "subject": (subject,)} if subject else rest, at=()).map

    def without(self, name: str, id: str) -> "Asked":
        """The same, one filter less."""
        kept = tuple(one for one in self.wanted[name] if one != id and name != "year")
        rest = {other: ids for other, ids in self.wanted.items() if other != name}
        return replace(self, wanted={**rest, **({name: kept} if kept else {})})


def asked(parameters: QueryDict, values: Values) -> Asked:
    """Read an address; what can't be is not heard, and a value that is not known is told of."""
    wanted, refused = _wanted(parameters, values)
    rows = _one(parameters, "rows", DIMENSIONS, "entity")
    columns = _one(parameters, "columns", DIMENSIONS, "intervention")
    if columns == rows:
        columns = "intervention" if rows != "intervention" else "theme"
    facet = _one(parameters, "facet", DIMENSIONS, "")
    at = tuple(clean(parameters.get(name, "")) for name in ("at_row", "at_column", "at_facet"))
    facet = facet if facet not in (rows, columns) else ""
    return Asked(
        rows=rows,
        columns=columns,
        facet=facet,
        measure=_one(parameters, "measure", MEASURES, "statements"),
        sort=_one(parameters, "sort", SORTS, "weight"),
        old=_number(parameters.get("old"), OLD, 100),
        top=max(1, _number(parameters.get("top"), TOP, MOST)),
        wanted=wanted,
        refused=refused,
        unheard=tuple(unheard(parameters, _CHOICES)),
        at=at[: 3 if facet else 2] if all(at[: 3 if facet else 2]) else (),
        compared=tuple(dict.fromkeys(clean(one) for one in parameters.getlist("compare") if one))[:COMPARED],
    )


def _wanted(parameters: QueryDict, values: Values) -> tuple[dict[str, tuple[str, ...]], tuple[QuestionInvalid, ...]]:
    wanted: dict[str, tuple[str, ...]] = {}
    refused = []
    for name in DIMENSIONS:
        for written in dict.fromkeys(clean(one) for one in parameters.getlist(name)[:HEARD]):
            if not written:
                continue
            try:
                wanted[name] = tuple(dict.fromkeys((*wanted.get(name, ()), *values.ids(name, written))))
            except QuestionInvalid as error:
                refused.append(error)
    first, last = (_number(parameters.get(name), 0, 9999) for name in ("from", "to"))
    if first or last:
        years = range(max(first, 1900), min(last or 2100, 2100) + 1)
        wanted["year"] = tuple(str(year) for year in years) or ("0",)
    return wanted, tuple(refused)


def _one(parameters: QueryDict, name: str, known: Mapping[str, object], default: str) -> str:
    value = parameters.get(name, "")
    return value if value in known else default


def _number(written: str | None, default: int, most: int) -> int:
    told = (written or "").strip()
    return min(int(told), most) if told.isascii() and told.isdigit() and len(told) < 6 else default


def _written(name: str, ids: tuple[str, ...]) -> str:
    """Years as an address has them: one, or the range that they are in."""
    return ids[0] if len(ids) == 1 else f"{min(ids)}..{max(ids)}"
