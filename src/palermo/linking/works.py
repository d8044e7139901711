"""Works: what was published once, in whatever files, languages, corrigenda and revisions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from palermo.languages import LANGUAGES
from palermo.linking.work_matching import ParsedCandidate, Symbol, WorkCandidate, WorkJoin, find_joins, parse_candidate
from palermo.statements import DocumentVersion, compute_work_id, hash_json

__all__ = ["WorkCandidate", "WorkPlacement", "group_works"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPlacement:
    """A document's position in its Work."""

    work: str
    version: DocumentVersion
    joined: str
    """Why it belongs to this Work, in words; empty for the main document and for one without others."""
    base: str | None
    """Id of the Work that this one adds to (`/Add.n`, `/Summary`), or None."""
    documents: tuple[str, ...]
    """Ids of all documents of the Work, the main one first."""


_UNPAGED_MEDIA_TYPES = frozenset({"text/html", "text/markdown", "text/plain"})
"""Formats without pages, to which others are preferred: they contain the least layout."""


class _WorkClusters:
    """Clusters of candidates; two with different symbols or catalogue names are never merged."""

    def __init__(self, candidates: Sequence[ParsedCandidate]) -> None:
        self._group_of = list(range(len(candidates)))
        self.members = {place: [place] for place in self._group_of}
        self._catalogue_works = {
            p: {candidate.evidence.catalogue_work} - {None} for p, candidate in enumerate(candidates)
        }
        self._symbols = {
            p: {candidate.symbol.work} if candidate.symbol else set() for p, candidate in enumerate(candidates)
        }

    def merge(self, index: int, other_index: int, *, by_catalogue: bool) -> bool:
        """Merge two clusters; return False if they may not be one."""
        a, b = sorted((self._group_of[index], self._group_of[other_index]))
        names, symbols = self._catalogue_works[a] | self._catalogue_works[b], self._symbols[a] | self._symbols[b]
        has_other_symbol = self._symbols[a] and self._symbols[b] and not self._symbols[a] & self._symbols[b]
        if a == b:
            return True
        if len(names) > 1 or (has_other_symbol and not by_catalogue):
            return False
        self._catalogue_works[a], self._symbols[a] = names, symbols
        for member in self.members.pop(b):
            self._group_of[member] = a
            self.members[a].append(member)
        return True


def group_works(candidates: Sequence[WorkCandidate]) -> dict[str, WorkPlacement]:
    """Return the position of each document in its Work, by document id, whatever the candidates' order.

    Documents are joined by the same Work in the catalogue, the same UN symbol (with its `/Corr.n` and `/Rev.n`), the
    same file name in another format or language, or the same words. Documents with different symbols are joined by the
    catalogue alone.
    """
    works = [
        parse_candidate(candidate)
        for candidate in sorted(candidates, key=lambda candidate: (candidate.document.source, candidate.document.id))
    ]
    clusters = _WorkClusters(works)
    joins_by_work: defaultdict[int, list[WorkJoin]] = defaultdict(list)
    for join in find_joins(works):
        is_stated = bool(
            works[join.first_index].evidence.catalogue_work and works[join.second_index].evidence.catalogue_work
        )
        if clusters.merge(join.first_index, join.second_index, by_catalogue=is_stated):
            joins_by_work[join.first_index].append(join)
            joins_by_work[join.second_index].append(join)
    orders = (_order_members(works, members) for members in clusters.members.values())
    identified = [(_compute_id(works, members), members) for members in orders]
    ids_by_symbol = {key: work for work, members in identified if (key := _get_symbol_key(works, members))}
    placements: dict[str, WorkPlacement] = {}
    for work, members in identified:
        base = _find_base(works, members, ids_by_symbol)
        placements |= _build_placements(works, members, joins_by_work, (work, base))
    return placements


def _order_members(candidates: Sequence[ParsedCandidate], members: Sequence[int]) -> list[int]:
    original = next((o for m in members if (o := candidates[m].evidence.sketch.original)), None)
    return sorted(members, key=lambda member: _rank_candidate(candidates[member], original))


def _build_placements(
    candidates: Sequence[ParsedCandidate],
    ordered_members: Sequence[int],
    joins_by_member: dict[int, list[WorkJoin]],
    work_and_base: tuple[str, str | None],
) -> dict[str, WorkPlacement]:
    """Return the position of each document of one Work.

    `work_and_base` are the ids of the Work and of its base.
    """
    documents = tuple(candidates[member].evidence.document.id for member in ordered_members)
    work, base = work_and_base
    symbols = (candidates[member].symbol for member in ordered_members)
    newest = max((symbol.revision for symbol in symbols if symbol and not symbol.corrigendum), default=0)
    placements = {}
    for number, member in enumerate(ordered_members):
        earlier_members = [candidates[earlier] for earlier in ordered_members[:number]]
        placements[candidates[member].evidence.document.id] = WorkPlacement(
            work=work,
            version=_choose_version(candidates[member], earlier_members, newest),
            joined=_describe_join(candidates, ordered_members[0], member, joins_by_member) if number else "",
            base=base,
            documents=documents,
        )
    return placements


def _rank_candidate(candidate: ParsedCandidate, original: str | None) -> tuple[object, ...]:
    """Return the sort key of a Work's documents, the main one first.

    The text comes before its corrigenda, then the newest revision, the original language, and files with pages.
    """
    symbol = candidate.symbol
    languages = dict.fromkeys((original or "en", "en", *LANGUAGES))
    return (
        symbol.corrigendum if symbol else 0,
        -symbol.revision if symbol else 0,
        list(languages).index(candidate.language) if candidate.language in languages else len(languages),
        candidate.evidence.document.pages is None,
        candidate.evidence.document.media_type in _UNPAGED_MEDIA_TYPES,
        candidate.source,
        candidate.evidence.document.id,
    )


def _compute_id(candidates: Sequence[ParsedCandidate], ordered_members: Sequence[int]) -> str:
    """Return the id of a Work: from its name in the catalogue, else its symbol, else its main document."""
    main = candidates[ordered_members[0]]
    named = filter(None, (candidates[member].evidence.catalogue_work for member in ordered_members))
    if catalogue_work := next(named, None):
        return hash_json("work", catalogue_work)
    return compute_work_id(_get_symbol_key(candidates, ordered_members), main.evidence.document.id, main.nature)


def _get_symbol_key(candidates: Sequence[ParsedCandidate], ordered_members: Sequence[int]) -> str | None:
    symbol = _find_symbol(candidates, ordered_members)
    return symbol.work if symbol else None


def _find_symbol(candidates: Sequence[ParsedCandidate], ordered_members: Sequence[int]) -> Symbol | None:
    return next((symbol for member in ordered_members if (symbol := candidates[member].symbol)), None)


def _find_base(
    candidates: Sequence[ParsedCandidate], ordered_members: Sequence[int], work_ids_by_key: dict[str, str]
) -> str | None:
    """Return the id of the Work that this one adds to, whether it is among the candidates or not."""
    symbol = _find_symbol(candidates, ordered_members)
    return work_ids_by_key.get(symbol.base, compute_work_id(symbol.base, "")) if symbol and symbol.base else None


def _choose_version(candidate: ParsedCandidate, preceding: Sequence[ParsedCandidate], newest: int) -> DocumentVersion:
    if not preceding:
        return DocumentVersion.MAIN
    if candidate.symbol and candidate.symbol.corrigendum:
        return DocumentVersion.CORRIGENDUM
    if candidate.symbol and candidate.symbol.revision < newest:
        return DocumentVersion.SUPERSEDED
    has_language = any(candidate.language == earlier.language for earlier in preceding)
    return DocumentVersion.COPY if has_language else DocumentVersion.TRANSLATION


def _describe_join(
    candidates: Sequence[ParsedCandidate], main: int, member: int, joins_by_member: dict[int, list[WorkJoin]]
) -> str:
    """Return why a document is in its Work: the join with the main document, else the first join."""
    joins = joins_by_member[member]
    join = next((work_join for work_join in joins if main in (work_join.first_index, work_join.second_index)), joins[0])
    other = join.second_index if join.first_index == member else join.first_index
    return join.reason.replace("{}", candidates[other].source)
