"""The facts that reports are built from, computed once for the served edition."""

from django.conf import settings

from palermo import registry, vocabulary
from palermo.portal.services.current_edition import get_content_versions, get_current_edition
from palermo.portal.services.follow_up import get_current_appraisals, get_current_coverage, get_current_follow_up
from palermo.portal.services.issued_reports import ISSUED_TEXTS
from palermo.reports.context import EditionFacts, ReportContext


def get_report_context(language: str) -> ReportContext:
    """Return the facts of the served edition for reports in a language.

    Raises NoLibrary if there is none.
    """
    served = get_current_edition()
    follow_up = get_current_follow_up()
    version = f"{get_content_versions(served)[1]}-{follow_up is not None}-{settings.PALERMO_MEANING}"

    def build_facts() -> EditionFacts:
        return EditionFacts(
            view=served.view,
            registry=registry.load_registry(),
            vocabulary=vocabulary.load_vocabulary(),
            load_follow_up=lambda: follow_up,
            load_searched=get_current_coverage,
            load_appraisals=get_current_appraisals,
            open_unconfirmed=lambda: served.unconfirmed_view,
        )

    return ReportContext(
        facts=served.cache.get_or_compute("report-facts", build_facts, version),
        language=language,
        issued=ISSUED_TEXTS,
    )
