"""Rows of appraisals for their pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import Truncator

from palermo.analysis.appraisal import (
    InstrumentAppraisal,
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
POSSIBLE = "meant"
"""How addresses name what is only similar to a provision in meaning."""
OWN_TEXT = "own"
"""How addresses name what the library's texts or digests of an instrument say on a provision."""
WEAK_GAPS = (ProvisionGap.RARELY_ACTED_ON, ProvisionGap.NOT_ACTED_ON)
UNCITED_GAPS = (ProvisionGap.NO_STATEMENT, ProvisionGap.ONLY_OWN_TEXT)
MAX_SUMMARY_CHARS = 70
KINDS_BY_SIDE = {"calls": CALL_KINDS, "acts": ACTION_KINDS, "mandates": MANDATE_KINDS}
"""Kinds of statements for the parameter `of`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalRow:
    """An instrument in the list."""

    appraisal: InstrumentAppraisal
    called: int
    """Recommendations that cite it or any of its provisions, each counted once."""
    acted: int
    weak_provisions: int
    """Provisions that recommendations cite, and few or no activities."""
    unaddressed_provisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionRow:
    """A provision with its figures."""

    name: str
    """In addresses."""
    appraised: ProvisionAppraisal
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
            called=appraisal.count_citing(CALL_KINDS),
            acted=appraisal.count_citing(ACTION_KINDS),
            weak_provisions=sum(part.gap in WEAK_GAPS for part in appraisal.provisions),
            unaddressed_provisions=sum(part.gap in UNCITED_GAPS for part in appraisal.provisions),
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


def filter_statements(row: ProvisionRow, side: str, basis: str) -> list[ProvisionStatement]:
    """Return the statements of a side, or of all, that cite a part.

    For the basis OWN_TEXT, those of the instrument's own texts and digests; for POSSIBLE, those perhaps about it.
    """
    appraised = row.appraised
    by_basis = {OWN_TEXT: appraised.own_text, POSSIBLE: appraised.possible}
    return [
        item for item in by_basis.get(basis, appraised.statements) if item.kind in KINDS_BY_SIDE.get(side, (item.kind,))
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
        trend=trend,
        max_count=max((max(calls, acts) for _, calls, acts in trend), default=0),
        depth=int(bool(number and "(" in number and number.split("(")[0] in numbers)),
    )


def _is_subprovision(child: ProvisionRow, parent: ProvisionRow) -> bool:
    own, above = child.appraised.provision, parent.appraised.provision
    return bool(own and above and own.number and own.number.split("(")[0] == above.number)
