"""Proposals for the registry: organisations that statements name and it does not have, with evidence."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from palermo.grouping import group_items
from palermo.linking.entity_resolution import ResolvedName, resolve_names
from palermo.linking.organisation_names import is_acronym
from palermo.registry import Registry
from palermo.statements import PROVISIONAL_PREFIX, Ref, RefType, Statement

MIN_INITIALS_SCORE = 0.98
"""Minimum score of an acronym for a name.

Most bodies of running texts are named in one form alone: of 80 pairs of names in 540 documents that score less, six are
one body; of 23 that score more, 22.
"""
MAX_EVIDENCE_STATEMENTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NameVariant:
    """A printed form of an organisation's name."""

    name: str
    statements: int
    """Number of statements with this form."""
    why: str
    """Why it was clustered with this organisation, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An organisation for an editor to add to the registry, or a further name of one in it."""

    id: str
    """Provisional id, or the registry's for a further name of an entity."""
    entity: str | None
    """Registry id of the entity whose further names these are; None for an unknown organisation."""
    name: str
    """Its main name: the most frequent that is not an acronym."""
    variants: tuple[NameVariant, ...]
    """All names as printed, the most frequent first."""
    statements: int
    """Number of statements that name it."""
    documents: tuple[str, ...]
    """Ids of the documents that name it, in the order given."""
    evidence: tuple[Statement, ...]
    """The first statements that name it, from different documents if possible, and whose quote prints a name of it."""


def is_unknown_organisation(ref: Ref) -> bool:
    """Return whether a ref is an organisation that is not in the registry, or an unresolved acronym.

    >>> is_unknown_organisation(Ref(id="ilo", name="ILO", type=RefType.ENTITY))
    False
    """
    if ref.type is not RefType.ENTITY:
        return False
    return ref.id.startswith(PROVISIONAL_PREFIX) if ref.id else is_acronym(ref.name)


def propose_entities(statements: Iterable[Statement], registry: Registry) -> tuple[Proposal, ...]:
    """Propose the unknown organisations of linked statements, those with most statements first.

    Names are clustered by `entity_resolution` over all given statements.
    """
    printed: Counter[str] = Counter()
    statements_by_name: defaultdict[str, dict[str, Statement]] = defaultdict(dict)
    for statement in statements:
        names = {ref.name for ref in statement.refs if is_unknown_organisation(ref)}
        printed.update(names)
        for name in names:
            statements_by_name[name][statement.id] = statement
    answers_by_id = group_items(resolve_names(sorted(printed), registry, MIN_INITIALS_SCORE), attrgetter("id"))
    proposals = [_build_proposal(id, answers, printed, statements_by_name) for id, answers in answers_by_id.items()]
    return tuple(sorted(proposals, key=lambda proposal: (-proposal.statements, proposal.name, proposal.id)))


def _build_proposal(
    id: str,
    resolutions: Sequence[ResolvedName],
    name_counts: Mapping[str, int],
    statements_by_name: Mapping[str, Mapping[str, Statement]],
) -> Proposal:
    ordered = sorted(resolutions, key=lambda answer: (-name_counts[answer.name], answer.name))
    statement_by_key = {
        key: statement for answer in ordered for key, statement in statements_by_name[answer.name].items()
    }
    names = [answer.name for answer in ordered]
    first: dict[str, Statement] = {}
    for statement in sorted(statement_by_key.values(), key=lambda item: not any(name in item.quote for name in names)):
        first.setdefault(statement.document, statement)
    evidence = dict.fromkeys((*(statement.id for statement in first.values()), *statement_by_key))
    return Proposal(
        id=id,
        entity=None if id.startswith(PROVISIONAL_PREFIX) else id,
        name=next((answer.name for answer in ordered if not is_acronym(answer.name)), ordered[0].name),
        variants=tuple(
            NameVariant(name=name.name, statements=name_counts[name.name], why=name.why) for name in ordered
        ),
        statements=len(statement_by_key),
        documents=tuple(dict.fromkeys(statement.document for statement in statement_by_key.values())),
        evidence=tuple(statement_by_key[key] for key in evidence)[:MAX_EVIDENCE_STATEMENTS],
    )
