"""Call: a recommendation as chains and follow-up see it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from palermo.edition import Filters, View
from palermo.statements import Document, Kind, Nature, Statement

COLUMNS = (
    "id",
    "quote",
    "language",
    "document",
    "position",
    "actors",
    "addressees",
    "response",
    "themes",
    "interventions",
    "groups",
    "exploitation",
    "instruments",
    "tense",
    "kind",
    "locator",
)
"""Columns of an edition's statements that are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One statement with what is compared of it; `position` is its place in its document."""

    id: str
    kind: str
    quote: str
    language: str
    document: str
    work: str
    date: str
    """ISO date of the document, possibly only YYYY or YYYY-MM; empty where there is none."""
    digest: bool
    """Whether it is told in our words."""
    position: int
    actors: tuple[str, ...]
    """Registry ids, or names as printed."""
    addressees: tuple[str, ...]
    classes: frozenset[str]
    """Sorts of addressees: states, entities, or a group of actors; empty where nobody is named."""
    themes: frozenset[str]
    interventions: frozenset[str]
    groups: frozenset[str]
    instruments: frozenset[str]
    headings: tuple[str, ...] = ()
    """Under which it stands in its document."""
    numbered: bool = False
    """Whether its paragraph has a printed number or letter."""
    response: str | None = None
    tense: str | None = None
    printed: tuple[tuple[str, str], ...] = ()
    """Names as printed of those of actors and addressees whose ids are provisional."""

    def named(self, id: str) -> str:
        """A registry id as it is, a provisional one as the name that is printed."""
        return dict(self.printed).get(id, id)

    @property
    def series(self) -> frozenset[tuple[str, ...]]:
        """The list or numbered series of its document that it is an item of, by each who asks; empty for none.

        One body asks for another thing with each item of its list; in the list of a review many ask, and some for the
        same. What stands there a second time as a repetition is no call of its own.
        """
        if not (self.headings or self.numbered):
            return frozenset()
        return frozenset((self.document, *self.headings, "", actor) for actor in self.actors or ("",))

    @property
    def year(self) -> int | None:
        """Year of the document."""
        return int(self.date[:4]) if self.date[:4].isdigit() else None


def calls(view: View, kinds: Sequence[Kind] = (Kind.RECOMMENDATION,)) -> list[Call]:
    """The statements of these kinds, oldest document first, each as printed in it; of a Work each once."""
    documents = {one.id: one for one in view.documents()}
    rows = view.table(COLUMNS, Filters(kinds=tuple(kinds))).to_pylist()
    return oldest_first(_call(row, documents[row["document"]]) for row in rows)


def call_of(statement: Statement, document: Document) -> Call:
    """One statement as a call."""
    row = {name: value for name, value in asdict(statement).items() if name in COLUMNS}
    return _call({**row, "position": 0}, document)


def oldest_first(found: Iterable[Call]) -> list[Call]:
    """In the order of their dates, undated ones last; within one date by document and place."""
    return sorted(found, key=lambda one: (one.date or "9", one.document, one.position, one.id))


def _call(row: dict[str, Any], document: Document) -> Call:
    return Call(
        id=row["id"],
        kind=row["kind"],
        quote=row["quote"],
        language=row["language"],
        document=document.id,
        work=document.work,
        date=document.date or "",
        digest=document.nature is Nature.DIGEST,
        position=row["position"],
        actors=_names(row["actors"]),
        addressees=_names(row["addressees"]),
        classes=frozenset(filter(None, map(_class, row["addressees"]))),
        themes=frozenset(row["themes"]),
        interventions=frozenset(row["interventions"]),
        groups=frozenset(row["groups"]),
        instruments=frozenset(one["id"] for one in row["instruments"]),
        headings=tuple(row["locator"]["headings"]),
        numbered=bool(row["locator"]["paragraph"]),
        response=row["response"],
        tense=row["tense"],
        printed=tuple(
            dict.fromkeys(
                (ref["id"], ref["name"])
                for ref in (*row["actors"], *row["addressees"])
                if ref["id"] and ref["id"].startswith("new:")
            )
        ),
    )


def _names(refs: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref["id"] or ref["name"] for ref in refs))


def _class(ref: dict[str, Any]) -> str | None:
    """The sort of an addressee: one State is asked what States are asked."""
    if ref["type"] == "state" or ref["id"] == "states":
        return "states"
    if ref["type"] == "entity" or ref["id"] == "international-organisations":
        return "entities"
    found: str | None = ref["id"]
    return found
