"""Recommendations of an evidence set: each call once through its chain, the most frequent, newest and widest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from palermo.analysis.follow_up import FollowUpStatus, summarise_status
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import MIN_CONFIRMED, EvidenceSet
from palermo.reports.figures import Measure
from palermo.reports.model import ListItem, Sentence
from palermo.reports.translation import mark_message as _

MAX_CITED = 5
"""Newest statements that are cited for a recommendation that is made often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedCall:
    """A recommendation, with all statements of it in its chain."""

    statement: str
    """Id of the statement that is shown: in the report's language if there is one, else the newest."""
    statements: tuple[str, ...]
    newest: int
    issuers: int
    is_confirmed: bool
    """Whether one of the statements is certain enough for public figures."""
    is_native: bool
    """Whether the statement that is shown is in the report's language."""


def rank_calls(recommendations: EvidenceSet, context: ReportContext) -> list[RankedCall]:
    """Rank recommendations by how often they are made, how recently, and by how many bodies.

    Unconfirmed ones are left out if there are at least MIN_CONFIRMED others, and so are those that only repeat another
    version of their Work.
    """
    chain_by_call = context.facts.follow_up.chain_by_call if context.facts.follow_up else {}
    years = {document.id: document.year or 0 for document in recommendations.documents}
    translated = recommendations.list_translated(context.language)
    actors = recommendations.group_values("actor")
    groups: dict[str, list[CallRow]] = {}
    own_words: defaultdict[str, bool] = defaultdict(bool)  # whether a group is not translations alone
    rows = recommendations.get_columns("id", "document", "language").to_pylist()
    for at, (row, certain) in enumerate(zip(rows, recommendations.mark_confirmed().to_pylist(), strict=True)):
        chain = chain_by_call.get(row["id"])
        groups.setdefault(chain.id if chain else row["id"], []).append(
            CallRow(certain, years[row["document"]], row["language"], row["id"], frozenset(actors.get(at, ())))
        )
        own_words[chain.id if chain else row["id"]] |= row["document"] not in translated
    shown = [group for id, group in groups.items() if own_words[id]] or list(groups.values())
    calls = sorted((_build_call(group, context.language) for group in shown), key=_get_rank)
    confirmed = [one for one in calls if one.is_confirmed]
    return confirmed if len(confirmed) >= MIN_CONFIRMED else calls


class CallRow(NamedTuple):
    """What is weighed of one recommendation."""

    is_confirmed: bool
    year: int
    language: str
    id: str
    actors: frozenset[str]


def _build_call(group: Sequence[CallRow], language: str) -> RankedCall:
    shown = max(group, key=lambda one: (one.language == language, one.is_confirmed, one.year))
    return RankedCall(
        statement=shown.id,
        statements=tuple(one.id for one in group),
        newest=max(one.year for one in group),
        issuers=len({name for one in group for name in one.actors}),
        is_confirmed=any(one.is_confirmed for one in group),
        is_native=shown.language == language,
    )


def _get_rank(call: RankedCall) -> tuple[bool, int, bool, int, int, str]:
    """Confirmed first; then how often, in the report's language, how recently, by how many bodies."""
    issuers = -call.issuers
    return not call.is_confirmed, -len(call.statements), not call.is_native, -call.newest, issuers, call.statement


def list_new_calls(composer: Composer, recommendations: EvidenceSet) -> list[RankedCall]:
    """Rank those of the calls that the report does not quote yet."""
    calls = rank_calls(recommendations, composer.context)
    return [call for call in calls if not composer.quotes.has_any(call.statements)]


def add_new_calls(composer: Composer, recommendations: EvidenceSet, limit: int) -> None:
    """Add the first calls that the report does not quote yet, and say how many of them it has already."""
    add_calls(composer, recommendations, list_new_calls(composer, recommendations), limit)


def add_calls(composer: Composer, recommendations: EvidenceSet, calls: Sequence[RankedCall], limit: int) -> None:
    """Add the first of these calls, and say how many recommendations the report has quoted before them."""
    repeated = composer.select_quoted(recommendations)
    composer.add_bullets(list_calls(calls, recommendations, composer, limit))
    composer.add_repeated(repeated, "recommendations")


def list_calls(
    calls: Sequence[RankedCall], recommendations: EvidenceSet, composer: Composer, limit: int
) -> Iterator[ListItem]:
    """Yield bullets of the first calls: the quote, and how often it is made."""
    shown = calls[:limit]
    loaded = {one.id: (one, document) for one, document in recommendations.load_by_ids([c.statement for c in shown])}
    for call in shown:
        if call.statement not in loaded or not composer.quotes.has_new_sentence(*loaded[call.statement]):
            continue
        repeated = recommendations.select_ids(call.statements)
        is_repeated = repeated.build_figure(Measure.WORKS).value > 1
        sentence = _build_repetition(repeated, composer) if is_repeated else None
        yield ListItem(sentence=sentence, quote=composer.quotes.build(*loaded[call.statement]))


def _build_repetition(repeated: EvidenceSet, composer: Composer) -> Sentence:
    first, last = repeated.build_figure(Measure.FIRST_YEAR), repeated.build_figure(Measure.LAST_YEAR)
    fields = {
        "documents": composer.count(repeated.build_figure(Measure.WORKS), "documents"),
        "bodies": composer.count(repeated.build_figure(Measure.ACTORS), "bodies"),
        "first": composer.show_year(first),
        "last": composer.show_year(last),
    }
    cite = [composer.sources.cite_statement(*one) for one in repeated.load_all(MAX_CITED)]
    if first.value == last.value:
        return composer.build_sentence(_("Asked in %(documents)s by %(bodies)s, %(first)s."), cite=cite, **fields)
    return composer.build_sentence(_("Asked in %(documents)s by %(bodies)s, %(first)s–%(last)s."), cite=cite, **fields)


def count_outcomes(ids: Iterable[str], context: ReportContext) -> dict[FollowUpStatus, list[str]]:
    """Return the recommendations by what came of them, where follow-up has been derived."""
    follow_up, searched = context.facts.follow_up, context.facts.searched
    found: dict[FollowUpStatus, list[str]] = {}
    if follow_up is None or searched is None:
        return found
    for id in ids:
        answers = follow_up.answers.get(id, ())
        call = context.facts.calls.get(id)
        status = summarise_status(answers, searched.count_since(call) if call else 0)
        found.setdefault(status, []).append(id)
    return found
