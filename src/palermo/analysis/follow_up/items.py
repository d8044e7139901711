"""Call: a recommendation as chains and follow-up see it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from palermo.edition import View, build_filters
from palermo.statements import Document, Nature, Statement, StatementKind

ITEM_COLUMNS = (
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
class FollowUpItem:
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
    printed_names: tuple[tuple[str, str], ...] = ()
    """Names as printed of those of actors and addressees whose ids are provisional."""

    def get_printed_name(self, id: str) -> str:
        """A registry id as it is, a provisional one as the name that is printed."""
        return dict(self.printed_names).get(id, id)

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


def load_items(view: View, kinds: Sequence[StatementKind] = (StatementKind.RECOMMENDATION,)) -> list[FollowUpItem]:
    """The statements of these kinds, oldest document first, each as printed in it; of a Work each once."""
    documents = {one.id: one for one in view.list_documents()}
    rows = view.select_columns(ITEM_COLUMNS, build_filters(kind=kinds)).to_pylist()
    return sort_by_date(_build_item_from_row(row, documents[row["document"]]) for row in rows)


def build_item(statement: Statement, document: Document) -> FollowUpItem:
    """One statement as a call."""
    row = {name: value for name, value in asdict(statement).items() if name in ITEM_COLUMNS}
    return _build_item_from_row({**row, "position": 0}, document)


def sort_by_date(items: Iterable[FollowUpItem]) -> list[FollowUpItem]:
    """In the order of their dates, undated ones last; within one date by document and place."""
    return sorted(items, key=lambda one: (one.date or "9", one.document, one.position, one.id))


def _build_item_from_row(row: dict[str, Any], document: Document) -> FollowUpItem:
    return FollowUpItem(
        id=row["id"],
        kind=row["kind"],
        quote=row["quote"],
        language=row["language"],
        document=document.id,
        work=document.work,
        date=document.date or "",
        digest=document.nature is Nature.DIGEST,
        position=row["position"],
        actors=_collect_names(row["actors"]),
        addressees=_collect_names(row["addressees"]),
        classes=frozenset(filter(None, map(_classify_addressee, row["addressees"]))),
        themes=frozenset(row["themes"]),
        interventions=frozenset(row["interventions"]),
        groups=frozenset(row["groups"]),
        instruments=frozenset(one["id"] for one in row["instruments"]),
        headings=tuple(row["locator"]["headings"]),
        numbered=bool(row["locator"]["paragraph"]),
        response=row["response"],
        tense=row["tense"],
        printed_names=tuple(
            dict.fromkeys(
                (ref["id"], ref["name"])
                for ref in (*row["actors"], *row["addressees"])
                if ref["id"] and ref["id"].startswith("new:")
            )
        ),
    )


def _collect_names(refs: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref["id"] or ref["name"] for ref in refs))


def _classify_addressee(ref: dict[str, Any]) -> str | None:
    """The sort of an addressee: one State is asked what States are asked."""
    if ref["type"] == "state" or ref["id"] == "states":
        return "states"
    if ref["type"] == "entity" or ref["id"] == "international-organisations":
        return "entities"
    found: str | None = ref["id"]
    return found
