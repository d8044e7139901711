"""Ties and prospects as sheets: one row for each pair, with what shows it or speaks for it in words."""

from collections.abc import Mapping, Sequence

from palermo.analysis import Values, Where
from palermo.analysis.partnerships.evidence import EvidenceKind
from palermo.analysis.partnerships.prospects import Prospect, Prospects, Reason
from palermo.analysis.partnerships.ties import Tie, Ties
from palermo.edition import Manifest
from palermo.publishing.pictures.network import band
from palermo.publishing.sheets.sheet import Cell, Column, Sheet, citation, numbered
from palermo.publishing.sheets.told import told

KINDS: Mapping[EvidenceKind, str] = {
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
REASONS: Mapping[str, str] = {
    "subjects": "shared subjects",
    "places": "shared places",
    "complements": "complementary interventions",
    "people": "the same people",
    "partners": "common partners",
    "earlier": "earlier joint work",
    "activity": "both work with many",
    "apart": "no place in common",
    "silent": "nothing new of",
    "thin": "little is known of",
    "covered": "both belong already to",
}
SEEN = "A tie that no document or fact shows is not in this map, and may well exist."
UNTOLD = "Shown by facts of the registry alone, by no document of this library: {:,} of all {:,} ties."
_DIMENSIONS = {"subjects": "theme", "places": "country", "people": "group"}

_ENDS = (
    Column(key="one", label="One", tag="#org+id"),
    Column(key="other", label="Other", tag="#org+partner+id"),
    Column(key="one_name", label="One (name)", tag="#org+name"),
    Column(key="other_name", label="Other (name)", tag="#org+partner+name"),
)


def ties_sheet(
    found: Ties, shown: Sequence[Tie], manifest: Manifest, where: Where, values: Values, language: str = "en"
) -> Sheet:
    """Those ties, the strongest first."""
    title = "Partnerships: current ties"
    filters = told(where, values, language)
    columns = (
        *_ENDS,
        Column(key="strength", label="Strength", shown="number", tag="#indicator+strength+num"),
        Column(key="band", label="Band", tag="#indicator+band"),
        Column(key="first", label="First", tag="#date+start+year"),
        Column(key="last", label="Last", tag="#date+end+year"),
        Column(key="standing", label="Standing", tag="#status"),
        Column(key="told", label="In documents", tag="#status+documents"),
        Column(key="why", label="Why", tag="#description+why"),
        Column(key="evidence", label="Evidence", tag="#meta+evidence+id"),
    )
    named = _Names(values=values, language=language, printed=found.names)
    rows: list[Sequence[Cell]] = [
        (
            *named.ends(tie.one, tie.other),
            tie.strength,
            band(tie.strength),
            tie.first,
            tie.last,
            tie.standing.value,
            tie.told,
            tuple(f"{numbered(part.count, KINDS[part.kind])}: {part.strength:.2f}" for part in tie.parts),
            tuple(f"{one.shown}:{one.id}" for one in tie.evidence),
        )
        for tie in shown
    ]
    left = ", ".join(f"{number:,} {reason.value}" for reason, number in sorted(found.left_out.items()))
    return Sheet(
        title=title,
        edition=manifest.name,
        filters=where.asked,
        told=filters,
        denominators={"statements": found.statements, "documents": found.documents, "bodies": len(found.bodies)},
        cite=citation(title, manifest, filters),
        columns=columns,
        rows=rows,
        notes=(
            SEEN,
            *((UNTOLD.format(found.untold, len(found.ties)),) if found.untold else ()),
            *((f"Names that are no body, by reason: {left}.",) if left else ()),
        ),
        called="ties",
    )


NARROWED = (
    "The filters narrow what bodies are seen to be about, in statements alone; ties of any subject stand in the way."
)


def prospects_sheet(
    found: Prospects,
    shown: Sequence[Prospect],
    manifest: Manifest,
    where: Where,
    values: Values,
    language: str = "en",
) -> Sheet:
    """Those prospects, the most promising first."""
    title = "Partnerships: prospective ties"
    filters = told(where, values, language)
    columns = (
        *_ENDS,
        Column(key="points", label="Points", shown="number", tag="#indicator+points+num"),
        Column(key="reasons", label="Reasons", tag="#description+for"),
        Column(key="against", label="Against", tag="#description+against"),
    )
    named = _Names(values=values, language=language, printed=found.names)
    rows: list[Sequence[Cell]] = [
        (
            *named.ends(one.one, one.other),
            one.points,
            tuple(named.reason(reason) for reason in one.reasons),
            tuple(named.reason(reason) for reason in one.cautions),
        )
        for one in shown
    ]
    weights = ", ".join(f"{REASONS[name]} {weight:g}" for name, weight in found.model.weights.items())
    taken = ", ".join(f"{REASONS[name]} {points:g}" for name, points in found.model.deductions.items())
    return Sheet(
        title=title,
        edition=manifest.name,
        filters=where.asked,
        told=filters,
        denominators={"bodies": found.bodies, "pairs": found.pairs},
        cite=citation(title, manifest, filters),
        columns=columns,
        rows=rows,
        notes=(
            "A proposal to look into, by what is published; not a forecast, and no judgement of anybody.",
            f"Weights: {weights}. Taken away: {taken}. Fitted on {found.model.fitted}.",
            *((NARROWED,) if where.asked else ()),
        ),
        called="prospects",
    )


class _Names:
    """Bodies, concepts and reasons in words."""

    def __init__(self, *, values: Values, language: str, printed: Mapping[str, str]) -> None:
        self._values, self._language, self._printed = values, language, printed

    def ends(self, one: str, other: str) -> tuple[str, str, str, str]:
        return one, other, self.body(one), self.body(other)

    def body(self, id: str) -> str:
        return self._printed.get(id) or self._values.label("entity", id, self._language)

    def reason(self, reason: Reason) -> str:
        return f"{REASONS[reason.name]}{self._of(reason)}: {reason.points:+.2f}"

    def _of(self, reason: Reason) -> str:
        if reason.name in _DIMENSIONS:
            return self._listed([self._concept(_DIMENSIONS[reason.name], id) for id in reason.shared])
        if reason.name == "complements":
            return self._listed(
                [" and ".join(self._concept("intervention", id) for id in side) for side in reason.others if side]
            )
        if reason.name == "earlier":
            return self._listed([f"{KINDS[one.kind]} {one.last or ''}".strip() for one in reason.evidence])
        return self._listed([self.body(id) for id in reason.shared])

    def _concept(self, dimension: str, id: str) -> str:
        return self._values.label(dimension, id, self._language)

    @staticmethod
    def _listed(words: Sequence[str]) -> str:
        distinct = list(dict.fromkeys(words))
        return f" ({'; '.join(distinct[:5])})" if distinct else ""
