"""What pages ask of an edition again and again: its documents and counts, made once for each edition, then kept."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from palermo import registry
from palermo.analysis import held, texts
from palermo.edition import ALL, Count, Filters, View, once
from palermo.statements import Document, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Documents, newest first, and how often statements name whom and cite what."""

    documents: tuple[Document, ...]
    works: tuple[Document, ...]
    """Of each Work one document, in the same order."""
    by_id: Mapping[str, Document]
    recommendations: Mapping[str, int]
    """By document id; one without any is left out."""
    published: Mapping[str, tuple[Document, ...]]
    """By registry id of the publisher."""
    acting: Mapping[str, int]
    """Statements of all kinds by who acts, speaks or recommends."""
    addressed: Mapping[str, int]
    """Statements of all kinds by whom they address."""
    citing: Mapping[str, int]
    """Statements of all kinds by registry id of the instrument or publication that they cite."""
    cited_as: Mapping[str, tuple[str, ...]]
    """By registry id of an instrument or publication: how statements name it, by id or by its symbol as printed."""
    held: Mapping[str, tuple[Document, ...]]
    """By id of the registry's publication: it, or digests of it."""
    texts: Mapping[str, tuple[Document, ...]]
    """By id of the registry's instrument: it, or digests of it."""


def shelve(view: View) -> Shelf:
    """Count an edition's documents and statements."""
    documents = tuple(view.documents())
    published: defaultdict[str, list[Document]] = defaultdict(list)
    for one in documents:
        for publisher in one.publishers:
            published[publisher].append(one)
    every = view.facets(ALL)
    cited = _cited(every["instrument"])
    return Shelf(
        documents=documents,
        works=tuple(once(documents)),
        by_id={one.id: one for one in documents},
        recommendations=_numbers(view.facets(Filters(kinds=(Kind.RECOMMENDATION,)))["document"]),
        published={id: tuple(once(found)) for id, found in published.items()},
        acting=_numbers(every["actor"]),
        addressed=_numbers(every["addressee"]),
        citing={id: view.statements(Filters(instruments=values), limit=1).total for id, values in cited.items()},
        cited_as=cited,
        held=held(registry.load().publications.values(), documents),
        texts=texts(registry.load().instruments.values(), documents),
    )


def _cited(counted: Sequence[Count]) -> Mapping[str, tuple[str, ...]]:
    """How statements name each instrument and publication of the registry."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in counted:
        for id in registry.load().cited(one.value):
            found[id].append(one.value)
    return {id: tuple(values) for id, values in found.items()}


def _numbers(counted: Sequence[Count]) -> Mapping[str, int]:
    return {one.value: one.statements for one in counted}
