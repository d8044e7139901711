"""Ranked recommendations: each chain once, the most frequent, newest and most widely made first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from palermo.analysis.follow_up import FollowUpStatus
from palermo.grouping import group_items
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import MIN_CONFIRMED, EvidenceSet
from palermo.reports.figures import Measure
from palermo.reports.labels import UNSEARCHED_REASONS
from palermo.reports.model import ListItem, Sentence
from palermo.reports.statement_columns import Mask, Rows, StatementColumns
from palermo.reports.translation import mark_message as _

MAX_CITED = 5
"""Newest statements that are cited for a recommendation that is made often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedCall:
    """A recommendation, with all statements of its chain."""

    statement: str
    """Id of the statement that is shown: in the report's language if there is one, else the newest."""
    statements: tuple[str, ...]
    newest: int
    issuers: int
    is_confirmed: bool
    """Whether one of the statements is certain enough for public figures."""
    is_native: bool
    """Whether the statement that is shown is in the report's language."""


def rank_calls(
    recommendations: EvidenceSet, context: ReportContext, *, quoted: Iterable[str] = (), limit: int | None = None
) -> list[RankedCall]:
    """Rank recommendations by how often they are made, how recently, and by how many bodies; the first `limit` of them.

    Unconfirmed ones are left out if there are at least MIN_CONFIRMED others, and so are those that only repeat another
    version of their Work. Then those of which a statement is `quoted` are left out.
    """
    if not len(recommendations):
        return []
    groups = _group_calls(recommendations, context)
    kept = np.flatnonzero(groups.is_own if groups.is_own.any() else ~groups.is_own)
    confirmed = kept[groups.is_confirmed[kept]]
    kept = confirmed if len(confirmed) >= MIN_CONFIRMED else kept
    kept = kept[~groups.find_any(recommendations.columns.mark_rows(recommendations.columns.find_rows(quoted)))[kept]]
    keys = (
        recommendations.columns.id_ranks[groups.best_rows],
        *(-groups.issuers, -groups.newest, ~groups.is_native, -groups.sizes, ~groups.is_confirmed),
    )  # the last key counts first
    ranked = kept[np.lexsort([key[kept] for key in keys])][:limit]
    return [groups.build_call(number) for number in ranked.tolist()]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallGroups:
    """Recommendations by chain, as columns with an entry for each group."""

    columns: StatementColumns
    rows: Rows
    """Rows of the recommendations, as printed."""
    numbers: Rows
    """Number of each one's group."""
    best_rows: Rows
    """Row of the statement that is shown."""
    sizes: Rows
    newest: Rows
    issuers: Rows
    is_confirmed: Mask
    is_native: Mask
    is_own: Mask
    """Whether the group is not made of translations alone."""

    def find_any(self, mask: Mask) -> Mask:
        """Return which groups have a statement that is marked."""
        return np.bincount(self.numbers, mask[self.rows], len(self.sizes)) > 0

    def build_call(self, number: int) -> RankedCall:
        """Return the recommendation of a group."""
        row = self.best_rows[number : number + 1]
        return RankedCall(
            statement=self.columns.list_ids(row)[0],
            statements=tuple(self.columns.list_ids(self.rows[self.numbers == number])),
            newest=int(self.newest[number]),
            issuers=int(self.issuers[number]),
            is_confirmed=bool(self.is_confirmed[number]),
            is_native=bool(self.is_native[number]),
        )


def _group_calls(recommendations: EvidenceSet, context: ReportContext) -> CallGroups:
    columns, rows = recommendations.columns, recommendations.rows
    _chains, numbers, sizes = np.unique(context.facts.chain_codes[rows], return_inverse=True, return_counts=True)
    is_confirmed, years = columns.is_confirmed[rows], columns.years[columns.document_ranks[rows]]
    is_native = columns.get_facet("language").mark_rows([context.language])[rows]
    # Of each group the first statement with the best of language, certainty and year is shown.
    order = np.lexsort((np.arange(len(rows)), -years, ~is_confirmed, ~is_native, numbers))
    firsts = order[np.concatenate(([0], np.cumsum(sizes)[:-1]))]
    newest = np.zeros(len(sizes), dtype=np.int64)
    np.maximum.at(newest, numbers, years)
    return CallGroups(
        columns=columns,
        rows=rows,
        numbers=numbers,
        best_rows=rows[firsts],
        sizes=sizes,
        newest=newest,
        issuers=_count_issuers(recommendations, numbers, len(sizes)),
        is_confirmed=np.bincount(numbers, is_confirmed, len(sizes)) > 0,
        is_native=is_native[firsts],
        is_own=np.bincount(numbers, ~recommendations.mark_translated(context.language), len(sizes)) > 0,
    )


def _count_issuers(recommendations: EvidenceSet, numbers: Rows, groups: int) -> Rows:
    """Return how many different bodies each group of recommendations has."""
    actors = recommendations.columns.get_facet("actor")
    group_by_row = np.zeros(len(recommendations.columns), dtype=np.int64)
    group_by_row[recommendations.rows] = numbers
    rows, codes = actors.list_pairs(recommendations.mask)
    pairs = np.unique(group_by_row[rows] * len(actors.values) + codes)
    return np.bincount(pairs // max(len(actors.values), 1), minlength=groups)


def list_new_calls(composer: Composer, recommendations: EvidenceSet, limit: int) -> list[RankedCall]:
    """Rank those of the calls that the report does not quote yet, and return the first."""
    return rank_calls(recommendations, composer.context, quoted=composer.quotes.citations, limit=limit)


def add_new_calls(composer: Composer, recommendations: EvidenceSet, limit: int) -> None:
    """Add the first calls that the report does not quote yet, and say how many of them it has already."""
    add_calls(composer, recommendations, list_new_calls(composer, recommendations, limit))


def add_calls(composer: Composer, recommendations: EvidenceSet, calls: Sequence[RankedCall]) -> None:
    """Add these calls, and say how many recommendations the report has quoted before them."""
    repeated = composer.select_quoted(recommendations)
    composer.add_quoted_items(build_calls(calls, recommendations, composer), recommendations)
    composer.add_repeated(repeated, "recommendations")


def build_calls(
    calls: Sequence[RankedCall], recommendations: EvidenceSet, composer: Composer
) -> Mapping[str, ListItem]:
    """Return bullets of calls by the id of the statement that is shown: the quote, and how often it is made."""
    items: dict[str, ListItem] = {}
    loaded = {
        statement.id: (statement, document)
        for statement, document in recommendations.load_by_ids([c.statement for c in calls])
    }
    for call in calls:
        if call.statement not in loaded or not composer.quotes.has_new_sentence(*loaded[call.statement]):
            continue
        repeated = recommendations.select_ids(call.statements)
        is_repeated = repeated.build_figure(Measure.WORKS).value > 1
        sentence = _build_repetition(repeated, composer) if is_repeated else None
        items[call.statement] = ListItem(sentence=sentence, quote=composer.quotes.build(*loaded[call.statement]))
    return items


def _build_repetition(repeated: EvidenceSet, composer: Composer) -> Sentence:
    """Say in how many documents something is asked, and by how many bodies when, where these are known."""
    first, last = repeated.build_figure(Measure.FIRST_YEAR), repeated.build_figure(Measure.LAST_YEAR)
    bodies = repeated.build_figure(Measure.ACTORS)
    template = _("Asked in %(documents)s by %(bodies)s, %(first)s–%(last)s.")
    if not (bodies.value and first.value):
        template = _("Asked in %(documents)s.")
    elif first.value == last.value:
        template = _("Asked in %(documents)s by %(bodies)s, %(first)s.")
    return composer.build_sentence(
        template,
        documents=composer.count(repeated.build_figure(Measure.WORKS), "documents"),
        bodies=composer.count(bodies, "bodies"),
        first=composer.show_year(first),
        last=composer.show_year(last),
        cite=[composer.sources.cite_place(place) for place in repeated.list_places(MAX_CITED)],
    )


def group_by_outcome(recommendations: EvidenceSet, context: ReportContext) -> dict[FollowUpStatus, EvidenceSet]:
    """Return the recommendations by what came of them, where follow-up has been derived."""
    groups = {status: recommendations.select_marked(mask) for status, mask in context.facts.outcomes.items()}
    return {status: own for status, own in groups.items() if len(own)}


def group_unsearched(recommendations: EvidenceSet, context: ReportContext) -> dict[str, EvidenceSet]:
    """Return the recommendations for which no later document was searched, by the reason."""
    own = group_by_outcome(recommendations, context).get(FollowUpStatus.NOT_SEARCHED)
    searched, calls = context.facts.searched, context.facts.calls
    if own is None or searched is None:
        return {}
    known = [id for id in own.ids if id in calls]
    by_reason = group_items(known, lambda id: str(searched.explain_unsearched(calls[id]) or ""))
    return {reason: own.select_ids(by_reason[reason]) for reason in UNSEARCHED_REASONS if reason in by_reason}
