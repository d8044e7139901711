"""Brief of an entity.

The brief has its mandate, priorities, activities by region, partners, publications, recommendations, and gaps.
"""

from palermo.edition import build_filters
from palermo.errors import NotFound
from palermo.registry import Entity
from palermo.reports.builders import entity_sections
from palermo.reports.builders.dossier_evidence import add_recommendations
from palermo.reports.builders.entity_sections import SectionLimits
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import load_evidence
from palermo.reports.model import Report
from palermo.reports.translation import mark_message as _


def build_entity_brief(key: str, context: ReportContext) -> Report:
    """Build the brief of an entity by id or name.

    Raises NotFound if the registry does not have it.
    """
    entity = find_entity(key, context)
    composer = Composer(context)
    profile = context.registry.get_profile(entity.id)
    evidence = entity_sections.load_entity_evidence(entity, context)
    composer.add_heading(composer.translate(_("What it is")), anchor="role")
    entity_sections.add_sections(composer, entity, evidence, SectionLimits())
    add_recommendations(composer, evidence, title=_("What it recommends"), anchor="issued")
    received = load_evidence(context.facts, [build_filters(addressee=[entity.id], kind=["recommendation"])])
    add_recommendations(composer, received, title=_("What is recommended to it"), anchor="received")
    entity_sections.add_entity_gaps(composer, entity, evidence, profile)
    return composer.finish("entity", context.get_label(entity.id), composer.translate(_("Brief on an entity")))


def find_entity(key: str, context: ReportContext) -> Entity:
    """Return the entity of an id, name or acronym; raises NotFound."""
    entity = context.registry.entities.get(key) or context.registry.find_entity(key)
    if entity is None:
        hint = "Take an id or name from the list of entities in the portal"
        raise NotFound(f"entity {key[:60]!r}", "the registry has no entity with that id or name", hint)
    return entity
