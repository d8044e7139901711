"""Predicted statements with document and passage, as they are compared with labels."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from palermo.evaluation.evaluation_results import MarkedSpan, Mistake
from palermo.evaluation.gold_labels import GoldRow
from palermo.evaluation.text_comparison import normalise_file_name
from palermo.grouping import group_items
from palermo.statements import Document, Ref, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPrediction:
    """A statement, its document, and the text of its passage, if available."""

    statement: Statement
    document: Document
    passage: str = ""

    @property
    def location(self) -> str:
        """Page and printed number, in words."""
        locator = self.statement.locator
        return format_location(locator.page, locator.paragraph)

    @property
    def span(self) -> MarkedSpan:
        """Its span in its passage."""
        return MarkedSpan(start_char=self.statement.locator.start, end_char=self.statement.locator.end, labelled=False)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Its reasons, in words."""
        return tuple(reason.feature for reason in self.statement.why)

    def build_mistake(self, category: str, cause: str, labelled: str, predicted: str, **changes: Any) -> Mistake:
        """Build a mistake from this prediction; `labelled` and `predicted` are shown side by side."""
        mistake = Mistake(
            category=category,
            cause=cause,
            document=self.document.source,
            location=self.location,
            kind=self.statement.kind.value,
            language=self.statement.language,
            passage=self.passage,
            marks=(self.span,),
            labelled=labelled,
            predicted=predicted,
            why=self.reasons,
        )
        return replace(mistake, **changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldStatement:
    """A labelled statement and its passage."""

    row: GoldRow
    label: GoldRow
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagePrediction:
    """A statement that was found in a labelled passage."""

    prediction: StatementPrediction
    row: GoldRow
    tokens: tuple[str, ...]


def format_location(page: int | None, paragraph: str | None) -> str:
    """Return page and printed number, in words."""
    return ", ".join(part for part in (f"page {page}" if page else "", f"no. {paragraph}" if paragraph else "") if part)


def group_by_document(predictions: Iterable[StatementPrediction]) -> dict[str, list[StatementPrediction]]:
    """Return predictions by the normalised name of their file."""
    return group_items(predictions, lambda prediction: normalise_file_name(prediction.document.source))


def group_labels(rows: Iterable[GoldRow]) -> dict[str, list[GoldRow]]:
    """Return labelled rows by the normalised name of their document's file."""
    return group_items(rows, lambda row: normalise_file_name(row["document"]))


def collect_state_codes(refs: Iterable[Ref]) -> set[str]:
    """Return the ISO 3166-1 alpha-3 codes of the States among the refs."""
    return {ref.id.removeprefix("state:") for ref in refs if ref.id and ref.id.startswith("state:")}


def format_names(refs: Iterable[Ref]) -> str:
    """Return ids, or names for refs without an id."""
    return ", ".join(ref.id or f"{ref.name} (unknown)" for ref in refs)
