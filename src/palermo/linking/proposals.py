"""Organisations that statements name and the registry does not know, each with the evidence: for its editors."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from palermo.statements import Statement

PROVISIONAL = "new:"

EVIDENCE = 5
"""Statements that a proposal shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An organisation that an editor may add to the registry."""

    id: str
    """Provisional."""
    names: tuple[str, ...]
    """As printed, the most frequent first."""
    statements: int
    """How many name it."""
    documents: int
    evidence: tuple[str, ...]
    """Ids of the first statements that name it, from different documents where there are some."""


def proposals(statements: Iterable[Statement]) -> tuple[Proposal, ...]:
    """Propose the unknown organisations of linked statements, those of most statements first."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        unknown = {}
        for ref in (*statement.actors, *statement.addressees, *statement.partners):
            if ref.id and ref.id.startswith(PROVISIONAL):
                names[ref.id][ref.name] += 1
                unknown[ref.id] = True
        for id in unknown:
            found[id].append(statement)
    made = [_proposal(id, names[id], each) for id, each in found.items()]
    return tuple(sorted(made, key=lambda proposal: (-proposal.statements, proposal.id)))


def _proposal(id: str, names: Counter[str], statements: list[Statement]) -> Proposal:
    first = {statement.document: statement.id for statement in reversed(statements)}
    ids = dict.fromkeys((*first.values(), *(statement.id for statement in statements)))
    return Proposal(
        id=id,
        names=tuple(name for name, _ in names.most_common()),
        statements=len(statements),
        documents=len(first),
        evidence=tuple(ids)[:EVIDENCE],
    )
