"""Current ties: who works with whom, since when, how strongly, and what shows it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from palermo.analysis.holdings import held
from palermo.analysis.partnerships.evidence import Evidence, Part, parts
from palermo.analysis.partnerships.houses import Between, House, Pair, houses, pair
from palermo.analysis.partnerships.known import known
from palermo.analysis.partnerships.parties import LeftOut, Parties
from palermo.analysis.partnerships.told import COLUMNS, KINDS, published, told
from palermo.analysis.profiles import OLD
from palermo.edition import ALL, Filters, View
from palermo.registry import Registry


class Standing(StrEnum):
    """Whether a tie is seen to go on."""

    RECENT = "recent"
    """Its newest evidence is at most OLD years old."""
    OPEN = "open"
    """Older evidence began something of which no end is known: it may go on, or may have ended unseen."""
    SILENT = "silent"
    """Nothing newer than OLD years was found."""
    UNDATED = "undated"
    """No evidence has a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Between):
    """Two bodies that were seen to work together."""

    evidence: tuple[Evidence, ...]
    """Newest first, undated last."""
    parts: tuple[Part, ...]
    """What each kind of evidence adds to the strength, the most first."""
    strength: float
    first: int | None
    last: int | None
    standing: Standing

    @property
    def told(self) -> bool:
        """Whether a document of the edition shows it; else facts of the registry alone do."""
        return any(one.shown in ("statement", "document") for one in self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """All ties of an edition and the registry."""

    ties: tuple[Tie, ...]
    """The strongest first."""
    names: Mapping[str, str]
    """How documents call those ends that the registry does not know."""
    houses: Mapping[Pair, House]
    """Pairs of one house, which are no ties whatever they do together."""
    year: int
    """From which ties are seen: that of the edition."""
    statements: int
    """Statements that were asked: partnerships, activities, commitments."""
    documents: int
    """Documents that hold them."""
    left_out: Mapping[LeftOut, int]
    """Names of those statements that are no party, by the reason."""

    def of(self, party: str) -> tuple[Tie, ...]:
        """The ties of one body, the strongest first."""
        return tuple(tie for tie in self.ties if party in tie.ends)

    def between(self, one: str, other: str) -> Tie | None:
        """The tie of two, in either order."""
        return next((tie for tie in self.ties if {one, other} == set(tie.ends)), None)

    @property
    def untold(self) -> int:
        """How many ties no document of the edition shows: the registry's facts alone do."""
        return sum(not tie.told for tie in self.ties)

    @property
    def bodies(self) -> tuple[str, ...]:
        """Every end of a tie, those whose ties add up to most first."""
        weight: Counter[str] = Counter()
        for tie in self.ties:
            for end in tie.ends:
                weight[end] += int(1000 * tie.strength)
        return tuple(sorted(weight, key=lambda id: (-weight[id], id)))


def current_ties(view: View, registry: Registry, filters: Filters = ALL) -> Ties:
    """Ties from the statements and documents of a view and from the registry's verified facts.

    Filters narrow the statements; with any set, documents and the registry's facts, which they cannot ask, are
    left out.
    """
    parties = Parties(registry)
    asked = _of_kinds(filters)
    table = view.table(COLUMNS, asked)
    documents = {one.id: one for one in view.documents()}
    found: list[tuple[Pair, Evidence]] = list(told(table, documents, parties))
    if filters == ALL:
        found += published(view.documents(), parties, _held(view, registry))
        found += known(registry)
    apart = houses(registry)
    year = view.manifest.date.year
    names = {end: name for two, _ in found for end in two if (name := parties.name(end))}
    whole = _whole(names)
    ties = gathered((one for one in _renamed(found, whole) if one[0] not in apart and not _within(one[0], names)), year)
    ends = {end for tie in ties for end in tie.ends}
    return Ties(
        ties=ties,
        names={end: names[end] for end in sorted(ends) if end in names},
        houses=apart,
        year=year,
        statements=table.num_rows,
        documents=len(set(table["document"].to_pylist())),
        left_out=dict(parties.left_out),
    )


def _of_kinds(filters: Filters) -> Filters:
    kinds = tuple(kind for kind in KINDS if not filters.kinds or kind in filters.kinds)
    return replace(filters, kinds=kinds or ("-",))


def gathered(found: Iterable[tuple[Pair, Evidence]], year: int) -> tuple[Tie, ...]:
    """Bring the evidence of each pair together, seen from a year; the strongest tie first."""
    by_pair: defaultdict[Pair, dict[tuple[str, str], Evidence]] = defaultdict(dict)
    for two, evidence in found:
        by_pair[two].setdefault((evidence.kind, evidence.id), evidence)
    ties = [_tie(two, tuple(evidence.values()), year) for two, evidence in by_pair.items()]
    return tuple(sorted(ties, key=lambda tie: (-tie.strength, -(tie.last or 0), tie.ends)))


def _whole(names: Mapping[str, str]) -> Mapping[str, str]:
    """Ids of names that a list has cut at `and`, with the id of the whole: `Department of Political` | `and ...`."""
    return {
        cut: whole for cut, begun in names.items() for whole, name in names.items() if name.startswith(f"{begun} and ")
    }


def _renamed(found: Iterable[tuple[Pair, Evidence]], whole: Mapping[str, str]) -> Iterator[tuple[Pair, Evidence]]:
    for (one, other), evidence in found:
        two = pair(whole.get(one, one), whole.get(other, other))
        if two[0] != two[1]:
            yield two, evidence


def _within(two: Pair, names: Mapping[str, str]) -> bool:
    """Whether the one's name holds the other's: a body and a part of it."""
    one, other = (names.get(end, "") for end in two)
    return bool(one and other) and (one in other or other in one)


def _tie(two: Pair, evidence: tuple[Evidence, ...], year: int) -> Tie:
    ordered = tuple(sorted(evidence, key=lambda one: (-(one.last or 0), one.kind, one.id)))
    made = parts(ordered)
    firsts = [one.first for one in ordered if one.first]
    lasts = [one.last for one in ordered if one.last]
    return Tie(
        one=two[0],
        other=two[1],
        evidence=ordered,
        parts=made,
        strength=round(sum(part.strength for part in made), 3),
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        standing=_standing(ordered, max(lasts, default=None), year),
    )


def _standing(evidence: tuple[Evidence, ...], last: int | None, year: int) -> Standing:
    if last is not None and year - last <= OLD:
        return Standing.RECENT
    if any(one.open for one in evidence):
        return Standing.OPEN
    return Standing.UNDATED if last is None else Standing.SILENT


def _held(view: View, registry: Registry) -> Mapping[str, str]:
    """Which publication of the registry a document is, or is a digest of."""
    found = held(registry.publications.values(), view.documents())
    return {document.id: id for id, documents in found.items() for document in documents}
