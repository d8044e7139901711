"""An appraisal as a sheet: one row for each instrument, or for each provision of one."""

from collections.abc import Sequence

from palermo.analysis import Values, Where
from palermo.analysis.appraisal import ACTS, CALLS, REGIONS, Appraisal, Appraisals, Appraised, How
from palermo.edition import Manifest
from palermo.publishing.sheets.sheet import Cell, Column, Sheet, citation
from palermo.publishing.sheets.told import told

_COUNTS = (
    Column(key="recommendations", label="Recommendations", shown="number", tag="#indicator+called+num"),
    Column(key="recommendations_cited", label="Recommendations that cite it", shown="number"),
    Column(key="acts", label="Activities and commitments", shown="number", tag="#indicator+acted+num"),
    Column(key="acts_cited", label="Activities and commitments that cite it", shown="number"),
    Column(key="entities", label="Who acts", tag="#org+id"),
)
_INSTRUMENT = (
    Column(key="instrument", label="Instrument", tag="#meta+instrument+code"),
    Column(key="name", label="Name"),
    Column(key="year", label="Year", tag="#date+year"),
    Column(key="provisions", label="Verified provisions", shown="number"),
    *_COUNTS,
    Column(key="whole", label="Citing it as a whole", shown="number"),
    Column(key="nobody", label="Provisions that nobody mentions", shown="number"),
    Column(key="little", label="Provisions called for and little acted on", shown="number"),
    Column(key="silent", label="Regions without activity", tag="#region+code+v_m49"),
    Column(key="searched", label="Documents searched", shown="number"),
)
_PROVISION = (
    Column(key="provision", label="Provision", tag="#meta+provision"),
    Column(key="summary", label="In our words"),
    *_COUNTS,
    Column(key="gap", label="Gap", tag="#status+gap"),
    Column(key="first", label="First year"),
    Column(key="last", label="Last year"),
    Column(key="regions", label="Regions with activity", tag="#region+code+v_m49"),
    Column(key="statements", label="Statements"),
)
NOTES = (
    "A statement stands with a provision because it cites it, or because it says alike in meaning on topics that "
    "agree; the second is a proposal.",
    "Provisions that no public source has shown are not appraised.",
)


def instruments_sheet(found: Appraisals, manifest: Manifest, where: Where, values: Values) -> Sheet:
    """All instruments with verified provisions, in the registry's order."""
    rows: list[Sequence[Cell]] = [_instrument_row(one, values) for one in found.appraisals]
    searched = max((one.searched for one in found.appraisals), default=0)
    return _sheet("Appraisal of instruments", (_INSTRUMENT, rows), (found, searched), manifest, (where, values))


def provisions_sheet(one: Appraisal, found: Appraisals, manifest: Manifest, where: Where, values: Values) -> Sheet:
    """The verified provisions of one instrument, and last the instrument as a whole."""
    rows: list[Sequence[Cell]] = [_provision_row(part, values) for part in (*one.provisions, one.whole)]
    title = f"Appraisal: {values.registry.label(one.instrument.id)}"
    return _sheet(title, (_PROVISION, rows), (found, one.searched), manifest, (where, values))


def _instrument_row(one: Appraisal, values: Values) -> Sequence[Cell]:
    entities = dict.fromkeys(id for part in one.provisions for id in part.entities)
    gaps = [part.gap for part in one.provisions]
    return [
        one.instrument.id,
        values.registry.label(one.instrument.id),
        one.since,
        len(one.provisions),
        _distinct(one, CALLS),
        _distinct(one, CALLS, How.CITED),
        _distinct(one, ACTS),
        _distinct(one, ACTS, How.CITED),
        tuple(entities),
        len(one.whole.standing),
        sum(gap == "nobody" for gap in gaps),
        sum(gap in ("little", "not-acted-on") for gap in gaps),
        tuple(values.label("region", code) for code in one.silent),
        one.searched,
    ]


def _distinct(one: Appraisal, kinds: Sequence[str], how: How | None = None) -> int:
    """Statements of these kinds that stand with any provision, each once."""
    standing = (each for part in one.provisions for each in part.standing)
    return len({each.statement for each in standing if each.kind in kinds and how in (None, each.how)})


def _provision_row(part: Appraised, values: Values) -> Sequence[Cell]:
    years = list(part.trend)
    provision = part.provision
    return [
        (provision.number or "(without number)") if provision else "(as a whole)",
        provision.summary if provision else None,
        part.called,
        part.count(CALLS, How.CITED),
        part.acted,
        part.count(ACTS, How.CITED),
        tuple(part.entities),
        part.gap.value if part.gap else None,
        years[0] if years else None,
        years[-1] if years else None,
        tuple(values.label("region", code) for code in REGIONS if part.regions[code][1]),
        tuple(one.statement for one in part.standing),
    ]


def _sheet(
    title: str,
    made: tuple[Sequence[Column], Sequence[Sequence[Cell]]],
    basis: tuple[Appraisals, int],
    manifest: Manifest,
    asked: tuple[Where, Values],
) -> Sheet:
    found, searched = basis
    where, values = asked
    filters = told(where, values)
    words = () if found.meaning else ("Meaning was not compared: only citations count.",)
    return Sheet(
        title=title,
        edition=manifest.name,
        filters=where.asked,
        told=filters,
        denominators={"documents": searched},
        cite=citation(title, manifest, filters),
        columns=made[0],
        rows=made[1],
        notes=(*NOTES, *words),
    )
