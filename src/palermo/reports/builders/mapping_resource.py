"""The mapping resource: mandates, priorities and key activities of all entities and mechanisms."""

from collections.abc import Sequence

from palermo.analysis.partnerships import MECHANISM_KINDS
from palermo.edition import build_filters
from palermo.registry import Entity
from palermo.reports.builders import entity_sections
from palermo.reports.builders.entity_sections import SectionLimits
from palermo.reports.builders.shared_blocks import add_plain_bar_chart, sort_entities
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import EvidenceSet, load_evidence
from palermo.reports.model import Report, Run
from palermo.reports.translation import mark_message as _

MEMBER_LIMITS = SectionLimits(mandates=3, activities=3, partnerships=4, publications=5, priorities=4, level=3)
MAX_MECHANISMS = 40
"""Mechanisms that have a section, those with the most statements."""


def build_mapping_resource(context: ReportContext) -> Report:
    """Build the mapping resource of an edition: one round of the mapping."""
    composer = Composer(context)
    members = sort_entities((entity for entity in context.registry.entities.values() if entity.icat), context)
    mechanisms = find_mechanisms(context)
    everything = load_evidence(context.facts, [build_filters(actor=[item.id for item in (*members, *mechanisms)])])
    add_overview(composer, members, mechanisms, everything)
    add_comparison(composer, [*members, *mechanisms], everything)
    composer.add_section(_("Members of the coordination group"), anchor="members")
    for member in members:
        add_entity(composer, member, everything)
    composer.add_section(_("Regional and global mechanisms"), anchor="mechanisms")
    for member in mechanisms:
        add_entity(composer, member, everything)
    year = str(context.view.manifest.date.year)
    title = composer.translate(_("Mapping of mandates, priorities and activities, %(year)s"), year=year)
    return composer.finish("mapping", title, composer.translate(_("Mapping resource")))


def find_mechanisms(context: ReportContext) -> list[Entity]:
    """Return the mechanisms and regional organisations that act in a statement or have a publication."""
    entities = context.registry.entities
    counts = {facet.value: facet.statements for facet in context.view.count_facets(names=["actor"])["actor"]}
    published = {id for publication in context.registry.publications.values() for id in publication.publishers}
    mechanism_kinds = {*MECHANISM_KINDS, "regional-organisation"}
    mechanisms = [entity for entity in entities.values() if entity.kind in mechanism_kinds and not entity.icat]
    mechanisms = [item for item in mechanisms if counts.get(item.id) or item.id in published]
    mechanisms.sort(key=lambda item: (-counts.get(item.id, 0), item.id))
    return sort_entities(mechanisms[:MAX_MECHANISMS], context)


def add_overview(
    composer: Composer, members: Sequence[Entity], mechanisms: Sequence[Entity], evidence: EvidenceSet
) -> None:
    """Say what is mapped, with charts of activities by kind of work and theme."""
    composer.add_section(_("Overview"), anchor="overview")
    composer.add_paragraph(
        composer.build_sentence(
            _("Mapped are %(members)s of the coordination group and %(mechanisms)s outside of it."),
            members=composer.count_rows((member.id for member in members), "entities"),
            mechanisms=composer.count_rows((mechanism.id for mechanism in mechanisms), "entities"),
        ),
        composer.build_sentence(_("They act in %(statements)s."), statements=composer.count(evidence, "statements")),
    )
    activities = evidence.narrow(kind=["activity"])
    for facet, caption in (
        ("intervention", _("Activities by kind of work")),
        ("theme", _("Activities by theme")),
        ("actor", _("Activities by entity")),
    ):
        add_plain_bar_chart(composer, activities, facet, composer.translate(caption), limit=12)


def add_comparison(composer: Composer, entities: Sequence[Entity], evidence: EvidenceSet) -> None:
    """Add a table that compares the entities in numbers."""
    rows: list[list[Run]] = []
    for entity in entities:
        profile, own = composer.context.registry.get_profile(entity.id), evidence.narrow(actor=[entity.id])
        rows.append(
            [
                composer.show_name(entity.acronym or composer.context.get_label(entity.id)),
                composer.count_rows(row.id for row in profile.instruments),
                composer.count_rows(row.id for row in profile.publications),
                composer.count_rows(row.id for row in profile.partnerships),
                composer.count(own.narrow(kind=["activity"])),
                composer.count(own.narrow(kind=["recommendation"])),
            ]
        )
    titles = (
        _("Entity"),
        _("Instruments"),
        _("Publications"),
        _("Partnerships"),
        _("Activities"),
        _("Recommendations"),
    )
    composer.add_table(composer.translate(_("The entities in numbers")), list(map(composer.translate, titles)), rows)


def add_entity(composer: Composer, entity: Entity, everything: EvidenceSet) -> None:
    """Add the section of an entity: role, mandate, priorities, key activities, partnerships, resources."""
    composer.add_heading(composer.context.get_label(entity.id), 2, f"entity-{entity.id}")
    entity_sections.add_sections(composer, entity, everything.narrow(actor=[entity.id]), MEMBER_LIMITS)
