"""Items of follow-up: recommendations and actions with the fields that chains and answers compare."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from palermo.edition import View, build_filters
from palermo.statements import PROVISIONAL_PREFIX, TAG_FIELDS, Document, Nature, Statement, StatementKind

ITEM_COLUMNS = (
    "id",
    "quote",
    "language",
    "document",
    "position",
    "actors",
    "addressees",
    "response",
    *TAG_FIELDS,
    "instruments",
    "tense",
    "kind",
    "locator",
)
"""Columns of an edition's statements that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpItem:
    """A statement with the fields that are compared; `position` is its place in its document."""

    id: str
    kind: str
    quote: str
    language: str
    document: str
    work: str
    date: str
    """ISO date of the document, possibly only YYYY or YYYY-MM; empty if unknown."""
    digest: bool
    """Whether the document is a digest in our own words."""
    position: int
    actors: tuple[str, ...]
    """Registry ids, or names as printed."""
    addressees: tuple[str, ...]
    classes: frozenset[str]
    """Types of addressees: states, entities, or a group of actors; empty if nobody is named."""
    themes: frozenset[str]
    interventions: frozenset[str]
    groups: frozenset[str]
    instruments: frozenset[str]
    headings: tuple[str, ...] = ()
    """Headings above it in its document."""
    numbered: bool = False
    """Whether its paragraph has a printed number or letter."""
    response: str | None = None
    tense: str | None = None
    states: tuple[str, ...] = ()
    """Ids of the States whose bodies act: that of Kenya for `Ministry of Justice of Kenya`."""
    document_ids: frozenset[str] = frozenset()
    """Symbol of its document, and ids or symbols of what the document summarises."""
    printed_names: tuple[tuple[str, str], ...] = ()
    """Printed names, by id, of actors and addressees with provisional ids."""

    def is_restatement_of(self, earlier: "FollowUpItem") -> bool:
        """Return whether it only restates an earlier recommendation.

        It is of the same body, and in the same Work, such as its summary or translation, or it cites the document of
        that one. In a Work, whoever names nobody may mean the same body, and the same addressees.
        """
        is_of_same_body = set(self.actors) <= set(earlier.actors)
        if self.work == earlier.work:
            is_translation = self.document != earlier.document and self.language != earlier.language
            may_be_same = is_of_same_body or not earlier.actors
            return is_translation or (may_be_same and not _is_disjoint(self.addressees, earlier.addressees))
        cited = self.instruments | self.document_ids
        return bool(self.actors) and is_of_same_body and not cited.isdisjoint(earlier.document_ids)

    def get_printed_name(self, id: str) -> str:
        """Return a registry id unchanged, and the printed name for a provisional id."""
        return dict(self.printed_names).get(id, id)

    @property
    def series(self) -> frozenset[tuple[str, ...]]:
        """The list or numbered series of which the item is a part, one key for each issuer; empty if none.

        One body asks for different things in the items of its list; in the list of a review many ask, and some for the
        same. A repetition in the same place is not a separate recommendation.
        """
        if not (self.headings or self.numbered):
            return frozenset()
        return frozenset((self.document, *self.headings, "", actor) for actor in self.actors or ("",))

    @property
    def year(self) -> int | None:
        """Year of the document."""
        return int(self.date[:4]) if self.date[:4].isdigit() else None


def load_items(view: View, kinds: Sequence[StatementKind] = (StatementKind.RECOMMENDATION,)) -> list[FollowUpItem]:
    """Return the statements of these kinds, oldest document first, once per Work, each as printed there."""
    documents = {document.id: document for document in view.list_documents()}
    rows = view.select_columns(ITEM_COLUMNS, build_filters(kind=kinds)).to_pylist()
    return sort_by_date(_build_item_from_row(row, documents[row["document"]]) for row in rows)


def load_recommendations(
    view: View, documents: Mapping[str, str], known: Mapping[str, FollowUpItem] = MappingProxyType({})
) -> dict[str, FollowUpItem]:
    """Return the items of recommendations by the ids of their documents; known ones are not read."""
    found = {id: known[id] for id in documents if id in known}
    missing = {id: document for id, document in documents.items() if id not in known}
    if missing:
        filters = build_filters(
            kind=[StatementKind.RECOMMENDATION], document=dict.fromkeys(missing.values()), every_copy=True
        )
        rows = view.select_columns(ITEM_COLUMNS, filters)
        for row in rows.filter(pc.is_in(rows["id"], pa.array(missing, pa.string()))).to_pylist():
            found[row["id"]] = _build_item_from_row(row, view.get_document(row["document"]))
    return found


def build_item(statement: Statement, document: Document) -> FollowUpItem:
    """Build the item of one statement, with its confirmed names."""
    row = {name: value for name, value in asdict(statement).items() if name in ITEM_COLUMNS}
    confirmed = {
        role: [asdict(ref) for ref in getattr(statement, role) if statement.is_confirmed_ref(ref)]
        for role in ("actors", "addressees")
    }
    return _build_item_from_row({**row, **confirmed, "position": 0}, document)


def sort_by_date(items: Iterable[FollowUpItem]) -> list[FollowUpItem]:
    """Sort by date, undated last, then by document and position."""
    return sorted(items, key=lambda item: (item.date or "9", item.document, item.position, item.id))


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
        instruments=frozenset(item["id"] for item in row["instruments"]),
        headings=tuple(row["locator"]["headings"]),
        numbered=bool(row["locator"]["paragraph"]),
        response=row["response"],
        states=tuple(dict.fromkeys(collect_body_states(row["actors"]))),
        document_ids=frozenset(filter(None, (document.symbol, *document.of))),
        tense=row["tense"],
        printed_names=tuple(
            dict.fromkeys(
                (ref["id"], ref["name"])
                for ref in (*row["actors"], *row["addressees"])
                if ref["id"] and ref["id"].startswith(PROVISIONAL_PREFIX)
            )
        ),
    )


def collect_body_states(refs: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the States whose bodies are named; statements of older editions have none."""
    return filter(None, (ref.get("state") for ref in refs))


def _is_disjoint(names: Sequence[str], other_names: Sequence[str]) -> bool:
    """Return whether both name somebody, and nobody in common."""
    return bool(names and other_names) and set(names).isdisjoint(other_names)


def _collect_names(refs: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref["id"] or ref["name"] for ref in refs))


def _classify_addressee(ref: dict[str, Any]) -> str | None:
    """Return the type of an addressee; a single State has the type of all States."""
    if ref["type"] == "state" or ref["id"] == "states":
        return "states"
    if ref["type"] == "entity" or ref["id"] == "international-organisations":
        return "entities"
    addressee: str | None = ref["id"]
    return addressee
