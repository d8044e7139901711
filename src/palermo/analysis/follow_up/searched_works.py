"""Searched: how many documents of or about an addressee could have told what came of a call."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from palermo.analysis.follow_up.answers import ADDRESSEE_CLASSES
from palermo.analysis.follow_up.items import FollowUpItem
from palermo.edition import View


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedWorks:
    """Dated Works by whom they are of or about: publisher, actor or addressee."""

    works: Mapping[str, Mapping[str, str]]
    """By registry id or class, date by Work."""

    def count_since(self, call: FollowUpItem) -> int:
        """Works of or about a call's addressees that are younger than it, its own not counted."""
        found = {
            work
            for addressee in call.addressees
            for work, date in self.works.get(addressee, {}).items()
            if call.date and date > call.date and work != call.work
        }
        return len(found)


def find_searched_works(view: View) -> SearchedWorks:
    """Look through an edition's documents and statements for whom they are of or about."""
    documents = {one.id: one for one in view.list_documents() if one.date}
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def add_work(names: Iterable[str | None], document: str) -> None:
        if document in documents:
            work, date = documents[document].work, documents[document].date or ""
            for name in filter(None, names):
                found[name][work] = max(date, found[name].get(work, ""))

    for one in documents.values():
        add_work(one.publishers, one.id)
    for row in view.select_columns(["document", "actors", "addressees"]).to_pylist():
        named = [ref["id"] or ref["name"] for ref in (*row["actors"], *row["addressees"])]
        classes = [
            name for name, start in ADDRESSEE_CLASSES.items() if start and any(one.startswith(start) for one in named)
        ]
        add_work([*named, *classes], row["document"])
    return SearchedWorks(works=dict(found))
