"""Works by or about an addressee that were searched for answers to a recommendation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from heapq import nlargest

from palermo.analysis.follow_up.answers import ADDRESSEE_CLASSES
from palermo.analysis.follow_up.items import FollowUpItem
from palermo.edition import View
from palermo.statements import PROVISIONAL_PREFIX


class UnsearchedReason(StrEnum):
    """Why no later Work was searched for answers to a recommendation."""

    NO_ADDRESSEE = "no-addressee"
    NO_DATE = "no-date"
    GROUP = "group"
    """It is addressed to a group alone, and no later Work has a statement by or to the group."""
    UNREGISTERED = "unregistered"
    """None of its addressees is in the registry."""
    NO_LATER_WORK = "no-later-work"


@dataclass(frozen=True, kw_only=True)
class SearchedWorks:
    """Dated Works by the ids of their publishers, actors and addressees."""

    works: Mapping[str, Mapping[str, str]]
    """By registry id or class: the date of each Work."""

    def count_since(self, call: FollowUpItem) -> int:
        """Return the number of later Works by or about a recommendation's addressees, without its own."""
        recent_works = {
            work
            for addressee in call.addressees
            for work, date in self.works.get(addressee, {}).items()
            if call.date and date > call.date and work != call.work
        }
        return len(recent_works)

    def has_later_work(self, call: FollowUpItem) -> bool:
        """Return whether `count_since` is not 0; looks at the two newest Works of each addressee."""
        return any(
            call.date and date > call.date and work != call.work
            for addressee in call.addressees
            for date, work in self._newest.get(addressee, ())
        )

    def explain_unsearched(self, call: FollowUpItem) -> UnsearchedReason | None:
        """Return why no later Work was searched; None if `count_since` is not 0."""
        if self.has_later_work(call):
            return None
        if not call.addressees:
            return UnsearchedReason.NO_ADDRESSEE
        if not call.date:
            return UnsearchedReason.NO_DATE
        reasons = {_explain_addressee(addressee, call) for addressee in call.addressees}
        order = (UnsearchedReason.NO_LATER_WORK, UnsearchedReason.GROUP, UnsearchedReason.UNREGISTERED)
        return next(reason for reason in order if reason in reasons)

    @cached_property
    def _newest(self) -> Mapping[str, list[tuple[str, str]]]:
        return {name: nlargest(2, ((date, work) for work, date in works.items())) for name, works in self.works.items()}


def find_searched_works(view: View) -> SearchedWorks:
    """Collect an edition's dated Works by publisher, actor and addressee."""
    documents = {document.id: document for document in view.list_documents() if document.date}
    searched_works: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def add_work(names: Iterable[str | None], document: str) -> None:
        if document in documents:
            work, date = documents[document].work, documents[document].date or ""
            for name in filter(None, names):
                searched_works[name][work] = max(date, searched_works[name].get(work, ""))

    for item in documents.values():
        add_work(item.publishers, item.id)
    for row in view.select_columns(["document", "actors", "addressees"]).to_pylist():
        named = [ref["id"] or ref["name"] for ref in (*row["actors"], *row["addressees"])]
        classes = [
            name
            for name, start in ADDRESSEE_CLASSES.items()
            if start and any(prefixed.startswith(start) for prefixed in named)
        ]
        add_work([*named, *classes], row["document"])
    return SearchedWorks(works=dict(searched_works))


def _explain_addressee(addressee: str, call: FollowUpItem) -> UnsearchedReason:
    """Return why one addressee has no later Work; the class of all States counts as searched, by its members."""
    if addressee != "states" and (addressee in call.classes or addressee in ADDRESSEE_CLASSES):
        return UnsearchedReason.GROUP
    is_id = addressee.startswith("state:") or (addressee.isascii() and addressee == addressee.lower())
    if " " in addressee or addressee.startswith(PROVISIONAL_PREFIX) or not is_id:
        return UnsearchedReason.UNREGISTERED
    return UnsearchedReason.NO_LATER_WORK
