"""Submission on provisions of an instrument.

The submission has evidence, progress and gaps, and proposes paragraphs of cited statements.
"""

from collections.abc import Iterable, Sequence

from palermo.analysis.appraisal import InstrumentAppraisal, ProvisionAppraisal, ProvisionGap
from palermo.edition import NO_FILTERS
from palermo.errors import NotFound, ReportFailed
from palermo.registry import Provision, choose_own_text
from palermo.reports.builders.shared_blocks import describe_provision
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import EvidenceSet, load_evidence
from palermo.reports.figures import Measure
from palermo.reports.model import AuthoredText, ListItem, Report
from palermo.reports.recommendations import add_new_calls
from palermo.reports.translation import mark_message as _
from palermo.statements import ACTION_KINDS, CALL_KINDS

KEY_SEPARATOR = ":"
"""Between an instrument and the numbers of its provisions: `palermo-protocol:9,10`; none stand for all."""
MAX_QUOTES, MAX_PROPOSALS = 5, 4
"""Quotes of progress, and proposed paragraphs, of a provision."""
GAPS = {
    ProvisionGap.NO_STATEMENT: _("a statement that cites this provision"),
    ProvisionGap.ONLY_OWN_TEXT: _("a statement that cites this provision, besides the instrument's own text or digest"),
    ProvisionGap.NOT_ACTED_ON: _("an activity or commitment that cites this provision, which recommendations cite"),
    ProvisionGap.RARELY_ACTED_ON: _("as many activities as recommendations that cite this provision"),
    ProvisionGap.NOT_CALLED_FOR: _("a recommendation that cites this provision, which activities cite"),
}


def build_submission(key: str, context: ReportContext) -> Report:
    """Build the draft of a submission on the provisions that a key names; see KEY_SEPARATOR.

    Raises NotFound for an unknown instrument or provision.
    """
    if context.facts.appraisals is None:
        raise ReportFailed(f"submission {key[:60]!r}", "the instruments are not appraised yet", "Try again in a minute")
    id, _separator, numbers = key.partition(KEY_SEPARATOR)
    appraisal = context.facts.appraisals.get_appraisal(id, context.registry)
    chosen = choose_provisions(appraisal, numbers)
    composer, everything = Composer(context), load_evidence(context.facts, [NO_FILTERS])
    composer.add_section(_("Introduction"), anchor="introduction")
    prompt = composer.translate(_("introduction of those who submit"))
    composer.add(AuthoredText(title=composer.translate(_("Introduction")), prompt=prompt))
    for provision_appraisal in chosen:
        add_provision(composer, appraisal, provision_appraisal, everything)
    title = composer.sources.get_row_title(appraisal.instrument)
    return composer.finish("submission", title, composer.translate(_("Draft of a submission")))


def build_provision_keys(provisions: Iterable[Provision | None]) -> list[str]:
    """Return what names each verified provision of an instrument: its number, or `@` and its place without one."""
    return [item.number if item and item.number else f"@{place}" for place, item in enumerate(provisions, 1)]


def choose_provisions(appraisal: InstrumentAppraisal, numbers: str) -> Sequence[ProvisionAppraisal]:
    """Return the verified provisions with these numbers, or all by default."""
    verified = [provision for provision in appraisal.provisions if provision.is_verified]
    keys = build_provision_keys(item.provision for item in verified)
    by_number = {key.casefold(): item for key, item in zip(keys, verified, strict=True)}
    given = dict.fromkeys(part.strip().casefold() for part in numbers.split(",") if part.strip())
    if not given.keys() <= by_number.keys():
        raise NotFound(
            f"provisions {numbers[:40]!r}",
            "some of them are not verified provisions of the instrument",
            f"Give some of: {', '.join(keys)}",
        )
    return [by_number[number] for number in given] or verified


def add_provision(
    composer: Composer, appraisal: InstrumentAppraisal, part: ProvisionAppraisal, everything: EvidenceSet
) -> None:
    """Add the section of a provision."""
    if part.provision is None:
        return
    number = composer.format_provision(appraisal.instrument, part.provision)
    language = composer.context.translator.language
    composer.add_heading(number[:1].upper() + number[1:] or choose_own_text(part.provision.summaries, language).text)
    composer.add_bullets([ListItem(sentence=describe_provision(composer, appraisal.instrument, part.provision))])
    standing_evidence = everything.select_ids(item.statement for item in part.statements)
    calls, acts = standing_evidence.narrow(kind=CALL_KINDS), standing_evidence.narrow(kind=ACTION_KINDS)
    composer.add_section(_("State of evidence"), 2)
    composer.add_paragraph(
        composer.build_sentence(
            _("Citing this provision: %(recommendations)s, and %(acts)s of activities and commitments."),
            recommendations=composer.count(calls, "recommendations"),
            acts=composer.count(acts, "statements"),
        ),
        composer.build_sentence(
            _("They are from %(documents)s."),
            documents=composer.count(standing_evidence, "documents", Measure.WORKS),
        )
        if len(standing_evidence)
        else None,
    )
    composer.add_section(_("Activities and commitments"), 2)
    composer.add_new_quotes(acts, MAX_QUOTES)
    if not len(acts):
        composer.add_nothing_found(_("an activity or commitment that cites this provision"))
    if part.gap:
        composer.add_section(_("Gap"), 2)
        composer.add_nothing_found(GAPS[part.gap])
    if len(calls):
        composer.add_section(_("Proposed paragraphs"), 2)
        add_new_calls(composer, calls, MAX_PROPOSALS)
