"""A statement with names as printed becomes one with registry ids, places and tags."""

from collections.abc import Iterable
from dataclasses import replace

from palermo.linking.names import find
from palermo.linking.quotes import spoken
from palermo.linking.tagging import TAGGED, tags
from palermo.registry import Registry
from palermo.statements import Document, Kind, Reason, Ref, RefType, Statement, normalised
from palermo.vocabulary import Vocabulary
from palermo.vocabulary import load as load_vocabulary

VERSION = "1"
"""Changes when the same statement, registry and vocabulary would be linked in another way."""

VULNERABILITY = "vulnerability"
"""Theme of every factor: what makes people more, or less, at risk is what the kind means."""


def link(
    statement: Statement, document: Document, registry: Registry, vocabulary: Vocabulary | None = None
) -> Statement:
    """Give a statement its ids, places and tags; printed names and the quote stay as they are.

    Ids that are there already are kept. `why` gains a reason for each name that was resolved by another rule than
    the name as it stands. Linking a linked statement changes nothing.
    """
    words = vocabulary or load_vocabulary()
    reasons: list[Reason] = []

    def linked(refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
        return _distinct(_linked(ref, statement, document, (registry, words), reasons) for ref in refs)

    named = replace(
        statement,
        actors=linked(statement.actors),
        addressees=linked(statement.addressees),
        partners=linked(statement.partners),
    )
    found = _tagged(named, words)
    return replace(
        named,
        places=_union(named.places, _places(named, document, registry)),
        themes=_union(named.themes, found["themes"]),
        exploitation=_union(named.exploitation, found["exploitation"]),
        interventions=_union(named.interventions, found["interventions"]),
        groups=_union(named.groups, found["groups"]),
        why=(*named.why, *(reason for reason in dict.fromkeys(reasons) if reason not in named.why)),
    )


def _linked(
    ref: Ref,
    statement: Statement,
    document: Document,
    known: tuple[Registry, Vocabulary],
    reasons: list[Reason],
) -> Ref:
    if ref.id is not None:
        return ref
    match = find(ref, document, *known, statement.language)
    if match is None:
        return ref
    if match.reason:
        reasons.append(Reason(feature=match.reason, weight=0.0))
    return Ref(id=match.id, name=ref.name, type=match.type)


def _distinct(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """Refs without those that repeat an id, or a name where no id is known; the first printed is kept."""
    first: dict[tuple[str, str], Ref] = {}
    for ref in refs:
        first.setdefault(("id", ref.id) if ref.id else ("name", normalised(ref.name)), ref)
    return tuple(first.values())


def _places(statement: Statement, document: Document, registry: Registry) -> list[str]:
    """In a review of a State, its recommendations are about that State; else nothing is said yet."""
    if statement.kind is not Kind.RECOMMENDATION or not document.masthead.under_review:
        return []
    reviewed = registry.state(document.masthead.under_review)
    addressed = {ref.id for ref in statement.addressees if ref.type is RefType.STATE}
    return [reviewed.alpha3] if reviewed and reviewed.id in addressed else []


def _tagged(statement: Statement, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Tags by scheme. A factor is about vulnerability and names no intervention; it tells what is."""
    found: dict[str, list[str]] = {scheme: [] for scheme in TAGGED}
    for tag in tags(spoken(statement), statement.language, vocabulary):
        found[tag.scheme].append(tag.id)
    if statement.kind is Kind.FACTOR:
        found["interventions"] = []
        found["themes"].append(VULNERABILITY)
    return found


def _union(given: tuple[str, ...], found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*given, *found)))
