"""Converter of the kinds of reports in addresses."""

from palermo.reports.builders.catalogue import ReportKind


class ReportKindConverter:
    """One of the kinds of reports."""

    regex = "|".join(ReportKind)

    def to_python(self, value: str) -> ReportKind:
        """Return the kind."""
        return ReportKind(value)

    def to_url(self, value: ReportKind | str) -> str:
        """Return its name in addresses."""
        return str(value)
