"""Brief of a State or region.

The brief lists recommendations with answers and follow-up, the organisations that work there, instruments, and
activities.
"""

from collections.abc import Set
from dataclasses import dataclass
from operator import attrgetter

from babel.core import get_global

from palermo.edition import Filters, build_filters
from palermo.errors import NotFound
from palermo.reports.builders import dossier_evidence
from palermo.reports.builders.dossier_facts import add_cited_instruments
from palermo.reports.builders.shared_blocks import add_places
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import EvidenceSet, load_evidence
from palermo.reports.model import ListItem, Report, Sentence
from palermo.reports.recommendations import group_by_outcome
from palermo.reports.translation import mark_message as _
from palermo.statements import Document, Statement

MAX_RECOMMENDATIONS = 400
"""Recommendations that a brief lists; the register has them all."""
MAX_YEARS, MAX_QUOTES = 12, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefArea:
    """The State or region of a brief, and the filters for it."""

    id: str
    """`state:` and ISO code, or M49 code."""
    label: str
    states: tuple[str, ...]
    """Ids of its States."""
    placed: Filters
    """Statements that name it as a place."""


def build_country_brief(key: str, context: ReportContext) -> Report:
    """Build the brief of a State (ISO code or name) or region (M49 code or name); raises NotFound."""
    area = find_area(key, context)
    composer = Composer(context)
    evidence = load_evidence(context.facts, [build_filters(addressee=area.states, kind=["recommendation"])])
    placed = load_evidence(context.facts, [area.placed])
    activities = placed.narrow(kind=["activity"])
    work = activities.select_marked(context.facts.work_places.mark_rows([area.id.removeprefix("state:")]))
    own = load_evidence(context.facts, [build_filters(actor=area.states, kind=["activity", "commitment"])])
    is_state = area.id.startswith("state:")
    kind = composer.translate(_("Brief on a State or area") if is_state else _("Brief on a region"))
    add_summary(composer, evidence, work, own)
    if not any(map(len, (evidence, activities, own))):
        add_absence(composer)
        add_instruments(composer, area, evidence, placed)
        return composer.finish("country", area.label, kind)
    add_calls(composer, evidence)
    dossier_evidence.add_answers(composer, evidence)
    add_own_acts(composer, own)
    add_work(composer, activities, work)
    add_instruments(composer, area, evidence, placed)
    if not is_state:
        add_places(composer, activities)
    return composer.finish("country", area.label, kind)


def find_area(key: str, context: ReportContext) -> BriefArea:
    """Return a State by ISO code or name, or a region by M49 code or name.

    Raises NotFound if there is none; a former State is not found either.
    """
    registry, text = context.registry, key.strip()
    state = registry.states.get(f"state:{text.upper()}") or registry.states.get(text) or registry.find_state(text)
    if state:
        label, placed = context.get_label(state.id), build_filters(place=[state.alpha3])
        return BriefArea(id=state.id, label=label, states=(state.id,), placed=placed)
    known_names = {
        region.id: {region.id, *(name.casefold() for name in region.names.values())}
        for region in registry.regions.values()
    }
    region = next((id for id, known in known_names.items() if text.casefold() in known), None)
    if region:
        codes = registry.expand_regions([region])
        states = tuple(f"state:{code}" for code in codes if f"state:{code}" in registry.states)
        placed = build_filters(region=[region])
        return BriefArea(id=region, label=context.get_label(region), states=(*states, region), placed=placed)
    successors = get_global("territory_aliases").get(text.upper(), ())
    by_code = {code: state for state in registry.states.values() for code in (state.alpha2, state.alpha3)}
    if names := [context.get_label(by_code[code].id) for code in successors if code in by_code]:
        reason = "no State of today has that former code"
        raise NotFound(f"country {text!r}", reason, f"Ask for one of those of today: {', '.join(names)}")
    raise NotFound(
        f"country {text[:60]!r}",
        "no State or region has that code or name",
        "Give its name, or an ISO 3166-1 code of three letters: KEN",
    )


def add_summary(composer: Composer, addressed: EvidenceSet, work: EvidenceSet, own: EvidenceSet) -> None:
    """Say how much the edition has on a State or region."""
    composer.add_section(_("At a glance"), anchor="summary")
    composer.add_paragraph(
        composer.build_sentence(
            _("Found: %(recommendations)s addressed to it by name, %(activities)s there, and %(acts)s of its own."),
            recommendations=composer.count(addressed, "recommendations"),
            activities=composer.count(work, "activities"),
            acts=composer.count(own, "statements"),
        ),
        composer.build_sentence(
            _("Searched: %(documents)s."), documents=composer.count(composer.context.searched_documents, "documents")
        ),
    )


def add_absence(composer: Composer) -> None:
    """Say in one sentence what was looked for, where nothing at all was found."""
    composer.add_nothing_found(
        _(
            "a recommendation to this State or area, an activity there, an activity or commitment of its own, "
            "or an answer to a recommendation"
        )
    )


def add_calls(composer: Composer, addressed: EvidenceSet) -> None:
    """List the recommendations by year, each with its printed answer and its follow-up."""
    composer.add_section(_("Recommendations with answers and follow-up"), anchor="recommendations")
    if not len(addressed):
        composer.add_nothing_found(_("a recommendation that addresses this State or region by name"))
        return
    groups = group_by_outcome(addressed, composer.context)
    outcomes = {id: status for status, own in groups.items() for id in own.ids}
    years: dict[int, list[ListItem]] = {}
    loaded = addressed.load_all(MAX_RECOMMENDATIONS)
    composer.add_quoted_share(addressed, (pair[0].id for pair in loaded))
    for statement, document in loaded:
        sentence = _describe_answer(composer, statement, document, outcomes.get(statement.id, ""))
        item = ListItem(sentence=sentence, quote=composer.quotes.build(statement, document))
        years.setdefault(document.year or 0, []).append(item)
    for year, items in years.items():
        composer.add_heading(str(year) if year else composer.translate(_("Undated")), 2)
        composer.add_bullets(items)


def _describe_answer(composer: Composer, statement: Statement, document: Document, outcome: str) -> Sentence | None:
    response = composer.label_response(statement.response) if statement.response else ""
    follow_up = composer.context.facts.follow_up
    answers = follow_up.answers.get(statement.id, ()) if follow_up else ()
    cite = [composer.sources.cite_statement(statement, document)]
    if answers:
        answer = composer.context.view.get_statement(answers[0].statement)
        cite.append(composer.sources.cite_statement(answer, composer.context.view.get_document(answer.document)))
    label = composer.label_outcome(outcome) if outcome else ""
    if response and label:
        template = _("Printed answer: %(response)s. Since then: %(outcome)s.")
        return composer.build_sentence(template, response=response, outcome=label, cite=cite)
    if response:
        return composer.build_sentence(_("Printed answer: %(response)s."), response=response, cite=cite)
    return composer.build_sentence(_("Since then: %(outcome)s."), outcome=label, cite=cite) if label else None


def add_own_acts(composer: Composer, own: EvidenceSet) -> None:
    """Quote the activities and commitments of a State, whoever reports them."""
    composer.add_section(_("Its activities and commitments"), anchor="acts")
    if not len(own):
        composer.add_nothing_found(_("an activity or commitment of this State or region"))
    composer.add_new_quotes(own, MAX_QUOTES)


def add_work(composer: Composer, activities: EvidenceSet, work: EvidenceSet) -> None:
    """Say who does something there, and how many other activities only name it: meetings, launches and funders."""
    dossier_evidence.add_actors(composer, work, title=_("Activities there"), missing=_("an activity there"))
    other = activities.select_marked(~work.mask)
    template = _(
        "Also found, and not counted above, because they are about a meeting, a launch or a payment, or only mention "
        "the place: %(activities)s."
    )
    composer.add_paragraph(composer.build_count(template, other, "activities"))
    add_years(composer, work)


def add_years(composer: Composer, activities: EvidenceSet) -> None:
    """Add a chart of activities by year of the document."""
    if not len(activities):
        return
    by_year: dict[int, list[str]] = {}
    for id, year in zip(activities.ids, activities.statement_years, strict=True):
        by_year.setdefault(year, []).append(id)
    rows = [
        composer.build_count_row(
            str(year) if year else composer.translate(_("Undated")), activities.select_ids(by_year[year])
        )
        for year in sorted(by_year)[-MAX_YEARS:]
    ]
    header = [composer.label_facet("year"), composer.translate(_("Activities"))]
    composer.add_chart(composer.translate(_("Activities by year of the document")), header, rows)


def _is_made_for(area: BriefArea, covered: Set[str]) -> bool:
    """Return whether an instrument for some States is made for a State, or mostly for States of a region."""
    shared = covered & set(area.states)
    return bool(shared) and (area.id.startswith("state:") or 2 * len(shared) >= len(covered))


def add_instruments(composer: Composer, area: BriefArea, addressed: EvidenceSet, placed: EvidenceSet) -> None:
    """List instruments that the statements cite, and regional ones made for the State or region."""
    registry = composer.context.registry
    regional = [
        instrument
        for instrument in registry.instruments.values()
        if instrument.within and _is_made_for(area, registry.list_covered_states(instrument))
    ]
    is_empty = not len(addressed) and not len(placed)
    if is_empty and not regional:
        return
    composer.add_section(_("Instruments"), anchor="instruments")
    add_cited_instruments(composer, addressed if addressed.count_values("instrument") else placed)
    composer.add_bullets(
        ListItem(
            sentence=composer.build_sentence(
                _("Made for States of its region: %(instrument)s."),
                instrument=composer.sources.get_row_title(item),
                cite=[composer.sources.cite_row(item)],
            )
        )
        for item in sorted(regional, key=attrgetter("id"))
    )
    if not regional and not addressed.count_values("instrument") and not placed.count_values("instrument"):
        composer.add_nothing_found(_("an instrument that these statements cite"))
