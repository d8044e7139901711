"""Follow-up in words: the recommendations of the coordination group in a year, and their follow-up."""

from collections.abc import Iterable

from palermo.analysis.follow_up import FollowUpStatus
from palermo.edition import build_filters
from palermo.errors import ReportFailed
from palermo.reports.builders.dossier_evidence import add_outcomes
from palermo.reports.builders.statement_years import parse_year
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import EvidenceSet, load_evidence
from palermo.reports.figures import Measure
from palermo.reports.model import Report
from palermo.reports.recommendations import add_new_calls, group_by_outcome
from palermo.reports.translation import mark_message as _

GROUP = "icat"
"""Registry id of the coordination group."""
MAX_ANSWERED, MAX_OPEN = 20, 30
"""Recommendations with an answer, and without, that are shown."""


def build_follow_up_report(key: str, context: ReportContext) -> Report:
    """Build the follow-up of the recommendations that the group and its members made in a year.

    Raises QuestionInvalid if the key is not a year, and ReportFailed if the edition has no such recommendation.
    """
    calls = load_group_calls([parse_year(key)], context)
    if not len(calls):
        reason = "no document of that year has a recommendation of the group or its members"
        raise ReportFailed(f"follow-up {key}", reason, "Choose another year")
    composer = Composer(context)
    add_follow_up(composer, calls, title=_("What was asked, and what was found since"))
    add_open_calls(composer, calls)
    title = composer.translate(_("Follow-up of what was asked in %(year)s"), year=key)
    return composer.finish("follow-up", title, composer.translate(_("Follow-up in words")))


def load_group_calls(years: Iterable[int], context: ReportContext) -> EvidenceSet:
    """Read the recommendations of the group and its members in documents of these years."""
    filters = build_filters(actor=list_group(context), kind=["recommendation"], year=years)
    return load_evidence(context.facts, [filters])


def list_group(context: ReportContext) -> list[str]:
    """Return the ids of the coordination group and of the members that public sources name."""
    return [GROUP, *(entity.id for entity in context.registry.entities.values() if entity.icat)]


def add_follow_up(composer: Composer, calls: EvidenceSet, *, title: str) -> None:
    """Describe the outcomes of recommendations in words and a table, with the answers that were found."""
    composer.add_section(title, anchor="follow-up")
    if not len(calls):
        composer.add_nothing_found(_("an earlier recommendation of the group or its members"))
        return
    first, last = calls.build_figure(Measure.FIRST_YEAR), calls.build_figure(Measure.LAST_YEAR)
    template = _("In the documents of %(first)s to %(last)s the group and its members make %(recommendations)s.")
    if first.value == last.value:
        template = _("In the documents of %(first)s the group and its members make %(recommendations)s.")
    composer.add_sentence(
        template,
        first=composer.show_year(first),
        last=composer.show_year(last),
        recommendations=composer.count(calls, "recommendations"),
    )
    add_outcomes(composer, calls, limit=MAX_ANSWERED)


def add_open_calls(composer: Composer, calls: EvidenceSet) -> None:
    """List the recommendations without follow-up in later documents, or without later documents."""
    outcomes = group_by_outcome(calls, composer.context)
    for status in (FollowUpStatus.NO_EVIDENCE, FollowUpStatus.NOT_SEARCHED):
        if own := outcomes.get(status):
            composer.add_heading(composer.label_outcome(status))
            add_new_calls(composer, own, MAX_OPEN)
