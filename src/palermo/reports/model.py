"""The document model of reports.

A report consists of frozen blocks of sentences, each with its sources or with a computed figure.

The types refuse a sentence that has neither. The text of templates cannot contain a digit: numbers are figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from palermo.reports.figures import Figure, Measure

_DIGIT_PATTERN = re.compile(r"\d")


class RunKind(StrEnum):
    """What a piece of a sentence is."""

    TEXT = "text"
    """Words of a template."""
    NAME = "name"
    """A name, title or date of the registry, the vocabulary or a document."""
    FIGURE = "figure"
    """A computed number, with its noun or alone."""
    QUOTE = "quote"
    """Words of a source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of text; raises ValueError for a number that is not computed."""

    text: str
    kind: RunKind = RunKind.TEXT
    figure: Figure | None = None
    language: str = ""
    """ISO 639-1, where it is not that of the document."""

    def __post_init__(self) -> None:
        if (self.kind is RunKind.FIGURE) != (self.figure is not None):
            raise ValueError(f"a figure needs its query, and nothing else has one: {self.text!r}")
        if self.kind is RunKind.TEXT and _DIGIT_PATTERN.search(self.text):
            raise ValueError(f"a number in the text of a template has no query: {self.text!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A numbered source, and the place in it."""

    number: int
    place: str = ""
    """Page and paragraph, as far as they are printed."""
    statement: str = ""
    """Id of the statement; empty for a row of the registry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence; raises ValueError if it has neither a source nor a figure."""

    runs: tuple[Run, ...]
    citations: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        if not self.citations and not any(run.figure for run in self.runs):
            raise ValueError(f"a sentence needs a source or a figure: {self.text!r}")

    @property
    def text(self) -> str:
        """Its words without citations."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of one source at one place, in their own language."""

    text: str
    language: str
    citation: Citation
    attribution: tuple[Run, ...]
    """Who says it where and when, and the name of its language where it is not that of the document."""
    is_digest: bool = False
    """Whether these are Palermo's words on a text, so that no quotation marks are set."""
    introduction: str = ""
    """Words of the source that introduce the list of which the quote is an item."""

    @property
    def words(self) -> str:
        """The introduction and the quote, as they are printed together."""
        return f"{self.introduction} … {self.text}" if self.introduction else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of level 1 to 3; they are numbered by the writers."""

    text: str
    level: int
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportParagraph:
    """A paragraph of sentences."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """A bullet: a sentence, optionally followed by a quote that it introduces."""

    sentence: Sentence | None
    quote: Quote | None = None

    def __post_init__(self) -> None:
        if self.sentence is None and self.quote is None:
            raise ValueError("a bullet needs a sentence or a quote")


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletList:
    """A list of bullets; a checklist has boxes to tick."""

    items: tuple[ListItem, ...]
    is_checklist: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a caption; the first column heads its rows."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Run, ...], ...]
    citations: tuple[tuple[Citation, ...], ...] = ()
    """For each row, or empty."""
    is_for_drafters: bool = False
    """Whether it helps those who write the report, and is no part of the text that they issue."""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError(f"a row of {self.caption!r} is not as wide as the header")
        if self.citations and len(self.citations) != len(self.rows):
            raise ValueError(f"{self.caption!r} needs citations for all its rows or for none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A country on a map of tiles."""

    code: str
    region: str
    """Name of its region."""
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of a table; the table is printed below it."""

    table: Table
    description: str
    """Text for those who do not see it."""
    tiles: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoredText:
    """Text that people write, such as a foreword; a report with an empty one cannot be issued."""

    title: str
    paragraphs: tuple[str, ...] = ()
    prompt: str = ""
    """What is to be written here, as long as nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An entry of the numbered list of sources."""

    number: int
    title: str
    publisher: str = ""
    date: str = ""
    symbol: str = ""
    address: str = ""
    note: str = ""
    """Whose words it has, if not its publisher's."""
    language: str = ""
    document: str = ""
    """Id of the document; empty for a row of the registry or the vocabulary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList:
    """The numbered sources of a report."""

    sources: tuple[Source, ...]


type Block = Heading | ReportParagraph | Quote | BulletList | Table | Chart | AuthoredText | SourceList


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A generated document."""

    kind: str
    """dossier, entity, country, annual, mapping, submission, follow-up."""
    title: str
    subtitle: str
    language: str
    edition: str
    """Name of the edition."""
    date: str
    """ISO date of the edition."""
    cover: tuple[Sentence, ...]
    """What it was compiled from: figures of the edition."""
    blocks: tuple[Block, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The numbered sources, in order."""
        return tuple(source for block in self.blocks if isinstance(block, SourceList) for source in block.sources)

    @property
    def is_draft(self) -> bool:
        """Whether a text that people must write is missing."""
        return any(isinstance(block, AuthoredText) and not block.paragraphs for block in self.blocks)

    @property
    def unconfirmed_count(self) -> int:
        """How many statements it leaves out because they are not confirmed; of a dossier, those on its subject."""
        figures = [figure.value for _, figure in self.iterate_figures() if figure.query.measure is Measure.UNCONFIRMED]
        is_of_edition = self.kind != "dossier"
        return sum(figures[:1] if is_of_edition else figures[1:])

    def iterate_sentences(self) -> Iterator[Sentence]:
        """Yield every sentence of the cover, paragraphs and bullets."""
        yield from self.cover
        for block in self.blocks:
            if isinstance(block, ReportParagraph):
                yield from block.sentences
            elif isinstance(block, BulletList):
                yield from (item.sentence for item in block.items if item.sentence)

    def iterate_quotes(self) -> Iterator[Quote]:
        """Yield every quote, alone or in a bullet."""
        for block in self.blocks:
            if isinstance(block, Quote):
                yield block
            elif isinstance(block, BulletList):
                yield from (item.quote for item in block.items if item.quote)

    def iterate_tables(self) -> Iterator[Table]:
        """Yield every table, those of charts too."""
        for block in self.blocks:
            if isinstance(block, Table | Chart):
                yield block.table if isinstance(block, Chart) else block

    def iterate_figures(self) -> Iterator[tuple[str, Figure]]:
        """Yield every figure with the text that shows it."""
        runs = [run for sentence in self.iterate_sentences() for run in sentence.runs]
        runs += [run for table in self.iterate_tables() for row in table.rows for run in row]
        yield from ((run.text, run.figure) for run in runs if run.figure)

    def iterate_citations(self) -> Iterator[Citation]:
        """Yield every citation."""
        for sentence in self.iterate_sentences():
            yield from sentence.citations
        yield from (quote.citation for quote in self.iterate_quotes())
        for table in self.iterate_tables():
            yield from (item for row in table.citations for item in row)
