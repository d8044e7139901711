"""Rows of appraisals for their pages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import Truncator

from palermo.analysis.appraisal import (
    InstrumentAppraisal,
    MatchBasis,
    ProvisionAppraisal,
    ProvisionGap,
    ProvisionStatement,
)
from palermo.portal.base.languages import get_active_language
from palermo.portal.base.number_formats import get_colon
from palermo.registry import choose_own_text
from palermo.statements import ACTION_KINDS, CALL_KINDS, MANDATE_KINDS

WHOLE_INSTRUMENT = "whole"
"""How addresses name the instrument as a whole; provisions are numbered from 1."""
WEAK_GAPS = (ProvisionGap.RARELY_ACTED_ON, ProvisionGap.NOT_ACTED_ON)
MAX_SUMMARY_CHARS = 70
KINDS_BY_SIDE = {"calls": CALL_KINDS, "acts": ACTION_KINDS, "mandates": MANDATE_KINDS}
"""Kinds of statements for the parameter `of`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalRow:
    """An instrument in the list."""

    appraisal: InstrumentAppraisal
    called: int
    """Recommendations that match any of its provisions, each counted once."""
    acted: int
    calls_similar: int
    """Those of `called` that cite none of its provisions: proposals, similar to one in meaning."""
    acts_similar: int
    weak_provisions: int
    """Provisions that are called for and little acted on."""
    unaddressed_provisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionRow:
    """A provision with its figures."""

    name: str
    """In addresses."""
    appraised: ProvisionAppraisal
    calls_cited: int
    acts_cited: int
    calls_similar: int
    """Recommendations that are only similar to it in meaning."""
    acts_similar: int
    trend: tuple[tuple[int, int, int], ...]
    """Year, recommendations, activities and commitments."""
    max_count: int
    """The largest number of the trend."""
    depth: int
    """1 for a part of a provision, such as 10(a) of 10."""

    @property
    def has_number(self) -> bool:
        """Whether the provision has a printed number."""
        return bool(self.appraised.provision and self.appraised.provision.number)

    @property
    def number(self) -> str:
        """The printed number of the provision, or a dash."""
        provision = self.appraised.provision
        return (provision.get_number(get_active_language()) if provision else None) or "–"

    @property
    def short_title(self) -> str:
        """The number and the beginning of the summary."""
        provision = self.appraised.provision
        if provision is None:
            return ""
        language = get_active_language()
        number = f"{provision.get_number(language)}{get_colon()}" if provision.number else ""
        summary = choose_own_text(provision.summaries, language).text
        return number + Truncator(summary).chars(MAX_SUMMARY_CHARS)


def build_appraisal_rows(appraisals: Iterable[InstrumentAppraisal]) -> list[AppraisalRow]:
    """Return the instruments with figures, those with the most statements first."""
    appraisal_rows = [
        AppraisalRow(
            appraisal=appraisal,
            called=len(calls := _group_bases(appraisal, CALL_KINDS)),
            acted=len(acts := _group_bases(appraisal, ACTION_KINDS)),
            calls_similar=sum(MatchBasis.CITED not in bases for bases in calls.values()),
            acts_similar=sum(MatchBasis.CITED not in bases for bases in acts.values()),
            weak_provisions=sum(part.gap in WEAK_GAPS for part in appraisal.provisions),
            unaddressed_provisions=sum(part.gap is ProvisionGap.NO_STATEMENT for part in appraisal.provisions),
        )
        for appraisal in appraisals
    ]
    return sorted(appraisal_rows, key=lambda row: -(row.called + row.acted))


def build_provision_rows(appraisal: InstrumentAppraisal) -> list[ProvisionRow]:
    """Return the provisions of an instrument in order, the parts of a provision after it."""
    numbers = [part.provision.number for part in appraisal.provisions if part.provision]
    rows = [_build_provision_row(part, numbers) for part in appraisal.provisions]
    tops = [part for part in rows if not part.depth]
    return [row_ for top in tops for row_ in (top, *(sub for sub in rows if sub.depth and _is_subprovision(sub, top)))]


def find_provision_row(appraisal: InstrumentAppraisal, name: str) -> ProvisionRow | None:
    """Return the provision, or the whole instrument, that an address names."""
    if name == WHOLE_INSTRUMENT:
        return _build_provision_row(appraisal.overall, [])
    return next((part for part in build_provision_rows(appraisal) if part.name == name), None)


def filter_matches(row: ProvisionRow, side: str, match_kind: str) -> list[ProvisionStatement]:
    """Return the statements that match a part, of one side and one basis; unknown values mean all."""
    kinds = KINDS_BY_SIDE.get(side)
    return [
        provision_statement
        for provision_statement in row.appraised.statements
        if (kinds is None or provision_statement.kind in kinds)
        and (match_kind not in tuple(MatchBasis) or provision_statement.basis == match_kind)
    ]


def sum_regions(appraisal: InstrumentAppraisal) -> list[tuple[str, int, int]]:
    """Return the regions of an appraisal with recommendations, and with activities and commitments."""
    parts = (appraisal.overall, *appraisal.provisions)
    return [
        (code, sum(part.regions[code][0] for part in parts), sum(part.regions[code][1] for part in parts))
        for code in appraisal.regions
    ]


def _build_provision_row(appraised: ProvisionAppraisal, numbers: list[str | None]) -> ProvisionRow:
    trend = tuple((year, calls, acts) for year, (calls, acts) in appraised.trend.items())
    number = appraised.provision.number if appraised.provision else None
    return ProvisionRow(
        name=WHOLE_INSTRUMENT if appraised.number is None else str(appraised.number + 1),
        appraised=appraised,
        calls_cited=appraised.count_statements(CALL_KINDS, MatchBasis.CITED),
        acts_cited=appraised.count_statements(ACTION_KINDS, MatchBasis.CITED),
        calls_similar=appraised.count_statements(CALL_KINDS, MatchBasis.SEMANTIC),
        acts_similar=appraised.count_statements(ACTION_KINDS, MatchBasis.SEMANTIC),
        trend=trend,
        max_count=max((max(calls, acts) for _, calls, acts in trend), default=0),
        depth=int(bool(number and "(" in number and number.split("(")[0] in numbers)),
    )


def _is_subprovision(child: ProvisionRow, parent: ProvisionRow) -> bool:
    own, above = child.appraised.provision, parent.appraised.provision
    return bool(own and above and own.number and own.number.split("(")[0] == above.number)


def _group_bases(appraisal: InstrumentAppraisal, kinds: tuple[str, ...]) -> dict[str, set[MatchBasis]]:
    """Return the bases on which each statement of these kinds is matched with a provision, by id."""
    bases: defaultdict[str, set[MatchBasis]] = defaultdict(set)
    for match in (match for part in appraisal.provisions for match in part.statements if match.kind in kinds):
        bases[match.statement].add(match.basis)
    return bases
