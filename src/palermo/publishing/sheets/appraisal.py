"""An appraisal as a sheet: one row for each instrument, or for each provision of one."""

from collections.abc import Sequence
from dataclasses import replace

from palermo.analysis.appraisal import (
    REGIONS,
    AppraisalSet,
    InstrumentAppraisal,
    MatchBasis,
    ProvisionAppraisal,
)
from palermo.analysis.appraisal.matching import APPRAISED_KINDS
from palermo.publishing.phrases import Phrase
from palermo.publishing.sheets.sheet import MapSheet, SheetCell, SheetColumn, SheetSource
from palermo.statements import ACTION_KINDS, CALL_KINDS, MANDATE_KINDS

_COUNT_COLUMNS = (
    SheetColumn(key="recommendations", label="Recommendations", display="number", tag="#indicator+called+num"),
    SheetColumn(key="recommendations_cited", label="Recommendations that cite it", display="number"),
    SheetColumn(key="acts", label="Activities and commitments", display="number", tag="#indicator+acted+num"),
    SheetColumn(key="acts_cited", label="Activities and commitments that cite it", display="number"),
    SheetColumn(key="mandates", label="Mandates", display="number"),
    SheetColumn(key="entities", label="Who acts (id)", tag="#org+id"),
    SheetColumn(key="entity_names", label="Who acts", tag="#org+name"),
)
_INSTRUMENT_COLUMNS = (
    SheetColumn(key="instrument", label="Instrument", tag="#meta+instrument+code"),
    SheetColumn(key="name", label="Name"),
    SheetColumn(key="year", label="Year", tag="#date+year"),
    SheetColumn(key="provisions", label="Provisions", display="number"),
    SheetColumn(key="unverified", label="Provisions not verified", display="number"),
    *_COUNT_COLUMNS,
    SheetColumn(key="whole", label="Citing it as a whole", display="number"),
    SheetColumn(key="nobody", label="Provisions without a statement found", display="number"),
    SheetColumn(key="little", label="Provisions with many recommendations and few activities found", display="number"),
    SheetColumn(key="silent", label="Regions for which no activity was found", tag="#region+code+v_m49"),
    SheetColumn(key="searched", label="Documents searched", display="number"),
)
_PROVISION_COLUMNS = (
    SheetColumn(key="provision", label="Provision", tag="#meta+provision"),
    SheetColumn(key="summary", label="In our words"),
    SheetColumn(key="verified", label="Verified"),
    *_COUNT_COLUMNS,
    SheetColumn(key="gap", label="Gap", tag="#status+gap"),
    SheetColumn(key="first", label="First year"),
    SheetColumn(key="last", label="Last year"),
    SheetColumn(key="regions", label="Regions with activity", tag="#region+code+v_m49"),
    SheetColumn(key="statements", label="Statements"),
)
NOTES = (
    Phrase(
        "A statement is matched to a provision because it cites it, or because its meaning and topics are similar; the "
        "second is a proposal."
    ),
    Phrase("Provisions that are not verified could not be checked against the text: wording and order may be wrong."),
)


def build_instruments_sheet(appraisals: AppraisalSet, source: SheetSource) -> MapSheet:
    """Return all instruments with provisions, in the registry's order."""
    rows = [_build_instrument_row(appraisal, source) for appraisal in appraisals.appraisals]
    searched = max((appraisal.searched for appraisal in appraisals.appraisals), default=0)
    return replace(source, kinds=APPRAISED_KINDS).build_sheet(
        Phrase("Appraisal of instruments"),
        _INSTRUMENT_COLUMNS,
        rows,
        {"documents": searched},
        _list_notes(appraisals),
    )


def build_provisions_sheet(appraisal: InstrumentAppraisal, appraisals: AppraisalSet, source: SheetSource) -> MapSheet:
    """Return the provisions of one instrument, and last the instrument as a whole."""
    rows = [_build_provision_row(part, source) for part in (*appraisal.provisions, appraisal.overall)]
    title = Phrase("Appraisal: {instrument}", instrument=source.get_label("instrument", appraisal.instrument.id))
    return replace(source, kinds=APPRAISED_KINDS).build_sheet(
        title,
        _PROVISION_COLUMNS,
        rows,
        {"documents": appraisal.searched},
        _list_notes(appraisals),
    )


def _build_instrument_row(appraisal: InstrumentAppraisal, source: SheetSource) -> Sequence[SheetCell]:
    entities = dict.fromkeys(id for part in appraisal.provisions for id in part.entities)
    gaps = [part.gap for part in appraisal.provisions]
    return [
        appraisal.instrument.id,
        source.get_label("instrument", appraisal.instrument.id),
        appraisal.since,
        len(appraisal.provisions),
        appraisal.unverified,
        _count_distinct(appraisal, CALL_KINDS),
        _count_distinct(appraisal, CALL_KINDS, MatchBasis.CITED),
        _count_distinct(appraisal, ACTION_KINDS),
        _count_distinct(appraisal, ACTION_KINDS, MatchBasis.CITED),
        _count_distinct(appraisal, MANDATE_KINDS),
        tuple(entities),
        tuple(source.get_label("actor", id) for id in entities),
        len(appraisal.overall.statements),
        sum(gap == "nobody" for gap in gaps),
        sum(gap in ("little", "not-acted-on") for gap in gaps),
        tuple(source.get_label("region", code) for code in appraisal.silent),
        appraisal.searched,
    ]


def _count_distinct(appraisal: InstrumentAppraisal, kinds: Sequence[str], match_type: MatchBasis | None = None) -> int:
    """Return the number of distinct statements of these kinds that match any provision."""
    matches = (match for part in appraisal.provisions for match in part.statements)
    return len({m.statement for m in matches if m.kind in kinds and match_type in (None, m.basis)})


def _build_provision_row(appraised: ProvisionAppraisal, source: SheetSource) -> Sequence[SheetCell]:
    years = list(appraised.trend)
    provision = appraised.provision
    return [
        (provision.number or Phrase("(without number)")) if provision else Phrase("(as a whole)"),
        provision.summary if provision else None,
        ("yes" if provision.verified else "no") if provision else None,
        appraised.called,
        appraised.count_statements(CALL_KINDS, MatchBasis.CITED),
        appraised.acted,
        appraised.count_statements(ACTION_KINDS, MatchBasis.CITED),
        appraised.mandated,
        tuple(appraised.entities),
        tuple(source.get_label("actor", id) for id in appraised.entities),
        appraised.gap.value if appraised.gap else None,
        years[0] if years else None,
        years[-1] if years else None,
        tuple(source.get_label("region", code) for code in REGIONS if appraised.regions[code][1]),
        tuple(item.statement for item in appraised.statements),
    ]


def _list_notes(appraisals: AppraisalSet) -> Sequence[str]:
    return NOTES if appraisals.meaning else (*NOTES, Phrase("Meaning was not compared: only citations count."))
