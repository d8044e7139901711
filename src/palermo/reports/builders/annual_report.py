"""The chairs' annual report of a year: from foreword to annexes, compared with the year before."""

from collections.abc import Iterable

from palermo.edition import build_filters
from palermo.errors import ReportFailed
from palermo.registry import Milestone, Partnership, Publication
from palermo.reports.builders.dossier_evidence import is_clear
from palermo.reports.builders.follow_up_report import GROUP, add_follow_up, list_group, load_group_calls
from palermo.reports.builders.issued_comparison import add_issued_comparison
from palermo.reports.builders.shared_blocks import (
    add_bar_chart,
    add_limited_list,
    add_planned_count,
    describe_partnership,
    describe_publication,
    sort_entities,
)
from palermo.reports.builders.statement_years import parse_year, select_of_year
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext, is_printed_name
from palermo.reports.evidence import EvidenceSet, load_evidence
from palermo.reports.figures import Measure
from palermo.reports.model import AuthoredText, ListItem, Report, Run, Sentence
from palermo.reports.translation import mark_message as _
from palermo.statements import StatementKind, normalise_text

FOLLOWED_YEARS = 5
"""Years before that of the report whose recommendations are followed up."""
MAX_ENTRIES, MAX_QUOTES = 20, 8
"""Entries of a list, and quotes of a section."""
COMPARED_KINDS = (
    StatementKind.ACTIVITY,
    *(kind for kind in StatementKind if kind not in (StatementKind.ACTIVITY, StatementKind.MANDATE)),
)
"""Kinds of statements whose numbers are compared with those of the year before; mandates change rarely."""
INPUT_KINDS = ("submission", "process", "briefing")
"""Kinds of milestones that are inputs to processes of the United Nations."""


def build_annual_report(key: str, context: ReportContext) -> Report:
    """Build the annual report of a year; without a foreword it is a draft.

    Raises QuestionInvalid if the key is not a year, and ReportFailed if the edition has no document of that year.
    """
    year = parse_year(key)
    evidence = load_year(year, context)
    if not len(evidence):
        years = sorted({document.year for document in context.view.list_documents() if document.year})
        known = f"{years[0]} to {years[-1]}" if years else "no year"
        reason = "no document of that year has a statement"
        raise ReportFailed(f"annual report {year}", reason, f"The documents are from {known}")
    composer = Composer(context)
    add_foreword(composer, year, context.foreword)
    add_glance(composer, year, evidence)
    add_milestones(composer, year)
    add_chairs(composer, year)
    add_products(composer, year)
    add_year_activities(composer, year, evidence)
    add_survivors(composer, evidence)
    add_inputs(composer, year)
    add_year_partnerships(composer, year)
    calls = load_group_calls(range(year - FOLLOWED_YEARS, year), context)
    add_follow_up(composer, calls, title=_("Follow-up of earlier recommendations"))
    add_outlook(composer, evidence)
    add_members(composer)
    add_issued_comparison(composer, year)
    title = composer.translate(_("Annual report %(year)s"), year=str(year))
    return composer.finish(
        "annual", title, f"{context.get_label(GROUP)} – {composer.translate(_('Report of the chairs'))}"
    )


def load_year(year: int, context: ReportContext) -> EvidenceSet:
    """Read the statements of a year's documents."""
    return load_evidence(context.facts, [build_filters(year=[year])])


def add_foreword(composer: Composer, year: int, paragraphs: tuple[str, ...]) -> None:
    """Add the foreword that the chairs write; raises ReportFailed for a field without a value."""
    fields = {"year": str(year), "edition": composer.context.view.manifest.name}
    filled = tuple("".join(run.text for run in composer.fill(text, **fields)) for text in paragraphs)
    title = composer.translate(_("Foreword"))
    composer.add_heading(title, anchor="foreword")
    composer.add(AuthoredText(title=title, paragraphs=filled, prompt=composer.translate(_("foreword of the chairs"))))


def add_glance(composer: Composer, year: int, evidence: EvidenceSet) -> None:
    """Say how much the edition has of the year, compared with the year before."""
    before = load_year(year - 1, composer.context)
    composer.add_section(_("The year at a glance"), anchor="glance")
    composer.add_sentence(
        _(
            "In the registry: milestones of the year: %(milestones)s; publications of the group and its members: "
            "%(publications)s."
        ),
        milestones=composer.count_rows(milestone.id for milestone in list_milestones(composer, year)),
        publications=composer.count_rows(publication.id for publication in list_products(composer, year)),
    )
    composer.add_sentence(
        _("Documents of the year: %(documents)s, with %(statements)s."),
        documents=composer.count(evidence.build_figure(Measure.WORKS)),
        statements=composer.count(evidence, "statements"),
    )
    add_comparison(composer, year, before, evidence)


def add_comparison(composer: Composer, year: int, before: EvidenceSet, evidence: EvidenceSet) -> None:
    """Say what changed since the year before: numbers in a table and in words, themes, bodies and countries."""
    columns = [composer.translate(_("Of the documents of")), str(year - 1), str(year)]
    rows = [_compare(composer, composer.translate(_("Documents")), before, evidence, Measure.WORKS)]
    for kind in COMPARED_KINDS:
        pair = before.narrow(kind=[kind]), evidence.narrow(kind=[kind])
        rows.append(_compare(composer, composer.label_kind(kind), *pair, Measure.STATEMENTS))
    for measure, label in ((Measure.ACTORS, _("Bodies that act")), (Measure.PLACES, _("Countries that are named"))):
        rows.append(_compare(composer, composer.translate(label), before, evidence, measure))
    composer.add_table(composer.translate(_("Compared with the year before")), columns, rows)
    if len(before):
        _add_changes(composer, rows)
        _add_new_values(composer, before, evidence)


def _compare(
    composer: Composer, label: str, before: EvidenceSet, evidence: EvidenceSet, measure: Measure
) -> tuple[Run, Run, Run]:
    old, new = (composer.count(evidence_set.build_figure(measure)) for evidence_set in (before, evidence))
    return composer.show_name(label), old, new


def _add_changes(composer: Composer, rows: Iterable[tuple[Run, Run, Run]]) -> None:
    """Say in words which counts rose, fell or stayed the same since the year before."""
    more: list[Run] = []
    fewer: list[Run] = []
    same: list[Run] = []
    for label, old, new in rows:
        before, now = _get_value(old), _get_value(new)
        if now > before:
            things = more
        elif now < before:
            things = fewer
        else:
            things = same
        things += [Run(text=composer.context.translator.fact_separator)] if things else []
        things += composer.fill(_("%(thing)s, %(new)s after %(old)s"), thing=label, new=new, old=old)
    for things, template in (
        (more, _("More in the documents of this year than in those of the year before: %(things)s.")),
        (fewer, _("Fewer in the documents of this year than in those of the year before: %(things)s.")),
        (same, _("As many in the documents of both years: %(things)s.")),
    ):
        if things:
            composer.add_sentence(template, things=things)


def _get_value(run: Run) -> int:
    return run.figure.value if run.figure else 0


def _add_new_values(composer: Composer, before: EvidenceSet, evidence: EvidenceSet) -> None:
    """Say which themes, bodies and countries are new in the year, and which no longer occur."""
    for facet, added, removed in (
        (
            "theme",
            _("Themes that the year before did not have (%(count)s): %(names)s."),
            _("Themes of the year before that are not found (%(count)s): %(names)s."),
        ),
        (
            "actor",
            _("Bodies of the registry that documents of this year alone show at work (%(count)s): %(names)s."),
            _("Bodies of the registry that documents of the year before alone show at work (%(count)s): %(names)s."),
        ),
        (
            "place",
            _("Countries that documents of the year before did not name (%(count)s): %(names)s."),
            _("Countries that documents of the year before alone named (%(count)s): %(names)s."),
        ),
    ):
        old, new = (_list_known(evidence_set, facet) for evidence_set in (before, evidence))
        for ids, template in ((new - old, added), (old - new, removed)):
            if ids:
                labels = [composer.context.get_value_label(facet, id) for id in ids]
                names = composer.join_names(sorted(labels, key=normalise_text))
                count = composer.count_rows(sorted(ids))
                composer.add_sentence(template, count=count, names=names)


def _list_known(evidence: EvidenceSet, facet: str) -> set[str]:
    """Return the values of a facet that the registry or the vocabulary has."""
    return {value for value, _count in evidence.count_values(facet) if value != "none" and not is_printed_name(value)}


def add_milestones(composer: Composer, year: int) -> None:
    """List the milestones of the year."""
    found = list_milestones(composer, year)
    composer.add_section(_("Milestones"), anchor="milestones")
    composer.add_bullets(ListItem(sentence=describe_milestone(composer, milestone)) for milestone in found)
    if not found:
        composer.add_missing_row(_("a milestone of this year in the registry"), composer.context.registry.timeline)


def list_milestones(composer: Composer, year: int) -> list[Milestone]:
    """Return the milestones of a year, in their order."""
    return [milestone for milestone in composer.context.registry.timeline if milestone.date.startswith(str(year))]


def describe_milestone(composer: Composer, milestone: Milestone) -> Sentence:
    """Say what happened when, in the registry's words."""
    return composer.build_sentence(
        _("%(date)s: %(title)s. %(summary)s"),
        date=composer.context.translator.format_date(milestone.date),
        title=composer.show_own_text(milestone.titles),
        summary=composer.show_own_text(milestone.summaries),
        cite=[composer.sources.cite_row(milestone)],
    )


def add_chairs(composer: Composer, year: int) -> None:
    """Name the chairs of the year."""
    chairs = [
        partnership
        for partnership in composer.context.registry.partnerships
        if partnership.kind == "co-chair" and is_current(partnership, year)
    ]
    composer.add_section(_("Chairs"), anchor="chairs")
    for chair in chairs:
        names = composer.join_names(composer.context.get_label(id) for id in chair.members if id != GROUP)
        cite = [composer.sources.cite_row(chair)]
        composer.add_sentence(_("In the chair: %(names)s."), names=names, cite=cite)
    if not chairs:
        composer.add_missing_row(_("the chairs of this year in the registry"), composer.context.registry.partnerships)


def is_current(partnership: Partnership, year: int) -> bool:
    """Return whether a partnership is known to begin in that year or earlier, and to last until then."""
    return partnership.start is not None and partnership.start <= year <= (partnership.end or year)


def add_products(composer: Composer, year: int) -> None:
    """List the publications of the year: joint products of several members first."""
    found, members = list_products(composer, year), set(list_group(composer.context))
    joint = [
        publication
        for publication in found
        if GROUP in publication.publishers or len(members & set(publication.publishers)) > 1
    ]
    composer.add_section(_("Publications and joint products"), anchor="publications")
    for title, rows in (
        (_("Joint products"), joint),
        (_("Publications of members"), [publication for publication in found if publication not in joint]),
    ):
        if rows:
            composer.add_section(title, 2)
            add_limited_list(composer, rows, describe_publication, MAX_ENTRIES)
    if not found:
        subject = _("a publication of members of this year in the registry")
        composer.add_missing_row(subject, composer.context.registry.publications.values())


def list_products(composer: Composer, year: int) -> list[Publication]:
    """Return the publications of a year by the group and its members."""
    members = set(list_group(composer.context))
    publications = composer.context.registry.publications.values()
    return [item for item in publications if _is_of_year(item, year) and members & set(item.publishers)]


def _is_of_year(publication: Publication, year: int) -> bool:
    return (publication.date or "").startswith(str(year))


def add_year_activities(composer: Composer, year: int, evidence: EvidenceSet) -> None:
    """Add activities of the group and its members by entity and kind of work, and say how many are of others."""
    activities = evidence.narrow(kind=["activity"])
    own = activities.narrow(actor=list_group(composer.context))
    composer.add_section(_("Activities"), anchor="activities")
    if len(own):
        composer.add_sentence(
            _(
                "Found of the group and its members: %(activities)s, in %(documents)s. Activities of other years are "
                "not quoted."
            ),
            activities=composer.count(own.build_figure(), "activities"),
            documents=composer.count(own.build_figure(Measure.WORKS), "documents"),
        )
        add_planned_count(composer, own)
        for facet, caption in (("actor", _("Activities by entity")), ("intervention", _("Activities by kind of work"))):
            add_bar_chart(composer, own, facet, composer.translate(caption), limit=12)
        of_year = select_of_year(own, year)
        composer.add_new_quotes(of_year, MAX_QUOTES, is_clear, among=own)
    else:
        composer.add_nothing_found(_("an activity of the group or its members in documents of this year"))
    others = activities.select_marked(~own.mask)
    template = _("Of others, or without a name, and not listed here: %(activities)s.")
    composer.add_paragraph(composer.build_count(template, others, "activities"))


def add_survivors(composer: Composer, evidence: EvidenceSet) -> None:
    """Quote what the group and its members say on the engagement of survivors in documents of the year."""
    composer.add_section(_("Survivors’ engagement"), anchor="survivors")
    found = evidence.narrow(intervention=["survivor-engagement"], actor=list_group(composer.context))
    if not len(found):
        composer.add_nothing_found(
            _("the engagement of survivors in what the group and its members say in documents of this year")
        )
    composer.add_new_quotes(found, MAX_QUOTES)


def add_inputs(composer: Composer, year: int) -> None:
    """Add inputs to processes of the United Nations: milestones and publications of these kinds."""
    registry = composer.context.registry
    milestones = [milestone for milestone in list_milestones(composer, year) if milestone.kind in INPUT_KINDS]
    texts = [
        publication
        for publication in registry.publications.values()
        if publication.kind == "submission" and _is_of_year(publication, year) and GROUP in publication.publishers
    ]
    composer.add_section(_("Inputs to processes of the United Nations"), anchor="inputs")
    composer.add_bullets(ListItem(sentence=describe_milestone(composer, milestone)) for milestone in milestones)
    composer.add_bullets(ListItem(sentence=describe_publication(composer, publication)) for publication in texts)
    if not milestones and not texts:
        rows: list[Milestone | Publication] = [*registry.timeline, *registry.publications.values()]
        composer.add_missing_row(_("an input of this year in the registry"), rows)


def add_year_partnerships(composer: Composer, year: int) -> None:
    """List the partnerships of the group and its members that began in the year, and those that continued."""
    members = set(list_group(composer.context))
    known = [
        partnership
        for partnership in composer.context.registry.partnerships
        if partnership.kind != "co-chair" and is_current(partnership, year) and members & set(partnership.members)
    ]
    earlier = [partnership for partnership in known if partnership.start != year]
    composer.add_section(_("Partnerships"), anchor="partnerships")
    for title, rows in (
        (_("New"), [partnership for partnership in known if partnership.start == year]),
        (_("Begun earlier, with an end that is recorded"), [partnership for partnership in earlier if partnership.end]),
        (_("Begun earlier, and no end is recorded"), [partnership for partnership in earlier if not partnership.end]),
    ):
        if rows:
            composer.add_section(title, 2)
            add_limited_list(composer, rows, describe_partnership, MAX_ENTRIES)
    if not known:
        composer.add_missing_row(
            _("a partnership of this year in the registry"), composer.context.registry.partnerships
        )


def add_outlook(composer: Composer, evidence: EvidenceSet) -> None:
    """Quote what the group and its members announce in documents of the year: planned activities and commitments."""
    composer.add_section(_("Outlook"), anchor="outlook")
    planned = evidence.select_planned().narrow(actor=list_group(composer.context))
    if not len(planned):
        composer.add_nothing_found(
            _("a planned activity or commitment of the group or its members in documents of this year")
        )
    composer.add_new_quotes(planned, MAX_QUOTES)


def add_members(composer: Composer) -> None:
    """Add the annex of members that public sources name."""
    context = composer.context
    members = sort_entities((entity for entity in context.registry.entities.values() if entity.icat), context)
    composer.add_section(_("Annex: members"), anchor="members")
    composer.add_sentence(
        _("Named by public sources: %(entities)s. There may be others."),
        entities=composer.count_rows((member.id for member in members), "entities"),
    )
    composer.add_table(
        composer.translate(_("Members that public sources name")),
        [composer.translate(_("Entity")), composer.translate(_("Member since"))],
        [
            (composer.show_name(context.get_label(member.id)), composer.show_name(str(member.icat_since or "–")))
            for member in members
        ],
        [[composer.sources.cite_entity(member.id)] for member in members],
    )
