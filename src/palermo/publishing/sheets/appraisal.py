"""An appraisal as a sheet: one row for each instrument, or for each provision of one."""

from collections.abc import Sequence
from dataclasses import replace

from palermo.analysis.appraisal import (
    REGIONS,
    AppraisalSet,
    InstrumentAppraisal,
    ProvisionAppraisal,
)
from palermo.analysis.appraisal.matching import APPRAISED_KINDS
from palermo.publishing.phrases import Phrase
from palermo.publishing.sheets.sheet import MapSheet, SheetCell, SheetColumn, SheetSource
from palermo.statements import ACTION_KINDS, CALL_KINDS, MANDATE_KINDS

_COUNT_COLUMNS = (
    SheetColumn(key="recommendations", label="Recommendations", display="number", tag="#indicator+called+num"),
    SheetColumn(key="acts", label="Activities and commitments", display="number", tag="#indicator+acted+num"),
    SheetColumn(key="mandates", label="Mandates", display="number"),
    SheetColumn(key="own_text", label="Statements of its own text or digest", display="number"),
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
    SheetColumn(key="nobody", label="Provisions that no statement cites", display="number"),
    SheetColumn(
        key="little", label="Provisions cited by recommendations, and by few or no activities", display="number"
    ),
    SheetColumn(key="silent", label="Regions for which no activity cites it", tag="#region+code+v_m49"),
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
    Phrase("Only statements that cite an instrument or a provision count."),
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
        NOTES,
    )


def build_provisions_sheet(appraisal: InstrumentAppraisal, source: SheetSource) -> MapSheet:
    """Return the provisions of one instrument, and last the instrument as a whole."""
    rows = [_build_provision_row(part, source) for part in (*appraisal.provisions, appraisal.overall)]
    title = Phrase("Appraisal: {instrument}", instrument=source.get_label("instrument", appraisal.instrument.id))
    return replace(source, kinds=APPRAISED_KINDS).build_sheet(
        title,
        _PROVISION_COLUMNS,
        rows,
        {"documents": appraisal.searched},
        NOTES,
    )


def _build_instrument_row(appraisal: InstrumentAppraisal, source: SheetSource) -> Sequence[SheetCell]:
    entities = dict.fromkeys(id for part in (*appraisal.provisions, appraisal.overall) for id in part.entities)
    gaps = [part.gap for part in appraisal.provisions]
    return [
        appraisal.instrument.id,
        source.get_label("instrument", appraisal.instrument.id),
        appraisal.since,
        len(appraisal.provisions),
        appraisal.unverified,
        appraisal.count_citing(CALL_KINDS),
        appraisal.count_citing(ACTION_KINDS),
        appraisal.count_citing(MANDATE_KINDS),
        sum(len(part.own_text) for part in (*appraisal.provisions, appraisal.overall)),
        tuple(entities),
        tuple(source.get_label("actor", id) for id in entities),
        len(appraisal.overall.statements),
        sum(gap in ("nobody", "own-text") for gap in gaps),
        sum(gap in ("little", "not-acted-on") for gap in gaps),
        tuple(source.get_label("region", code) for code in appraisal.silent),
        appraisal.searched,
    ]


def _build_provision_row(appraised: ProvisionAppraisal, source: SheetSource) -> Sequence[SheetCell]:
    years = list(appraised.trend)
    provision = appraised.provision
    return [
        (provision.number or Phrase("(without number)")) if provision else Phrase("(as a whole)"),
        provision.summary if provision else None,
        ("yes" if provision.verified else "no") if provision else None,
        appraised.called,
        appraised.acted,
        appraised.mandated,
        len(appraised.own_text),
        tuple(appraised.entities),
        tuple(source.get_label("actor", id) for id in appraised.entities),
        appraised.gap.value if appraised.gap else None,
        years[0] if years else None,
        years[-1] if years else None,
        tuple(source.get_label("region", code) for code in REGIONS if appraised.regions[code][1]),
        tuple(item.statement for item in appraised.statements),
    ]
