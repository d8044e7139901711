"""Sections of a dossier from statements: figures, factors, recommendations, actors, answers, gaps."""

import re
from collections import Counter
from collections.abc import Iterable

from palermo.analysis.follow_up import ANSWERED_STATUSES
from palermo.analysis.mentions import map_mentions
from palermo.edition import group_own_answers
from palermo.languages.language_words import LanguageWords
from palermo.reports.builders.shared_blocks import add_bar_chart, add_planned_count, has_address
from palermo.reports.composer import Composer
from palermo.reports.context import is_printed_name
from palermo.reports.evidence import EvidenceSet
from palermo.reports.figures import Measure
from palermo.reports.labels import OWN_ANSWERS, UNSEARCHED_REASONS
from palermo.reports.model import ListItem
from palermo.reports.quotes import begins_small
from palermo.reports.recommendations import add_calls, add_new_calls, group_by_outcome, group_unsearched, list_new_calls
from palermo.reports.sentence_patterns import PRONOUN_PATTERN, UNCLEAR_PATTERN
from palermo.reports.subjects import ReportSubject
from palermo.reports.translation import mark_message as _
from palermo.statements import FACTOR_DIMENSIONS, Document, Response, Statement

# Entries of each list of a dossier; the portal's lists have them all.
MAX_FIGURES = 8
MAX_FACTORS = 3
MAX_ADDRESSEES = 6
MAX_CALLS = 4
MAX_ACTORS = 10
MAX_ACTIVITIES = 6
MAX_ANSWERS = 3
MAX_FIGURES_PER_WORK = 3
STATES = "states"
"""Id of the group of all States, which comes first among addressees of as many recommendations."""
MAX_MENTIONS = 3
"""Statements that are cited for a concept that they name without its tag."""
SPARE_FACTORS = 2
"""Factors of a dimension that are read in case others say the same."""
_AMOUNT_PATTERN = LanguageWords("texts").compile_pattern(
    r"\d[\d\s.,\u00a0\u202f]*(?:%|٪|{quotes.amount_units})|\b\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+\b|{quotes.amounts}"
    r"|\b(?!(?:19|20)\d\d\b)\d{2,}\s+(?:\w+\s+){0,2}(?:{quotes.counted})",
    re.IGNORECASE,
)
_UNCOUNTED_PATTERN = LanguageWords("texts").compile_pattern("{quotes.uncounted}", re.IGNORECASE)


def is_amount(quote: str) -> bool:
    """Return whether a quote prints an amount of its subject: a share, a large number, or one of people or cases.

    Numbers of people at a meeting and of sanctions are none.
    """
    return bool(_AMOUNT_PATTERN.search(quote)) and not _UNCOUNTED_PATTERN.search(quote)


def add_printed_figures(composer: Composer, evidence: EvidenceSet) -> None:
    """Quote the figures that sources give."""
    composer.add_section(_("Scale and figures as sources give them"), anchor="figures")
    stated = evidence.narrow(kind=["factor", "activity"])
    candidates = select_sentences(stated.load_quotes(3 * MAX_FIGURES, composer.context.language, is_amount))
    found = _select_few_per_work(candidates, MAX_FIGURES)
    if not found:
        composer.add_nothing_found(_("a figure on this subject"))
    amounts = stated.select_ids(id for id, quote, _language in stated.list_quotes() if is_amount(quote))
    composer.add_quotes(found, amounts)


def select_sentences(statements: list[tuple[Statement, Document]]) -> list[tuple[Statement, Document]]:
    """Remove quotes that begin within a sentence, if there are others."""
    return [pair for pair in statements if not is_sentence_part(pair[0].quote)] or statements


def is_sentence_part(quote: str) -> bool:
    """Return whether a quote begins within a sentence, or refers to the text before it."""
    return begins_small(quote) or bool(PRONOUN_PATTERN.match(quote) or UNCLEAR_PATTERN.search(quote))


def is_clear(quote: str) -> bool:
    """Return whether a quote is a whole sentence that needs no other one, and gives no address."""
    return not is_sentence_part(quote) and not has_address(quote)


def _select_few_per_work(
    candidates: Iterable[tuple[Statement, Document]], limit: int
) -> list[tuple[Statement, Document]]:
    """Return the first statements, few of each Work."""
    counts: Counter[str] = Counter()
    selected: list[tuple[Statement, Document]] = []
    for statement, document in candidates:
        counts[document.work] += 1
        if counts[document.work] <= MAX_FIGURES_PER_WORK:
            selected.append((statement, document))
    return selected[:limit]


def add_factors(composer: Composer, evidence: EvidenceSet) -> None:
    """Describe the causes: factors by dimension, with quotes, and protective factors."""
    factors = evidence.select_kind("factor")
    composer.add_section(_("How it happens"), anchor="factors")
    if not len(factors):
        composer.add_nothing_found(_("a factor of this subject"))
        return
    composer.add_sentence(
        _("Factors that sources name: %(factors)s, in %(documents)s."),
        factors=composer.count(factors),
        documents=composer.count(factors, "documents", Measure.WORKS),
    )
    parts = [
        (composer.label_dimension(dimension), factors.select_dimension(dimension)) for dimension in FACTOR_DIMENSIONS
    ]
    parts.append((composer.translate(_("What protects")), factors.select_protective()))
    parts.append((composer.translate(_("Other factors")), factors.select_dimension("")))
    before = len(composer.blocks)
    for title, own in parts:
        _add_factor_quotes(composer, title, own)
    if len(composer.blocks) == before:
        composer.add_repeated(composer.select_quoted(factors), "statements")


def _add_factor_quotes(composer: Composer, title: str, factors: EvidenceSet) -> None:
    """Quote factors of a dimension, and say how many there are if not all of them are quoted."""
    loaded = factors.load_quotes(MAX_FACTORS + SPARE_FACTORS, composer.context.language, composer.quotes.is_unquoted)
    found = composer.quotes.select_distinct(select_sentences(loaded), MAX_FACTORS)
    if not found:
        return
    composer.add_heading(title, 2)
    composer.add_quotes(found, factors)


def add_recommendations(
    composer: Composer,
    evidence: EvidenceSet,
    *,
    title: str = _("What is recommended"),
    anchor: str = "recommendations",
    missing: str = _("a recommendation on this subject"),
) -> None:
    """List recommendations by addressee, each once, the most frequent, newest and widest first."""
    recommendations = evidence.select_kind("recommendation")
    composer.add_section(title, anchor=anchor)
    if not len(recommendations):
        composer.add_nothing_found(missing)
        return
    addressees = recommendations.build_figure(Measure.ADDRESSEES)
    composer.add_sentence(
        _("Found: %(recommendations)s in %(documents)s, to %(addressees)s.")
        if addressees.value
        else _("Found: %(recommendations)s in %(documents)s. No addressee is confirmed."),
        recommendations=composer.count(recommendations, "recommendations"),
        documents=composer.count(recommendations, "documents", Measure.WORKS),
        addressees=composer.count(addressees, "addressees"),
    )
    counted = sorted(recommendations.count_values("addressee"), key=lambda pair: (-pair[1], pair[0] != STATES, pair[0]))
    named = [value for value, _count in counted if not is_printed_name(value)]
    repeated = []
    for addressee in named[:MAX_ADDRESSEES]:
        own = recommendations.narrow(addressee=[addressee])
        if calls := list_new_calls(composer, own, MAX_CALLS):
            composer.add_heading(composer.context.get_value_label("addressee", addressee), 2)
            add_calls(composer, own, calls)
        else:
            repeated.append((addressee, own))
    _add_other_calls(composer, recommendations, {*named})
    _add_repeated_calls(composer, repeated)


def _add_repeated_calls(composer: Composer, calls: Iterable[tuple[str, EvidenceSet]]) -> None:
    """List the addressees whose recommendations are all quoted above."""
    items = [
        ListItem(
            sentence=composer.build_sentence(
                _("%(addressee)s: %(recommendations)s."),
                addressee=composer.context.get_value_label("addressee", addressee),
                recommendations=composer.count(quoted, "recommendations"),
                cite=[composer.quotes.citations[id] for id in quoted.ids],
            )
        )
        for addressee, own in calls
        if len(quoted := composer.select_quoted(own))
    ]
    if items:
        composer.add_section(_("Quoted above, also addressed to"), 2)
        composer.add_bullets(items)


def _add_other_calls(composer: Composer, recommendations: EvidenceSet, named: set[str]) -> None:
    """List recommendations without an addressee, or to addressees that the registry does not have."""
    own = recommendations.select_without("addressee", sorted(named))
    if not len(own):
        return
    composer.add_section(_("Other addressees, or none named"), 2)
    unclear = own.select_unnamed("actor").select_unnamed("addressee")
    add_new_calls(composer, own.select_marked(~unclear.mask), MAX_CALLS)
    if len(unclear):
        composer.add_sentence(
            _("Not quoted, since neither who asks nor who is asked is named: %(recommendations)s."),
            recommendations=composer.count(unclear, "recommendations"),
            cite=[composer.sources.cite_place(place) for place in unclear.list_places(MAX_CALLS)],
        )


def add_actors(
    composer: Composer,
    evidence: EvidenceSet,
    *,
    title: str = _("Who works on it"),
    missing: str = _("an activity on this subject"),
) -> None:
    """Say who works on the subject: a chart of activities by entity, and the newest activities."""
    activities = evidence.select_kind("activity")
    composer.add_section(title, anchor="actors")
    if not len(activities):
        composer.add_nothing_found(missing)
        return
    bodies = activities.build_figure(Measure.ACTORS)
    composer.add_sentence(
        _("Found: %(activities)s. Named as acting: %(bodies)s.")
        if bodies.value
        else _("Found: %(activities)s. No name of who acts is confirmed."),
        activities=composer.count(activities.build_figure(), "activities"),
        bodies=composer.count(bodies, "bodies"),
    )
    add_planned_count(composer, activities)
    add_bar_chart(composer, activities, "actor", composer.translate(_("Activities by entity")), limit=MAX_ACTORS)
    composer.add_new_quotes(activities, MAX_ACTIVITIES, is_clear)


def add_answers(composer: Composer, evidence: EvidenceSet) -> None:
    """Say what addressees answered, and which follow-up was found."""
    recommendations = evidence.select_kind("recommendation")
    if not len(recommendations):
        return
    composer.add_section(_("Asked and answered"), anchor="answers")
    answered = [
        (composer.label_response(response), own)
        for response in Response
        if len(own := recommendations.narrow(response=[response]))
    ]
    composer.add_count_table(_("Printed answers"), (_("Answer"), _("Recommendations")), answered)
    if not answered:
        composer.add_nothing_found(_("a printed answer to these recommendations"))
    add_outcomes(composer, recommendations)


def add_outcomes(composer: Composer, recommendations: EvidenceSet, limit: int = MAX_ANSWERS) -> None:
    """Add what later documents report on recommendations: a table, and examples of call and answer."""
    outcomes = group_by_outcome(recommendations, composer.context)
    composer.add_count_table(
        _("What later documents report on these recommendations"),
        (_("Outcome"), _("Recommendations")),
        [(composer.label_outcome(status), own) for status, own in outcomes.items()],
    )
    add_unsearched_reasons(composer, recommendations)
    add_own_answers(composer, recommendations)
    follow_up = composer.context.facts.follow_up
    answers = follow_up.answers if follow_up else {}
    for status in ANSWERED_STATUSES:
        ids = outcomes[status].ids if status in outcomes else ()
        for id in [id for id in ids if id in answers][:limit]:  # copies have the outcome of their main copy, no answers
            (call,) = recommendations.load_by_ids([id])
            answer = next(candidate for candidate in answers[id] if candidate.status is status)
            statement = composer.context.view.get_statement(answer.statement)
            document = composer.context.view.get_document(statement.document)
            cite = [composer.sources.cite_statement(*call), composer.sources.cite_statement(statement, document)]
            label = composer.label_outcome(status)
            composer.add_sentence(_("Asked, and found since: %(outcome)s."), outcome=label, cite=cite)
            composer.add(composer.quotes.build(*call), composer.quotes.build(statement, document))


def add_unsearched_reasons(composer: Composer, recommendations: EvidenceSet) -> None:
    """Add a table of why no later document was searched, unless some were for all recommendations."""
    composer.add_count_table(
        _("Why no later document was searched"),
        (_("Reason"), _("Recommendations")),
        [
            (composer.translate(UNSEARCHED_REASONS[reason]), own)
            for reason, own in group_unsearched(recommendations, composer.context).items()
        ],
    )


def add_own_answers(composer: Composer, recommendations: EvidenceSet) -> None:
    """Add a table of what addressees state themselves on recommendations, which is no evidence of a document."""
    stated = group_own_answers(composer.context.view.entity_folder)
    groups = [
        (
            composer.translate(label),
            recommendations.select_ids(id for id, answers in stated.items() if value in answers),
        )
        for value, label in OWN_ANSWERS.items()
    ]
    composer.add_count_table(
        _("What the addressees state themselves on these recommendations"),
        (_("Answer"), _("Recommendations")),
        [(label, own) for label, own in groups if len(own)],
    )


def add_gaps(composer: Composer, subject: ReportSubject, evidence: EvidenceSet) -> None:
    """Say which kinds of work and regions have no activity in the documents."""
    composer.add_section(_("What is not found"), anchor="gaps")
    context = composer.context
    activities, calls = evidence.select_kind("activity"), evidence.select_kind("recommendation")
    acted = {value for value, _count in activities.count_values("intervention")}
    if len(activities):  # activities on the subject count for its concepts
        acted |= {concept.id for concept in subject.concepts}
    asked = [value for value, _count in calls.count_values("intervention") if value not in acted]
    missing = [
        concept.id
        for concept in context.vocabulary.list_concepts("interventions")
        if concept.id not in {*acted, *asked}
    ]
    if asked:
        composer.add_sentence(
            _("Asked for on this subject, and no tag of the activities counted (%(activities)s): %(interventions)s."),
            activities=composer.count(activities, "activities"),
            interventions=composer.join_names(map(context.get_label, asked)),
        )
    if missing:
        labels = composer.join_names(map(context.get_label, missing))
        template = _("among what is counted above, recommendations or activities with the tags %(interventions)s")
        composer.add_nothing_found(composer.translate(template, interventions=labels))
    add_mentions(composer, asked, activities.ids)
    add_mentions(composer, missing, [*activities.ids, *calls.ids])
    if subject.ignored_words:
        composer.add_sentence(
            _("Words of the question that did not choose any of the %(statements)s: %(words)s."),
            statements=composer.count(evidence, "statements"),
            words=composer.join_names(subject.ignored_words),
        )


def add_mentions(composer: Composer, concepts: Iterable[str], ids: Iterable[str]) -> None:
    """Cite the statements whose words name concepts that they are not tagged with."""
    context = composer.context
    named, searched = map_mentions(context.view), list(ids)
    for concept in concepts:
        mentions = [id for id in searched if concept in named.get(id, ())][:MAX_MENTIONS]
        statements = [context.view.get_statement(id) for id in mentions]
        if statements:
            composer.add_sentence(
                _("Named by statements without this tag: %(subject)s."),
                subject=context.get_label(concept),
                cite=[
                    composer.sources.cite_statement(statement, context.view.get_document(statement.document))
                    for statement in statements
                ],
            )
