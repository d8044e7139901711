"""Ties and prospective ties as sheets: one row for each pair, with its evidence or reasons in words."""

from collections.abc import Mapping, Sequence

from palermo.analysis.partnerships.current_ties import PartnershipTie, PartnershipTies, get_strength_band
from palermo.analysis.partnerships.evidence import EvidenceKind
from palermo.analysis.partnerships.parties import ExclusionReason
from palermo.analysis.partnerships.prospective_ties import ProspectiveTie, ProspectiveTies, TieReason
from palermo.publishing.phrases import Phrase
from palermo.publishing.sheets.sheet import MapSheet, SheetCell, SheetColumn, SheetSource, format_count, label_count

EVIDENCE_LABELS: Mapping[EvidenceKind, Phrase] = {
    EvidenceKind.PROGRAMME: Phrase("programmes together"),
    EvidenceKind.AGREEMENT: Phrase("agreements to cooperate"),
    EvidenceKind.CHAIR: Phrase("chairs of a group"),
    EvidenceKind.COORDINATION: Phrase("tasks run together"),
    EvidenceKind.PUBLICATION: Phrase("publications together"),
    EvidenceKind.SIGNATURE: Phrase("statements together"),
    EvidenceKind.ACTIVITY: Phrase("activities together"),
    EvidenceKind.COOPERATION: Phrase("statements of cooperation"),
    EvidenceKind.EVENT: Phrase("meetings"),
}
REASON_LABELS: Mapping[str, Phrase] = {
    "subjects": Phrase("shared subjects"),
    "places": Phrase("shared places"),
    "complements": Phrase("complementary interventions"),
    "people": Phrase("the same people"),
    "partners": Phrase("common partners"),
    "earlier": Phrase("earlier joint work"),
    "activity": Phrase("number of partners of each"),
    "apart": Phrase("no place in common"),
    "silent": Phrase("nothing new of"),
    "thin": Phrase("little is known of"),
    "covered": Phrase("both belong already to"),
}
LEFT_OUT_LABELS: Mapping[ExclusionReason, Phrase] = {
    ExclusionReason.STATE: Phrase("a State"),
    ExclusionReason.GROUP: Phrase("a group of actors"),
    ExclusionReason.UNITED_NATIONS: Phrase("the United Nations as a whole"),
    ExclusionReason.NO_NAME: Phrase("no name of a body"),
}
INCOMPLETE_NOTE = Phrase("A tie that no document or fact shows is not in this map, and may well exist.")
MAX_DETAILS = 5
_REASON_DIMENSIONS = {"subjects": "theme", "places": "place", "people": "group"}

_PAIR_COLUMNS = (
    SheetColumn(key="one", label="One", tag="#org+id"),
    SheetColumn(key="other", label="Other", tag="#org+partner+id"),
    SheetColumn(key="one_name", label="One (name)", tag="#org+name"),
    SheetColumn(key="other_name", label="Other (name)", tag="#org+partner+name"),
)


def build_ties_sheet(ties: PartnershipTies, selected_ties: Sequence[PartnershipTie], source: SheetSource) -> MapSheet:
    """Return the sheet of the given ties, the strongest first."""
    title = Phrase("Partnerships: ties")
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
    left = [label_count(LEFT_OUT_LABELS[reason], number) for reason, number in sorted(ties.left_out.items())]
    return source.build_sheet(
        title=title,
        denominators={"statements": ties.statements, "documents": ties.documents, "bodies": len(ties.bodies)},
        columns=columns,
        rows=rows,
        notes=(
            INCOMPLETE_NOTE,
            *([_note_registry_ties(registry_only, len(ties.ties))] if registry_only else []),
            *([Phrase("Names that are not of an entity, by reason: {reasons}.", reasons=left)] if left else []),
        ),
        rows_key="ties",
    )


def _note_registry_ties(number: int, total: int) -> Phrase:
    return Phrase(
        "Known from the registry, no confirmed partnership between the two in documents: {number} of all {total} ties.",
        number=number,
        total=total,
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
            Phrase(
                "{evidence} ({strength})",
                english=f"{format_count(part.count, EVIDENCE_LABELS[part.kind])}: {part.strength:.2f}",
                evidence=label_count(EVIDENCE_LABELS[part.kind], part.count),
                strength=f"{part.strength:.2f}",
            )
            for part in tie.components
        ),
        tuple(f"{item.source_type}:{item.id}" for item in tie.evidence),
    )


NARROWED_NOTE = Phrase(
    "The filters apply to the subjects of entities in statements; an existing tie on any subject excludes a pair."
)


def build_prospects_sheet(
    prospects: ProspectiveTies, selected_prospects: Sequence[ProspectiveTie], source: SheetSource
) -> MapSheet:
    """Return the sheet of the given prospective ties, the most promising first."""
    title = Phrase("Partnerships: prospective ties")
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
    weights, deductions = (
        [
            Phrase("{reason} {points}", reason=REASON_LABELS[name], points=f"{points:g}")
            for name, points in numbers.items()
        ]
        for numbers in (prospects.weights, prospects.model.deductions)
    )
    return source.build_sheet(
        title=title,
        denominators={"bodies": prospects.bodies, "pairs": prospects.pairs},
        columns=columns,
        rows=rows,
        notes=(
            Phrase("A proposal to look into, by what is published; not a forecast, and no judgement of anybody."),
            Phrase("Weights: {weights}. Taken away: {deductions}.", weights=weights, deductions=deductions),
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

    def format_reason(self, reason: TieReason) -> Phrase:
        points, label = f"{reason.points:+.2f}", REASON_LABELS[reason.name]
        if details := self._list_details(reason):
            return Phrase("{reason} ({details}): {points}", reason=label, details="; ".join(details), points=points)
        return Phrase("{reason}: {points}", reason=label, points=points)

    def _list_details(self, reason: TieReason) -> list[str]:
        if dimension := _REASON_DIMENSIONS.get(reason.name):
            labels = [self._source.get_label(dimension, id) for id in reason.shared]
        elif reason.name == "complements":
            sides = ([self._source.get_label("intervention", id) for id in side] for side in reason.complements if side)
            labels = [" + ".join(side) for side in sides]
        else:
            labels = [self.get_body_name(id) for id in reason.shared]
        return list(dict.fromkeys(labels))[:MAX_DETAILS]
