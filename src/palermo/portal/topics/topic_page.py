"""The contents of the page of a topic or a place, counted in the served edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from palermo import registry, vocabulary
from palermo.edition import NO_FILTERS, FacetCount, Filters, View
from palermo.portal.base import display_names, languages
from palermo.portal.services.analysis_cache import MENTIONS, get_activity_counts
from palermo.portal.services.current_edition import get_document_index
from palermo.portal.services.facet_labels import label_facet_value
from palermo.portal.topics.topic_subjects import TopicSubject
from palermo.registry import Instrument, Publication
from palermo.statements import ACTING_KINDS, FACET_BY_NAME, FACET_BY_TAG_FIELD, Document, Statement, StatementKind

MAX_TABLE_ROWS = 8
MAX_STATEMENTS = 3
MAX_REGISTRY_ROWS = 8
"""Instruments and publications of the registry that are listed."""
MAX_GAPS = 20
GAP_FACETS: Mapping[str, str] = {
    "theme": "intervention",
    "exploitation": "intervention",
    "group": "intervention",
    "intervention": "theme",
    "place": "theme",
    "region": "theme",
}
"""By facet of the page: the facet whose values without an activity are gaps."""
_TOPIC_FIELDS = {facet: field for field, facet in FACET_BY_TAG_FIELD.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """A name with a page, and a count with the address of the list that it counts."""

    label: str
    page: str | None
    count: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedStatements:
    """The first statements of a kind, how many there are, and the address of all."""

    kind: str
    rows: Sequence[tuple[Statement, Document]]
    total: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A value without an activity, and the number of recommendations that call for it."""

    label: str
    page: str | None
    recommendations: int
    address: str
    mentions: int
    """Activities whose words name it, without its tag."""
    mentions_address: str


def build_topic_page(subject: TopicSubject, view: View) -> dict[str, Any]:
    """Return what an edition and the registry have on a subject, for the template.

    `mentions` are activities whose words name a topic, without its tag; `recommendations_to` and `recommendations_from`
    are those of the States of a place; `years` has no missing years between the first and the last.
    """
    language = languages.get_active_language()
    names = [name for name in GAP_FACETS if name != subject.facet and name != "region"]
    counts = view.count_facets(subject.filters, ("kind", "document", "instrument", *names))
    acting = view.count_facets(subject.build_filters(kind=ACTING_KINDS), ("actor",))
    activities = view.count_facets(subject.build_filters(kind=[StatementKind.ACTIVITY]), ("year",))
    calls = view.count_facets(
        subject.build_filters(kind=[StatementKind.RECOMMENDATION]), ("actor", "addressee", GAP_FACETS[subject.facet])
    )
    publications = _list_publications(subject)
    return {
        "total": sum(count.statements for count in counts["kind"]),
        "documents": get_document_index().count_works(count.value for count in counts["document"]),
        "mentions": _count_mentions(subject),
        "mentions_address": _build_mentions_address(subject),
        "quoted": [_quote_statements(subject, view, kind, counts["kind"]) for kind in StatementKind],
        "actors": _build_rows(subject, "actor", acting["actor"], kind=ACTING_KINDS),
        "issuers": _build_rows(subject, "actor", calls["actor"], kind=(StatementKind.RECOMMENDATION,)),
        "addressees": _build_rows(subject, "addressee", calls["addressee"], kind=(StatementKind.RECOMMENDATION,)),
        "recommendations_to": _count_by_role(subject, view, "addressee"),
        "recommendations_from": _count_by_role(subject, view, "actor"),
        "instruments": _build_rows(subject, "instrument", counts["instrument"]),
        "related": [
            (gettext("Countries named") if name == "place" else FACET_BY_NAME[name].get_label(language), rows)
            for name in names
            if (rows := _build_rows(subject, name, [count for count in counts[name] if count.value != "none"]))
        ],
        "years": _build_years(subject, activities["year"]),
        "undated": sum(count.statements for count in counts["kind"] if count.value == StatementKind.ACTIVITY)
        - sum(count.statements for count in activities["year"]),
        "gaps": _find_gaps(subject, calls[GAP_FACETS[subject.facet]]),
        "gap_facet_title": FACET_BY_NAME[GAP_FACETS[subject.facet]].get_label(language),
        "registry_instruments": _list_instruments(subject)[:MAX_REGISTRY_ROWS],
        "publications": publications[:MAX_REGISTRY_ROWS],
        "publication_count": len(publications),
    }


def build_statement_address(subject: TopicSubject, kind: Sequence[str] = (), **selected: str) -> str:
    """Return the address of the list of a subject's statements: the register if all are recommendations."""
    pairs = [(subject.facet, subject.value), *selected.items()]
    if tuple(kind) == (StatementKind.RECOMMENDATION,):
        return f"{reverse('recommendations:register')}?{urlencode(pairs)}"
    return f"{reverse('maps:statements')}?{urlencode([*pairs, *(('kind', item) for item in kind)])}"


def _quote_statements(
    subject: TopicSubject, view: View, kind: StatementKind, counts: Sequence[FacetCount]
) -> QuotedStatements:
    total = next((count.statements for count in counts if count.value == kind), 0)
    address = build_statement_address(subject, kind=(kind,))
    if not total:
        return QuotedStatements(kind=kind, rows=(), total=0, address=address)
    page = view.find_statements(subject.build_filters(kind=[kind]), limit=MAX_STATEMENTS)
    return QuotedStatements(kind=kind, rows=page.rows, total=total, address=address)


def _build_rows(
    subject: TopicSubject, facet: str, counts: Sequence[FacetCount], kind: Sequence[str] = ()
) -> list[CountRow]:
    return [
        CountRow(
            label=label_facet_value(facet, count.value, count.name),
            page=get_value_page(facet, count.value),
            count=count.statements,
            address=build_statement_address(subject, kind, **{facet: count.value}),
        )
        for count in counts[:MAX_TABLE_ROWS]
        if count.statements
    ]


def get_value_page(facet: str, value: str) -> str | None:
    """Return the address of the page of a facet's value, or None."""
    return display_names.get_page_address(f"state:{value}" if facet == "place" else value)


def _build_years(subject: TopicSubject, counts: Sequence[FacetCount]) -> list[CountRow]:
    by_year = {int(count.value): count.statements for count in counts if count.value.isdigit()}
    years = range(min(by_year), max(by_year) + 1) if by_year else ()
    kind = (StatementKind.ACTIVITY,)
    return [
        CountRow(
            label=str(year),
            page=None,
            count=by_year.get(year, 0),
            address=build_statement_address(subject, kind, year=str(year)),
        )
        for year in years
    ]


def _find_gaps(subject: TopicSubject, calls: Sequence[FacetCount]) -> list[GapRow]:
    """Return the values without a tagged activity, those with the most recommendations first."""
    facet = GAP_FACETS[subject.facet]
    axes = (facet,) if subject.is_place else (subject.facet, facet)
    counts = get_activity_counts(axes, subject.filters if subject.is_place else NO_FILTERS)
    called = {call.value: call.statements for call in calls}
    language = languages.get_active_language()
    rows = []
    for concept in vocabulary.load_vocabulary().list_concepts(str(FACET_BY_NAME[facet].scheme)):
        tagged, mentions = counts.get((concept.id,) if subject.is_place else (subject.value, concept.id), (0, 0))
        if not tagged:
            rows.append(
                GapRow(
                    label=concept.labels.get(language) or concept.labels["en"],
                    page=get_value_page(facet, concept.id),
                    recommendations=called.get(concept.id, 0),
                    address=build_statement_address(subject, (StatementKind.RECOMMENDATION,), **{facet: concept.id}),
                    mentions=mentions,
                    mentions_address=_build_mentions_address(subject, **{facet: concept.id}),
                )
            )
    return sorted(rows, key=lambda row: -row.recommendations)[:MAX_GAPS]


def _count_mentions(subject: TopicSubject) -> int:
    counts = {} if subject.is_place else get_activity_counts((subject.facet,), NO_FILTERS)
    return counts.get((subject.value,), (0, 0))[1]


def _build_mentions_address(subject: TopicSubject, **values: str) -> str:
    """Return the address of the activities whose words name a subject and values without all of their tags."""
    place = "within" if subject.facet == "region" else subject.facet
    query = urlencode([("side", MENTIONS), (place, subject.value), *values.items()])
    return f"{reverse('gaps:statements')}?{query}"


def _count_by_role(subject: TopicSubject, view: View, role: str) -> int:
    if not subject.is_place:
        return 0
    filters: Filters = subject.build_role_filters(role, StatementKind.RECOMMENDATION)
    return view.find_statements(filters, limit=0).total


def _list_instruments(subject: TopicSubject) -> list[Instrument]:
    """Return the instruments of the registry on a topic, or of a place, newest first."""
    rows = registry.load_registry().instruments.values()
    field = _TOPIC_FIELDS.get(subject.facet)
    if field:
        matching = [
            row
            for row in rows
            if subject.value in getattr(row.topics, field)
            or any(subject.value in getattr(provision.topics, field) for provision in row.verified_provisions)
        ]
    else:
        code = subject.ref_ids[0] if subject.facet == "place" else subject.value
        matching = [row for row in rows if row.within and (code in row.within or _is_made_for_state(row, subject))]
    return sorted(matching, key=lambda row: row.date or "", reverse=True)


def _is_made_for_state(row: Instrument, subject: TopicSubject) -> bool:
    return subject.facet == "place" and subject.ref_ids[0] in registry.load_registry().list_covered_states(row)


def _list_publications(subject: TopicSubject) -> list[Publication]:
    field = _TOPIC_FIELDS.get(subject.facet)
    if not field:
        return []
    rows = registry.load_registry().publications.values()
    matching = [row for row in rows if subject.value in getattr(row.topics, field)]
    return sorted(matching, key=lambda row: row.date or "", reverse=True)
