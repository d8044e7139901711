"""Ties and prospective ties as sheets: one row for each pair, with its evidence or reasons in words."""

from collections.abc import Mapping, Sequence

from palermo.analysis.partnerships.current_ties import PartnershipTie, PartnershipTies, get_strength_band
from palermo.analysis.partnerships.evidence import EvidenceKind
from palermo.analysis.partnerships.prospective_ties import ProspectiveTie, ProspectiveTies, TieReason
from palermo.publishing.sheets.sheet import MapSheet, SheetCell, SheetColumn, SheetSource, format_count

EVIDENCE_LABELS: Mapping[EvidenceKind, str] = {
    EvidenceKind.PROGRAMME: "programmes together",
    EvidenceKind.AGREEMENT: "agreements to cooperate",
    EvidenceKind.CHAIR: "chairs of a group",
    EvidenceKind.COORDINATION: "tasks run together",
    EvidenceKind.PUBLICATION: "publications together",
    EvidenceKind.SIGNATURE: "statements together",
    EvidenceKind.ACTIVITY: "activities together",
    EvidenceKind.COOPERATION: "statements of cooperation",
    EvidenceKind.EVENT: "meetings",
}
REASON_LABELS: Mapping[str, str] = {
    "subjects": "shared subjects",
    "places": "shared places",
    "complements": "complementary interventions",
    "people": "the same people",
    "partners": "common partners",
    "earlier": "earlier joint work",
    "activity": "number of partners of each",
    "apart": "no place in common",
    "silent": "nothing new of",
    "thin": "little is known of",
    "covered": "both belong already to",
}
INCOMPLETE_NOTE = "A tie that no document or fact shows is not in this map, and may well exist."
REGISTRY_ONLY_NOTE = (
    "Known from the registry, no confirmed partnership between the two in documents: {:,} of all {:,} ties."
)
_REASON_DIMENSIONS = {"subjects": "theme", "places": "place", "people": "group"}

_PAIR_COLUMNS = (
    SheetColumn(key="one", label="One", tag="#org+id"),
    SheetColumn(key="other", label="Other", tag="#org+partner+id"),
    SheetColumn(key="one_name", label="One (name)", tag="#org+name"),
    SheetColumn(key="other_name", label="Other (name)", tag="#org+partner+name"),
)


def build_ties_sheet(ties: PartnershipTies, selected_ties: Sequence[PartnershipTie], source: SheetSource) -> MapSheet:
    """Return the sheet of the given ties, the strongest first."""
    title = "Partnerships: ties"
    columns = (
        *_PAIR_COLUMNS,
        SheetColumn(key="strength", label="Strength", display="number", tag="#indicator+strength+num"),
        SheetColumn(key="band", label="Band", tag="#indicator+band"),
        SheetColumn(key="first", label="First", tag="#date+start+year"),
        SheetColumn(key="last", label="Last", tag="#date+end+year"),
        SheetColumn(key="standing", label="Standing", tag="#status"),
        SheetColumn(key="documented", label="In documents", tag="#status+documents"),
        SheetColumn(key="why", label="Why", tag="#description+why"),
        SheetColumn(key="evidence", label="Evidence", tag="#meta+evidence+id"),
    )
    named = _NameFormatter(source, ties.names)
    rows = [_build_tie_row(tie, named) for tie in selected_ties]
    registry_only = ties.registry_only_count
    left = ", ".join(f"{number:,} {reason.value}" for reason, number in sorted(ties.left_out.items()))
    return source.build_sheet(
        title=title,
        denominators={"statements": ties.statements, "documents": ties.documents, "bodies": len(ties.bodies)},
        columns=columns,
        rows=rows,
        notes=(
            INCOMPLETE_NOTE,
            *((REGISTRY_ONLY_NOTE.format(registry_only, len(ties.ties)),) if registry_only else ()),
            *((f"Names that are not of an entity, by reason: {left}.",) if left else ()),
        ),
        rows_key="ties",
    )


def _build_tie_row(tie: PartnershipTie, named: "_NameFormatter") -> Sequence[SheetCell]:
    return (
        *named.format_pair(tie.party_a, tie.party_b),
        tie.strength,
        get_strength_band(tie.strength),
        tie.first,
        tie.last,
        tie.continuity.value,
        tie.is_documented,
        tuple(
            f"{format_count(part.count, EVIDENCE_LABELS[part.kind])}: {part.strength:.2f}" for part in tie.components
        ),
        tuple(f"{item.source_type}:{item.id}" for item in tie.evidence),
    )


NARROWED_NOTE = (
    "The filters apply to the subjects of entities in statements; an existing tie on any subject excludes a pair."
)


def build_prospects_sheet(
    prospects: ProspectiveTies, selected_prospects: Sequence[ProspectiveTie], source: SheetSource
) -> MapSheet:
    """Return the sheet of the given prospective ties, the most promising first."""
    title = "Partnerships: prospective ties"
    columns = (
        *_PAIR_COLUMNS,
        SheetColumn(key="points", label="Points", display="number", tag="#indicator+points+num"),
        SheetColumn(key="reasons", label="Reasons", tag="#description+for"),
        SheetColumn(key="against", label="Against", tag="#description+against"),
    )
    named = _NameFormatter(source, prospects.names)
    rows: list[Sequence[SheetCell]] = [
        (
            *named.format_pair(prospect.party_a, prospect.party_b),
            prospect.points,
            tuple(map(named.format_reason, prospect.reasons)),
            tuple(map(named.format_reason, prospect.cautions)),
        )
        for prospect in selected_prospects
    ]
    weights = ", ".join(f"{REASON_LABELS[name]} {weight:g}" for name, weight in prospects.weights.items())
    deductions = ", ".join(f"{REASON_LABELS[name]} {points:g}" for name, points in prospects.model.deductions.items())
    return source.build_sheet(
        title=title,
        denominators={"bodies": prospects.bodies, "pairs": prospects.pairs},
        columns=columns,
        rows=rows,
        notes=(
            "A proposal to look into, by what is published; not a forecast, and no judgement of anybody.",
            f"Weights: {weights}. Taken away: {deductions}. Fitted on {prospects.model.fitted_on}.",
            *((NARROWED_NOTE,) if source.filters.selected else ()),
        ),
        rows_key="prospects",
    )


class _NameFormatter:
    """Formats organisations, concepts and reasons in words."""

    def __init__(self, source: SheetSource, printed_names: Mapping[str, str]) -> None:
        self._source, self._printed_names = source, printed_names

    def format_pair(self, body_id: str, partner_id: str) -> tuple[str, str, str, str]:
        return body_id, partner_id, self.get_body_name(body_id), self.get_body_name(partner_id)

    def get_body_name(self, id: str) -> str:
        return self._source.get_label("actor", id, self._printed_names)

    def format_reason(self, reason: TieReason) -> str:
        return f"{REASON_LABELS[reason.name]}{self._format_details(reason)}: {reason.points:+.2f}"

    def _format_details(self, reason: TieReason) -> str:
        if dimension := _REASON_DIMENSIONS.get(reason.name):
            labels = [self._source.get_label(dimension, id) for id in reason.shared]
        elif reason.name == "complements":
            sides = ([self._source.get_label("intervention", id) for id in side] for side in reason.complements if side)
            labels = [" and ".join(side) for side in sides]
        else:
            labels = [self.get_body_name(id) for id in reason.shared]
        distinct = list(dict.fromkeys(labels))
        return f" ({'; '.join(distinct[:5])})" if distinct else ""
