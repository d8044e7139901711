"""What was found, with its document and the text of its passage: what labels are compared with."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from palermo.analysis.comparing import stem
from palermo.analysis.labelled import Row
from palermo.analysis.measured import Mark, Mistake
from palermo.statements import Document, Ref, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A statement, its document, and the text of its passage, if that is at hand."""

    statement: Statement
    document: Document
    passage: str = ""

    @property
    def place(self) -> str:
        """Page and printed number, in words."""
        at = self.statement.locator
        return place(at.page, at.paragraph)

    @property
    def mark(self) -> Mark:
        """Where it stands in its passage."""
        return Mark(start=self.statement.locator.start, end=self.statement.locator.end, labelled=False)

    @property
    def why(self) -> tuple[str, ...]:
        """Its reasons, in words."""
        return tuple(reason.feature for reason in self.statement.why)

    def false_alarm(self, cause: str, labelled: str, found: str) -> Mistake:
        """It as a mistake, for no label has it; `labelled` and `found` tell what stands there and what was said."""
        return Mistake(
            sort="false alarm",
            cause=cause,
            document=self.document.source,
            place=self.place,
            kind=self.statement.kind.value,
            language=self.statement.language,
            passage=self.passage,
            marks=(self.mark,),
            labelled=labelled,
            found=found,
            why=self.why,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A labelled statement and its passage."""

    row: Row
    said: Row
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """A statement that was found in a labelled passage."""

    found: Found
    row: Row
    words: tuple[str, ...]


def place(page: int | None, paragraph: str | None) -> str:
    """Page and printed number, in words."""
    return ", ".join(part for part in (f"page {page}" if page else "", f"no. {paragraph}" if paragraph else "") if part)


def by_document(found: Iterable[Found]) -> dict[str, list[Found]]:
    """What was found by the name of its file."""
    grouped: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        grouped[stem(one.document.source)].append(one)
    return grouped


def states(refs: Iterable[Ref]) -> set[str]:
    """ISO 3166-1 alpha-3 of the States among these."""
    return {ref.id.removeprefix("state:") for ref in refs if ref.id and ref.id.startswith("state:")}


def names(refs: Iterable[Ref]) -> str:
    """Ids, or names that have none."""
    return ", ".join(ref.id or f"{ref.name} (unknown)" for ref in refs)
