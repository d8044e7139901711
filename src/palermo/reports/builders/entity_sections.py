"""Sections about an entity, for its brief, which is built here, and for the mapping resource."""

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.analysis import Emptiness, count_priorities, summarise_basis, summarise_evidence
from palermo.edition import build_filters
from palermo.errors import NotFound
from palermo.registry import Entity, Instrument, Provision, RegistryProfile
from palermo.reports.builders.dossier_evidence import add_recommendations
from palermo.reports.builders.shared_blocks import (
    add_limited_list,
    add_planned_count,
    describe_partnership,
    describe_provision,
    describe_publication,
    group_by_region,
)
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import EvidenceSet, load_evidence
from palermo.reports.figures import Measure
from palermo.reports.model import ListItem, Report, Sentence
from palermo.reports.translation import mark_message as _


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLimits:
    """How many entries the sections have."""

    mandates: int = 6
    activities: int = 8
    partnerships: int = 12
    publications: int = 12
    priorities: int = 6
    level: int = 1
    """Level of the headings."""


def load_entity_evidence(entity: Entity, context: ReportContext) -> EvidenceSet:
    """Read the statements in which an entity acts."""
    return load_evidence(context.facts, [build_filters(actor=[entity.id])])


def add_sections(composer: Composer, entity: Entity, evidence: EvidenceSet, limits: SectionLimits) -> None:
    """Add role, mandate, priorities, activities, partners and publications of an entity."""
    profile = composer.context.registry.get_profile(entity.id)
    _add_role(composer, entity)
    _add_mandate(composer, profile, evidence, limits, entity.id)
    _add_priorities(composer, profile, limits, entity.id)
    _add_activities(composer, entity, evidence, limits)
    _add_partners(composer, profile, limits, entity.id)
    _add_publications(composer, profile, limits, entity.id)


def _add_role(composer: Composer, entity: Entity) -> None:
    """Say what the registry knows about an entity."""
    cite = [composer.sources.cite_entity(entity.id)]
    composer.add_paragraph(
        composer.build_sentence(_("%(role)s"), role=composer.show_own_text(entity.roles), cite=cite),
        composer.build_sentence(
            _("A public source names it a member of the coordination group since %(year)s."),
            year=str(entity.icat_since),
            cite=cite,
        )
        if entity.icat_since
        else None,
    )


def _add_mandate(
    composer: Composer, profile: RegistryProfile, evidence: EvidenceSet, limits: SectionLimits, entity: str
) -> None:
    """List the instruments that establish an entity's mandate, and statements of its mandate."""
    composer.add_section(_("Mandate"), limits.level, f"mandate-{entity}")
    rests: list[tuple[Instrument, Provision | None]] = [
        (instrument, provision)
        for instrument in profile.instruments
        for provision in tuple(own for own in instrument.verified_provisions if entity in own.addressees) or (None,)
    ]
    composer.add_bullets(ListItem(sentence=_describe_basis(composer, *rest)) for rest in rests[: limits.mandates])
    mandates = evidence.narrow(kind=["mandate"])
    composer.add_new_quotes(mandates, limits.mandates)
    if not rests and not len(mandates):
        composer.add_nothing_found(_("a mandate of this entity"))


def _describe_basis(composer: Composer, instrument: Instrument, provision: Provision | None) -> Sentence:
    if provision:
        return describe_provision(composer, instrument, provision)
    title, cite = composer.sources.get_row_title(instrument), [composer.sources.cite_row(instrument)]
    return composer.build_sentence(_("Its task rests on %(instrument)s."), instrument=title, cite=cite)


def _add_priorities(composer: Composer, profile: RegistryProfile, limits: SectionLimits, anchor: str) -> None:
    """Add a table of the topics of an entity's publications."""
    composer.add_section(_("Thematic priorities"), limits.level, f"priorities-{anchor}")
    rows = []
    for scheme, counts in count_priorities(profile.publications).items():
        for concept, _count in counts[: limits.priorities]:
            about = [
                publication.id for publication in profile.publications if concept in getattr(publication.topics, scheme)
            ]
            rows.append((composer.show_name(composer.context.get_label(concept)), composer.count_rows(about)))
    rows.sort(key=lambda row: (-row[1].figure.value if row[1].figure else 0, row[0].text))
    composer.add_table(
        composer.translate(_("What its publications are about")),
        [composer.translate(_("Subject")), composer.translate(_("Publications"))],
        rows[: limits.priorities],
    )
    if not rows:
        subject = _("a publication of this entity in the registry")
        composer.add_missing_row(subject, composer.context.registry.publications.values())


def _add_activities(composer: Composer, entity: Entity, evidence: EvidenceSet, limits: SectionLimits) -> None:
    """Add activities by region, and the newest of them."""
    activities = evidence.narrow(kind=["activity"])
    composer.add_section(_("Activities"), limits.level, f"activities-{entity.id}")
    if not len(activities):
        composer.add_nothing_found(_("an activity of this entity"))
        return
    composer.add_sentence(
        _("Found: %(activities)s, in %(documents)s."),
        activities=composer.count(activities, "activities"),
        documents=composer.count(activities, "documents", Measure.WORKS),
    )
    add_planned_count(composer, activities)
    groups = group_by_region(activities, composer.context)
    labelled = [(composer.context.get_label(region), own) for region, own in groups]
    composer.add_count_table(_("Activities by region"), (composer.label_facet("region"), _("Activities")), labelled)
    located = {id for _region, own in groups for id in own.ids}
    elsewhere = activities.select_ids(id for id in activities.ids if id not in located)
    if groups:
        composer.add_paragraph(composer.build_count(_("In none of the rows: %(statements)s."), elsewhere, "statements"))
    composer.add_new_quotes(activities, limits.activities)


def _add_partners(composer: Composer, profile: RegistryProfile, limits: SectionLimits, anchor: str) -> None:
    """List the partnerships of the registry."""
    composer.add_section(_("Partnerships"), limits.level, f"partners-{anchor}")
    add_limited_list(composer, profile.partnerships, describe_partnership, limits.partnerships)
    if not profile.partnerships:
        subject = _("a partnership of this entity in the registry")
        composer.add_missing_row(subject, composer.context.registry.partnerships)


def _add_publications(composer: Composer, profile: RegistryProfile, limits: SectionLimits, anchor: str) -> None:
    """List the publications of the registry, newest first."""
    if not profile.publications:
        return
    composer.add_section(_("Publications"), limits.level, f"publications-{anchor}")
    composer.add_sentence(
        _("In the registry: %(publications)s."),
        publications=composer.count_rows((publication.id for publication in profile.publications), "publications"),
    )
    add_limited_list(composer, profile.publications, describe_publication, limits.publications)


def add_entity_gaps(composer: Composer, entity: Entity, evidence: EvidenceSet, profile: RegistryProfile) -> None:
    """Say what an entity's profile lacks."""
    context = composer.context
    composer.add_section(_("What is not found"), anchor="gaps")
    documents = [document for document in context.view.list_documents() if entity.id in document.publishers]
    newest = evidence.documents[0] if len(evidence) else None
    interventions = [concept.id for concept in context.vocabulary.list_concepts("interventions")]
    basis = summarise_basis(
        profile,
        context.facts.publication_documents,
        summarise_evidence(documents, len(evidence), newest),
        context.view.manifest.date.year,
        interventions,
    )
    for emptiness in basis.emptinesses:
        composer.add_nothing_found(_EMPTINESSES[emptiness])
    if basis.unseen:
        labels = composer.join_names(map(context.get_label, basis.unseen))
        template = _("facts of the registry about this entity on: %(interventions)s")
        composer.add_nothing_found(composer.translate(template, interventions=labels))


_EMPTINESSES: Mapping[Emptiness, str] = {
    Emptiness.NO_DOCUMENT: _(
        "an original document of this entity; what is quoted comes from digests, or from documents of others"
    ),
    Emptiness.NO_EVIDENCE: _("a statement in which this entity acts"),
    Emptiness.OLD_EVIDENCE: _("evidence of this entity from the four years before this edition"),
}


def build_entity_brief(key: str, context: ReportContext) -> Report:
    """Build the brief of an entity by id or name.

    Raises NotFound if the registry does not have it.
    """
    entity = find_entity(key, context)
    composer = Composer(context)
    profile = context.registry.get_profile(entity.id)
    evidence = load_entity_evidence(entity, context)
    composer.add_section(_("What it is"), anchor="role")
    add_sections(composer, entity, evidence, SectionLimits())
    add_recommendations(
        composer, evidence, title=_("What it recommends"), anchor="issued", missing=_("a recommendation by this entity")
    )
    received = load_evidence(context.facts, [build_filters(addressee=[entity.id], kind=["recommendation"])])
    add_recommendations(
        composer,
        received,
        title=_("What is recommended to it"),
        anchor="received",
        missing=_("a recommendation to this entity"),
    )
    add_entity_gaps(composer, entity, evidence, profile)
    return composer.finish("entity", context.get_label(entity.id), composer.translate(_("Brief on an entity")))


def find_entity(key: str, context: ReportContext) -> Entity:
    """Return the entity of an id, name or acronym; raises NotFound."""
    entity = context.registry.entities.get(key) or context.registry.find_entity(key)
    if entity is None:
        hint = "Take an id or name from the list of entities in the portal"
        raise NotFound(f"entity {key[:60]!r}", "the registry has no entity with that id or name", hint)
    return entity
