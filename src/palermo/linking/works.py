"""Works: what was published once, whatever files, languages, corrigenda and revisions of it there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from palermo.linking.joining import Candidate, Join, Known, joins, known
from palermo.linking.symbols import Symbol
from palermo.statements import LANGUAGES, Version, digest, work_id

__all__ = ["Candidate", "Place", "works"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A document's place in its Work."""

    work: str
    version: Version
    joined: str
    """Why it is of this Work, in words; empty for the main document and one that stands alone."""
    base: str | None
    """Id of the Work that this one adds to (`/Add.n`, `/Summary`), or None."""
    documents: tuple[str, ...]
    """Ids of all documents of the Work, the main one first."""


_PLAIN = frozenset({"text/html", "text/markdown", "text/plain"})
"""Formats that others are preferred to, where none has pages: they tell least of how a text is built."""


class _Clusters:
    """Candidates that grow together, never two that bear different symbols or the names of different Works."""

    def __init__(self, candidates: Sequence[Known]) -> None:
        self._of = list(range(len(candidates)))
        self.members = {place: [place] for place in self._of}
        self._said = {p: {one.candidate.said} - {None} for p, one in enumerate(candidates)}
        self._symbols = {p: {one.symbol.work} if one.symbol else set() for p, one in enumerate(candidates)}

    def join(self, one: int, other: int, *, said: bool) -> bool:
        """Put two clusters together; False where they may not be one."""
        a, b = sorted((self._of[one], self._of[other]))
        names, symbols = self._said[a] | self._said[b], self._symbols[a] | self._symbols[b]
        strange = self._symbols[a] and self._symbols[b] and not self._symbols[a] & self._symbols[b]
        if a == b:
            return True
        if len(names) > 1 or (strange and not said):
            return False
        self._said[a], self._symbols[a] = names, symbols
        for member in self.members.pop(b):
            self._of[member] = a
            self.members[a].append(member)
        return True


def works(candidates: Sequence[Candidate]) -> dict[str, Place]:
    """Give each document its place in its Work, by document id; the order of the candidates does not matter.

    Joined are what the catalogue calls one Work, the same UN symbol (with its `/Corr.n` and `/Rev.n`), the same file
    name in another format, the same words, and the same file name in another language. Documents that bear different
    symbols are joined by the catalogue alone.
    """
    found = [known(one) for one in sorted(candidates, key=lambda one: (one.document.source, one.document.id))]
    clusters = _Clusters(found)
    made: defaultdict[int, list[Join]] = defaultdict(list)
    for join in joins(found):
        said = bool(found[join.one].candidate.said and found[join.other].candidate.said)
        if clusters.join(join.one, join.other, said=said):
            made[join.one].append(join)
            made[join.other].append(join)
    orders = [_ordered(found, members) for members in clusters.members.values()]
    ids = [_id(found, ordered) for ordered in orders]
    homes = {key: work for ordered, work in zip(orders, ids, strict=True) if (key := _key(found, ordered))}
    places: dict[str, Place] = {}
    for ordered, work in zip(orders, ids, strict=True):
        places |= _placed(found, ordered, made, (work, _base(found, ordered, homes)))
    return places


def _ordered(found: Sequence[Known], members: Sequence[int]) -> list[int]:
    original = next((o for m in members if (o := found[m].candidate.sketch.original)), None)
    return sorted(members, key=lambda member: _rank(found[member], original))


def _placed(
    found: Sequence[Known], ordered: Sequence[int], made: dict[int, list[Join]], ids: tuple[str, str | None]
) -> dict[str, Place]:
    """Tell each document of one Work what it is there; `ids` are those of the Work and of its base."""
    documents = tuple(found[member].candidate.document.id for member in ordered)
    work, base = ids
    newest = max((_revision(found[member]) for member in ordered), default=0)
    places = {}
    for number, member in enumerate(ordered):
        before = [found[earlier] for earlier in ordered[:number]]
        places[found[member].candidate.document.id] = Place(
            work=work,
            version=_version(found[member], before, newest),
            joined=_reason(found, ordered[0], member, made) if number else "",
            base=base,
            documents=documents,
        )
    return places


def _rank(one: Known, original: str | None) -> tuple[object, ...]:
    """Main document first: the text before its corrigenda, newest revision, original language, with pages."""
    symbol = one.symbol
    tongues = dict.fromkeys((original or "en", "en", *LANGUAGES))
    return (
        symbol.corrigendum if symbol else 0,
        -symbol.revision if symbol else 0,
        list(tongues).index(one.language) if one.language in tongues else len(tongues),
        one.candidate.document.pages is None,
        one.candidate.document.media_type in _PLAIN,
        one.source,
        one.candidate.document.id,
    )


def _id(found: Sequence[Known], ordered: Sequence[int]) -> str:
    """Id of a Work: by its name in the catalogue, else by its symbol, else by its main document."""
    main = found[ordered[0]]
    said = next((one for m in ordered if (one := found[m].candidate.said)), None)
    return digest("work", said) if said else work_id(_key(found, ordered), main.candidate.document.id, main.nature)


def _key(found: Sequence[Known], ordered: Sequence[int]) -> str | None:
    symbol = _symbol(found, ordered)
    return symbol.work if symbol else None


def _symbol(found: Sequence[Known], ordered: Sequence[int]) -> Symbol | None:
    return next((one for member in ordered if (one := found[member].symbol)), None)


def _base(found: Sequence[Known], ordered: Sequence[int], homes: dict[str, str]) -> str | None:
    """Id of the Work that this one adds to, whether it is among the candidates or not."""
    symbol = _symbol(found, ordered)
    return homes.get(symbol.base, work_id(symbol.base, "")) if symbol and symbol.base else None


def _revision(one: Known) -> int:
    return one.symbol.revision if one.symbol and not one.symbol.corrigendum else 0


def _version(one: Known, before: Sequence[Known], newest: int) -> Version:
    if not before:
        return Version.MAIN
    if one.symbol and one.symbol.corrigendum:
        return Version.CORRIGENDUM
    if one.symbol and one.symbol.revision < newest:
        return Version.SUPERSEDED
    return Version.COPY if any(one.language == earlier.language for earlier in before) else Version.TRANSLATION


def _reason(found: Sequence[Known], main: int, member: int, made: dict[int, list[Join]]) -> str:
    """Why a document is of its Work: the join to the main one where there is one, else the first made."""
    own = made[member]
    join = next((one for one in own if main in (one.one, one.other)), own[0])
    other = join.other if join.one == member else join.one
    return join.reason.replace("{}", found[other].source)
