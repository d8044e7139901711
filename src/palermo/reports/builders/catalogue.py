"""The kinds of reports that commands and pages offer, each with its builder."""

from collections.abc import Callable
from enum import StrEnum

from palermo.reports.builders.annual_report import build_annual_report
from palermo.reports.builders.country_brief import build_country_brief
from palermo.reports.builders.dossier import build_dossier
from palermo.reports.builders.entity_sections import build_entity_brief
from palermo.reports.builders.follow_up_report import build_follow_up_report
from palermo.reports.builders.mapping_resource import build_mapping_resource
from palermo.reports.builders.procurement import build_procurement_checklist
from palermo.reports.builders.submission import build_submission
from palermo.reports.context import ReportContext
from palermo.reports.model import Report
from palermo.reports.subjects import find_subject


class ReportKind(StrEnum):
    """Kinds of reports, by their names in addresses."""

    DOSSIER = "dossiers"
    COUNTRY = "countries"
    ENTITY = "entities"
    MAPPING = "mapping"
    ANNUAL = "annual"
    FOLLOW_UP = "follow-up"
    SUBMISSION = "submissions"
    CHECKLIST = "checklists"


def build_report(kind: ReportKind, key: str, context: ReportContext) -> Report:
    """Build the report of a kind about a subject, State, entity, year or instrument.

    Raises QuestionInvalid or NotFound for an unknown key, and ReportFailed if nothing is found about it.
    """
    return _BUILDERS[kind](key, context)


_BUILDERS: dict[ReportKind, Callable[[str, ReportContext], Report]] = {
    ReportKind.DOSSIER: lambda key, context: build_dossier(find_subject(key, context), context),
    ReportKind.COUNTRY: build_country_brief,
    ReportKind.ENTITY: build_entity_brief,
    ReportKind.MAPPING: lambda _key, context: build_mapping_resource(context),
    ReportKind.ANNUAL: build_annual_report,
    ReportKind.FOLLOW_UP: build_follow_up_report,
    ReportKind.SUBMISSION: build_submission,
    ReportKind.CHECKLIST: build_procurement_checklist,
}
