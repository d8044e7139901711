"""Dossier of a subject.

The dossier has a definition, figures, the legal framework, factors, recommendations, actors, and gaps.
"""

from dataclasses import replace

from palermo.analysis.mentions import map_mentions
from palermo.edition import Filters
from palermo.errors import ReportFailed
from palermo.reports.builders import dossier_evidence, dossier_facts
from palermo.reports.builders.procurement import PROCUREMENT, add_framework_levels, add_stages
from palermo.reports.builders.shared_blocks import add_places
from palermo.reports.builders.vulnerability import VULNERABILITY, add_vulnerability
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import EvidenceSet, count_unconfirmed, load_evidence
from palermo.reports.figures import Measure
from palermo.reports.model import Report, Sentence
from palermo.reports.subjects import ReportSubject
from palermo.reports.translation import mark_message as _

PLACE_FACETS = ("region", "place")
"""Facets of the places that a question names."""


def build_dossier(subject: ReportSubject, context: ReportContext) -> Report:
    """Build the dossier of a subject.

    Raises ReportFailed if neither the edition nor the registry has anything on it.
    """
    evidence, direct_evidence = load_subject(subject, context)
    rows = dossier_facts.find_registry_rows(subject, context)
    if not len(evidence) and not rows:
        documents = context.searched_documents.value
        raise ReportFailed(
            f"dossier {subject.title!r}",
            f"nothing about it is found in {documents} document{'' if documents == 1 else 's'}",
            "Choose a wider subject, or add documents",
        )
    composer = Composer(context)
    dossier_facts.add_definition(composer, subject)
    add_scope(composer, subject, evidence, direct_evidence)
    if len(evidence):
        dossier_evidence.add_printed_figures(composer, evidence)
    if subject.id == PROCUREMENT:
        add_framework_levels(composer, subject)
        add_stages(composer, evidence)
    else:
        dossier_facts.add_framework(composer, subject, evidence)
    if len(evidence):
        dossier_evidence.add_factors(composer, evidence)
        if subject.id == VULNERABILITY:
            add_vulnerability(composer, evidence)
        dossier_evidence.add_recommendations(composer, evidence)
        dossier_evidence.add_actors(composer, evidence)
        add_places(composer, evidence.narrow(kind=["activity"]))
    dossier_facts.add_guidance(composer, subject)
    if len(evidence):
        dossier_evidence.add_answers(composer, evidence)
        dossier_evidence.add_gaps(composer, subject, evidence)
    return composer.finish("dossier", subject.title, composer.translate(_("Dossier")))


def add_scope(composer: Composer, subject: ReportSubject, evidence: EvidenceSet, direct_evidence: EvidenceSet) -> None:
    """Say how many statements of the edition are on the subject, and how they were selected."""
    composer.add_section(_("What this dossier rests on"), anchor="scope")
    if not len(evidence):
        composer.add_nothing_found(subject.title)
        if not subject.requirements:
            named = map_mentions(composer.context.view)
            dossier_evidence.add_mentions(composer, [concept.id for concept in subject.concepts], named)
        composer.add_paragraph(_build_part_sentence(composer, subject))
        composer.add_paragraph(_build_unconfirmed_sentence(composer, subject, evidence))
        return
    first, last = evidence.build_figure(Measure.FIRST_YEAR), evidence.build_figure(Measure.LAST_YEAR)
    years = _("Documents with a date are from %(first)s to %(last)s.")
    if first.value == last.value:
        years = _("Documents with a date are from %(first)s.")
    composer.add_paragraph(
        composer.build_sentence(
            _("This dossier rests on %(statements)s in %(documents)s (searched: %(searched)s)."),
            statements=composer.count(evidence, "statements"),
            documents=composer.count(evidence, "documents", Measure.WORKS),
            searched=composer.count(composer.context.searched_documents, "documents"),
        ),
        composer.build_sentence(years, first=composer.show_year(first), last=composer.show_year(last))
        if first.value
        else None,
        _build_titled_sentence(composer, evidence, direct_evidence),
        _build_unconfirmed_sentence(composer, subject, evidence),
    )
    kinds = [(composer.label_kind(kind), evidence.narrow(kind=[kind])) for kind, _n in evidence.count_values("kind")]
    composer.add_count_table(_("Statements by kind"), (_("Kind"), _("Statements")), kinds)


def _build_part_sentence(composer: Composer, subject: ReportSubject) -> Sentence | None:
    """Say how many statements are on the concepts of a question alone, and how many name its places alone."""
    places = {
        facet: ids
        for filter_set in subject.filters
        for facet, ids in filter_set.selected.items()
        if facet in PLACE_FACETS
    }
    if not subject.concepts or not places:
        return None
    anywhere = [
        replace(filter_set, selected={facet: ids for facet, ids in filter_set.selected.items() if facet not in places})
        for filter_set in subject.filters
    ]
    context = composer.context
    about = load_evidence(context.facts, anywhere, subject.requirements)
    placed = load_evidence(context.facts, [Filters(selected=places)])
    return composer.build_sentence(
        _("Each part alone: %(about)s on %(subject)s, and %(placed)s that name %(places)s."),
        about=composer.count(about, "statements"),
        subject=composer.join_names(context.get_label(concept.id) for concept in subject.concepts),
        placed=composer.count(placed, "statements"),
        places=composer.join_names(context.get_value_label(facet, id) for facet, ids in places.items() for id in ids),
    )


def load_subject(subject: ReportSubject, context: ReportContext) -> tuple[EvidenceSet, EvidenceSet]:
    """Read the statements on a subject, and the subset whose words name it."""
    filters = [item for item in subject.filters if not item.get_values("document")] or subject.filters
    direct_evidence = load_evidence(context.facts, filters, subject.requirements)
    if not subject.titled:
        return direct_evidence, direct_evidence
    evidence = load_evidence(context.facts, subject.filters, subject.requirements)
    return replace(evidence, named=direct_evidence.mask), direct_evidence


def _build_titled_sentence(composer: Composer, evidence: EvidenceSet, direct_evidence: EvidenceSet) -> Sentence | None:
    """Say how many statements count only because the title of their document names the subject."""
    if len(direct_evidence) == len(evidence):
        return None
    return composer.build_sentence(
        _("Statements that name the subject: %(statements)s; the others are in documents whose titles name it."),
        statements=composer.count(direct_evidence),
    )


def _build_unconfirmed_sentence(composer: Composer, subject: ReportSubject, evidence: EvidenceSet) -> Sentence | None:
    """Say how many more statements there are on the subject that are not confirmed."""
    unconfirmed = count_unconfirmed(evidence, subject.filters, subject.requirements)
    return composer.build_count(
        _("Statements on it that are not confirmed, and not counted here: %(statements)s."), unconfirmed
    )
