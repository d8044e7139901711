"""Procurement: framework by level, requirements at each stage, and a checklist of two pages for an officer."""

from palermo.registry import Instrument
from palermo.reports.builders.dossier_facts import is_instrument_about
from palermo.reports.builders.shared_blocks import describe_provision
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import EvidenceSet, load_evidence
from palermo.reports.lexicon import PROCUREMENT_SECTION, load_lexicon
from palermo.reports.model import ListItem, Report
from palermo.reports.recommendations import add_new_calls, rank_calls
from palermo.reports.subjects import ReportSubject, find_subject
from palermo.reports.translation import mark_message as _
from palermo.statements import Document, Statement

PROCUREMENT = "procurement-and-supply-chains"
MAX_LINES, MAX_CALLS = 5, 6
"""Lines of a stage in the checklist, which has two pages, and recommendations of a stage in the dossier."""
MAX_QUOTE_CHARS = 220
"""Characters of a line of the checklist; longer ones are left to the dossier."""


def add_framework_levels(composer: Composer, subject: ReportSubject) -> None:
    """List the instruments on procurement by level: international, regional, national."""
    composer.add_section(_("Framework by level"), anchor="levels")
    found = [
        instrument
        for instrument in composer.context.registry.instruments.values()
        if is_instrument_about(instrument, subject)
    ]
    for level, title in (
        ("international", _("International")),
        ("regional", _("Regional")),
        ("national", _("National")),
    ):
        composer.add_section(title, 2)
        own = [instrument for instrument in found if get_level(instrument) == level]
        composer.add_bullets(_describe_instrument(composer, instrument, subject) for instrument in own)
        if not own:
            missing = _("an instrument of this level in the registry")
            composer.add_missing_row(missing, composer.context.registry.instruments.values())


def get_level(instrument: Instrument) -> str:
    """Return the level of an instrument: international, regional or national."""
    if not instrument.within:
        return "international"
    is_national = len(instrument.within) == 1 and instrument.within[0].startswith("state:")
    return "national" if is_national else "regional"


def _describe_instrument(composer: Composer, instrument: Instrument, subject: ReportSubject) -> ListItem:
    own = next((provision for provision in instrument.verified_provisions if subject.is_about(provision.topics)), None)
    if own:
        return ListItem(sentence=describe_provision(composer, instrument, own))
    title, cite = composer.sources.get_row_title(instrument), [composer.sources.cite_row(instrument)]
    return ListItem(sentence=composer.build_sentence(_("%(instrument)s."), instrument=title, cite=cite))


def add_stages(composer: Composer, evidence: EvidenceSet) -> None:
    """List what sources recommend at each stage of procurement."""
    recommendations = evidence.select_kind("recommendation")
    lexicon = load_lexicon(PROCUREMENT_SECTION)
    named = lexicon.group_statements(recommendations)
    composer.add_section(_("What is asked at each stage of procurement"), anchor="stages")
    for stage in lexicon.ids:
        composer.add_heading(lexicon.get_label(stage, composer.context.language), 2)
        own = recommendations.select_ids(named.get(stage, ()))
        add_new_calls(composer, own, MAX_CALLS)
        if not len(own):
            composer.add_nothing_found(_("a recommendation on this stage"))


def build_procurement_checklist(_key: str, context: ReportContext) -> Report:
    """Build the checklist for a procurement officer: recommendations by stage, each line with a source."""
    subject, lexicon = find_subject(PROCUREMENT, context), load_lexicon(PROCUREMENT_SECTION)
    evidence = load_evidence(context.facts, subject.filters, subject.requirements).select_kind("recommendation")
    named, composer = lexicon.group_statements(evidence), Composer(context)
    shown: set[str] = set()
    for stage in lexicon.ids:
        own = evidence.select_ids(id for id in named.get(stage, ()) if id not in shown)
        calls = [ranked.statement for ranked in rank_calls(own, context) if ranked.is_native or ranked.is_confirmed]
        lines = [pair for pair in own.load_by_ids(calls) if _is_checklist_line(*pair)][:MAX_LINES]
        shown |= {statement.id for statement, _document in lines}
        composer.add_heading(lexicon.get_label(stage, context.language))
        composer.add_bullets(
            (ListItem(sentence=None, quote=composer.quotes.build(*line)) for line in lines), is_checklist=True
        )
        if not lines:
            composer.add_nothing_found(_("a recommendation on this stage"))
    title = composer.translate(_("Checklist for procurement officers"))
    return composer.finish("checklist", title, subject.title)


def _is_checklist_line(statement: Statement, _document: Document) -> bool:
    return len(statement.quote) <= MAX_QUOTE_CHARS and statement.is_confirmed
